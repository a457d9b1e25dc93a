"""From glyphs that stand close together to the lines that they form."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.domain.region import Region

_LEAST_TALL = 0.3
"""Share of tall pieces beyond which they are letters, not icons or frames beside or around letters."""
_LOWEST_TWO_ROWS = 16
"""Two legible rows are higher than this, so what is lower is one, whatever its pieces look like."""
_LARGER = 1.35
"""How much higher than most glyphs a label before several rows is."""
_TURNED_LETTERS = 4
_LOWEST_ROW = 8
_TIED = 2.0
"""How many times as wide as high the ends of two lines are that a border ties together; icons are less."""
_SIDE_WIDTH, _SIDE_HEIGHT = 4, 14
_SIDE_TO_LETTER = 1.5
"""How much higher than letters a thin stroke is that is none."""
_BUSY_HEIGHT = 64
_BUSY_PIECES = 30

Boxes = NDArray[np.int32]
"""Rows of (left, top, right, bottom), half-open."""


def hull(group: Boxes) -> Region:
    """Return the box around glyphs."""
    left, top = group[:, :2].min(axis=0)
    right, bottom = group[:, 2:].max(axis=0)
    return Region.from_edges(int(left), int(top), int(right), int(bottom))


def is_busy(group: Boxes) -> bool:
    """Say whether these are too many and too high to be told apart as lines."""
    return hull(group).height > _BUSY_HEIGHT and len(group) > _BUSY_PIECES


def lines_of(group: Boxes) -> list[Region]:
    """Return the lines of a group: itself, or its rows where icons or borders tie several together."""
    group = _without_sides(group)
    heights = group[:, 3] - group[:, 1]
    letters = heights[heights >= 5]
    whole = hull(group)
    if not len(letters):
        return [whole] if whole.width >= 3 * whole.height else []
    if whole.height > 20 and whole.width <= 0.25 * whole.height:
        return [whole] if len(letters) >= _TURNED_LETTERS else []  # the side of a field is one piece
    usual = float(np.median(letters))
    is_one_row = whole.height <= heights.max() * 1.3
    # Dots and strokes may outnumber the letters: colons in an address, the parts of a Chinese character.
    has_tall_letters = np.count_nonzero(letters > 2.1 * usual) >= _LEAST_TALL * len(letters)
    if is_one_row and (whole.height <= max(2.1 * usual, _LOWEST_TWO_ROWS) or has_tall_letters):
        return [whole]
    is_tall = (heights > 2.1 * usual) | _bridging(group)
    lines = [_with_tied(hull(row), group[is_tall]) for row in _rows(group[~is_tall])]
    containers = [Region.from_edges(*box) for box in group[is_tall].tolist()]
    lines += [
        box for box in containers if box.width > 0.3 * box.height and not any(box.intersects(line) for line in lines)
    ]
    return [line for line in lines if line.height >= 5 and line.width >= 3]


def _with_tied(line: Region, tall: Boxes) -> Region:
    """Return a line with its end that the border of a window in front of it ties to that of the next line."""
    for left, top, right, bottom in tall.tolist():
        is_run = right - left >= _TIED * (bottom - top)
        if is_run and top <= line.y + 2 and line.bottom <= bottom + 2 and 0 <= left - line.right <= 0.75 * line.height:
            return Region.from_edges(line.x, line.y, right, line.bottom)
    return line


def _bridging(group: Boxes) -> NDArray[np.bool_]:
    """Say which glyphs at one end are larger than the rest and bridge its rows: a label before a two-line address."""
    heights = group[:, 3] - group[:, 1]
    is_large = heights > _LARGER * np.percentile(heights, 75)
    none = np.zeros(len(group), np.bool_)
    if not is_large.any():
        return none
    rest, large = hull(group[~is_large]), hull(group[is_large])
    if large.x < rest.right and rest.x < large.right:
        return none
    rows = _parted(group[~is_large])
    is_apart = len(rows) > 1 and all(_LOWEST_ROW <= row.height <= 0.5 * row.width for row in rows)
    return is_large if is_apart else none


def _parted(group: Boxes) -> list[Region]:
    """Return the rows of a group between which there is nothing at all."""
    group = group[np.argsort(group[:, 1])]
    # A row begins where all that began before has ended.
    starts = np.flatnonzero(group[1:, 1] >= np.maximum.accumulate(group[:-1, 3])) + 1
    return [hull(row) for row in np.split(group, starts)]


def _without_sides(group: Boxes) -> Boxes:
    """Return the group without the side of a field close to its text, which would make the line seem twice as high."""
    widths, heights = group[:, 2] - group[:, 0], group[:, 3] - group[:, 1]
    is_thin = (widths <= _SIDE_WIDTH) & (heights >= _SIDE_HEIGHT)
    if not is_thin.any() or is_thin.all():
        return group
    return np.asarray(group[~is_thin | (heights <= _SIDE_TO_LETTER * heights[~is_thin].max())], np.int32)


def _rows(group: Boxes) -> list[Boxes]:
    """Split glyphs into rows by where the rows' ink is separated, tallest glyphs first."""
    rows: list[list[int]] = []
    spans: list[tuple[int, int]] = []
    for index in np.argsort(group[:, 1] - group[:, 3], kind="stable").tolist():
        top, bottom = int(group[index, 1]), int(group[index, 3])
        centre = (top + bottom) / 2
        for number, (row_top, row_bottom) in enumerate(spans):
            slack = 0.3 * (row_bottom - row_top)
            if row_top - slack <= centre < row_bottom + slack:
                rows[number].append(index)
                break
        else:
            rows.append([index])
            spans.append((top, bottom))
    return [group[row] for row in rows]


def joined(lines: list[Region]) -> list[Region]:
    """Join boxes that follow each other on a row with no more than a space between, top to bottom."""
    joined: list[Region] = []
    for line in sorted(lines, key=lambda box: box.x):
        for index in range(len(joined) - 1, -1, -1):
            if _follows(joined[index], line):
                joined[index] = joined[index].union(line)
                break
        else:
            joined.append(line)
    return sorted(joined, key=lambda box: (box.y, box.x))


def _follows(left: Region, right: Region) -> bool:
    low, high = sorted((left.height, right.height))
    overlap = min(left.bottom, right.bottom) - max(left.y, right.y)
    is_same_row = overlap >= 0.6 * low and high <= 1.8 * max(low, 5)
    gap = right.x - left.right
    return is_same_row and gap <= 0.75 * high and right.right > left.x
