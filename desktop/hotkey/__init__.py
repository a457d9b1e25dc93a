"""Global hotkeys, registered with the system, never hooked.

`best_registrar()` gives the one that fits this session; ask its `fitness()`, `register("Ctrl+Alt+S")`, and
listen to `pressed`.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop.hotkey.portal import PortalRegistrar
from desktop.hotkey.registrar import HotkeyRegistrar, HotkeyState, Registration
from desktop.hotkey.unsupported import UnsupportedRegistrar
from desktop.hotkey.windows import WindowsRegistrar
from desktop.hotkey.x11 import X11Registrar

__all__ = ["HotkeyRegistrar", "HotkeyState", "Registration", "best_registrar"]


def best_registrar(parent: QObject | None = None) -> HotkeyRegistrar:
    """Return the registrar for the window system that Qt runs on; a QGuiApplication must exist."""
    platform = QGuiApplication.platformName()
    is_wayland = "wayland" in platform or "WAYLAND_DISPLAY" in os.environ
    if is_wayland and platform != "offscreen" and sys.platform.startswith("linux"):
        # Even where Qt runs on XWayland: an X grab would hear the key in windows of X programs alone.
        return PortalRegistrar(parent)
    if platform == "xcb":
        return X11Registrar(parent)
    if platform == "windows":
        return WindowsRegistrar(parent)
    return UnsupportedRegistrar("hotkey.no_system", parent)
