"""Pictures of the screen that need no choosing: a screen, all of them, a window, the last region again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.views.parts.screens import PlacedScreen, placed_screens, ratio_at, screen_wanted, whole_desktop
from desktop.wishes import CaptureKind, CaptureOrder
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.errors import CaptureError
from engine.ports import ScreenGrabber


@dataclass(frozen=True, slots=True)
class Shot:
    """A capture, and where on the desktop it was taken."""

    capture: Capture
    place: Region
    is_chosen: bool = False
    """The agent chose the region: it is worth remembering."""


def shot(grabber: ScreenGrabber, order: CaptureOrder, last: Region | None) -> Shot:
    """Take what was ordered, of any kind but a region. Raises CaptureError."""
    screens = placed_screens(grabber)
    place = _place_of(grabber, order, screens, last)
    is_screen = order.kind in (CaptureKind.SCREEN, CaptureKind.ALL)
    capture = replace(
        grabber.grab(place),
        origin=CaptureOrigin.SCREEN if is_screen else CaptureOrigin.REGION,
        scale=ratio_at(place, screens),
    )
    return Shot(capture, place)


def _place_of(grabber: ScreenGrabber, order: CaptureOrder, screens: list[PlacedScreen], last: Region | None) -> Region:
    if order.kind is CaptureKind.SCREEN:
        wanted = screen_wanted(order.screen)
        return next(place for screen, place in screens if screen is wanted)
    if order.kind is CaptureKind.ALL:
        return whole_desktop(screens)
    if order.kind is CaptureKind.WINDOW:
        windows = grabber.windows()
        if not windows:
            raise CaptureError("capture.no_window")
        return _seen(windows[0].region, screens, "capture.no_window")
    return _seen(last or Region(0, 0, 0, 0), screens, "capture.no_last")


def _seen(region: Region, screens: list[PlacedScreen], otherwise: str) -> Region:
    """Return the part of a region that lies on screens. Raises CaptureError with the key given where none does."""
    seen = region.intersection(whole_desktop(screens))
    if seen.is_empty or not any(place.intersects(seen) for _, place in screens):
        raise CaptureError(otherwise)
    return seen
