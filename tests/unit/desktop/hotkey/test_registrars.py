"""Combinations, Windows against a stand-in for user32, and sessions that have no hotkeys."""

import ctypes
import tomllib
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.hotkey import best_registrar
from desktop.hotkey.combination import Combination
from desktop.hotkey.portal import PortalRegistrar
from desktop.hotkey.registrar import Registration
from desktop.hotkey.unsupported import UnsupportedRegistrar
from desktop.hotkey.windows import (
    ERROR_HOTKEY_ALREADY_REGISTERED,
    WM_HOTKEY,
    WindowsRegistrar,
    virtual_key_of,
)
from desktop.hotkey.x11 import X11Registrar
from engine.wording import RESOURCES, Language, remedy, say

_CONTROL_ALT = 0x0001 | 0x0002
_NO_REPEAT = 0x4000


class FakeUser32:
    """Holds hotkeys as the window system would; keys in `taken` belong to another program."""

    def __init__(self, taken: tuple[int, ...] = (), error: int = 0) -> None:
        self.taken = taken
        self.error = error
        self.held: dict[int, tuple[int, int]] = {}

    def register(self, hotkey_id: int, modifiers: int, virtual_key: int) -> int:
        if virtual_key in self.taken:
            return ERROR_HOTKEY_ALREADY_REGISTERED
        if not self.error:
            self.held[hotkey_id] = (modifiers, virtual_key)
        return self.error

    def unregister(self, hotkey_id: int) -> None:
        del self.held[hotkey_id]


@pytest.mark.parametrize("sequence", ["Ctrl+Alt+S", "Meta+Shift+X", "Print", "Shift+F9", "F1"])
def test_combinations_that_can_serve(sequence: str) -> None:
    assert Combination.parse(sequence) is not None


@pytest.mark.parametrize("sequence", ["", "S", "Shift+S", "Ctrl+A, Ctrl+B", "Ctrl+", "nonsense+Q+W"])
def test_combinations_that_cannot_serve(sequence: str) -> None:
    assert Combination.parse(sequence) is None


def test_a_combination_is_read_into_key_and_modifiers() -> None:
    combination = Combination.parse("Ctrl+Alt+S")
    assert combination == Combination(
        Qt.Key.Key_S,
        frozenset({Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier}),
    )


def test_windows_registers_without_repeats_and_gives_back(qtbot: QtBot) -> None:
    user32 = FakeUser32()
    registrar = WindowsRegistrar(calls=user32)
    assert registrar.register("Ctrl+Alt+S").registration is Registration.REGISTERED
    assert list(user32.held.values()) == [(_CONTROL_ALT | _NO_REPEAT, ord("S"))]
    registrar.unregister()
    registrar.unregister()
    assert not user32.held


def test_windows_says_when_a_key_is_taken(qtbot: QtBot) -> None:
    registrar = WindowsRegistrar(calls=FakeUser32(taken=(ord("S"),)))
    assert registrar.register("Ctrl+Alt+S").registration is Registration.TAKEN


def test_windows_says_when_it_refuses(qtbot: QtBot) -> None:
    registrar = WindowsRegistrar(calls=FakeUser32(error=5))
    assert registrar.register("Ctrl+Alt+S").key == "hotkey.refused"


def test_windows_hears_its_own_message_and_no_other(qtbot: QtBot) -> None:
    registrar = WindowsRegistrar(calls=FakeUser32())
    registrar.register("Ctrl+Alt+S")
    message = wintypes.MSG()
    message.message = WM_HOTKEY
    message.wParam = registrar.hotkey_id
    with qtbot.waitSignal(registrar.pressed, timeout=100):
        assert registrar._filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message)) == (
            True,
            0,
        )
    message.wParam = 1
    with qtbot.assertNotEmitted(registrar.pressed):
        registrar._filter.nativeEventFilter(b"windows_dispatcher_MSG", ctypes.addressof(message))
        registrar._filter.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(message))
    registrar.unregister()


def test_windows_knows_the_codes_of_its_keys() -> None:
    assert virtual_key_of(Qt.Key.Key_F5) == 0x74
    assert virtual_key_of(Qt.Key.Key_7) == ord("7")
    assert virtual_key_of(Qt.Key.Key_Print) == 0x2C
    assert virtual_key_of(Qt.Key.Key_Adiaeresis) is None


@pytest.mark.parametrize("language", list(Language))
def test_without_hotkeys_the_agent_is_told_what_to_bind(qtbot: QtBot, language: Language) -> None:
    state = UnsupportedRegistrar("hotkey.wayland").register("Ctrl+Alt+S")
    assert state.registration is Registration.UNSUPPORTED
    assert "Ctrl+Alt+S" in say(state.key, language, sequence=state.sequence)
    assert "python -m desktop capture region" in remedy(state.key, language, sequence=state.sequence)


@pytest.mark.parametrize(
    ("platform", "kind", "key"),
    [
        ("xcb", X11Registrar, ""),
        ("wayland", PortalRegistrar, "hotkey.wayland"),
        ("wayland-egl", PortalRegistrar, "hotkey.wayland"),
        ("offscreen", UnsupportedRegistrar, "hotkey.no_system"),
    ],
)
def test_the_registrar_fits_the_window_system(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, platform: str, kind: type, key: str
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    registrar = best_registrar()
    assert isinstance(registrar, kind)
    if key:
        assert registrar.fitness().key == key


def test_every_sentence_has_both_languages_and_a_remedy() -> None:
    tables = tomllib.loads(Path(RESOURCES / "wording" / "hotkey.toml").read_text(encoding="utf-8"))
    for name, table in tables.items():
        wanted = (
            {"en", "zh"}
            if name in ("registered", "none", "waiting", "what")
            else {"en", "zh", "en_remedy", "zh_remedy"}
        )
        assert set(table) == wanted


def test_on_wayland_the_desktop_is_asked_even_where_qt_runs_on_x(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert isinstance(best_registrar(), PortalRegistrar)
