"""What the hand does to the frame that a picture is cropped to: its sides, its corners, the whole of it."""

from __future__ import annotations

from PySide6.QtCore import QSize

from desktop.viewmodels.annotation import DrawingHistory, Grip, Point
from engine.domain.region import Region

_LEAST_PX = 8
"""A side of the frame; nobody can take up a smaller one."""


class CropHand:
    """Which sides of the frame are held; a drag shows where they would go and is one step of the history."""

    def __init__(self, history: DrawingHistory, size: QSize) -> None:
        self._history = history
        self._width, self._height = size.width(), size.height()
        self._edges: tuple[int, int, int, int] | None = None
        """How far left, top, right and bottom go with the pointer: 1 for a side that is held, else 0."""
        self._from: Point = (0, 0)
        self._shown: Region | None = None

    @property
    def is_dragging(self) -> bool:
        return self._edges is not None

    @property
    def region(self) -> Region | None:
        """The frame as it would be now."""
        return self._shown or self._history.now.crop

    def take(self, at: Point, reach_px: float, *, takes_whole: bool) -> bool:
        """Take up the sides that are near a point, or the whole frame within; False where it is not there."""
        crop = self._history.now.crop
        if crop is None:
            return False
        x, y = at
        is_beside = crop.x - reach_px <= x <= crop.right + reach_px and crop.y - reach_px <= y <= crop.bottom + reach_px
        near = [
            int(is_beside and abs(place - edge) <= reach_px)
            for place, edge in ((x, crop.x), (y, crop.y), (x, crop.right), (y, crop.bottom))
        ]
        if not any(near):
            if not (takes_whole and crop.contains_point(x, y)):
                return False
            near = [1, 1, 1, 1]
        self._edges = (near[0], near[1], near[2], near[3])
        self._from = at
        return True

    def drag(self, to: Point) -> None:
        """Show the frame where its held sides would be."""
        crop = self._history.now.crop
        if crop is not None and self._edges is not None:
            self._shown = self._moved(crop, self._edges, to[0] - self._from[0], to[1] - self._from[1])

    def drop(self) -> None:
        """Leave the frame there."""
        shown = self._shown
        self.give_up_drag()
        if shown is not None:
            self._history.crop_to(shown)

    def give_up_drag(self) -> bool:
        """Put the frame back; False where it was not held."""
        was_held, self._edges, self._shown = self.is_dragging, None, None
        return was_held

    def nudge(self, dx: int, dy: int, grip: Grip) -> bool:
        """Move the frame, or its far corner; False where there is none."""
        crop = self._history.now.crop
        if crop is None:
            return False
        self._history.crop_to(self._moved(crop, (0, 0, 1, 1) if grip is Grip.END else (1, 1, 1, 1), dx, dy))
        return True

    def _moved(self, crop: Region, edges: tuple[int, int, int, int], dx: int, dy: int) -> Region:
        """Move sides within the picture. A whole frame keeps its size; none gets smaller than can be held."""
        if all(edges):
            dx = min(max(dx, -crop.x), self._width - crop.right)
            dy = min(max(dy, -crop.y), self._height - crop.bottom)
            return crop.moved(dx, dy)
        left, top, right, bottom = edges
        x = min(max(crop.x + left * dx, 0), crop.right - _LEAST_PX) if left else crop.x
        y = min(max(crop.y + top * dy, 0), crop.bottom - _LEAST_PX) if top else crop.y
        far_x = max(min(crop.right + dx, self._width), x + _LEAST_PX) if right else crop.right
        far_y = max(min(crop.bottom + dy, self._height), y + _LEAST_PX) if bottom else crop.bottom
        return Region.from_edges(max(x, 0), max(y, 0), min(far_x, self._width), min(far_y, self._height))
