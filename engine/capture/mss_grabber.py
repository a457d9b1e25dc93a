"""Grabs X11 and Windows screens with mss."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import mss
from PIL import Image

from engine.capture.x11_windows import application_at, windows_of
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow, Fitness, Screen
from engine.errors import CaptureError

_SCREEN_BYTES = 4
"""Of a pixel as the display hands it out: blue, green, red, and one that says nothing."""
_BAND_BYTES = 750_000


class MssGrabber:
    """Opens the display for each picture (about 15 ms): a restarted or changed display does no harm."""

    has_own_dialogue = False

    def __init__(self, environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
        self._environment = environment
        self._platform = platform

    def fitness(self) -> Fitness:
        """Tell whether it works in this session, without taking a picture."""
        if self._platform == "win32":
            return Fitness(True)
        if not self._platform.startswith("linux"):
            return Fitness(False, "capture.not_supported")
        is_wayland = self._environment.get("XDG_SESSION_TYPE") == "wayland" or "WAYLAND_DISPLAY" in self._environment
        if is_wayland:  # XWayland would hand out black pictures without an error
            return Fitness(False, "capture.wayland")
        if not self._environment.get("DISPLAY"):
            return Fitness(False, "capture.no_display")
        try:
            self.screens()
        except CaptureError as error:
            return Fitness(False, error.key)
        return Fitness(True)

    def screens(self) -> Sequence[Screen]:
        """List the monitors, the primary one first. Raises CaptureError."""
        with self._opened() as display:
            screens = [_screen(number, monitor) for number, monitor in enumerate(display.monitors[1:], start=1)]
        if not screens:
            raise CaptureError("capture.no_display")
        if not any(screen.is_primary for screen in screens):
            first = screens[0]
            screens[0] = Screen(first.name, first.region, True)
        return sorted(screens, key=lambda screen: not screen.is_primary)

    def grab(self, region: Region | None = None) -> Capture:
        """Take a region (desktop coordinates, physical pixels) or the primary screen. Raises CaptureError."""
        origin = CaptureOrigin.SCREEN if region is None else CaptureOrigin.REGION
        wanted = region or self.screens()[0].region
        with self._opened() as display:
            whole = _region_of(display.monitors[0])
            visible = wanted.intersection(whole)
            if visible.is_empty:
                raise CaptureError("capture.outside")
            shot = display.grab({"left": visible.x, "top": visible.y, "width": visible.width, "height": visible.height})
        rgb = _rgb_of(shot.raw, shot.width, shot.height)
        if rgb is None:
            raise CaptureError("capture.black")
        return Capture(shot.width, shot.height, rgb, origin, application=self.application_at(visible))

    def application_at(self, region: Region) -> Application | None:
        """Return whose window lies in the middle of a region (desktop coordinates); None where nobody tells."""
        display = self._environment.get("DISPLAY")
        if not self._platform.startswith("linux") or not display:
            return None
        return application_at(region.x + region.width // 2, region.y + region.height // 2, display)

    def windows(self) -> Sequence[DesktopWindow]:
        """List the windows of other programs that are shown, uppermost first; empty where nobody tells."""
        display = self._environment.get("DISPLAY")
        if not self._platform.startswith("linux") or not display:
            return ()
        return windows_of(display)

    def take(self, *, lets_choose: bool) -> Capture:
        """There is no dialogue here: take the primary screen. Raises CaptureError."""
        return self.grab()

    @contextmanager
    def _opened(self) -> Iterator[mss.MSS]:
        try:
            display = self._environment.get("DISPLAY") if self._platform.startswith("linux") else None
            with mss.MSS(display=display) as opened:
                yield opened
        except (mss.ScreenShotError, OSError) as error:
            raise CaptureError("capture.failed", detail=type(error).__name__) from error


def _rgb_of(bgrx: bytearray, width: int, height: int) -> bytes | None:
    """Turn the bytes round; None where all is black.

    Pillow does it in a fifth of the time that the grabber's own `rgb` takes, and in bands in two thirds of what
    it takes for all at once: the room for a band is used again, that for a screen is asked of the system page by page.
    """
    rows = max(1, _BAND_BYTES // (width * _SCREEN_BYTES))
    bands, is_black = [], True
    for top in range(0, height, rows):
        of_band = min(rows, height - top)
        part = bgrx[top * width * _SCREEN_BYTES : (top + of_band) * width * _SCREEN_BYTES]
        band = Image.frombuffer("RGB", (width, of_band), part, "raw", "BGRX", 0, 1)
        is_black = is_black and band.getbbox() is None
        bands.append(band.tobytes())
    return None if is_black else b"".join(bands)


def _region_of(monitor: Mapping[str, object]) -> Region:
    left, top, width, height = (int(str(monitor[name])) for name in ("left", "top", "width", "height"))
    return Region(left, top, width, height)


def _screen(number: int, monitor: Mapping[str, object]) -> Screen:
    name = str(monitor.get("name") or monitor.get("output") or number)
    return Screen(name, _region_of(monitor), bool(monitor.get("is_primary", False)))
