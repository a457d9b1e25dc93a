"""How long it takes from a capture to its text and to the boxes of what is sensitive, beside RapidOCR as shipped.

Processor seconds are the figure to trust: they count every thread, and other programs do not disturb them much.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from engine.bench.peer import HOW_TO_GET, Reader, rapid_ocr
from engine.bench.reading import score
from engine.bench.screens import DrawnScreen, form, grid
from engine.domain.finding import CaseLabels, CoverLook
from engine.redaction import ScreenReader, ScreenRedactor, find_in_text

Row = tuple[str, float, str]
Draw = Callable[[str], DrawnScreen]
"""Draws a screen with this time of day on it."""

_SCREENS: tuple[tuple[str, Draw], ...] = (
    ("768p form", lambda clock: form(1366, 768, clock=clock)),
    ("1080p form", lambda clock: form(1920, 1080, 1.25, clock)),
    ("1080p form, Chinese", lambda clock: form(1920, 1080, 1.25, clock, is_chinese=True)),
    ("1080p dense", lambda clock: grid(1920, 1080, clock=clock)),
    ("4K form", lambda clock: form(3840, 2160, 2.0, clock)),
)
_LINES = (
    "2026-11-22 09:14:{second:02d} service[{number}]: connection from 10.20.30.{number} accepted",
    "User name: m.kowalski{number}   Phone: +44 20 7946 0{number:03d}",
    "Error 0x8007{number:04X}: the operation could not be completed, see KB50344{number:02d}",
    "Mail sent to anna.schmidt{number}@clinic.example.com with {second} attachments",
)


def rows() -> Iterator[Row]:
    """Measure and yield (name, value, unit); takes about a minute on one core."""
    reader, peer = ScreenReader(threads=1), rapid_ocr()
    yield ("load models and read a first word", _timed(lambda: reader.read(grid(220, 60).capture()))[0], "s")
    yield ("make the rules ready: processor", _timed(lambda: [find_in_text(line) for line in _LINES])[1], "s")
    if peer is None:
        yield (f"RapidOCR as shipped is not here: {HOW_TO_GET}", 0, "peers")
    for name, draw in _SCREENS:
        yield from _reading_rows(name, draw, reader, peer)
    yield from _covering_rows(reader)
    yield from _text_rows()


def _reading_rows(name: str, draw: Draw, reader: ScreenReader, peer: Reader | None) -> Iterator[Row]:
    screen = draw("09:41")
    capture, later = screen.capture(), draw("09:42").capture()
    reader.forget()
    wall, processor = _timed(lambda: reader.read(capture))
    yield (f"{name}, first: processor", processor, "s")
    yield (f"{name}, first: wall", wall, "s")
    yield (f"{name}, unchanged: processor", _timed(lambda: reader.read(capture))[1] * 1000, "ms")
    found = score(screen.items, reader.read(capture))
    yield (f"{name}, barely changed: processor", _timed(lambda: reader.read(later))[1] * 1000, "ms")
    yield (f"{name}: items covered", found.covered * 100, "%")
    yield (f"{name}: items read within 10 %", found.read * 100, "%")
    if peer:
        wall, peers = _timed(lambda: peer(capture))
        found = score(screen.items, peer(capture))
        yield (f"{name}, RapidOCR as shipped: processor", peers, "s")
        yield (f"{name}, RapidOCR as shipped: wall", wall, "s")
        yield (f"{name}, RapidOCR as shipped: items covered", found.covered * 100, "%")
        yield (f"{name}, RapidOCR as shipped: items read within 10 %", found.read * 100, "%")
        yield (f"{name}: cheaper than RapidOCR", peers / processor, "times")


def _covering_rows(reader: ScreenReader) -> Iterator[Row]:
    redactor = ScreenRedactor(reader, CoverLook.LABEL)
    capture = form(1920, 1080, 1.25).capture()
    reader.forget()
    wall, processor = _timed(lambda: redactor.plan(capture, CaseLabels()))
    yield ("1080p form, capture to boxes, first: wall", wall, "s")
    yield ("1080p form, capture to boxes, first: processor", processor, "s")
    plan = redactor.plan(capture, CaseLabels())
    wall, processor = _timed(lambda: redactor.cover(capture, plan))
    yield (f"1080p form, cover {len(plan.masks)} places and read again: wall", wall, "s")
    yield (f"1080p form, cover {len(plan.masks)} places and read again: processor", processor, "s")


def _text_rows() -> Iterator[Row]:
    lines = [line.format(number=number, second=number % 60) for number in range(50) for line in _LINES]
    _, processor = _timed(lambda: [find_in_text(line) for line in lines])
    yield ("find in one line of text: processor", processor / len(lines) * 1000, "ms")


def _timed(job: Callable[[], object]) -> tuple[float, float]:
    """Return wall and processor seconds of a job."""
    wall, processor = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    for row_name, value, unit in rows():
        print(f"{row_name:60} {value:9.3f} {unit}")
