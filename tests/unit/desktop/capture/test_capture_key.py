"""The global key in the settings: recorded, kept, accounted for."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.capture_key import CaptureKey
from desktop.views.settings.hotkey_field import HotkeyField, command_to_bind
from engine.domain.notice import Severity
from engine.wording import say
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.widgets import FakeKey, FakeKeyState

ALT_CTRL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def key(qapp: object) -> FakeKey:
    return FakeKey()


@pytest.fixture
def actions(qapp: object) -> list[QAction]:
    rename, region = QAction("Re&name case"), QAction("Capture region")
    rename.setObjectName("case.rename")
    rename.setShortcut("Ctrl+F2")
    region.setObjectName("picture.region")
    region.setShortcut("Ctrl+Shift+R")
    return [rename, region]


@pytest.fixture
def holder(room: Room, key: FakeKey, actions: list[QAction]) -> CaptureKey:
    return CaptureKey(key, room.settings, room.notices, lambda: actions)


@pytest.fixture
def field(room: Room, qtbot: QtBot) -> HotkeyField:
    field = HotkeyField(room.settings)
    qtbot.addWidget(field)
    field.show()
    field.show_sequence(room.settings.text("capture.hotkey"))
    field.recorded.connect(lambda sequence: room.settings.set("capture.hotkey", sequence))
    return field


def standing(room: Room) -> tuple[str, Severity]:
    told = room.settings.standing_of("capture.hotkey")
    assert told is not None
    return told.key, told.severity


def press(field: HotkeyField, key: Qt.Key, modifiers: Qt.KeyboardModifier = ALT_CTRL) -> None:
    QTest.keyClick(field.keys, key, modifiers)


def test_the_key_of_the_settings_is_asked_for_and_followed(room: Room, key: FakeKey, holder: CaptureKey) -> None:
    holder.ask()
    assert key.held == "Ctrl+Alt+S"
    room.settings.set("capture.hotkey", "Ctrl+Alt+D")
    assert key.held == "Ctrl+Alt+D"
    room.settings.set("capture.hotkey", "")
    assert key.held == ""
    assert standing(room) == ("hotkey.none", Severity.INFO)


def test_a_taken_key_stands_beside_the_setting_and_among_the_notices(
    room: Room, key: FakeKey, holder: CaptureKey
) -> None:
    key.taken.add("Ctrl+Alt+S")
    holder.ask()
    assert standing(room)[1] is Severity.WARNING
    assert room.told() == ["desktop.cannot_capture"]
    room.settings.set("capture.hotkey", "Ctrl+Alt+D")
    assert room.told() == []


def test_news_of_the_key_are_told_and_taken_back(room: Room, key: FakeKey, holder: CaptureKey) -> None:
    holder.ask()
    key.state_changed.emit(FakeKeyState("unsupported", "hotkey.no_display"))
    assert standing(room) == ("hotkey.no_display", Severity.WARNING)
    assert room.told() == ["hotkey.no_display"]
    key.state_changed.emit(FakeKeyState("registered", "hotkey.registered"))
    assert standing(room) == ("hotkey.registered", Severity.INFO)
    assert room.told() == []


def test_the_key_is_looked_after_while_it_is_asked_for(key: FakeKey, holder: CaptureKey, qtbot: QtBot) -> None:
    holder._watch.setInterval(5)
    holder.ask()
    qtbot.waitUntil(lambda: key.times_checked > 1)
    holder.give_back()
    assert not holder._watch.isActive()


def test_an_action_of_the_window_with_the_same_key_is_named(room: Room, key: FakeKey, holder: CaptureKey) -> None:
    room.settings.set("capture.hotkey", "Ctrl+F2")
    told = room.settings.standing_of("capture.hotkey")
    assert told is not None
    assert "“Rename case”" in say(told.key, room.settings.language, **told.values)
    room.settings.set("capture.hotkey", "Ctrl+Shift+R")
    assert standing(room)[1] is Severity.INFO, "the same thing, wherever it is pressed"


def test_pressed_keys_are_recorded(room: Room, field: HotkeyField) -> None:
    press(field, Qt.Key.Key_K)
    assert room.settings.text("capture.hotkey") == "Ctrl+Alt+K"


def test_a_bare_letter_is_refused_and_what_was_set_stays(room: Room, field: HotkeyField) -> None:
    press(field, Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier)
    assert room.settings.text("capture.hotkey") == "Ctrl+Alt+S"
    assert field.keys.keySequence().toString() == "Ctrl+Alt+S"
    assert "⚠" in field.state.text()
    press(field, Qt.Key.Key_J)
    assert "⚠" not in field.state.text()


def test_esc_alone_is_not_recorded_but_leaves(room: Room, field: HotkeyField) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    field.keys.keyPressEvent(event)
    assert not event.isAccepted(), "the dialog is to hear it"
    assert room.settings.text("capture.hotkey") == "Ctrl+Alt+S"
    assert "⚠" not in field.state.text()


def test_the_field_shows_what_became_of_the_key(
    room: Room, key: FakeKey, holder: CaptureKey, field: HotkeyField
) -> None:
    key.taken.add("Ctrl+Alt+K")
    press(field, Qt.Key.Key_K)
    assert field.state.text().startswith("⚠")
    assert field.keys.accessibleDescription() == field.state.text()
    key.state_changed.emit(FakeKeyState("registered", "hotkey.registered"))
    assert field.state.text() == f"✓ {say('hotkey.registered', sequence='Ctrl+Alt+K')}"


def test_the_key_rests_while_it_is_recorded(key: FakeKey, holder: CaptureKey, field: HotkeyField, qtbot: QtBot) -> None:
    holder.ask()
    field.activateWindow()
    field.copy.setFocus()
    field.keys.setFocus()
    qtbot.waitUntil(lambda: key.held == "")
    field.copy.setFocus()
    qtbot.waitUntil(lambda: key.held == "Ctrl+Alt+S")


@pytest.mark.parametrize("width", [160, 260, 420])
def test_the_whole_command_to_bind_is_seen_however_narrow_its_field(
    field: HotkeyField, qtbot: QtBot, width: int
) -> None:
    field.command.setPlainText(f"sh -c 'cd {'/a/long/way'.ljust(90, 'x')} && exec python -m desktop capture region'")
    field.setFixedWidth(width)
    qtbot.waitUntil(lambda: field.command.verticalScrollBar().maximum() == 0)
    assert field.command.height() > 3 * field.command.fontMetrics().height()
    assert field.command.horizontalScrollBar().maximum() == 0


def test_the_command_to_bind_works_from_any_folder(
    field: HotkeyField, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.mouseClick(field.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == command_to_bind()
    command = [*shlex.split(command_to_bind())[:-1], shlex.split(command_to_bind())[-1] + " --help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--delay" in done.stdout
