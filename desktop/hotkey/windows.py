"""The global hotkey on Windows: RegisterHotKey.

Written from the Win32 documentation and tried only against a stand-in for user32: no Windows machine was at
hand. Its calls and codes were checked with a C probe under wine (second registration: error 1409).
"""

from __future__ import annotations

import ctypes
import itertools
from ctypes import wintypes
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Qt
from shiboken6 import VoidPtr

from desktop.hotkey.combination import Combination
from desktop.hotkey.registrar import HotkeyRegistrar, HotkeyState, registered, taken, unsupported
from engine.domain.screen import Fitness

WM_HOTKEY = 0x0312
ERROR_HOTKEY_ALREADY_REGISTERED = 1409
_MOD_NOREPEAT = 0x4000
_HOTKEY_ID = 0x0D5C
"""Any number below 0xC000; one more for each registrar of this thread."""
_numbers = itertools.count()
_MODIFIERS = {
    Qt.KeyboardModifier.AltModifier: 0x0001,
    Qt.KeyboardModifier.ControlModifier: 0x0002,
    Qt.KeyboardModifier.ShiftModifier: 0x0004,
    Qt.KeyboardModifier.MetaModifier: 0x0008,
}
_VIRTUAL_KEYS = {
    Qt.Key.Key_Print: 0x2C,
    Qt.Key.Key_Pause: 0x13,
    Qt.Key.Key_Insert: 0x2D,
    Qt.Key.Key_Delete: 0x2E,
    Qt.Key.Key_Home: 0x24,
    Qt.Key.Key_End: 0x23,
    Qt.Key.Key_PageUp: 0x21,
    Qt.Key.Key_PageDown: 0x22,
    Qt.Key.Key_Left: 0x25,
    Qt.Key.Key_Up: 0x26,
    Qt.Key.Key_Right: 0x27,
    Qt.Key.Key_Down: 0x28,
    Qt.Key.Key_Space: 0x20,
    Qt.Key.Key_Escape: 0x1B,
}
_EVENT_TYPES = (b"windows_generic_MSG", b"windows_dispatcher_MSG")
"""Qt hands thread messages to filters under either name, by version."""


class HotkeyCalls(Protocol):
    """The two calls of user32, and the error of the last one."""

    def register(self, hotkey_id: int, modifiers: int, virtual_key: int) -> int:
        """Return 0, or the error code."""
        ...

    def unregister(self, hotkey_id: int) -> None: ...


class User32:
    """The calls of user32 themselves."""

    def __init__(self) -> None:
        self._user32 = ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined]  # Windows only

    def register(self, hotkey_id: int, modifiers: int, virtual_key: int) -> int:
        if self._user32.RegisterHotKey(None, hotkey_id, modifiers, virtual_key):
            return 0
        return int(ctypes.get_last_error())  # type: ignore[attr-defined]  # Windows only

    def unregister(self, hotkey_id: int) -> None:
        self._user32.UnregisterHotKey(None, hotkey_id)


def virtual_key_of(key: Qt.Key) -> int | None:
    """Return the Windows virtual-key code for a Qt key."""
    if key in _VIRTUAL_KEYS:
        return _VIRTUAL_KEYS[key]
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
        return 0x70 + key - Qt.Key.Key_F1
    is_letter_or_digit = Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9
    return int(key) if is_letter_or_digit else None


class _HotkeyFilter(QAbstractNativeEventFilter):
    """Picks our WM_HOTKEY out of the thread's messages."""

    def __init__(self, registrar: WindowsRegistrar) -> None:
        super().__init__()
        self._registrar = registrar

    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int | VoidPtr
    ) -> tuple[bool, int]:
        """Swallow the press of our key. Qt hands over the MSG by its address."""
        if QByteArray(event_type).data() in _EVENT_TYPES:
            address = int(message)  # type: ignore[arg-type]  # VoidPtr has __int__, its stub has not
            received = wintypes.MSG.from_address(address)
            if received.message == WM_HOTKEY and received.wParam == self._registrar.hotkey_id:
                self._registrar.pressed.emit()
                return True, 0
        return False, 0


class WindowsRegistrar(HotkeyRegistrar):
    """Registers one combination with the window system, for the thread that runs the event loop."""

    def __init__(self, parent: QObject | None = None, calls: HotkeyCalls | None = None) -> None:
        super().__init__(parent)
        self._calls: HotkeyCalls = User32() if calls is None else calls
        self.hotkey_id = _HOTKEY_ID + next(_numbers)
        self._filter = _HotkeyFilter(self)
        self._is_registered = False

    def fitness(self) -> Fitness:
        return Fitness(True)

    def hold(self, sequence: str, combination: Combination) -> HotkeyState:
        self.unregister()
        virtual_key = virtual_key_of(combination.key)
        if virtual_key is None:
            return unsupported(sequence, "hotkey.no_such_key")
        modifiers = sum(_MODIFIERS[modifier] for modifier in combination.modifiers)
        error = self._calls.register(self.hotkey_id, modifiers | _MOD_NOREPEAT, virtual_key)
        if error == ERROR_HOTKEY_ALREADY_REGISTERED:
            return taken(sequence)
        if error:
            return unsupported(sequence, "hotkey.refused")
        self._listen()
        return registered(sequence)

    def unregister(self) -> None:
        if not self._is_registered:
            return
        self._is_registered = False
        self._calls.unregister(self.hotkey_id)
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self._filter)

    def _listen(self) -> None:
        self._is_registered = True
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self._filter)
