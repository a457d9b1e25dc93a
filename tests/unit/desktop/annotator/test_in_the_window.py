"""Drawing on a picture that waits in the composer, and pinning one above all windows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.viewmodels.annotation import Mark, Tool
from desktop.views.annotate.annotator import Annotator
from desktop.views.annotate.pin import PinnedPicture
from desktop.views.shell.main_window import MainWindow
from engine.domain.picture import RedactedImage
from engine.errors import StillLegible
from tests.unit.desktop.annotator.hands import marks
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.cases import picture

_LEFT = Qt.MouseButton.LeftButton


def waiting(window: MainWindow) -> RedactedImage:
    window.composer.add_picture(picture(shade=1))
    return window.composer.pictures[0]


def annotator() -> Annotator:
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Annotator) and each.isVisible()]
    return dialog


def test_the_annotated_picture_takes_the_place_of_the_other(room: Room, window: MainWindow) -> None:
    before = waiting(window)
    window.actions_by_id["picture.annotate"].trigger()
    dialog = annotator()
    dialog.canvas.history.place(Mark(Tool.BOX, (1, 1), (20, 20)))
    QTest.mouseClick(dialog.done_button, _LEFT)
    assert len(room.engine.redactor.layers) == 1
    assert len(window.composer.pictures) == 1
    assert window.composer.pictures[0] != before
    assert not dialog.isVisible()


def test_words_that_are_sensitive_are_told_and_the_drawing_stays(room: Room, window: MainWindow) -> None:
    before = waiting(window)
    window.actions_by_id["picture.annotate"].trigger()
    dialog = annotator()
    dialog.canvas.history.place(Mark(Tool.BOX, (1, 1), (20, 20)))
    room.engine.redactor.refusals.append(StillLegible("redaction.drawn_legible", kinds="EMAIL"))
    QTest.mouseClick(dialog.done_button, _LEFT)
    assert "EMAIL" in dialog.fault.text()
    assert dialog.isVisible()
    assert dialog.isEnabled()
    assert len(marks(dialog)) == 1
    assert window.composer.pictures == (before,)
    dialog.close()


def test_without_a_picture_the_agent_is_told(room: Room, window: MainWindow) -> None:
    for action_id in ("picture.annotate", "picture.pin"):
        window.actions_by_id[action_id].trigger()
        assert room.told() == ["desktop.no_picture_waits"]
        room.notices.dismiss("desktop.no_picture_waits")


def test_the_picture_that_has_the_keyboard_is_meant(window: MainWindow) -> None:
    window.composer.add_picture(picture(shade=1))
    window.composer.add_picture(picture(shade=2))
    assert window.composer.picture_at_hand == window.composer.pictures[1]
    QApplication.processEvents()
    window.composer.thumbnails()[0].setFocus()
    assert window.composer.picture_at_hand == window.composer.pictures[0]


@pytest.fixture
def pinned(qapp: QApplication) -> Iterator[PinnedPicture]:
    pinned = PinnedPicture(RedactedImage(200, 100, b"\x50" * 60_000))
    pinned.show()
    yield pinned
    if isValid(pinned):
        pinned.close()


def pins() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, PinnedPicture) and each.isVisible()]


def test_a_pin_stands_above_all_windows_and_keeps_its_shape(pinned: PinnedPicture) -> None:
    assert pinned.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    before = pinned.size()
    assert abs(before.width() / before.height() - 2) < 0.05
    QTest.keyClick(pinned, Qt.Key.Key_Plus)
    assert pinned.width() > before.width()
    for _ in range(60):
        QTest.keyClick(pinned, Qt.Key.Key_Minus)
    assert max(pinned.width(), pinned.height()) >= 110


def test_a_pin_is_moved_by_keys_and_closed_by_escape(pinned: PinnedPicture, qtbot: QtBot) -> None:
    before = pinned.pos()
    QTest.keyClick(pinned, Qt.Key.Key_Left)
    assert pinned.pos().x() == before.x() - 10
    with qtbot.waitSignal(pinned.destroyed):
        QTest.keyClick(pinned, Qt.Key.Key_Escape)


def test_pins_go_with_the_window(window: MainWindow) -> None:
    waiting(window)
    window.actions_by_id["picture.pin"].trigger()
    assert len(pins()) == 1
    window.close()
    assert pins() == []


def test_a_picture_that_was_sent_can_be_pinned_and_goes_when_the_cases_are_locked(window: MainWindow) -> None:
    before = pins()
    window.conversation.ask("Why?", [picture(shade=1)])
    window.conversation.ask("And here?", [picture(shade=2)])
    assert not window.composer.pictures
    window.actions_by_id["picture.pin"].trigger()
    (pinned,) = [each for each in pins() if each not in before]
    assert pinned.isVisible()
    window.lock(None)
    assert not isValid(pinned) or not pinned.isVisible()
