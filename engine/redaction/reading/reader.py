"""Reads the text on a picture at full resolution: boxes, crops, characters."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from engine.domain.picture import Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.reading.last_look import Look, Rows, changed_rows, digests, strips_to_search, touches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.redaction.reading.area_detector import AreaDetector
    from engine.redaction.reading.line_reader import LineReader, ReadLine

_REMEMBERED_CROPS = 4096
_SMALLEST_INK = 5
"""Ink lower than this cannot be read; dashes and dots alone are no text."""
_ABOVE, _LEFT, _RIGHT = 0.25, 0.15, 0.3
"""Margin of a crop in heights of its ink. The right one saves the last glyph, the commonest loss."""
_LEAST_CONFIDENCE = 0.3
_FARTHEST = 40
"""Rows above and below its ink that the tallest line's crop may take in."""
_REMEMBERED_SIZES = 4
_REMEMBERED_AREAS = 64
_FEW_LINES = 12
"""So many take little room, and are read in little more time than giving it back takes."""


@dataclass(frozen=True, slots=True)
class _Models:
    lines: LineReader
    areas: AreaDetector


@dataclass(frozen=True, slots=True)
class _Found:
    """Where text stands, and what is no plain screen."""

    lines: list[Region]
    busy: tuple[Region, ...]
    least_contrast: int


class ScreenReader:
    """Reads screens with the PP-OCR models. Loads OpenCV, onnxruntime and the models on the first read.

    Crops that were read before, on this picture or an earlier one, are remembered by their pixels' digest. Of the last
    picture of each size it is remembered what stood where, so that only rows that have changed are looked at again.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or min(4, os.cpu_count() or 1)
        self._lock = Lock()
        self._models: _Models | None = None
        self._read_before: OrderedDict[bytes, ReadLine] = OrderedDict()
        self._areas_before: OrderedDict[bytes, list[Region]] = OrderedDict()
        self._slants_before: OrderedDict[bytes, float] = OrderedDict()
        self._looks: OrderedDict[tuple[int, int], Look] = OrderedDict()

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        """Return lines and cells, top to bottom, left to right. Raises RedactionError without its models."""
        bands = digests(picture)
        size = (picture.width, picture.height)
        with self._lock:
            last = self._looks.get(size)
        if last is None or last.bands != bands:
            last = self._look(picture, bands, last)
        with self._lock:
            self._looks[size] = last
            self._looks.move_to_end(size)
            if len(self._looks) > _REMEMBERED_SIZES:
                self._looks.popitem(last=False)
        return list(last.texts)

    def forget(self) -> None:
        """Drop what is remembered of earlier pictures."""
        with self._lock:
            self._read_before.clear()
            self._areas_before.clear()
            self._slants_before.clear()
            self._looks.clear()

    def _look(self, picture: Picture, bands: tuple[int, ...], last: Look | None) -> Look:
        """Read a picture; where `last` shows the same rows, what it says is taken over."""
        import numpy as np

        from engine.redaction.reading.turned import with_turned

        models = self._loaded()
        pixels = np.frombuffer(picture.rgb, np.uint8).reshape((picture.height, picture.width, 3))
        changed = changed_rows(last.bands, bands, picture.height) if last else [(0, picture.height)]
        found = self._found_again(pixels, last, changed) if last else None
        found = found or self._found(pixels, models.areas)
        known = {box: span for box, span in last.spans.items() if not touches(box, changed, _FARTHEST)} if last else {}
        unread = [box for box in found.lines if box not in known]
        with ThreadPoolExecutor(self._threads, thread_name_prefix="reader") as pool:
            known |= self._spans(pixels, unread, models.lines, pool)
        spans = {box: known[box] for box in found.lines}
        texts = with_turned(pixels, spans, lambda crop: self._read(crop, models.lines), self._slant_of)
        if last is None or len(unread) > _FEW_LINES:
            models.lines.give_back()
        return Look(bands, found.least_contrast, spans, found.busy, tuple(texts))

    def _found(self, pixels: NDArray[np.uint8], areas: AreaDetector) -> _Found:
        """Look for text everywhere; a model looks at the areas that are no plain screen."""
        from engine.redaction.reading.text_boxes import find_text_boxes

        found = find_text_boxes(pixels)
        boxes = list(found.lines)
        for area in found.busy:
            part = pixels[area.y : area.bottom, area.x : area.right]
            boxes += [box.moved(area.x, area.y).intersection(area) for box in self._in_area(part, areas)]
        return _Found(_in_order(boxes), found.busy, found.least_contrast)

    def _found_again(self, pixels: NDArray[np.uint8], last: Look, changed: list[Rows]) -> _Found | None:
        """Look for text where something changed; None if that cannot be told apart from the rest."""
        from engine.redaction.reading.text_boxes import find_text_boxes

        strips = strips_to_search(last, changed, pixels.shape[0], _FARTHEST)
        if strips is None:
            return None
        boxes = [box for box in last.spans if not any(strip.replaces(box) for strip in strips)]
        for strip in strips:
            top, bottom = strip.searched
            found = find_text_boxes(pixels[top:bottom], last.least_contrast)
            moved = [box.moved(0, top) for box in found.lines]
            if found.busy or any(touches(box, changed, 0) and not strip.replaces(box) for box in moved):
                return None
            boxes += [box for box in moved if strip.replaces(box)]
        return _Found(_in_order(boxes), last.busy, last.least_contrast)

    def _in_area(self, part: NDArray[np.uint8], areas: AreaDetector) -> list[Region]:
        """Let the model find lines on a part of a picture, or remember them."""
        digest = _digest(part)
        with self._lock:
            known = self._areas_before.get(digest)
        if known is None:
            known = areas.find(part)
            with self._lock:
                self._areas_before[digest] = known
                if len(self._areas_before) > _REMEMBERED_AREAS:
                    self._areas_before.popitem(last=False)
        return known

    def _slant_of(self, part: NDArray[np.uint8]) -> float:
        """Return the slant of a part's lines, or remember it."""
        from engine.redaction.reading.turned import slant

        digest = _digest(part)
        with self._lock:
            known = self._slants_before.get(digest)
        if known is None:
            known = slant(part)
            with self._lock:
                self._slants_before[digest] = known
                if len(self._slants_before) > _REMEMBERED_AREAS:
                    self._slants_before.popitem(last=False)
        return known

    def _loaded(self) -> _Models:
        with self._lock:
            if self._models is None:
                from engine.redaction.reading.area_detector import AreaDetector
                from engine.redaction.reading.line_reader import LineReader

                self._models = _Models(LineReader(), AreaDetector())
            return self._models

    def _spans(
        self, pixels: NDArray[np.uint8], inks: Sequence[Region], reader: LineReader, pool: Executor
    ) -> Iterator[tuple[Region, TextSpan | None]]:
        """Yield what stands at each ink."""
        height, width = pixels.shape[:2]
        crops = [crop_around(ink, width, height) for ink in inks]
        lines = self._read_all([pixels[c.y : c.bottom, c.x : c.right] for c in crops], reader, pool)
        return zip(inks, pool.map(lambda *each: _span(pixels, *each), inks, crops, lines), strict=True)

    def _read_all(self, crops: Sequence[NDArray[np.uint8]], reader: LineReader, pool: Executor) -> list[ReadLine]:
        """Read crops, or remember them; equal ones once, short ones of the same width together."""
        from engine.redaction.reading.line_reader import alike

        named = [_digest(crop) for crop in crops]
        with self._lock:
            lines = {name: self._read_before[name] for name in named if name in self._read_before}
        unread = {name: crop for name, crop in zip(named, crops, strict=True) if name not in lines}
        names, pixels = list(unread), list(unread.values())
        groups = alike(pixels)
        read = pool.map(lambda group: reader.read_together([pixels[number] for number in group]), groups)
        for group, found in zip(groups, read, strict=True):
            lines |= zip((names[number] for number in group), found, strict=True)
        self._remember(lines)
        return [lines[name] for name in named]

    def _remember(self, lines: Mapping[bytes, ReadLine]) -> None:
        with self._lock:
            for name, line in lines.items():
                self._read_before[name] = line
                self._read_before.move_to_end(name)
            while len(self._read_before) > _REMEMBERED_CROPS:
                self._read_before.popitem(last=False)

    def _read(self, crop: NDArray[np.uint8], reader: LineReader) -> ReadLine:
        """Read a crop, or remember it."""
        name = _digest(crop)
        with self._lock:
            known = self._read_before.get(name)
        line = known or reader.read(crop)
        self._remember({name: line})
        return line


def _span(pixels: NDArray[np.uint8], ink: Region, crop: Region, read: ReadLine) -> TextSpan | None:
    """Return the text at an ink, None where nothing can be read."""
    from engine.redaction.reading.letter_edges import letter_edges
    from engine.redaction.reading.slips import zeros_mended

    if not read.text.strip() or read.confidence < _LEAST_CONFIDENCE:
        return None
    centres = [crop.x - ink.x + centre for centre in read.centres]
    edges = letter_edges(read.text, centres, pixels[ink.y : ink.bottom, ink.x : ink.right])
    return TextSpan(zeros_mended(read.text), ink, read.confidence, tuple(ink.x + edge for edge in edges))


def crop_around(ink: Region, width: int, height: int) -> Region:
    """Return what the line reader gets of a picture of that size to read the line at `ink`."""
    above = max(2, round(_ABOVE * ink.height))
    return Region.from_edges(
        ink.x - max(2, round(_LEFT * ink.height)),
        ink.y - above,
        ink.right + max(2, round(_RIGHT * ink.height)),
        ink.bottom + above,
    ).clipped(width, height)


def _digest(pixels: NDArray[np.uint8]) -> bytes:
    hasher = hashlib.blake2b(repr(pixels.shape).encode(), digest_size=16)
    hasher.update(pixels.tobytes())
    return hasher.digest()


def _in_order(boxes: Iterable[Region]) -> list[Region]:
    """Return the boxes that can hold letters, once each, top to bottom, left to right."""
    usable = {box for box in boxes if not box.is_empty and box.height >= _SMALLEST_INK}
    return sorted(usable, key=lambda box: (box.y, box.x))
