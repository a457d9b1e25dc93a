"""Run by test_mixed_screens: four screens of different scale factors, a drag on each, each crop compared.

A process of its own, since Qt reads the screens once, when the application starts.
"""

import json
import sys
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views.capture.overlay import RegionOverlay
from desktop.views.capture.shots import Shot
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow, Fitness, Screen

MONITORS = [Region(*numbers) for numbers in json.loads(sys.argv[1])]


def pixels(region: Region) -> bytes:
    """Colours that name their place on the desktop."""
    y, x = np.mgrid[region.y : region.bottom, region.x : region.right]
    return np.stack([x % 256, y % 256, x // 256 * 16 + y // 256], axis=-1).astype(np.uint8).tobytes()


class NumberedDesktop:
    """Lists its monitors in another order than Qt does."""

    has_own_dialogue = False

    def take(self, *, lets_choose: bool) -> Capture:
        return self.grab()

    def fitness(self) -> Fitness:
        return Fitness(True)

    def screens(self) -> list[Screen]:
        return [Screen(f"HDMI-{number}", region) for number, region in enumerate(reversed(MONITORS))]

    def application_at(self, region: Region) -> Application | None:
        return None

    def windows(self) -> Sequence[DesktopWindow]:
        return ()

    def grab(self, region: Region | None = None) -> Capture:
        assert region in MONITORS
        assert region is not None
        return Capture(region.width, region.height, pixels(region), CaptureOrigin.SCREEN)


def crop_of_drag(overlay: RegionOverlay, number: int, start: QPoint, end: QPoint) -> Capture:
    shots: list[Shot] = []
    overlay.region_captured.connect(shots.append)
    overlay.start()
    window = overlay.windows[number]
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, Qt.MouseButton.LeftButton, none, start)
    QTest.mouseMove(window, end)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, none, end)
    overlay.region_captured.disconnect(shots.append)
    return shots[0].capture


def main() -> None:
    application = QApplication([])
    overlay = RegionOverlay(NumberedDesktop())
    results = []
    for number, screen in enumerate(application.screens()):
        ratio = screen.devicePixelRatio()
        corner = screen.geometry().topLeft()
        crop = crop_of_drag(overlay, number, QPoint(8, 12), QPoint(88, 52))
        wanted = Region.from_edges(
            corner.x() + int(8 * ratio),
            corner.y() + int(12 * ratio),
            corner.x() + int(88 * ratio) + 1,
            corner.y() + int(52 * ratio) + 1,
        )
        results.append([ratio, crop.scale == ratio, crop.rgb == pixels(wanted), [crop.width, crop.height]])
    print(json.dumps(results))


main()
