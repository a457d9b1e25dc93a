"""A reader that reads what it is told, and sees what was painted over."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.picture import Capture, CaptureOrigin, Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan


def span(text: str, x: int, y: int) -> TextSpan:
    """A line in a font 12 pixels high whose characters are 8 pixels wide."""
    edges = tuple(x + 8 * place for place in range(len(text) + 1))
    return TextSpan(text, Region(x, y, 8 * len(text), 12), 0.99, edges)


class ReaderOf:
    """Reads the given spans, without the characters whose pixels were painted over."""

    def __init__(self, *spans: TextSpan) -> None:
        self.spans = spans
        self.times_forgotten = 0

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        return [self._as_seen(each, picture) for each in self.spans]

    def forget(self) -> None:
        self.times_forgotten += 1

    def _as_seen(self, each: TextSpan, picture: Picture) -> TextSpan:
        places = [each.region_of(place, place + 1) for place in range(len(each.text))]
        seen = [
            character if picture.rgb[at : at + 3] == b"\xff\xff\xff" else " "
            for character, place in zip(each.text, places, strict=True)
            for at in [3 * ((place.y + 6) * picture.width + place.x + 4)]
        ]
        return TextSpan("".join(seen), each.region, each.confidence, each.edges)


def white(*, was_jpeg: bool = False) -> Capture:
    return Capture(600, 200, b"\xff" * (600 * 200 * 3), CaptureOrigin.PASTE, was_jpeg)
