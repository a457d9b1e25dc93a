"""Enter presses the button that has the keyboard, in dialogs and in the window alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.views.parts.buttons import PrimaryButton, RowPlace, Switch
from desktop.views.parts.parts import button, tool_button
from desktop.views.parts.theme import Theme

_KINDS: dict[str, Callable[[], QAbstractButton]] = {
    "words": button, "icon": tool_button, "primary": PrimaryButton, "switch": lambda: Switch(RowPlace.ALONE),
}  # fmt: skip


@pytest.fixture(params=_KINDS)
def pressed(request: pytest.FixtureRequest, qtbot: QtBot) -> tuple[QAbstractButton, list[None]]:
    made = _KINDS[request.param]()
    qtbot.addWidget(made)
    presses: list[None] = []
    made.clicked.connect(lambda: presses.append(None))
    return made, presses


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_as_space_does(pressed: tuple[QAbstractButton, list[None]], key: Qt.Key) -> None:
    made, presses = pressed
    QTest.keyClick(made, key)
    assert presses == [None]


def test_a_key_that_is_held_down_presses_once(pressed: tuple[QAbstractButton, list[None]]) -> None:
    made, presses = pressed
    none = Qt.KeyboardModifier.NoModifier
    for is_repeated in (False, True, True):
        QApplication.sendEvent(made, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", is_repeated))
    assert presses == [None]


def test_with_ctrl_it_is_left_to_the_window(pressed: tuple[QAbstractButton, list[None]]) -> None:
    made, presses = pressed
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert presses == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_a_switch_says_can_be_read_while_it_is_off(qtbot: QtBot, theme: Theme, look: str) -> None:
    theme.apply(look, 100)
    switch = Switch(RowPlace.ALONE)
    qtbot.addWidget(switch)
    switch.setText("Labels")
    switch.setChecked(True)
    switch.setEnabled(False)
    switch.resize(switch.sizeHint())
    switch.show()
    drawn = switch.grab().toImage()
    shades = [drawn.pixelColor(x, drawn.height() // 2).lightness() for x in range(4, drawn.width() - 4)]
    ground = drawn.pixelColor(6, drawn.height() // 2).lightness()
    assert max(abs(shade - ground) for shade in shades) > 100
    assert (ground > 128) is (look == "light")
    theme.apply("light", 100)
