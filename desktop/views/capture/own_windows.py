"""The program's own windows step aside for a picture of the screen, and come back as they were."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

_TRAY_ICON = "QSystemTrayIconSys"
"""How Qt names the little window that it lends to an X11 tray. Hidden, it leaves the tray and does not find back."""


@dataclass(frozen=True, slots=True)
class _Place:
    """How one window was before it stepped aside."""

    window: QWidget
    geometry: QRect
    state: Qt.WindowState
    opacity: float


class OwnWindows:
    """Hides every window of this program that is seen, and shows the same ones again in the same order."""

    def __init__(self) -> None:
        self._places: list[_Place] = []
        self._active: QWidget | None = None

    @property
    def are_aside(self) -> bool:
        return bool(self._places)

    def areas(self) -> list[QRect]:
        """Return what they cover of the desktop, with their frames."""
        windows = filter(_can_step_aside, QApplication.topLevelWidgets())
        return [window.frameGeometry() for window in windows]

    def step_aside(self) -> bool:
        """Hide them; False where there was nothing to hide."""
        if self._places:
            return True
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._active = QApplication.activeWindow()
        self._places = [
            _Place(window, window.geometry(), window.windowState(), window.windowOpacity())
            for window in sorted(QApplication.topLevelWidgets(), key=_windows_below)
            if _can_step_aside(window)
        ]
        for place in reversed(self._places):
            # A desktop that fades windows out fades what cannot be seen, and is not caught doing so.
            place.window.setWindowOpacity(0)
            place.window.hide()
        return bool(self._places)

    def come_back(self) -> None:
        """Show them as they were. The keyboard comes back only if it was here."""
        places, self._places = self._places, []
        for place in places:
            _show_as_it_was(place, takes_keyboard=self._active is not None)
        if self._active is not None and self._active.isVisible():
            self._active.raise_()
            self._active.activateWindow()
        self._active = None


def _windows_below(window: QWidget) -> int:
    """Count the windows that a dialog belongs to. It comes back after them, or it would lie behind them."""
    below = window.parentWidget()
    return 0 if below is None else 1 + _windows_below(below.window())


def _can_step_aside(window: QWidget) -> bool:
    """A dialog that blocks the program until it is answered would be answered with No by hiding it."""
    is_seen = window.isVisible() and not window.isMinimized() and window.objectName() != _TRAY_ICON
    return is_seen and window.windowModality() is not Qt.WindowModality.ApplicationModal


def _show_as_it_was(place: _Place, *, takes_keyboard: bool) -> None:
    window = place.window
    window.setWindowOpacity(place.opacity)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not takes_keyboard)
    if place.state & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        window.setWindowState(place.state)
    else:
        window.setGeometry(place.geometry)
    window.show()
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
