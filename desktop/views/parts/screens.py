"""Qt's screens and where the grabber has them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from PySide6.QtGui import QCursor, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from desktop.views.parts.overlay_geometry import place_of
from engine.domain.region import Region
from engine.errors import CaptureError
from engine.ports import ScreenGrabber

PlacedScreen = tuple[QScreen, Region]
"""A screen and its place on the desktop, physical pixels."""


def placed_screens(grabber: ScreenGrabber) -> list[PlacedScreen]:
    """Return every screen in the order of its number. Raises CaptureError."""
    monitors = grabber.screens()
    return [
        (screen, place_of(screen.geometry(), screen.devicePixelRatio(), monitors))
        for screen in QGuiApplication.screens()
    ]


def screen_wanted(number: int) -> QScreen:
    """Return a screen by its number from 1, or with 0 the one with the pointer. Raises CaptureError."""
    screens = QGuiApplication.screens()
    if number > len(screens):
        raise CaptureError("capture.no_such_screen", number=number, count=len(screens))
    if number:
        return screens[number - 1]
    return QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()


def whole_desktop(screens: Sequence[PlacedScreen]) -> Region:
    """Return the least region that holds all screens."""
    return reduce(Region.union, (place for _, place in screens))


def ratio_at(region: Region, screens: Sequence[PlacedScreen]) -> float:
    """Return the scale factor of the screen that has most of a region."""

    def share(placed: PlacedScreen) -> int:
        common = placed[1].intersection(region)
        return 0 if common.is_empty else common.area

    return max(screens, key=share)[0].devicePixelRatio()


def screen_of(widget: QWidget) -> QScreen:
    """Return the screen that the window of a widget is on, or will be.

    Never ask `QWidget.screen()`: once that widget is deleted, whatever Python holds of the screen is void, in an
    overlay on that screen too, and the next use of it ends the program (PySide 6.11).
    """
    around = widget if widget.isVisible() else widget.parentWidget() or widget
    return QGuiApplication.screenAt(around.window().frameGeometry().center()) or QGuiApplication.primaryScreen()
