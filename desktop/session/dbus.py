"""Linux: the screen saver of the desktop (session bus) and logind (system bus) tell that the desktop was locked."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

from desktop.session.watch import SessionWatch

SCREEN_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),  # KDE before Plasma 6
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)
_ACTIVE_SLOT: Any = SLOT("_take_active(bool)")
_LOCK_SLOT: Any = SLOT("_take_lock()")
"""The stub wants bytes, the call itself takes what SLOT gives, and that alone."""
LOGIND, LOGIND_SESSION = "org.freedesktop.login1", "org.freedesktop.login1.Session"


class DBusSessionWatch(SessionWatch):
    """Subscribes to the signals; nothing is asked and nothing is started on the bus."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_listening = False

    @property
    def is_listening(self) -> bool:
        return self._is_listening

    def start(self) -> bool:
        heard = [self._listen_to_screen_savers(), self._listen_to_logind()]
        self._is_listening = any(heard)
        return self._is_listening

    def stop(self) -> None:
        if not self._is_listening:
            return
        self._is_listening = False
        bus = QDBusConnection.sessionBus()
        for path, interface in SCREEN_SAVERS:
            bus.disconnect("", path, interface, "ActiveChanged", self, _ACTIVE_SLOT)
        for path in _session_paths():
            QDBusConnection.systemBus().disconnect(LOGIND, path, LOGIND_SESSION, "Lock", self, _LOCK_SLOT)

    def _listen_to_screen_savers(self) -> bool:
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        heard = [
            bus.connect("", path, interface, "ActiveChanged", self, _ACTIVE_SLOT) for path, interface in SCREEN_SAVERS
        ]
        return any(heard)

    def _listen_to_logind(self) -> bool:
        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return False
        heard = [bus.connect(LOGIND, path, LOGIND_SESSION, "Lock", self, _LOCK_SLOT) for path in _session_paths()]
        return any(heard)

    @Slot(bool)
    def _take_active(self, is_active: bool) -> None:
        if is_active:
            self.locked.emit()

    @Slot()
    def _take_lock(self) -> None:
        self.locked.emit()


def _session_paths() -> list[str]:
    """Return the objects under which logind speaks of this session."""
    paths = ["/org/freedesktop/login1/session/auto", "/org/freedesktop/login1/session/self"]
    if session := os.environ.get("XDG_SESSION_ID", ""):
        paths.insert(0, f"/org/freedesktop/login1/session/{_escaped(session)}")
    return paths


def _escaped(session: str) -> str:
    """Write a session's id as systemd writes it in a path: digits at the start and signs as _ and two hex digits."""
    return "".join(
        char if char.isalpha() or (char.isdigit() and place) else f"_{ord(char):02x}"
        for place, char in enumerate(session)
    )
