"""Where screens and selections lie. Everything is counted in physical pixels.

Qt keeps the top left corner of each screen in physical pixels and divides only what lies inside it by the
screen's scale factor. So a place is mapped screen by screen, never over the desktop as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from PySide6.QtCore import QPointF, QRect, QRectF

from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Screen


def native_pixel(point: QPointF, ratio: float) -> tuple[int, int]:
    """Return the physical pixel, within its screen, under a logical point of that screen."""
    # A thousandth of a pixel makes up for fractions such as 0.8 x 1.25 that fall short of a whole number.
    return math.floor(point.x() * ratio + 1e-3), math.floor(point.y() * ratio + 1e-3)


def place_of(geometry: QRect, ratio: float, monitors: Sequence[Screen]) -> Region:
    """Return a QScreen's place on the desktop.

    It is that of the monitor with the same top left corner, since names and order differ between Qt and
    grabbers. Where none has it: the corner as it is, and the size times the scale factor.
    """
    for monitor in monitors:
        if (monitor.region.x, monitor.region.y) == (geometry.x(), geometry.y()):
            return monitor.region
    width, height = round(geometry.width() * ratio), round(geometry.height() * ratio)
    return Region(geometry.x(), geometry.y(), width, height)


def logical_rect(region: Region, ratio: float) -> QRectF:
    """Return where a region within a screen is drawn on that screen's window."""
    return QRectF(region.x / ratio, region.y / ratio, region.width / ratio, region.height / ratio)


def region_between(first: tuple[int, int], second: tuple[int, int]) -> Region:
    """Return the region that holds both pixels and all between them."""
    (x1, y1), (x2, y2) = first, second
    return Region.from_edges(min(x1, x2), min(y1, y2), max(x1, x2) + 1, max(y1, y2) + 1)


def cropped(picture: Capture, region: Region, scale: float) -> Capture:
    """Cut a region out of a frozen screen, pixel for pixel. Raises ValueError where it lies outside."""
    region = region.clipped(picture.width, picture.height)
    if region.is_empty:
        raise ValueError("the region lies outside the screen")
    stride = picture.width * 3
    pixels = memoryview(picture.rgb)
    starts = (y * stride + region.x * 3 for y in range(region.y, region.bottom))
    rgb = b"".join(pixels[start : start + region.width * 3] for start in starts)
    return Capture(region.width, region.height, rgb, CaptureOrigin.REGION, scale=scale)


def joined(pictures: Sequence[tuple[Capture, Region]], scale: float) -> tuple[Capture, Region]:
    """Put screens together as they lie on the desktop, pixel for pixel; black where no screen is."""
    whole = reduce(Region.union, (place for _, place in pictures))
    rgb = bytearray(whole.width * whole.height * 3)
    for picture, place in pictures:
        pixels, row_bytes = memoryview(picture.rgb), picture.width * 3
        for y in range(picture.height):
            start = ((place.y - whole.y + y) * whole.width + place.x - whole.x) * 3
            rgb[start : start + row_bytes] = pixels[y * row_bytes : (y + 1) * row_bytes]
    return Capture(whole.width, whole.height, bytes(rgb), CaptureOrigin.SCREEN, scale=scale), whole


@dataclass(frozen=True, slots=True)
class Selection:
    """The region chosen on one screen, kept within it."""

    region: Region
    width: int
    height: int
    """Size of the screen."""

    @classmethod
    def between(cls, first: tuple[int, int], second: tuple[int, int], width: int, height: int) -> Selection:
        return cls(region_between(first, second).clipped(width, height), width, height)

    @classmethod
    def in_middle(cls, width: int, height: int) -> Selection:
        """A first region for those who use the keys."""
        return cls(Region(width // 4, height // 4, max(width // 2, 1), max(height // 2, 1)), width, height)

    def moved(self, dx: int, dy: int) -> Selection:
        region = self.region
        dx = min(max(dx, -region.x), self.width - region.right)
        dy = min(max(dy, -region.y), self.height - region.bottom)
        return Selection(region.moved(dx, dy), self.width, self.height)

    def grown(self, dx: int, dy: int) -> Selection:
        """Move the right and bottom edge; the region keeps at least one pixel."""
        region = self.region
        wider = Region(
            region.x,
            region.y,
            min(max(region.width + dx, 1), self.width - region.x),
            min(max(region.height + dy, 1), self.height - region.y),
        )
        return Selection(wider, self.width, self.height)
