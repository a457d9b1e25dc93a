"""Finds lines of text on a screen by classical image processing.

On screens this covers as many words as a neural detector at a twentieth of its cost: glyphs are small islands
of strong local contrast that stand in rows. Only where that does not hold (photographs) a model has to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.domain.region import Region
from engine.redaction.reading.islands import islands as islands_of
from engine.redaction.reading.islands import patches, stretches
from engine.redaction.reading.paper import from_paper
from engine.redaction.reading.text_rows import Boxes, hull, is_busy, joined, lines_of

_CONTRAST = 24
"""Least step between neighbouring pixels, of 255: faint placeholder text has 40."""
_NOISY_CONTRAST = 44
_NOISY_SHARE = 0.4
"""Faint steps to strong ones: clean screens have 0.04 to 0.22, JPEGs of quality 50 to 90 have 0.5 to 1.5."""
_FAINTEST = 4
"""Least step of letters that stand alone on an even ground: a person who looks for them still reads them."""
_NOISY_FAINTEST = 12
_MOST_FAINT_GLYPHS = 3000
"""More are a pattern, a gradient or a picture."""
_NEAR, _NOISY_NEAR = 5, 17
"""Width of the surroundings of a strong step in which faint ones belong to it: soft rims, a JPEG's ripples."""
_SMALLEST_LINE = 20
"""Pixels. Fewer are no line."""
_LARGE_SCALE = 4
_LARGE_GLYPH = 20
"""Least height of a large letter on the reduced picture."""
_LETTER_CONTRAST = 60
"""Step from the background to a letter, without its soft rim, which touches its neighbours."""
_BAND = 64
"""Rows whose contrast is worked out together."""
_LONGEST_STROKE = 90
"""A straight run longer than this is a border or an underline, not part of a letter."""
_TALLEST_GLYPH = 120
_SMALL_GLYPH = 22
"""Up to this height letters are bridged over 9 pixels, above it over 21."""
_RULE = 3
"""The line between two cells of a table is no wider, and bridges nothing."""
_SPARSEST_GLYPH = 0.15
"""Least share of a glyph's box that is contrast."""
_MOST_GLYPHS = 100_000
"""A 4K screen full of text has 30,000. More is noise, or made to keep us busy."""
_SIDE_HEIGHT = 14
_LEAST_FRAME = 20
_HOLLOW = 0.25
"""Most share of its box that the outline of a disc around letters fills."""
_CENTRED = 0.4
_BESIDE_LETTER = 0.35
"""How far the next letter may be, in heights of one."""
_LEAST_LETTER = 6
_MOST_RUNS = 2000
_THICKEST_RUN = 12
_BROKEN = 0.25
"""Share of a straight run's steps from pixel to pixel that are ink's, beyond which it is letters."""
_BESIDE_RUN = 2.0
_PICTURE_SIDE = 40
_LARGEST_PICTURE = 320
_MOST_PICTURES = 60
_CLEAR_CONTRAST = 96
_LOWEST_CAPTION = 8
_HIGHEST_CAPTION = 0.35
"""Of the island that a picture and its caption form."""
_AT_EDGE = 3
_EVEN = 24
_PAPER_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class TextBoxes:
    """Lines of text, and the areas that are too busy to be split into lines this way."""

    lines: tuple[Region, ...]
    busy: tuple[Region, ...]
    least_contrast: int
    """The step between neighbouring pixels that counted as ink."""


def find_text_boxes(pixels: NDArray[np.uint8], least_contrast: int | None = None) -> TextBoxes:
    """Return boxes around the ink of text lines and cells on an RGB picture (height, width, 3).

    Give `least_contrast` for a part of a picture whose whole was looked at: noise is judged on wholes.
    """
    steps = _steps(pixels)
    least = least_contrast or _least_contrast(steps)
    strong = np.asarray(cv2.threshold(steps, least, 255, cv2.THRESH_BINARY)[1], np.uint8)
    islands = islands_of(_without_long_lines(strong, pixels))
    lines, busy = _sorted_out(_letters(islands), pixels.shape[:2])
    lines = _with_captions(lines, list(_captions(pixels, steps, islands, lines)))
    lines += _apart_from(lines, _faint_lines(pixels, steps, strong, least, busy))
    lines += [large for large in _large_lines(pixels) if not _holds_rows(large, lines)]
    return TextBoxes(tuple(sorted(lines, key=lambda box: (box.y, box.x))), tuple(busy), least)


def _sorted_out(glyphs: Boxes, size: tuple[int, int]) -> tuple[list[Region], list[Region]]:
    """Return the lines that letters form, and the areas that are too busy to tell."""
    if not len(glyphs):
        return [], []
    if len(glyphs) > _MOST_GLYPHS:
        return [], [Region(0, 0, size[1], size[0])]
    groups = _group_of_each(glyphs, size)
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    lines: list[Region] = []
    busy: list[Region] = []
    for members in np.split(order, starts[1:]):
        group = glyphs[members]
        if is_busy(group):
            busy.append(hull(group))
        else:
            lines += lines_of(group)
    return joined(lines), busy


def _captions(
    pixels: NDArray[np.uint8], steps: NDArray[np.uint8], islands: Boxes, lines: list[Region]
) -> Iterator[Region]:
    """Yield the lines that are one island with a picture, as a caption on a JPEG: on even paper, with more contrast."""
    size = islands[:, 2:4] - islands[:, :2]
    is_picture = ((size >= _PICTURE_SIDE) & (size <= _LARGEST_PICTURE)).all(axis=1)
    for left, top, right, bottom, _ in islands[is_picture].tolist()[:_MOST_PICTURES]:
        island = Region.from_edges(left, top, right, bottom)
        if any(line.width > 1.5 * island.width and line.intersection(island) == island for line in lines):
            continue  # a letter of a headline
        part = steps[top:bottom, left:right]
        clear = np.asarray(cv2.threshold(part, _CLEAR_CONTRAST, 255, cv2.THRESH_BINARY)[1], np.uint8)
        borders = cv2.morphologyEx(clear, cv2.MORPH_OPEN, np.ones((1, (right - left) // 3), np.uint8))
        clear = np.asarray(cv2.subtract(clear, borders), np.uint8)
        pieces = _glyphs(clear)
        letters = pieces[pieces[:, 3] - pieces[:, 1] < _PICTURE_SIDE // 2]
        for line in _sorted_out(letters, part.shape)[0]:
            place = line.moved(left, top)
            if _is_at_edge(line, clear) and line.width >= 1.5 * line.height and _is_on_paper(pixels, place):
                yield place


def _is_at_edge(line: Region, clear: NDArray[np.uint8]) -> bool:
    """Say whether a line is the first or the last of an island, with nothing close to it."""
    height = clear.shape[0]
    if not _LOWEST_CAPTION <= line.height <= _HIGHEST_CAPTION * height:
        return False
    if line.bottom >= height - _AT_EDGE:
        beside = clear[line.y - _AT_EDGE : line.y, line.x : line.right]
    elif line.y <= _AT_EDGE:
        beside = clear[line.bottom : line.bottom + _AT_EDGE, line.x : line.right]
    else:
        return False
    return bool(np.count_nonzero(beside) <= 0.05 * beside.size)


def _is_on_paper(pixels: NDArray[np.uint8], line: Region) -> bool:
    """Say whether one colour makes up much of a line's box."""
    grey = cv2.cvtColor(pixels[line.y : line.bottom, line.x : line.right], cv2.COLOR_RGB2GRAY)
    levels = np.bincount(grey.ravel(), minlength=256)
    even = np.convolve(levels, np.ones(_EVEN, np.int64))
    return bool(even.max() >= _PAPER_SHARE * grey.size)


def _with_captions(lines: list[Region], captions: list[Region]) -> list[Region]:
    """Return the lines with the captions, without parts of them and without what is much higher: the picture."""
    for caption in captions:
        near = [line for line in lines if line.intersects(caption)]
        if not any(line.height <= 2 * caption.height and line.width >= 0.8 * caption.width for line in near):
            lines = [line for line in lines if line not in near] + [caption]
    return lines


def _holds_rows(large: Region, lines: list[Region]) -> bool:
    """Say whether what seems to be a line of large letters is rows of small ones."""
    inside = [
        line for line in lines if large.intersection(line).area >= 0.8 * line.area and line.width > 2 * line.height
    ]
    return any(above.bottom <= below.y for above in inside for below in inside)


def _faint_lines(
    pixels: NDArray[np.uint8], steps: NDArray[np.uint8], strong: NDArray[np.uint8], least: int, busy: list[Region]
) -> Iterator[Region]:
    """Yield the lines whose contrast is of a few levels only, away from everything stronger."""
    is_noisy = least > _CONTRAST
    shade = _NOISY_FAINTEST if is_noisy else _FAINTEST
    near = _NOISY_NEAR if is_noisy else _NEAR
    beside = cv2.dilate(strong, np.ones((near, near), np.uint8))
    faint = cv2.subtract(cv2.threshold(steps, shade - 1, 255, cv2.THRESH_BINARY)[1], beside)
    for area in busy:
        faint[area.y : area.bottom, area.x : area.right] = 0
    if cv2.countNonZero(faint) < _SMALLEST_LINE:
        return
    glyphs = _glyphs(_without_long_lines(np.asarray(faint, np.uint8), pixels))
    if len(glyphs) <= _MOST_FAINT_GLYPHS:
        lines, _ = _sorted_out(glyphs, (steps.shape[0], steps.shape[1]))
        yield from (line for line in lines if line.height >= 6 and line.width >= 1.5 * line.height)


def _large_lines(pixels: NDArray[np.uint8]) -> Iterator[Region]:
    """Yield the lines of letters too large to be told from frames and pictures; a reduced picture shows them small."""
    height, width = (side // _LARGE_SCALE for side in pixels.shape[:2])
    if min(height, width) < _LARGE_GLYPH:
        return
    reduced = np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    strong = cv2.threshold(_steps(reduced), _CONTRAST, 255, cv2.THRESH_BINARY)[1]
    glyphs = _glyphs(_without_long_lines(np.asarray(strong, np.uint8), reduced))
    large = glyphs[glyphs[:, 3] - glyphs[:, 1] >= _LARGE_GLYPH]
    if len(large) < 2:
        return
    lines, _ = _sorted_out(large, (height, width))
    for line in lines:
        if line.width >= line.height:
            yield Region(*(_LARGE_SCALE * each for each in (line.x, line.y, line.width, line.height)))


def _apart_from(lines: list[Region], others: Iterator[Region]) -> list[Region]:
    return [other for other in others if not any(other.intersects(line) for line in lines)]


def letter_pieces(line: NDArray[np.uint8]) -> list[tuple[float, int, int]]:
    """Return (middle, left edge, right edge) of the connected pieces of ink on a line, in columns, by their middles."""
    ink = cv2.threshold(from_paper(line), _LETTER_CONTRAST, 1, cv2.THRESH_BINARY)[1]
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return sorted((left + width / 2, left, left + width) for left, _, width, *_ in stats[1:].tolist())


def _steps(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return by how much each pixel differs from its neighbours, in the channel where it differs most."""
    height, width = pixels.shape[:2]
    largest = np.empty((height, width), np.uint8)
    for top in range(0, height, _BAND):  # what a band takes stays in the processor's cache
        above = min(top, 1)
        step = cv2.morphologyEx(pixels[top - above : top + _BAND], cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8))
        red, green, blue = cv2.split(step[above:])
        cv2.max(cv2.max(red, green), blue, dst=largest[top : top + _BAND])
    return largest


def _without_long_lines(mask: NDArray[np.uint8], pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the mask without straight runs that are longer than any stroke of a letter."""
    mask = np.asarray(cv2.subtract(mask, _without_letters(_long_runs(mask), mask, pixels)), np.uint8)
    upright = np.ascontiguousarray(_long_runs(np.ascontiguousarray(mask.T)).T)
    return np.asarray(cv2.subtract(mask, upright), np.uint8)


def _long_runs(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the level runs that are longer than any stroke of a letter; at the mask's sides half of that is enough."""
    ink = cv2.reduce(mask, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel() // 255
    runs, stroke = np.zeros_like(mask), np.ones((1, _LONGEST_STROKE), np.uint8)
    for top, bottom in stretches(ink >= _LONGEST_STROKE // 2):
        cv2.morphologyEx(mask[top:bottom], cv2.MORPH_OPEN, stroke, dst=runs[top:bottom])
    return runs


def _without_letters(runs: NDArray[np.uint8], mask: NDArray[np.uint8], pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return level runs without those that are the tops of heavy letters: along a line the colour hardly changes."""
    if len(found := list(_single_runs(runs))) > _MOST_RUNS:
        return runs
    runs = runs.copy()
    for left, top, own in found:
        height, width = own.shape
        if height > _THICKEST_RUN:
            continue
        place = (slice(top, top + height), slice(left, left + width))
        along = cv2.absdiff(pixels[place][:, 1:], pixels[place][:, :-1]).max(axis=2) > _CONTRAST
        around = mask[max(0, top - 4) : top + height + 4, left : left + width]
        if along[own[:, 1:]].mean() > _BROKEN and np.count_nonzero(around) > _BESIDE_RUN * np.count_nonzero(own):
            runs[place][own] = 0
    return runs


def _single_runs(runs: NDArray[np.uint8]) -> Iterator[tuple[int, int, NDArray[np.bool_]]]:
    """Yield (left, top, which pixels of its box are its own) of each connected run."""
    for patch in patches(runs):
        _, labels, stats, _ = cv2.connectedComponentsWithStats(patch.mask, connectivity=4)
        for number, (left, top, width, height, _) in enumerate(stats[1:].tolist(), 1):
            own = labels[top : top + height, left : left + width] == number
            yield patch.left + left, patch.top + top, own


def _least_contrast(steps: NDArray[np.uint8]) -> int:
    """Return the contrast that counts as ink: more on a JPEG, whose letters stand in ripples."""
    strong = cv2.threshold(steps, _CONTRAST - 1, 1, cv2.THRESH_BINARY)[1]
    beside = cv2.dilate(strong, np.ones((_NOISY_NEAR, _NOISY_NEAR), np.uint8))
    faint = np.count_nonzero(beside[steps >= 6]) - np.count_nonzero(strong)
    return _NOISY_CONTRAST if faint > _NOISY_SHARE * np.count_nonzero(strong) else _CONTRAST


def _glyphs(mask: NDArray[np.uint8]) -> Boxes:
    """Return the boxes of connected islands that may be letters or parts of them."""
    return _letters(islands_of(mask))


def _letters(islands: Boxes) -> Boxes:
    """Return the boxes of the islands that are no arcs, sides, specks or frames."""
    width, height, area = islands[:, 2] - islands[:, 0], islands[:, 3] - islands[:, 1], islands[:, 4]
    keep = (height <= _TALLEST_GLYPH) & (width <= 4 * _TALLEST_GLYPH) & (area >= 3)
    keep &= ~((width <= 3) & (height > 40))
    keep &= ~((width == 1) & (height >= _SIDE_HEIGHT))  # a stroke has two edges, the side of a fill has one
    is_arc = (np.minimum(width, height) >= 12) & (area < _SPARSEST_GLYPH * width * height)
    keep &= ~is_arc  # round corners and rings, which would tie text to their frames
    return _without_frames(islands[keep])


def _without_frames(islands: Boxes) -> Boxes:
    """Return the boxes alone, without the outlines of discs and buttons around letters."""
    left, top, right, bottom, area = islands.T
    width, height = right - left, bottom - top
    is_hollow = (np.minimum(width, height) >= _LEAST_FRAME) & (area < _HOLLOW * width * height)
    is_letter = (height >= _LEAST_LETTER) & (height < _PICTURE_SIDE)
    is_frame = np.zeros(len(islands), np.bool_)
    for each in np.flatnonzero(is_hollow):
        inside = is_letter & (left > left[each]) & (right < right[each]) & (top > top[each]) & (bottom < bottom[each])
        from_middle = np.abs(top[inside] + bottom[inside] - top[each] - bottom[each])
        is_frame[each] = bool((from_middle <= _CENTRED * height[each]).any())
    others = islands[~is_frame]
    for each in np.flatnonzero(is_frame):
        is_frame[each] = not _is_in_row(islands[each], others)
    return np.asarray(islands[~is_frame, :4], np.int32)


def _is_in_row(piece: NDArray[np.int32], others: NDArray[np.int32]) -> bool:
    """Tell whether a letter as high stands right beside a piece: it is two letters that touch, as a heavy `LA` does."""
    left, top, right, bottom, _ = piece.tolist()
    is_as_high = (np.abs(others[:, 1] - top) <= 1) & (np.abs(others[:, 3] - bottom) <= 1)
    gap = np.maximum(others[:, 0] - right, left - others[:, 2])
    return bool((is_as_high & (gap >= 0) & (gap <= _BESIDE_LETTER * (bottom - top))).any())


def _group_of_each(glyphs: Boxes, size: tuple[int, int]) -> NDArray[np.int32]:
    """Number the groups of glyphs that stand close together in a row."""
    height, width = size
    bridged = np.zeros((height, width), np.uint8)
    heights = glyphs[:, 3] - glyphs[:, 1]
    is_large = heights > _SMALL_GLYPH
    is_rule = is_large & (glyphs[:, 2] - glyphs[:, 0] <= _RULE)
    for these, reach in ((~is_large, 4), (is_large & ~is_rule, 10), (is_rule, 0)):
        for left, top, right, bottom in glyphs[these].tolist():
            is_low_line = bottom - top <= 5 <= right - left  # an underscore stands below its letters
            up = min(6, max(2, (right - left) // 3)) if is_low_line else 0
            bridged[max(0, top - up) : bottom, max(0, left - reach) : right + reach] = 255
    labels = np.zeros((height, width), np.int32)
    known = 0
    for patch in patches(bridged):
        count, inside = cv2.connectedComponents(patch.mask, connectivity=4)
        rows, columns = patch.mask.shape
        # What is no ink gets a number of the patch before: no glyph lies there.
        labels[patch.top : patch.top + rows, patch.left : patch.left + columns] = inside + known
        known += count - 1
    return np.asarray(labels[glyphs[:, 1], glyphs[:, 0]], np.int32)
