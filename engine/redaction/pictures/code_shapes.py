"""Finds bar codes and square codes by their look, also those that nobody can decode: damaged, cut off, of any standard.

A bar code is many upright edges of several widths without a level one; a square code has its edges on one fine grid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.domain.text import TextSpan

_CELL = 4
_EDGE = 40
"""By how much neighbouring pixels differ at the edge of a bar or a module, of 255."""
_LEAST_BARS = 0.05
"""Share of such edges where bars are."""
_LEAST_MODULES = 0.06
_LEAST_LARGE_MODULES = 0.035
"""The same around a place, for modules of many pixels."""
_MOST_AREAS = 60
_LEAST_EDGES = 24
"""The shortest bar code in use has more."""
_SHORTEST = 12
"""Least height of bars in pixels."""
_LEAST_CONTRAST = 70
_LEAST_VARIETY = 0.22
"""By how much, of their mean, the widths of bars and of gaps must differ: stripes and charts have one width."""
_LONGEST_GAP = 0.14
"""Of the width of the code."""
_LEAST_ON_GRID = 0.62
"""How closely the edges keep to one distance, 1 if all do. Letters stay below 0.45."""
_LEAST_SIDE_MODULES = 9
_MOST_STRETCHED = 5
_SURELY_READ = 0.85
_LEAST_LETTERS = 4

Pixels = NDArray[np.uint8]
Cells = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class CodeShape:
    """An area that looks like a code."""

    kind: EntityType
    region: Region


class CodeShapes:
    """Where on a picture codes may be."""

    def __init__(self, gray: Pixels, spans: Sequence[TextSpan] = ()) -> None:
        """What was surely read as text is no code."""
        self._gray = gray
        across, down = _edges(gray, (0, 1)), _edges(gray, (1, 0))
        for span in spans:
            if span.confidence >= _SURELY_READ and len(span.text) >= _LEAST_LETTERS:
                cells = _in_cells(span.region)
                across[cells], down[cells] = 0, 0
        self._across, self._down = across, down
        self._striped = list(self._striped_areas())

    def areas(self) -> list[Region]:
        """Return the areas that are full of edges, where a code of small modules may be read at full size."""
        dense = cv2.threshold(cv2.max(self._across, self._down), _LEAST_MODULES * 255, 1, cv2.THRESH_BINARY)[1]
        closed = cv2.morphologyEx(dense, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        blocks = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((6, 6), np.uint8))
        return self._boxes(blocks) + [box for box, _ in self._striped]

    def found(self) -> Iterator[CodeShape]:
        """Yield what is certainly a code by its look."""
        for box, is_turned in self._striped:
            bars = _bars_in(self._gray, box, is_turned)
            if bars is not None:
                yield CodeShape(EntityType.BARCODE, bars)
        both = cv2.min(cv2.blur(self._across, (9, 9)), cv2.blur(self._down, (9, 9)))
        modules = cv2.threshold(both, _LEAST_LARGE_MODULES * 255, 1, cv2.THRESH_BINARY)[1]
        for box in self._boxes(cv2.morphologyEx(modules, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))):
            is_slender = max(box.width, box.height) > _MOST_STRETCHED * min(box.width, box.height)
            square = None if is_slender else _on_ink(self._gray, box)
            if square is not None and _is_on_grid(self._cut(square)):
                yield CodeShape(EntityType.QR, square)

    def _striped_areas(self) -> Iterator[tuple[Region, bool]]:
        """Yield the areas with edges along one direction only, and whether the bars lie."""
        for is_turned, along, crossing in ((False, self._across, self._down), (True, self._down, self._across)):
            long, core = (13, 1), np.ones((2, 8), np.uint8)
            if is_turned:
                long, core = (1, 13), core.T.copy()
            soft = cv2.blur(along, long)
            few = cv2.compare(cv2.blur(crossing, long), cv2.convertScaleAbs(soft, alpha=1 / 3), cv2.CMP_LE)
            many = cv2.threshold(soft, _LEAST_BARS * 255, 1, cv2.THRESH_BINARY)[1]
            for box in self._boxes(cv2.morphologyEx(cv2.bitwise_and(many, few), cv2.MORPH_OPEN, core)):
                yield box, is_turned

    def _boxes(self, cells: cv2.typing.MatLike) -> list[Region]:
        stats = cv2.connectedComponentsWithStats(cells, connectivity=4)[2][1:]
        largest = stats[np.argsort(-stats[:, 4])][:_MOST_AREAS]
        height, width = self._gray.shape
        boxes = (Region(*(row[:4] * _CELL).tolist()).grown(_CELL, _CELL) for row in largest)
        return [box.clipped(width, height) for box in boxes]

    def _cut(self, region: Region) -> Pixels:
        return self._gray[region.y : region.bottom, region.x : region.right]


def _edges(gray: Pixels, direction: tuple[int, int]) -> Cells:
    """Return for each cell the share, of 255, of its pixels that differ from the next one down or to the right."""
    down, right = direction
    height, width = (max(1, size // _CELL) * _CELL for size in gray.shape)
    steps = np.zeros((height, width), np.uint8)  # whole cells: reducing by a whole number is several times as fast
    ahead, behind = gray[down:height, right:width], gray[: height - down, : width - right]
    here = steps[: min(height, gray.shape[0]) - down, : min(width, gray.shape[1]) - right]
    here[:] = cv2.threshold(cv2.absdiff(ahead, behind[: ahead.shape[0], : ahead.shape[1]]), _EDGE, 255, 0)[1]
    return np.asarray(cv2.resize(steps, (width // _CELL, height // _CELL), interpolation=cv2.INTER_AREA), np.uint8)


def _in_cells(region: Region) -> tuple[slice, slice]:
    return (
        slice(max(0, region.y) // _CELL, -(-max(0, region.bottom) // _CELL)),
        slice(max(0, region.x) // _CELL, -(-max(0, region.right) // _CELL)),
    )


def _bars_in(gray: Pixels, box: Region, is_turned: bool) -> Region | None:
    """Return where exactly the bars are, if they are those of a code."""
    wide = box.grown(0, 6 * _CELL) if is_turned else box.grown(6 * _CELL, 0)
    wide = wide.clipped(gray.shape[1], gray.shape[0])
    cut = gray[wide.y : wide.bottom, wide.x : wide.right]
    upright = cut.T if is_turned else cut
    rows = _even_rows(upright)
    if rows is None:
        return None
    profile = upright[rows].astype(np.float32).mean(axis=0)
    edges = _edges_of_bars(profile)
    if edges is None:
        return None
    first, last = edges
    if is_turned:
        return Region.from_edges(wide.x + rows.start, wide.y + first, wide.x + rows.stop, wide.y + last)
    return Region.from_edges(wide.x + first, wide.y + rows.start, wide.x + last, wide.y + rows.stop)


def _even_rows(upright: Pixels) -> slice | None:
    """Return the longest run of rows that equal the one in the middle: bars are the same all the way down."""
    middle = upright.shape[0] // 2
    reference = np.median(upright[max(0, middle - 2) : middle + 3], axis=0)
    spread = float(np.ptp(reference))
    if spread < _LEAST_CONTRAST:
        return None
    differs = np.abs(upright.astype(np.float32) - reference).mean(axis=1) > 0.12 * spread
    uneven = np.flatnonzero(differs)
    above, below = uneven[uneven < middle], uneven[uneven > middle]
    top = int(above[-1]) + 1 if above.size else 0
    bottom = int(below[0]) if below.size else upright.shape[0]
    return slice(top, bottom) if bottom - top >= _SHORTEST and not differs[middle] else None


def _edges_of_bars(profile: NDArray[np.float32]) -> tuple[int, int] | None:
    """Return the first and the last edge of bars and gaps of several widths; None where there are no such."""
    low, high = np.percentile(profile, (3, 97))
    if high - low < _LEAST_CONTRAST:
        return None
    is_dark = profile < (low + high) / 2
    edges = np.flatnonzero(is_dark[1:] != is_dark[:-1]) + 1
    edges = _longest_dense(edges)
    if len(edges) < _LEAST_EDGES:
        return None
    widths = np.diff(edges).astype(np.float32)
    ours, others = widths[0::2], widths[1::2]
    is_varied = all(float(part.std()) >= _LEAST_VARIETY * float(part.mean()) for part in (ours, others))
    unit = max(1.0, float(np.percentile(widths, 20)))
    is_fine = float(widths.max()) <= max(9 * unit, 12.0) and float(widths.mean()) <= 4 * unit
    is_fine = is_fine and float(widths.max()) <= _LONGEST_GAP * float(edges[-1] - edges[0])
    tones = [float(part.mean()) for part in np.split(profile[edges[0] : edges[-1]], edges[1:-1] - edges[0])]
    firsts, seconds = np.array(tones[0::2]), np.array(tones[1::2])
    is_two_toned = max(float(firsts.std()), float(seconds.std())) < 0.22 * float(high - low)
    return (int(edges[0]), int(edges[-1])) if is_varied and is_fine and is_two_toned else None


def _longest_dense(edges: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the most edges in a row without a gap as wide as a quiet zone."""
    if len(edges) < _LEAST_EDGES:
        return edges
    gaps = np.diff(edges)
    limit = max(7.0, 7 * float(np.percentile(gaps, 20)))
    parts = np.split(edges, np.flatnonzero(gaps > limit) + 1)
    return max(parts, key=len)


def _on_ink(gray: Pixels, box: Region) -> Region | None:
    """Return the part of a box between its outermost steps, if it has two clear tones."""
    cut = gray[box.y : box.bottom, box.x : box.right]
    some = cut[:: max(1, box.height // 64), :: max(1, box.width // 64)]
    low, high = np.percentile(some, (5, 95))
    if high - low < _LEAST_CONTRAST:
        return None
    near = 0.25 * (high - low)
    if float(((some < low + near) | (some > high - near)).mean()) < 0.7:
        return None
    binary = cut > (low + high) / 2
    columns = np.flatnonzero((binary[1:] != binary[:-1]).mean(axis=0) > 0.04)
    rows = np.flatnonzero((binary[:, 1:] != binary[:, :-1]).mean(axis=1) > 0.04)
    if not columns.size or not rows.size:
        return None
    return Region.from_edges(
        box.x + int(columns[0]), box.y + int(rows[0]), box.x + int(columns[-1]) + 1, box.y + int(rows[-1]) + 1
    )


def _is_on_grid(cut: Pixels) -> bool:
    """Tell whether an area consists of modules: edges on one fine grid, about half of its places, in every row."""
    if min(cut.shape) < 2 * _LEAST_SIDE_MODULES or max(cut.shape) > _MOST_STRETCHED * min(cut.shape):
        return False
    low, high = np.percentile(cut[::2, ::2], (5, 95))
    binary = cut > (low + high) / 2
    pitches = []
    for turned in (binary, binary.T):
        changes = turned[:, 1:] != turned[:, :-1]
        pitch, closeness = _pitch(changes.sum(axis=0).astype(np.float32))
        if closeness < _LEAST_ON_GRID or changes.shape[1] / pitch < _LEAST_SIDE_MODULES:
            return False
        of_rows = changes.sum(axis=1) / (changes.shape[1] / pitch)
        if not 0.3 <= float(of_rows.mean()) <= 0.72 or float(np.percentile(of_rows, 8)) < 0.12:
            return False
        pitches.append(pitch)
    return max(pitches) <= 1.2 * min(pitches)


def _pitch(edges: NDArray[np.float32]) -> tuple[float, float]:
    """Return the distance between edges that most of them keep to, 2 to 24 pixels, and how closely they do."""
    size = 1 << (8 * len(edges) - 1).bit_length()
    power = np.abs(np.fft.rfft(edges, size)) / max(1.0, float(edges.sum()))
    first, last = size // 24, size // 2
    best = first + int(power[first : last + 1].argmax())
    for part in (4, 3, 2):  # a coarser grid that explains the edges as well is the right one
        if best // part >= first and power[best // part] >= 0.85 * power[best]:
            best //= part
            break
    return size / best, float(power[best])
