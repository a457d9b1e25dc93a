"""A screen that is always there."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow, Fitness, Screen
from engine.errors import CaptureError

_SCREEN = Region(0, 0, 320, 200)


class FakeGrabber:
    """One black screen of 320 x 200 pixels, without windows."""

    is_fit = True
    has_own_dialogue = False

    def take(self, *, lets_choose: bool) -> Capture:
        return self.grab()

    def fitness(self) -> Fitness:
        return Fitness(self.is_fit)

    def screens(self) -> Sequence[Screen]:
        return [Screen("screen", _SCREEN, is_primary=True)]

    def application_at(self, region: Region) -> Application | None:
        return None

    def windows(self) -> Sequence[DesktopWindow]:
        return ()

    def grab(self, region: Region | None = None) -> Capture:
        part = (region or _SCREEN).intersection(_SCREEN)
        if part.is_empty:
            raise CaptureError("capture.outside")
        origin = CaptureOrigin.SCREEN if region is None else CaptureOrigin.REGION
        return Capture(part.width, part.height, bytes(part.width * part.height * 3), origin)
