"""A desktop made of numbered pixels, and an overlay over it."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QScreen
from pytestqt.qtbot import QtBot

from desktop.views.capture.overlay import RegionOverlay
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow, Fitness, Screen
from engine.errors import CaptureError


def pixels(region: Region) -> bytes:
    """Colours that name their place on the desktop."""
    y, x = np.mgrid[region.y : region.bottom, region.x : region.right]
    return np.stack([x % 256, y % 256, x // 256 * 16 + y // 256], axis=-1).astype(np.uint8).tobytes()


def _as_screen(screen: QScreen) -> Screen:
    place = screen.geometry()
    return Screen(screen.name(), Region(place.x(), place.y(), place.width(), place.height()))


class NumberedDesktop:
    """A ScreenGrabber over Qt's own screens, where every pixel names its place."""

    def __init__(self) -> None:
        self.is_fit = True
        self.is_broken = False
        self.windows_at_grab: list[int] = []
        self.pixels = pixels
        self.shown: list[DesktopWindow] = []

    has_own_dialogue = False

    def take(self, *, lets_choose: bool) -> Capture:
        return self.grab()

    def fitness(self) -> Fitness:
        return Fitness(self.is_fit, "" if self.is_fit else "entity.QR")

    def screens(self) -> Sequence[Screen]:
        return [_as_screen(screen) for screen in QGuiApplication.screens()]

    def application_at(self, region: Region) -> Application | None:
        return None

    def windows(self) -> Sequence[DesktopWindow]:
        return self.shown

    def grab(self, region: Region | None = None) -> Capture:
        if self.is_broken:
            raise CaptureError("entity.QR")
        assert region is not None
        visible = [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]
        self.windows_at_grab.append(len(visible))
        return Capture(region.width, region.height, pixels(region), CaptureOrigin.SCREEN)


@pytest.fixture
def desktop() -> NumberedDesktop:
    return NumberedDesktop()


@pytest.fixture
def overlay(qtbot: QtBot, desktop: NumberedDesktop) -> Iterator[RegionOverlay]:
    overlay = RegionOverlay(desktop)
    yield overlay
    overlay.cancel()


@pytest.fixture
def captures(overlay: RegionOverlay) -> list[Capture]:
    captures: list[Capture] = []
    overlay.region_captured.connect(lambda shot: captures.append(shot.capture))
    return captures


@pytest.fixture
def pixels_of() -> Callable[[Region], bytes]:
    return pixels
