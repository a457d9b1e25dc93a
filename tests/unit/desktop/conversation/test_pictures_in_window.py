"""Pictures in the real window: pasted, dropped, captured, reviewed, looked at large."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.viewmodels.capture import Stage
from desktop.views.capture.shots import Shot
from desktop.views.case.picture_viewer import PictureViewer
from desktop.views.shell.main_window import MainWindow
from engine.domain.picture import CaptureOrigin
from engine.domain.region import Region
from engine.errors import StillLegible, WorkerDied
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.cases import picture
from tests.unit.desktop.fakes.widgets import FakeOverlay, FakeReview


def _review(window: MainWindow) -> FakeReview:
    assert isinstance(window.review, FakeReview)
    return window.review


def _image(colour: str = "#204060") -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def _drop(window: MainWindow, mime: QMimeData) -> None:
    event = QDropEvent(
        QPointF(QPoint(20, 20)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.composer.dropEvent(event)


def test_a_pasted_picture_is_reviewed_covered_and_waits_in_the_composer(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    QGuiApplication.clipboard().setImage(_image())
    qtbot.keyClick(window.composer.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    review = _review(window)
    assert window.middle.pages.currentWidget() is review
    assert review.busy == ["Looking for what is sensitive…"]
    assert not window.composer.pictures
    review.confirm()
    assert [kept.width for kept in window.composer.pictures] == [40]
    assert review.is_clear
    assert room.engine.assistant.prepared == 1
    assert window.capture.stage is Stage.IDLE


def test_pasting_without_a_picture_says_so(room: Room, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("only text")
    window.actions_by_id["picture.paste"].trigger()
    assert room.told() == ["desktop.nothing_to_paste"]


def test_dropped_files_are_reviewed_one_after_the_other(window: MainWindow, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.png", "b.JPG", "notes.txt")])
    _drop(window, mime)
    _review(window).confirm()
    _review(window).confirm()
    assert len(_review(window).shown) == 2
    assert window.capture.stage is Stage.IDLE


def test_an_address_in_the_network_is_refused(room: Room, window: MainWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    _drop(window, mime)
    assert room.told() == ["desktop.drop_refused"]
    assert _review(window).shown == []


def test_the_screen_is_captured_and_reviewed(window: MainWindow) -> None:
    with_screen = window.actions_by_id["picture.screen"]
    with_screen.trigger()
    QApplication.processEvents()
    assert _review(window).shown[0][0].width == 320


def test_where_the_screen_cannot_be_captured_the_agent_is_told(room: Room, window: MainWindow) -> None:
    room.engine.grabber.is_fit = False
    window.actions_by_id["picture.region"].trigger()
    assert room.told() == ["desktop.cannot_capture"]


def test_a_chosen_region_is_reviewed(window: MainWindow) -> None:
    window.actions_by_id["picture.region"].trigger()
    QApplication.processEvents()
    overlay = FakeOverlay.latest[0]
    assert overlay.is_started
    overlay.region_captured.emit(Shot(overlay.grabber.grab(), Region(5, 6, 320, 200), is_chosen=True))
    assert len(_review(window).shown) == 1


def test_what_is_still_legible_is_said_in_the_review(room: Room, window: MainWindow) -> None:
    room.engine.redactor.refusals.append(StillLegible("desktop.picture_unreadable"))
    window.capture.take_image(_image(), CaptureOrigin.PASTE)
    _review(window).confirm()
    assert "There is no picture here" in _review(window).faults[0]
    assert window.middle.pages.currentWidget() is _review(window)
    assert window.composer.pictures == ()


def test_a_waiting_picture_can_be_taken_away_and_is_no_longer_read(room: Room, window: MainWindow) -> None:
    window.composer.add_picture(picture(shade=1))
    window.composer.add_picture(picture(shade=2))
    window.composer.thumbnails()[0].removed.emit()
    assert room.engine.assistant.prepared == 1, "what was being read is given up for what is left"
    assert [kept.rgb[0] for kept in window.composer.pictures] == [2]


def test_a_picture_is_enlarged(window: MainWindow) -> None:
    window.composer.add_picture(picture())
    window.composer.thumbnails()[0].opened.emit(window.composer.pictures[0])
    viewer = window.findChild(PictureViewer)
    assert viewer is not None
    assert viewer.isVisible()


def test_a_large_picture_fills_its_window_and_enter_shows_it_pixel_for_pixel(qtbot: QtBot, window: MainWindow) -> None:
    viewer = PictureViewer(picture(width=4000, height=2000), window)
    qtbot.addWidget(viewer)
    viewer.show()
    shown = viewer.findChild(QLabel)
    room = viewer.findChild(QScrollArea)
    assert shown is not None
    assert room is not None
    assert shown.pixmap().width() == room.viewport().width()
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    assert shown.pixmap().width() == 4000
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    assert shown.pixmap().width() == room.viewport().width()


def test_a_refused_question_comes_back_with_its_pictures(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.engine.assistant.refuses = WorkerDied("desktop.answer_failed")
    window.composer.add_picture(picture())
    qtbot.keyClicks(window.composer.text, "What now?")
    window.actions_by_id["answer.send"].trigger()
    assert window.composer.question() == "What now?"
    assert len(window.composer.pictures) == 1


def test_who_drops_a_picture_in_the_review_goes_on_with_the_question(window: MainWindow) -> None:
    for elsewhere in (None, window.cases_column.search):
        window.composer.findChildren(QAbstractButton)[0].setFocus()  # a button that was clicked keeps the keyboard
        window.actions_by_id["picture.screen"].trigger()
        QApplication.processEvents()
        review = _review(window)
        review.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        (elsewhere or review).setFocus()
        review.cancelled.emit()
        assert not review.isVisible()
        assert (elsewhere or window.composer.text).hasFocus()
