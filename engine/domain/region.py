"""Rectangles in physical pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A half-open rectangle in physical pixels: x <= column < x + width, y <= row < y + height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def area(self) -> int:
        return max(self.width, 0) * max(self.height, 0)

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    @classmethod
    def from_edges(cls, left: int, top: int, right: int, bottom: int) -> Region:
        return cls(left, top, right - left, bottom - top)

    def intersection(self, other: Region) -> Region:
        """Return the common part; where there is none its width or height is zero or less."""
        return Region.from_edges(
            max(self.x, other.x),
            max(self.y, other.y),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def intersects(self, other: Region) -> bool:
        return not self.intersection(other).is_empty

    def union(self, other: Region) -> Region:
        return Region.from_edges(
            min(self.x, other.x),
            min(self.y, other.y),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, dx: int, dy: int) -> Region:
        return Region(self.x - dx, self.y - dy, self.width + 2 * dx, self.height + 2 * dy)

    def clipped(self, width: int, height: int) -> Region:
        """Return the part that lies on a picture of `width` x `height` pixels."""
        return self.intersection(Region(0, 0, width, height))

    def moved(self, dx: int, dy: int) -> Region:
        return Region(self.x + dx, self.y + dy, self.width, self.height)

    def contains_point(self, x: int, y: int) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom


def is_within(region: Region, covers: Iterable[Region]) -> bool:
    """Tell whether a region lies under the union of others, to the pixel."""
    open_parts = [region]
    for cover in covers:
        open_parts = [part for piece in open_parts for part in _without(piece, cover)]
    return not open_parts


def _without(piece: Region, cover: Region) -> list[Region]:
    """Cut a region out of another; what is left is up to four rectangles."""
    common = piece.intersection(cover)
    if common.is_empty:
        return [piece]
    parts = (
        Region.from_edges(piece.x, piece.y, piece.right, common.y),
        Region.from_edges(piece.x, common.bottom, piece.right, piece.bottom),
        Region.from_edges(piece.x, common.y, common.x, common.bottom),
        Region.from_edges(common.right, common.y, piece.right, common.bottom),
    )
    return [part for part in parts if not part.is_empty]
