"""Choosing a region of the screen on a frozen picture of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication

from desktop.views.capture.overlay_window import FrozenScreen, OverlayWindow
from desktop.views.capture.shots import Shot
from desktop.views.parts.overlay_geometry import cropped, joined
from desktop.views.parts.screens import PlacedScreen, placed_screens
from engine.domain.region import Region
from engine.errors import CaptureError
from engine.ports import ScreenGrabber

_IDLE_MS = 60_000
"""An overlay that nobody touches for this long gives the desktop back."""


class RegionOverlay(QObject):
    """Freezes every screen, covers each with a window of its own, and gives the chosen region.

    One window for each screen: Qt has no single grid over screens of different scale factors. The pictures
    live in memory, until the agent has chosen.
    """

    region_captured = Signal(object)
    """A Shot: exactly the pixels that were on the screen when the overlay began."""
    cancelled = Signal()
    failed = Signal(object)
    """A CaptureError: the screen could not be grabbed; nothing was shown."""

    def __init__(self, grabber: ScreenGrabber, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grabber = grabber
        self._windows: list[OverlayWindow] = []
        self._active = 0
        self._last: Region | None = None
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.cancel)

    @property
    def is_running(self) -> bool:
        return bool(self._windows)

    @property
    def windows(self) -> tuple[OverlayWindow, ...]:
        return tuple(self._windows)

    def set_last_region(self, region: Region | None) -> None:
        """Offer the region chosen last time (desktop coordinates)."""
        self._last = region

    def start(self) -> None:
        """Grab first, then show, so that the overlay is never in its own picture."""
        if self.is_running:
            return
        try:
            frozen = self._freeze()
        except CaptureError as error:
            self.failed.emit(error)
            return
        for one in frozen:
            self._add_window(one, len(frozen))
        self._activate(self._screen_under_pointer())
        self._idle.start()

    def cancel(self) -> None:
        """Give the desktop back without a capture."""
        if self.is_running:
            self._close()
            self.cancelled.emit()

    def _freeze(self) -> list[FrozenScreen]:
        fitness = self._grabber.fitness()
        if not fitness.is_fit:
            raise CaptureError(fitness.key)
        windows = [window.region for window in self._grabber.windows()]
        return [
            self._frozen(number, placed, windows)
            for number, placed in enumerate(placed_screens(self._grabber), start=1)
        ]

    def _frozen(self, number: int, placed: PlacedScreen, windows: list[Region]) -> FrozenScreen:
        screen, place = placed
        picture = self._grabber.grab(place)

        def on_screen(region: Region) -> Region:
            return region.moved(-place.x, -place.y).clipped(picture.width, picture.height)

        seen = tuple(part for window in windows if not (part := on_screen(window)).is_empty)
        last = None if self._last is None else on_screen(self._last)
        return FrozenScreen(screen, picture, number, place, seen, None if last is None or last.is_empty else last)

    def _add_window(self, frozen: FrozenScreen, count: int) -> None:
        window = OverlayWindow(frozen, count)
        window.region_chosen.connect(self._take)
        window.desktop_wanted.connect(self._take_all)
        window.cancelled.connect(self.cancel)
        window.screen_wanted.connect(self._pick_screen)
        window.touched.connect(self._idle.start)
        self._windows.append(window)
        window.cover_screen()

    def _take(self, region: Region) -> None:
        window = self.sender()
        assert isinstance(window, OverlayWindow)
        frozen = window.frozen
        place = region.moved(frozen.place.x, frozen.place.y)
        application = self._grabber.application_at(place)
        capture = replace(cropped(frozen.picture, region, frozen.ratio), application=application)
        self._close()
        self.region_captured.emit(Shot(capture, place, is_chosen=True))

    def _take_all(self) -> None:
        frozen = [window.frozen for window in self._windows]
        capture, place = joined([(one.picture, one.place) for one in frozen], max(one.ratio for one in frozen))
        self._close()
        self.region_captured.emit(Shot(capture, place))

    def _pick_screen(self, number: int) -> None:
        """Go to a screen by its number, or with 0 to the next."""
        if number == 0:
            self._activate((self._active + 1) % len(self._windows))
        elif number <= len(self._windows) and number - 1 != self._active:
            self._activate(number - 1)

    def _activate(self, index: int) -> None:
        for other, window in enumerate(self._windows):
            if other != index:
                window.set_active(False)
        self._active = index
        self._windows[index].set_active(True)

    def _screen_under_pointer(self) -> int:
        screen = QGuiApplication.screenAt(QCursor.pos())
        screens = [window.frozen.screen for window in self._windows]
        return screens.index(screen) if screen in screens else 0

    def _close(self) -> None:
        self._idle.stop()
        windows, self._windows = self._windows, []
        for window in windows:
            window.releaseKeyboard()
            window.close()
