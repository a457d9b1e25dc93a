"""The tray has every action with its key, and does no harm where there is none."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.actions import SPECS, use_keys
from desktop.views.settings.setting_hints import hint_of
from desktop.views.shell.main_window import MainWindow
from tests.unit.desktop.conftest import Room


def _actions(menu: QMenu) -> dict[str, QAction]:
    found: dict[str, QAction] = {}
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            found |= _actions(below)
        elif action.objectName():
            found[action.objectName()] = action
    return found


def test_every_action_is_there_with_its_key(window: MainWindow) -> None:
    actions = _actions(window.tray.menu)
    assert set(actions) == set(SPECS)
    assert all(action.isShortcutVisibleInContextMenu() for action in actions.values())
    assert actions["case.new"].shortcut().toString() == "Ctrl+N"


def test_another_key_is_shown_at_once(window: MainWindow) -> None:
    window.keymap.set("case.new", "F9")
    try:
        assert _actions(window.tray.menu)["case.new"].shortcut().toString() == "F9"
    finally:
        use_keys({})


def test_the_tooltip_names_the_key_that_works_from_any_program(window: MainWindow, room: Room) -> None:
    room.settings.set("capture.hotkey", "Ctrl+Alt+S")
    assert window.tray._icon.toolTip() == "Deskside: Ctrl+Alt+S captures a region"
    room.settings.set("capture.hotkey", "")
    assert window.tray._icon.toolTip() == "Deskside"


@pytest.mark.parametrize(("action_id", "comes"), [("help.keys", True), ("case.new", True), ("model.unload", False)])
def test_an_action_that_shows_something_brings_the_window(window: MainWindow, action_id: str, comes: bool) -> None:
    window.hide()
    _actions(window.tray.menu)[action_id].trigger()
    window.tray.menu.triggered.emit(_actions(window.tray.menu)[action_id])
    assert window.isVisible() is comes


@pytest.mark.parametrize(("has_tray", "is_on", "sentence"), [
    (False, True, "This desktop shows no tray, so closing the window ends Deskside."),
    (True, True, "The icon in the tray opens the window again, and can quit Deskside."),
    (True, False, ""),
])  # fmt: skip
def test_the_setting_says_what_closing_means_here(
    room: Room, monkeypatch: pytest.MonkeyPatch, has_tray: bool, is_on: bool, sentence: str
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: has_tray)
    room.settings.set("window.close_to_tray", is_on)
    assert hint_of("window.close_to_tray", room.settings) == sentence


def test_a_window_that_goes_to_the_tray_says_so_once(
    qtbot: QtBot, room: Room, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(type(window.tray), "is_there", property(lambda _: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, _title, text, *_: told.append(text))
    room.settings.set("window.close_to_tray", True)
    for _ in range(2):
        window.close()
        assert window.isHidden()
        window.show()
    assert told == ["Deskside goes on running here. Its icon opens the window again, and can quit it."]
    room.settings.set("window.close_to_tray", False)
