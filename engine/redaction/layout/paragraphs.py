"""Which texts of a screen are read on: runs along rows, and paragraphs of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.layout.columns import is_same_row

_RUN_GAP = 1.8
"""Spans of a row that are no further apart, in heights, are read as one."""
_LINE_GAP = 1.3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, as one text, and the way back to the spans."""

    text: str
    places: tuple[tuple[int, int] | None, ...]
    """For each character: number of its span, offset in it; None for joints."""

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield (span number, start, end) for each span that the characters `start` to `end` touch."""
        held = [place for place in self.places[start:end] if place is not None]
        for number in dict.fromkeys(number for number, _ in held):
            offsets = [offset for span, offset in held if span == number]
            yield number, min(offsets), max(offsets) + 1


def paragraphs(spans: Sequence[TextSpan]) -> list[Paragraph]:
    """Join spans to runs along rows, and runs to paragraphs downwards."""
    chains: list[list[list[int]]] = []
    for run in sorted(runs(spans), key=lambda run: spans[run[0]].region.y):
        head = spans[run[0]].region
        for chain in reversed(chains):
            if _continues(spans[chain[-1][0]].region, head):
                chain.append(run)
                break
        else:
            chains.append([run])
    return [_paragraph(spans, chain) for chain in chains]


def runs(spans: Sequence[TextSpan]) -> list[list[int]]:
    """Return lists of span numbers that follow each other closely on a row."""
    runs: list[list[int]] = []
    for number in sorted(range(len(spans)), key=lambda number: spans[number].region.x):
        region = spans[number].region
        for run in reversed(runs):
            last = spans[run[-1]].region
            gap = region.x - last.right
            height = max(last.height, region.height)
            if -0.5 * height <= gap <= _RUN_GAP * height and is_same_row(last, region):
                run.append(number)
                break
        else:
            runs.append([number])
    return runs


def _continues(above: Region, below: Region) -> bool:
    height = max(above.height, below.height)
    gap = below.y - above.bottom
    return -0.4 * height <= gap <= _LINE_GAP * height and abs(below.x - above.x) <= 2.5 * height


def _paragraph(spans: Sequence[TextSpan], chain: list[list[int]]) -> Paragraph:
    text: list[str] = []
    places: list[tuple[int, int] | None] = []
    for run in chain:
        for position, number in enumerate(run):
            if text:
                text.append(" " if position else "\n")
                places.append(None)
            text.append(spans[number].text)
            places += [(number, offset) for offset in range(len(spans[number].text))]
    return Paragraph("".join(text), tuple(places))
