"""Reads again, turned, what does not read well as it stands: columns of letters, lines upside down, slanted lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.reading.line_reader import ReadLine
from engine.redaction.reading.text_boxes import find_text_boxes

Pixels = NDArray[np.uint8]
Spans = Mapping[Region, TextSpan | None]
Read = Callable[[Pixels], ReadLine]
"""Reads a crop that holds one line."""
SlantOf = Callable[[Pixels], float]
"""Returns by how many degrees the lines of a part run down to the right."""

_POOR = 0.75
"""What stands upright on screens is read with more confidence than this, but for specks and icons."""
_DOUBTFUL = 0.95
"""A slight slant still reads, somehow."""
_SURE = 0.85
_LEAST_LETTERS = 4
_COLUMN = 5
"""Letters one below the other that may be a turned line."""
_NARROW = 3.5
"""Most widths to heights of a box that may be one letter, turned: an i or an l is the flattest."""
_USUAL_HEIGHT = 0.45
"""Least height of a column's middling letter, in the column's widths; words are flatter."""
_COLUMN_GAP = 0.65
"""Most gap between letters of a column, in their sizes; rows of a list stand farther apart."""
_LONG = 2.5
_LEAST_WIDTH, _LEAST_HEIGHT = 40, 12
_NEAR = 14
_MOST_AREAS = 3
_STEEPEST, _FLATTEST = 20.0, 2.0
"""Degrees. More is not by accident; less reads as it stands."""
_CLEARER = 1.15
"""How much more the rows must stand out along a slant than level."""
_PROFILE_SIDE = 320
_MARGIN = 0.25


def with_turned(pixels: Pixels, spans: Spans, read: Read, slant_of: SlantOf | None = None) -> list[TextSpan]:
    """Return the texts of an RGB picture, what reads better turned in place of what was read as it stood.

    A turned text has no edges: a finding in it takes it in whole. Give `slant_of` to remember slants.
    """
    columns = list(_columns(list(spans)))
    taken = {box for column in columns for box in column}
    better = [span for column in columns if (span := _column_span(pixels, column, spans, read))]
    standing = {box: span for box, span in spans.items() if box not in taken}
    for box, span in standing.items():
        if _is_poor(span) and box.width >= 3 * box.height and (turned := _upside_down(pixels, box, span, read)):
            better.append(turned)
    for area in _poor_areas(standing):
        if not any(area.intersects(span.region) for span in better):
            better += _slanted(pixels, area, read, slant_of or slant)
    kept = [span for box, span in spans.items() if span and not _is_replaced(box, span, better)]
    return sorted([*kept, *better], key=lambda span: (span.region.y, span.region.x))


def _is_poor(span: TextSpan | None, least: float = _POOR) -> bool:
    return span is None or span.confidence < least


def _is_replaced(box: Region, span: TextSpan, better: Sequence[TextSpan]) -> bool:
    """Say whether a text is a part of a turned one; a sure text that merely stands near it stays."""
    for turned in better:
        if turned.region.intersection(box).area >= 0.6 * box.area and (
            span.confidence < turned.confidence or len(span.text) <= 2 or span.text in turned.text
        ):
            return True
    return False


def _columns(boxes: Sequence[Region]) -> Iterator[list[Region]]:
    """Yield the letters that stand one closely below the other, top to bottom."""
    stacks: list[list[Region]] = []
    near: list[list[Region]] = []
    for box in sorted((box for box in boxes if box.width <= _NARROW * box.height), key=lambda box: box.y):
        near = [stack for stack in near if stack[-1].bottom + 2 * max(stack[-1].width, box.width) >= box.y]
        for stack in near:
            if _continues(stack[-1], box):
                stack.append(box)
                break
        else:
            stacks.append([box])
            near.append(stacks[-1])
    for stack in stacks:
        hull = _hull(stack)
        usual = sorted(box.height for box in stack)[len(stack) // 2]
        is_long = hull.height >= max(_LONG * hull.width, 3 * _LEAST_HEIGHT) and usual >= _USUAL_HEIGHT * hull.width
        if is_long and (len(stack) >= _COLUMN or any(box.height >= _LONG * box.width for box in stack)):
            yield stack


def _continues(above: Region, box: Region) -> bool:
    overlap = min(above.right, box.right) - max(above.x, box.x)
    narrow, wide = sorted((above.width, box.width))
    gap = box.y - above.bottom
    size = max(wide, min(above.height, box.height))
    return overlap >= 0.5 * narrow and wide <= 3 * narrow and -2 <= gap <= _COLUMN_GAP * size


def _column_span(pixels: Pixels, column: list[Region], spans: Spans, read: Read) -> TextSpan | None:
    """Return a column of letters as one text: turned to either side, or the letters as they stand."""
    hull = _hull(column)
    margin = max(2, round(_MARGIN * hull.width))
    crop = _part(pixels, hull.grown(margin, margin))
    upright = [span for box in column if (span := spans[box])]
    standing = sum(span.confidence for span in upright) / len(column)
    turned = max((read(_quarter_turns(crop, turns)) for turns in (1, 3)), key=lambda line: line.confidence)
    letters = len(turned.text.replace(" ", ""))
    if letters >= max(_LEAST_LETTERS, len(column) // 2) and turned.confidence >= max(_SURE, standing):
        return TextSpan(turned.text, hull, turned.confidence)
    if len(upright) >= _COLUMN and standing >= _POOR and all(len(span.text) == 1 for span in upright):
        return TextSpan("".join(span.text for span in upright), hull, standing)
    return None


def _upside_down(pixels: Pixels, box: Region, span: TextSpan | None, read: Read) -> TextSpan | None:
    margin = max(2, round(_MARGIN * box.height))
    line = read(_quarter_turns(_part(pixels, box.grown(margin, margin)), 2))
    is_better = line.confidence >= max(_SURE, span.confidence if span else 0)
    return TextSpan(line.text, box, line.confidence) if is_better and len(line.text) >= _LEAST_LETTERS else None


def _quarter_turns(crop: Pixels, turns: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(crop, turns))


def _poor_areas(spans: Spans) -> list[Region]:
    """Return the areas around the few lines that were read worst, with what touches them."""
    doubtful = [
        (span.confidence if span else 0.0, -box.area, box)
        for box, span in spans.items()
        if _is_poor(span, _DOUBTFUL) and box.width >= _LEAST_WIDTH and box.height >= _LEAST_HEIGHT
    ]
    areas: list[Region] = []
    for _, _, box in sorted(doubtful, key=lambda each: each[:2]):
        if len(areas) == _MOST_AREAS:
            break
        if any(known.intersection(box) == box for known in areas):
            continue
        area = box
        for _ in range(3):
            near = area.grown(_NEAR, _NEAR)
            area = _hull([area, *(other for other in spans if other.intersects(near))])
        areas.append(area)
    return areas


def _slanted(pixels: Pixels, area: Region, read: Read, slant_of: SlantOf) -> list[TextSpan]:
    """Level an area whose lines are slanted and read it."""
    area = area.grown(_NEAR, _NEAR).clipped(pixels.shape[1], pixels.shape[0])
    part = _part(pixels, area)
    degrees = slant_of(part)
    if abs(degrees) < _FLATTEST:
        return []
    level, back = _levelled(part, degrees)
    found = []
    for box in find_text_boxes(level).lines:
        margin = max(2, round(_MARGIN * box.height))
        line = read(_part(level, box.grown(margin, margin)))
        if line.confidence >= _SURE and len(line.text) >= _LEAST_LETTERS:
            place = _around(box, back).moved(area.x, area.y).intersection(area)
            found.append(TextSpan(line.text, place, line.confidence))
    return found


def slant(part: Pixels) -> float:
    """Return by how many degrees lines run down to the right: that along which the rows stand out most."""
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    ink = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    factor = min(1.0, _PROFILE_SIDE / max(ink.shape))
    small = np.asarray(cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    by_angle = {float(angle): _unevenness(small, float(angle)) for angle in np.arange(-_STEEPEST, _STEEPEST + 1, 2)}
    best = max(by_angle, key=lambda angle: by_angle[angle])
    if by_angle[best] < _CLEARER * by_angle[0.0]:
        return 0.0
    return max((best + step for step in (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5)), key=lambda at: _unevenness(small, at))


def _unevenness(ink: Pixels, angle: float) -> float:
    level, _ = _levelled(ink, angle, border=0)
    rows = level.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _levelled(part: Pixels, slant: float, border: int | None = None) -> tuple[Pixels, NDArray[np.float64]]:
    """Return the part turned so that lines with that slant run level, and the way back (2x3)."""
    height, width = part.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    across = abs(turn[0, 0]) * width + abs(turn[0, 1]) * height
    down = abs(turn[0, 1]) * width + abs(turn[0, 0]) * height
    turn[:, 2] += ((across - width) / 2, (down - height) / 2)
    paper = np.median(part.reshape(-1, part.shape[2]), axis=0).tolist() if border is None else border
    size = (round(across), round(down))
    level = cv2.warpAffine(part, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    return np.asarray(level, np.uint8), np.asarray(cv2.invertAffineTransform(turn), np.float64)


def _around(box: Region, way: NDArray[np.float64]) -> Region:
    """Return the upright box around where a box was."""
    corners = np.array([(x, y, 1) for x in (box.x, box.right) for y in (box.y, box.bottom)]) @ way.T
    (left, top), (right, bottom) = np.floor(corners.min(axis=0)), np.ceil(corners.max(axis=0))
    return Region.from_edges(int(left), int(top), int(right), int(bottom))


def _part(pixels: Pixels, area: Region) -> Pixels:
    area = area.clipped(pixels.shape[1], pixels.shape[0])
    return pixels[area.y : area.bottom, area.x : area.right]


def _hull(boxes: Sequence[Region]) -> Region:
    return Region.from_edges(
        min(box.x for box in boxes),
        min(box.y for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
