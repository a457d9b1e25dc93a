"""Pictures come into a fix by paste, drop and file: covered first, then shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from desktop.views.capture.pictures_in import PictureSource
from desktop.views.fixes.fix_library import FixLibrary
from desktop.views.shell.main_window import MainWindow
from engine.domain.finding import EntityType, Finding, FindingSource, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin, RedactedImage
from engine.domain.region import Region
from engine.errors import PictureError, StillLegible
from engine.imaging import decode_pixels
from engine.wording import Language
from tests.fakes.redactor import FakeRedactor
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.widgets import FakeReview


@pytest.fixture
def library(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> FixLibrary:
    """With a new fix begun. Whether what was written may be dropped is always agreed to."""
    monkeypatch.setattr(FixLibrary, "asks", lambda *_: True)
    library = window.fix_actions.show_library()
    library.new.click()
    library.editor.fields["title"].setText("With a picture")
    return library


@pytest.fixture(autouse=True)
def blackened(monkeypatch: pytest.MonkeyPatch) -> list[Capture]:
    """What was handed to the redactor, which paints everything black here."""
    seen: list[Capture] = []

    def cover(_: FakeRedactor, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        seen.append(capture)
        return RedactedImage(capture.width, capture.height, bytes(len(capture.rgb)))

    monkeypatch.setattr(FakeRedactor, "cover", cover)
    return seen


@pytest.fixture
def review(library: FixLibrary) -> FakeReview:
    """The pane of the review, where nobody has looked at anything yet."""
    assert isinstance(library.picture_review.pane, FakeReview)
    return library.picture_review.pane


def _white(width: int = 6, height: int = 4) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def _kept(room: Room) -> list[bytes]:
    fix = next(fix for fix in room.engine.fixes.fixes() if fix.title == "With a picture")
    pictures = room.engine.fixes.fix_pictures(fix.picture_digests)
    return [decode_pixels(each.encoded).rgb for each in pictures.values()]


def test_a_pasted_picture_is_reviewed_covered_put_at_the_cursor_and_kept_with_the_fix(
    library: FixLibrary, review: FakeReview, room: Room
) -> None:
    QGuiApplication.clipboard().setImage(_white())
    body = library.editor.body
    body.setPlainText("Look here:")
    body.moveCursor(body.textCursor().MoveOperation.End)
    body.paste()
    assert library.picture_review.isVisible()
    assert body.toPlainText() == "Look here:"
    review.confirm()
    assert not library.picture_review.isVisible()
    assert body.toPlainText().startswith("Look here:\n\n![Screenshot](picture:")
    assert "places covered on it: " in library.notice.text()
    library.save.click()
    assert _kept(room) == [bytes(6 * 4 * 3)]


def test_a_dropped_file_is_covered_and_its_name_is_not_written_into_the_text(
    library: FixLibrary, review: FakeReview, tmp_path: Path, blackened: list[Capture]
) -> None:
    path = tmp_path / "secret name.png"
    assert _white().save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    body = library.editor.body
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    body.dropEvent(drop)
    review.confirm()
    assert "![Screenshot](picture:" in body.toPlainText()
    assert "secret" not in body.toPlainText()
    assert len(blackened) == 1


def test_a_file_is_chosen_by_the_button(
    library: FixLibrary, review: FakeReview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    assert _white().save(str(path))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    library.editor.add_picture.click()
    review.confirm()
    assert "![Screenshot](picture:" in library.editor.body.toPlainText()


def test_pasted_text_stays_text(library: FixLibrary) -> None:
    QGuiApplication.clipboard().setText("1. Restart it.")
    library.editor.body.paste()
    assert library.editor.body.toPlainText() == "1. Restart it."


def test_one_that_cannot_be_covered_is_refused_in_words_and_the_text_stays(
    library: FixLibrary, review: FakeReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = StillLegible("redaction.still_legible", kinds="x")

    def refuse(_: FakeRedactor, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        raise fault

    monkeypatch.setattr(FakeRedactor, "cover", refuse)
    QGuiApplication.clipboard().setImage(_white())
    library.editor.body.setPlainText("Text")
    library.editor.body.paste()
    review.confirm()
    assert library.editor.body.toPlainText() == "Text"
    assert fault.message(Language.EN) in review.faults[-1]
    assert library.picture_review.isVisible()  # the review goes on


def test_the_preview_shows_the_covered_picture(library: FixLibrary, review: FakeReview) -> None:
    QGuiApplication.clipboard().setImage(_white(60, 40))
    library.editor.body.paste()
    review.confirm()
    tabs = library.editor._tabs
    tabs.setCurrentIndex(1)
    library.resize(library.size())
    shown = library.editor._preview.grab().toImage()
    blacks = sum(
        shown.pixelColor(x, y).lightness() < 10 for x in range(0, shown.width(), 5) for y in range(0, shown.height(), 5)
    )
    assert blacks > 40


def test_a_picture_of_a_kept_fix_is_fetched_for_its_preview(library: FixLibrary, review: FakeReview) -> None:
    QGuiApplication.clipboard().setImage(_white(60, 40))
    library.editor.body.paste()
    review.confirm()
    library.save.click()
    fix = library.editor.shown
    library._library.forget_pictures()
    library.editor.show_fix(fix)
    assert list(library._library.previews) == [f"picture:{digest}" for digest in fix.picture_digests]


def test_what_was_not_saved_is_forgotten_with_the_library(library: FixLibrary, review: FakeReview, room: Room) -> None:
    QGuiApplication.clipboard().setImage(_white())
    library.editor.body.paste()
    review.confirm()
    previews = library._library.previews
    assert previews
    library.reject()
    assert previews == {}
    assert not any(fix.picture_digests for fix in room.engine.fixes.fixes())


def test_the_picture_is_covered_as_the_agent_left_the_plan(
    library: FixLibrary, review: FakeReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[RedactionPlan] = []

    def cover(_: FakeRedactor, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        seen.append(plan)
        return RedactedImage(capture.width, capture.height, capture.rgb, plan.covered)

    monkeypatch.setattr(FakeRedactor, "cover", cover)
    QGuiApplication.clipboard().setImage(_white(40, 30))
    library.editor.body.paste()
    capture, plan = review.shown[-1]
    own = Finding(EntityType.AGENT_MARK, Region(2, 3, 10, 8), 1.0, "agent", FindingSource.AGENT, "MARK 1")
    review.plan_confirmed.emit(plan.with_added(own))
    assert Region(2, 3, 10, 8) in [mask.region for mask in seen[-1].covered]
    assert len(seen[-1].covered) == len(plan.covered) + 1 == 2
    assert "places covered on it: 2" in library.notice.text()
    assert capture.origin is CaptureOrigin.PASTE


def test_a_review_that_is_cancelled_puts_nothing_into_the_text(library: FixLibrary, review: FakeReview) -> None:
    QGuiApplication.clipboard().setImage(_white())
    library.editor.body.paste()
    review.cancelled.emit()
    assert not library.picture_review.isVisible()
    assert review.is_clear
    assert library.editor.body.toPlainText() == ""


def test_several_pictures_are_reviewed_one_after_the_other(library: FixLibrary, review: FakeReview) -> None:
    images = [PictureSource(CaptureOrigin.DROP, image=_white(width)) for width in (6, 7)]
    library.editor.pictures_given.emit(images)
    assert [capture.width for capture, _ in review.shown] == [6]
    review.confirm()
    assert [capture.width for capture, _ in review.shown] == [6, 7]
    review.confirm()
    assert library.editor.body.toPlainText().count("picture:") == 2


def test_a_file_that_is_no_picture_is_refused_in_words(
    library: FixLibrary, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Capture:
        raise PictureError("picture.truncated")

    monkeypatch.setattr(room.engine.assistant, "open_picture", refuse)
    library.editor.pictures_given.emit([PictureSource(CaptureOrigin.FILE, path=Path("a.png"))])
    assert not library.picture_review.isVisible()
    assert library.notice.text()
    assert "Looking for" not in library.notice.text()


def test_locking_gives_up_the_picture_under_review(library: FixLibrary, review: FakeReview, window: MainWindow) -> None:
    QGuiApplication.clipboard().setImage(_white())
    library.editor.body.paste()
    window.lock(None)
    assert review.is_clear
    assert not library.picture_review.isVisible()
