"""What a setting means on this desktop, where its name alone does not tell."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.settings_bridge import SettingsBridge


def hint_of(key: str, settings: SettingsBridge) -> str:
    """Return one sentence in the language of the window, or an empty text."""
    if key == "window.close_to_tray":
        return _tray_hint(is_on=settings.flag(key))
    return ""


def _tray_hint(*, is_on: bool) -> str:
    translate = QCoreApplication.translate
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return translate("Hints", "This desktop shows no tray, so closing the window ends Deskside.")
    if is_on:
        return translate("Hints", "The icon in the tray opens the window again, and can quit Deskside.")
    return ""
