"""How long it takes from a capture to the boxes of what is sensitive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PIL import Image, ImageDraw, ImageFont

from engine.domain.finding import CaseLabels, CoverLook
from engine.domain.picture import Capture, CaptureOrigin
from engine.redaction import ScreenReader, ScreenRedactor, find_in_text

Row = tuple[str, float, str]

_LINES = (
    "2026-11-22 09:14:{second:02d} service[{number}]: connection from 10.20.30.{number} accepted",
    "User name: m.kowalski{number}   Phone: +44 20 7946 0{number:03d}",
    "Error 0x8007{number:04X}: the operation could not be completed, see KB50344{number:02d}",
    "Mail sent to anna.schmidt{number}@clinic.example.com with {second} attachments",
)


def rows() -> list[Row]:
    """Measure and return (name, value, unit); takes about ten seconds on one core."""
    reader = ScreenReader()
    measured: list[Row] = []
    for name, width, height in (("768p", 1366, 768), ("1080p", 1920, 1080)):
        measured += _picture_rows(reader, name, width, height)
    measured += _text_rows()
    return measured


def _picture_rows(reader: ScreenReader, name: str, width: int, height: int) -> Iterator[Row]:
    redactor = ScreenRedactor(reader, CoverLook.LABEL)
    capture = drawn_screen(width, height)
    if name == "768p":  # models load with the first picture
        yield (
            "load models and read a first word",
            _timed(lambda: reader.read(drawn_screen(200, 40)))[0],
            "s",
        )
    reader.forget()
    wall, processor = _timed(lambda: redactor.plan(capture, CaseLabels()))
    yield (f"{name} capture to boxes, first time", wall, "s")
    yield (f"{name} capture to boxes, first time, processor", processor, "s")
    plan = redactor.plan(capture, CaseLabels())
    wall, processor = _timed(lambda: redactor.plan(capture, CaseLabels()))
    yield (f"{name} capture to boxes, unchanged second", wall, "s")
    yield (f"{name} capture to boxes, unchanged second, processor", processor, "s")
    yield (
        f"{name} cover {len(plan.masks)} places and read again",
        _timed(lambda: redactor.cover(capture, plan))[0],
        "s",
    )


def _text_rows() -> Iterator[Row]:
    lines = [line.format(number=number, second=number % 60) for number in range(50) for line in _LINES]
    wall, _ = _timed(lambda: [find_in_text(line) for line in lines])
    yield ("find in one line of text", wall / len(lines) * 1000, "ms")


def drawn_screen(width: int, height: int) -> Capture:
    """Return a screen full of text: one line every 26 pixels, over half of the width."""
    image = Image.new("RGB", (width, height), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    face = ImageFont.load_default(15)
    for number, top in enumerate(range(12, height - 20, 26)):
        text = _LINES[number % len(_LINES)].format(number=number, second=number % 60)
        draw.text((16, top), text, fill=(30, 30, 34), font=face)
    return Capture(width, height, image.tobytes(), CaptureOrigin.SCREEN)


def _timed(job: Callable[[], object]) -> tuple[float, float]:
    """Return wall and processor seconds of a job."""
    wall, processor = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    for row_name, value, unit in rows():
        print(f"{row_name:60} {value:9.3f} {unit}")
