"""Windows: WTSRegisterSessionNotification tells a window that the desktop was locked.

Written from the Win32 documentation and tried only against a stand-in for wtsapi32: no Windows machine was at hand.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtGui import QWindow
from shiboken6 import VoidPtr

from desktop.session.watch import SessionWatch

WM_WTSSESSION_CHANGE = 0x02B1
WTS_SESSION_LOCK = 7
_NOTIFY_FOR_THIS_SESSION = 0
_EVENT_TYPES = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


class SessionCalls(Protocol):
    """The two calls of wtsapi32."""

    def register(self, window: int) -> bool: ...

    def unregister(self, window: int) -> None: ...


class Wtsapi32:
    """The calls themselves."""

    def __init__(self) -> None:
        self._wtsapi32 = ctypes.WinDLL("wtsapi32", use_last_error=True)  # type: ignore[attr-defined]  # Windows only

    def register(self, window: int) -> bool:
        return bool(self._wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(window), _NOTIFY_FOR_THIS_SESSION))

    def unregister(self, window: int) -> None:
        self._wtsapi32.WTSUnRegisterSessionNotification(wintypes.HWND(window))


class _Filter(QAbstractNativeEventFilter):
    """Sees the messages of the program's windows."""

    def __init__(self, watch: WindowsSessionWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int | VoidPtr
    ) -> tuple[bool, int]:
        if QByteArray(event_type).data() in _EVENT_TYPES:
            address = int(message)  # type: ignore[arg-type]  # VoidPtr has __int__, its stub has not
            found = wintypes.MSG.from_address(address)
            self._watch.take(found.message, found.wParam)
        return False, 0


class WindowsSessionWatch(SessionWatch):
    """Has a window of its own that is never shown: the system speaks to windows alone."""

    def __init__(self, parent: QObject | None = None, calls: SessionCalls | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._window: QWindow | None = None
        self._filter = _Filter(self)

    @property
    def is_listening(self) -> bool:
        return self._window is not None

    def start(self) -> bool:
        app = QCoreApplication.instance()
        if self.is_listening or app is None:
            return self.is_listening
        self._calls = self._calls or Wtsapi32()
        window = QWindow()
        window.create()
        if not self._calls.register(int(window.winId())):
            window.destroy()
            return False
        self._window = window
        app.installNativeEventFilter(self._filter)
        return True

    def stop(self) -> None:
        app = QCoreApplication.instance()
        if self._window is None or self._calls is None:
            return
        if app is not None:
            app.removeNativeEventFilter(self._filter)
        self._calls.unregister(int(self._window.winId()))
        self._window.destroy()
        self._window = None

    def take(self, message: int, parameter: int) -> None:
        """Take in a message of the system."""
        if message == WM_WTSSESSION_CHANGE and parameter == WTS_SESSION_LOCK:
            self.locked.emit()
