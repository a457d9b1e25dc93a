"""Reads the text on a picture at full resolution: boxes, crops, characters."""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, pairwise
from threading import Lock
from typing import TYPE_CHECKING

from engine.domain.picture import Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.redaction.area_detector import AreaDetector
    from engine.redaction.line_reader import LineReader, ReadLine

_REMEMBERED_CROPS = 4096
_SMALLEST_INK = 5
"""Ink lower than this cannot be read; dashes and dots alone are no text."""
_ABOVE, _LEFT, _RIGHT = 0.3, 0.25, 0.5
"""Margin of a crop in heights of its ink. The right one saves the last glyph, the commonest loss."""
_LEAST_CONFIDENCE = 0.3


@dataclass(frozen=True, slots=True)
class _Models:
    lines: LineReader
    areas: AreaDetector


class ScreenReader:
    """Reads screens with the PP-OCR models. Loads OpenCV, onnxruntime and the models on the first read.

    Crops that were read before, on this picture or an earlier one, are remembered by their pixels' digest.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or min(4, os.cpu_count() or 1)
        self._lock = Lock()
        self._models: _Models | None = None
        self._read_before: OrderedDict[bytes, ReadLine] = OrderedDict()

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        """Return lines and cells, top to bottom, left to right. Raises RedactionError without its models."""
        import numpy as np

        models = self._loaded()
        shape = (picture.height, picture.width, 3)
        pixels = np.frombuffer(picture.rgb, np.uint8).reshape(shape)
        boxes = _boxes(pixels, models.areas)
        with ThreadPoolExecutor(self._threads, thread_name_prefix="reader") as pool:
            spans = pool.map(lambda box: self._span(pixels, box, models.lines), boxes)
            return [span for span in spans if span is not None]

    def forget(self) -> None:
        """Drop what is remembered of earlier pictures."""
        with self._lock:
            self._read_before.clear()

    def _loaded(self) -> _Models:
        with self._lock:
            if self._models is None:
                from engine.redaction.area_detector import AreaDetector
                from engine.redaction.line_reader import LineReader

                self._models = _Models(LineReader(), AreaDetector())
            return self._models

    def _span(self, pixels: NDArray[np.uint8], ink: Region, reader: LineReader) -> TextSpan | None:
        height, width = pixels.shape[:2]
        crop = crop_around(ink, width, height)
        read = self._read(pixels[crop.y : crop.bottom, crop.x : crop.right], reader)
        if not read.text.strip() or read.confidence < _LEAST_CONFIDENCE:
            return None
        edges = _edges(read.centres, pixels[ink.y : ink.bottom], crop.x, ink)
        return TextSpan(read.text, ink, read.confidence, edges)

    def _read(self, crop: NDArray[np.uint8], reader: LineReader) -> ReadLine:
        """Read a crop, or remember it."""
        hasher = hashlib.blake2b(repr(crop.shape).encode(), digest_size=16)
        hasher.update(crop.tobytes())
        digest = hasher.digest()
        with self._lock:
            known = self._read_before.get(digest)
            if known is not None:
                self._read_before.move_to_end(digest)
                return known
        read = reader.read(crop)
        with self._lock:
            self._read_before[digest] = read
            if len(self._read_before) > _REMEMBERED_CROPS:
                self._read_before.popitem(last=False)
        return read


def crop_around(ink: Region, width: int, height: int) -> Region:
    """Return what the line reader gets of a picture of that size to read the line at `ink`."""
    above = max(2, round(_ABOVE * ink.height))
    return Region.from_edges(
        ink.x - max(2, round(_LEFT * ink.height)),
        ink.y - above,
        ink.right + max(2, round(_RIGHT * ink.height)),
        ink.bottom + above,
    ).clipped(width, height)


def _boxes(pixels: NDArray[np.uint8], areas: AreaDetector) -> list[Region]:
    """Return the ink boxes of all lines; a model looks at the areas that are no plain screen."""
    from engine.redaction.text_boxes import find_text_boxes

    found = find_text_boxes(pixels)
    boxes = [box for box in found.lines if box.height >= _SMALLEST_INK]
    for area in found.busy:
        part = pixels[area.y : area.bottom, area.x : area.right]
        boxes += [box.moved(area.x, area.y).intersection(area) for box in areas.find(part)]
    usable = (box for box in boxes if not box.is_empty)
    return sorted(usable, key=lambda box: (box.y, box.x))


def _edges(centres: tuple[float, ...], rows: NDArray[np.uint8], left: int, ink: Region) -> tuple[int, ...]:
    """Return the characters' left edges and the right end. A boundary is moved so that it cuts no letter."""
    from engine.redaction.text_boxes import letter_pieces

    pieces = letter_pieces(rows[:, ink.x : ink.right])
    middles = [middle for middle, _ in pieces]
    inner = []
    for before, after in pairwise(left + centre - ink.x for centre in centres):
        boundary = (before + after) / 2
        of_next = pieces[bisect_left(middles, boundary) : bisect_left(middles, after + (after - before) / 2)]
        edge = min((start for _, start in of_next if start > before), default=boundary)
        inner.append(ink.x + min(max(round(edge), 0), ink.width))
    return (ink.x, *accumulate(inner, max), ink.right)
