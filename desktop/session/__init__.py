"""When the agent has gone: the desktop was locked, or nobody has touched Deskside for a while.

`best_session_watch()` gives what fits this system; listen to `locked`.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

from desktop.session.idle import IdleWatch
from desktop.session.watch import SessionWatch

__all__ = ["IdleWatch", "SessionWatch", "best_session_watch"]


def best_session_watch(parent: QObject | None = None) -> SessionWatch:
    """Return what hears of the desktop being locked; where nothing does, one that stays silent and says so."""
    if sys.platform == "win32":
        from desktop.session.windows import WindowsSessionWatch

        return WindowsSessionWatch(parent)
    if sys.platform == "linux":
        from desktop.session.dbus import DBusSessionWatch

        return DBusSessionWatch(parent)
    return SessionWatch(parent)
