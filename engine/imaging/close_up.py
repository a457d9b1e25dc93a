"""Finds the dialog on a large capture, so that a model that sees little can look at the part that matters.

A dialog is taken to be a plain rectangle that stands in front of something else: of one colour but for what is written
on it, no button and not half the screen, with another colour all round it. A bar of the same width above belongs
to it.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from engine.domain.picture import Picture
from engine.domain.region import Region

LEAST_WIDTH, LEAST_HEIGHT = 200, 80
MOST_SHARE, MOST_WIDTH = 0.2, 0.6
"""Of the picture's area, and of its width."""
_PLAIN = 4
"""Difference of brightness between neighbours of one colour."""
_LEAST_FILL = 0.55
"""Of the rectangle that is of its one colour; the rest is text and buttons."""
_LEAST_CONTRAST = 6
_INSIDE, _OUTSIDE = 5, (1, 2, 3)
"""Pixels from the edge at which a side is compared with what is behind it."""
_BAR = (18, 48)
_MARGIN = 4

Grey = npt.NDArray[np.uint8]


def dialog_in(picture: Picture) -> Region | None:
    """Return where the dialog stands, with its title bar; None where nothing looks like one."""
    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    grey: Grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    found = [(_likeness(grey, box), box) for plain in _plain_boxes(grey) for box in (plain, _with_bar(grey, plain))]
    best = max(found, default=(0.0, None), key=lambda pair: pair[0])
    if best[1] is None or best[0] <= 0:
        return None
    return _with_margin(best[1], picture)


def _plain_boxes(grey: Grey) -> Iterator[Region]:
    """Yield the rectangles of about one colour that are as large as a dialog."""
    height, width = grey.shape
    is_plain = np.zeros(grey.shape, np.uint8)
    wide = grey.astype(np.int16)
    is_plain[:-1, :-1] = (abs(wide[1:, :-1] - wide[:-1, :-1]) < _PLAIN) & (abs(wide[:-1, 1:] - wide[:-1, :-1]) < _PLAIN)
    _, _, rows, _ = cv2.connectedComponentsWithStats(is_plain, connectivity=4)
    for left, top, wide_px, high_px, area in rows[1:].tolist():
        is_large = wide_px >= LEAST_WIDTH and high_px >= LEAST_HEIGHT
        is_small = wide_px * high_px <= MOST_SHARE * width * height and wide_px <= MOST_WIDTH * width
        if is_large and is_small and area >= _LEAST_FILL * wide_px * high_px:
            yield Region(left, top, wide_px, high_px)


def _likeness(grey: Grey, box: Region) -> float:
    """Return how much a rectangle looks like a dialog: it differs from what is around it and stands near the middle."""
    height, width = grey.shape
    if box.x < 2 or box.y < 2 or box.right > width - 3 or box.bottom > height - 3:
        return 0.0
    contrast = min(_contrasts(grey, box))
    if contrast < _LEAST_CONTRAST:
        return 0.0
    off = abs(box.x + box.width / 2 - width / 2) / width + abs(box.y + box.height / 2 - height / 2) / height
    return float((1 - 0.8 * off) * np.sqrt(box.area))


def _contrasts(grey: Grey, box: Region) -> list[float]:
    """Return for each side how much an edge, or what is behind it, differs from what is just within."""
    rows, columns = slice(box.y, box.bottom), slice(box.x, box.right)
    lowest, rightmost = len(grey) - 1, grey.shape[1] - 1
    sides = (
        (grey[rows, box.x + _INSIDE], [grey[rows, max(0, box.x - step)] for step in _OUTSIDE]),
        (grey[rows, box.right - _INSIDE], [grey[rows, min(rightmost, box.right - 1 + step)] for step in _OUTSIDE]),
        (grey[box.y + _INSIDE, columns], [grey[max(0, box.y - step), columns] for step in _OUTSIDE]),
        (
            grey[box.bottom - _INSIDE, columns],
            [grey[min(lowest, box.bottom - 1 + step), columns] for step in _OUTSIDE],
        ),
    )
    return [max(_difference(within, line) for line in lines) for within, lines in sides]


def _difference(one: Grey, other: Grey) -> float:
    return float(np.median(abs(one.astype(np.int16) - other)))


def _with_bar(grey: Grey, box: Region) -> Region:
    """Add the title bar: rows above, of one colour of their own over the whole width."""
    above = grey[: box.y, box.x : box.x + box.width]
    for high in range(_BAR[1], _BAR[0], -1):
        if high <= len(above):
            row = above[len(above) - high]
            inner = above[len(above) - high + 2 : -2]
            edge = abs(float(np.median(row)) - float(np.median(inner)))
            is_one_colour = float(np.mean(abs(inner.astype(np.int16) - int(np.median(inner))) < 2 * _PLAIN)) > 0.75
            if edge >= 2 and is_one_colour:
                return Region(box.x, box.y - high, box.width, box.height + high)
    return box


def _with_margin(box: Region, picture: Picture) -> Region:
    left, top = max(0, box.x - _MARGIN), max(0, box.y - _MARGIN)
    right = min(picture.width, box.right + _MARGIN)
    bottom = min(picture.height, box.bottom + _MARGIN)
    return Region.from_edges(left, top, right, bottom)
