"""Whether things on the screen may move: as the agent says, or as the desktop does."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusMessage

_GNOME_KEY = ("org.gnome.desktop.interface", "enable-animations")
_GNOME_DESKTOPS = frozenset({"gnome", "unity", "cinnamon", "budgie", "pantheon"})
_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
_REDUCED_MOTION = ("org.freedesktop.appearance", "reduced-motion")
_ANSWER_WITHIN_S = 0.5
_SPI_GETCLIENTAREAANIMATION = 0x1042
_CURSOR_FLASH_MS = 1000
_MAY_MOVE = "may_move"
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)


def apply_motion(app: QApplication, choice: str) -> bool:
    """Let things move or not: `full`, `reduced`, or as the desktop is set (`system`). Returns whether they move."""
    may_move = choice == "full" or (choice == "system" and not desktop_rests())
    for effect in _EFFECTS if not may_move else ():
        app.setEffectEnabled(effect, False)
    app.setProperty(_MAY_MOVE, may_move)
    app.setCursorFlashTime(_CURSOR_FLASH_MS if may_move else 0)
    return may_move


class BusyBar(QProgressBar):
    """Says that something is under way: it moves, or stands full where nothing may move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 0)
        self.setTextVisible(False)

    def showEvent(self, event: QShowEvent) -> None:
        app = QApplication.instance()
        rests = app is not None and app.property(_MAY_MOVE) is False
        self.setRange(0, int(rests))
        self.setValue(int(rests))
        super().showEvent(event)


def desktop_rests() -> bool:
    """Tell whether the desktop is set to show no animations."""
    if sys.platform == "win32":
        is_on = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(is_on), 0)
        return not is_on.value
    config = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
    return _kde_rests(config) or _gtk_rests(config) or portal_rests() or _gnome_rests()


def portal_rests(ask: Callable[[QDBusMessage], QDBusMessage] | None = None) -> bool:
    """Ask the desktop's portal, which tells it in one way for all desktops since 2025; no portal is started for it."""
    from PySide6.QtDBus import QDBusMessage, QDBusVariant

    question = QDBusMessage.createMethodCall(*_PORTAL, "ReadOne")
    question.setAutoStartService(False)
    question.setArguments(list(_REDUCED_MOTION))
    try:
        reply = (ask or _over_session_bus)(question)
    except ConnectionError:
        return False
    if reply.type() != QDBusMessage.MessageType.ReplyMessage or not reply.arguments():
        return False
    told = reply.arguments()[0]
    return bool((told.variant() if isinstance(told, QDBusVariant) else told) == 1)


def _over_session_bus(question: QDBusMessage) -> QDBusMessage:
    """Raises ConnectionError where there is no bus; none is started, as Qt would do of itself."""
    from PySide6.QtDBus import QDBus, QDBusConnection

    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") and not Path(f"/run/user/{os.getuid()}/bus").exists():
        raise ConnectionError
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        raise ConnectionError
    return bus.call(question, QDBus.CallMode.Block, round(_ANSWER_WITHIN_S * 1000))


def _kde_rests(config: Path) -> bool:
    settings = QSettings(str(config / "kdeglobals"), QSettings.Format.IniFormat)
    return str(settings.value("KDE/AnimationDurationFactor", "1")) in {"0", "0.0"}


def _gtk_rests(config: Path) -> bool:
    for version in ("gtk-4.0", "gtk-3.0"):
        settings = QSettings(str(config / version / "settings.ini"), QSettings.Format.IniFormat)
        if str(settings.value("Settings/gtk-enable-animations", "1")).lower() in {"0", "false"}:
            return True
    return False


def _gnome_rests() -> bool:
    """Ask GNOME's own settings, where its desktop runs: they are in no file that others could read."""
    desktops = set(os.environ.get("XDG_CURRENT_DESKTOP", "").casefold().replace("x-", "").split(":"))
    program = shutil.which("gsettings")
    if not desktops & _GNOME_DESKTOPS or program is None:
        return False
    try:
        done = subprocess.run(
            [program, "get", *_GNOME_KEY], capture_output=True, text=True, check=False, timeout=_ANSWER_WITHIN_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return False  # a desktop that does not say has not been told to rest
    return done.stdout.strip() == "false"
