"""Pictures come into a fix by paste, drop and file: covered first, then shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from desktop.views.fix_library import FixLibrary
from desktop.views.main_window import MainWindow
from engine.domain.finding import RedactionPlan
from engine.domain.picture import Capture, RedactedImage
from engine.errors import StillLegible
from engine.imaging import decode_pixels
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.unit.desktop.conftest import Room


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

    def cover(_: WordRedactor, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        seen.append(capture)
        return RedactedImage(capture.width, capture.height, bytes(len(capture.rgb)))

    monkeypatch.setattr(WordRedactor, "cover", cover)
    return seen


def _white(width: int = 6, height: int = 4) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def _kept(room: Room) -> list[bytes]:
    fix = next(fix for fix in room.engine.fixes.fixes() if fix.title == "With a picture")
    pictures = room.engine.fixes.fix_pictures(fix.picture_digests)
    return [decode_pixels(each.encoded).rgb for each in pictures.values()]


def test_a_pasted_picture_is_covered_put_at_the_cursor_and_kept_with_the_fix(library: FixLibrary, room: Room) -> None:
    QGuiApplication.clipboard().setImage(_white())
    body = library.editor.body
    body.setPlainText("Look here:")
    body.moveCursor(body.textCursor().MoveOperation.End)
    body.paste()
    assert body.toPlainText().startswith("Look here:\n\n![Screenshot](picture:")
    assert "places covered on it: 0" in library.notice.text()
    library.save.click()
    assert _kept(room) == [bytes(6 * 4 * 3)]


def test_a_dropped_file_is_covered_and_its_name_is_not_written_into_the_text(
    library: FixLibrary, room: Room, tmp_path: Path, blackened: list[Capture]
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
    assert "![Screenshot](picture:" in body.toPlainText()
    assert "secret" not in body.toPlainText()
    assert len(blackened) == 1


def test_a_file_is_chosen_by_the_button(library: FixLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    assert _white().save(str(path))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    library.editor.add_picture.click()
    assert "![Screenshot](picture:" in library.editor.body.toPlainText()


def test_pasted_text_stays_text(library: FixLibrary) -> None:
    QGuiApplication.clipboard().setText("1. Restart it.")
    library.editor.body.paste()
    assert library.editor.body.toPlainText() == "1. Restart it."


def test_one_that_cannot_be_covered_is_refused_in_words_and_the_text_stays(
    library: FixLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = StillLegible("redaction.still_legible", kinds="x")

    def refuse(_: WordRedactor, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        raise fault

    monkeypatch.setattr(WordRedactor, "cover", refuse)
    QGuiApplication.clipboard().setImage(_white())
    library.editor.body.setPlainText("Text")
    library.editor.body.paste()
    assert library.editor.body.toPlainText() == "Text"
    assert fault.message(Language.EN) in library.notice.text()


def test_the_preview_shows_the_covered_picture(library: FixLibrary) -> None:
    QGuiApplication.clipboard().setImage(_white(60, 40))
    library.editor.body.paste()
    tabs = library.editor._tabs
    tabs.setCurrentIndex(1)
    library.resize(library.size())
    shown = library.editor._preview.grab().toImage()
    blacks = sum(
        shown.pixelColor(x, y).lightness() < 10 for x in range(0, shown.width(), 5) for y in range(0, shown.height(), 5)
    )
    assert blacks > 40


def test_a_picture_of_a_kept_fix_is_fetched_for_its_preview(library: FixLibrary) -> None:
    QGuiApplication.clipboard().setImage(_white(60, 40))
    library.editor.body.paste()
    library.save.click()
    fix = library.editor.shown
    library._library.forget_pictures()
    library.editor.show_fix(fix)
    assert list(library._library.previews) == [f"picture:{digest}" for digest in fix.picture_digests]


def test_what_was_not_saved_is_forgotten_with_the_library(library: FixLibrary, room: Room) -> None:
    QGuiApplication.clipboard().setImage(_white())
    library.editor.body.paste()
    previews = library._library.previews
    assert previews
    library.reject()
    assert previews == {}
    assert not any(fix.picture_digests for fix in room.engine.fixes.fixes())
