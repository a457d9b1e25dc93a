"""Finds what a text stands in: the field, table cell or control around it, by the edges that a screen draws.

A box over all of it hides how long the text is. It is chosen before anything is covered, so that the covered picture
stays a function of the plan and of what lies outside.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.domain.picture import Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan

_EDGE = 7
"""Least difference of neighbouring pixels, of 255, that counts as an edge: the faintest lines of light tables."""
_ALONG = 0.92
"""Share of a side that has to be edge. Letters reach it nowhere."""
_FARTHEST_LINES = 2.5
"""How far above and below its text a side may be, in heights of the text."""
_LEAST_GAP_PX = 2
_LEAST_STEPS = 8
"""A text that stands in nothing is covered to the end of its column, and at least to a multiple of so many heights."""
_STRETCH_PX = 192
"""Sides are looked for stretch by stretch: most are near."""
_SAME_COLUMN = 0.5

Edges = NDArray[np.bool_]


class FieldFinder:
    """Looks on one picture for what texts stand in."""

    def __init__(self, picture: Picture, spans: Sequence[TextSpan]) -> None:
        self._width, self._height = picture.width, picture.height
        self._pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
        self._spans = spans

    def whole(self, region: Region) -> Region:
        """Return all of what the text of a region stands in; never less than the region."""
        region = region.clipped(self._width, self._height)
        if region.is_empty:
            return region
        ink = self._ink(region)
        field = self._field(ink) or self._rest_of_line(ink, region)
        return field.union(region).clipped(self._width, self._height)

    def _ink(self, region: Region) -> Region:
        """Return the part of a region where text was read: its margin may reach over the sides of a field."""
        parts = [
            part
            for span in self._spans
            if span.region.y < region.bottom
            and region.y < span.region.bottom
            and not (part := span.region.intersection(region)).is_empty
            and 2 * part.height > span.region.height
        ]
        if not parts:
            return region
        edges = [(part.x, part.y, part.right, part.bottom) for part in parts]
        lefts, tops, rights, bottoms = zip(*edges, strict=True)
        return Region.from_edges(min(lefts), min(tops), max(rights), max(bottoms))

    def _field(self, ink: Region) -> Region | None:
        """Return the closed rectangle around a text, without its own sides; None where one side is missing."""
        reach = round(_FARTHEST_LINES * min(ink.height, 60))
        above = Region.from_edges(ink.x, max(0, ink.y - reach), ink.right, ink.y + 2)
        below = Region.from_edges(ink.x, ink.bottom - 2, ink.right, min(self._height, ink.bottom + reach))
        top = _last(_sides(self._part(above), axis=0))
        bottom = _first(_sides(self._part(below), axis=0))
        if top is None or bottom is None:
            return None
        y, end = above.y + top + 1, below.y + bottom + 1
        if end - y < ink.height:
            return None
        inside = slice(y + _LEAST_GAP_PX, end - _LEAST_GAP_PX)
        if inside.stop <= inside.start:
            return None
        left, right = self._edge_before(ink.x, inside), self._edge_behind(ink.right, inside)
        return None if left is None or right is None else Region.from_edges(left, y, right, end)

    def _part(self, region: Region) -> NDArray[np.uint8]:
        return self._pixels[region.y : region.bottom, region.x : region.right]

    def _rest_of_line(self, ink: Region, region: Region) -> Region:
        """Return the line of a text to the end of its column, as far as no other text and no edge stands there."""
        column = self._column(ink)
        beside = [span.region for span in self._spans if _is_on_line(span.region, ink)]
        before = [other.right for other in beside if other.right <= region.x]
        behind = [other.x for other in beside if other.x >= region.right]
        step = _LEAST_STEPS * ink.height
        right = ink.x + -(-max(_right(column, ink) - ink.x, 1) // step) * step
        rows = slice(ink.y, ink.bottom)
        edge = self._edge_behind(ink.right, rows, until=right)
        right = min(right, min(behind, default=self._width) - _LEAST_GAP_PX, right if edge is None else edge)
        left = region.x
        begins = all(other.x >= region.x for other in beside if other.intersects(ink))
        if begins and not _is_left_aligned(column, ink):
            left = min([ink.x, *(other.x for other in column)])
            left = max(left, max(before, default=0) + _LEAST_GAP_PX, self._edge_before(ink.x, rows) or 0)
        return Region.from_edges(min(left, region.x), region.y, max(right, region.right), region.bottom)

    def _column(self, ink: Region) -> list[Region]:
        """Return the texts above and below that share most of their width with this one."""
        return [
            other
            for other in (span.region for span in self._spans)
            if min(other.right, ink.right) - max(other.x, ink.x) >= _SAME_COLUMN * min(other.width, ink.width)
            and not _is_on_line(other, ink)
        ]

    def _edge_behind(self, x: int, rows: slice, until: int | None = None) -> int | None:
        """Return where the nearest edge at or right of a column is; None where there is none before `until`."""
        end = min(self._width, self._width if until is None else until + 1)
        for start in range(x - 1, end - 1, _STRETCH_PX):
            found = _first(_sides(self._pixels[rows, start : min(end, start + _STRETCH_PX + 1)], axis=1))
            if found is not None:
                return start + found + 1
        return None

    def _edge_before(self, x: int, rows: slice) -> int | None:
        """Return where what lies right of the nearest edge at or left of a column begins; None without an edge."""
        for end in range(x + 1, 1, -_STRETCH_PX):
            start = max(0, end - _STRETCH_PX - 1)
            found = _last(_sides(self._pixels[rows, start:end], axis=1))
            if found is not None:
                return start + found + 1
        return None


def _sides(part: NDArray[np.uint8], axis: int) -> Edges:
    """Tell between which neighbouring rows (axis 0) or columns (axis 1) an edge runs almost all along."""
    if part.shape[axis] < 2 or not part.size:
        return np.zeros(0, bool)
    first, second = (part[:-1], part[1:]) if axis == 0 else (part[:, :-1], part[:, 1:])
    steps = np.maximum(first, second) - np.minimum(first, second) >= _EDGE
    is_edge = steps[..., 0] | steps[..., 1] | steps[..., 2]
    return np.asarray(np.count_nonzero(is_edge, axis=1 - axis) >= _ALONG * part.shape[1 - axis])


def _first(is_edge: Edges) -> int | None:
    places = np.flatnonzero(is_edge)
    return int(places[0]) if len(places) else None


def _last(is_edge: Edges) -> int | None:
    places = np.flatnonzero(is_edge)
    return int(places[-1]) if len(places) else None


def _right(column: Sequence[Region], ink: Region) -> int:
    return max([ink.right, *(other.right for other in column)])


def _is_left_aligned(column: Sequence[Region], ink: Region) -> bool:
    """Tell whether a text begins where its column does; one that ends or has its middle there tells its length."""
    slack = max(2, ink.height // 3)
    if any(abs(other.x - ink.x) <= slack for other in column):
        return True
    ends = any(abs(other.right - ink.right) <= slack for other in column)
    middles = any(abs(other.x + other.right - ink.x - ink.right) <= slack for other in column)
    return not (ends or middles)


def _is_on_line(other: Region, ink: Region) -> bool:
    return 2 * (min(other.bottom, ink.bottom) - max(other.y, ink.y)) > min(other.height, ink.height)
