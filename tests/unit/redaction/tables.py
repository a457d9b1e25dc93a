"""Screens of tables for tests: texts at places, and what of them is found."""

from __future__ import annotations

from engine.domain.finding import EntityType as E
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.screen_search import find_on_screen

Item = tuple[str, int, int]


def screen(*items: Item) -> list[TextSpan]:
    """Texts at places, 8 pixels a letter."""
    return [
        TextSpan(text, Region(x, y, 8 * len(text), 12), 0.99, tuple(x + 8 * place for place in range(len(text) + 1)))
        for text, x, y in items
    ]


def rows(*lines: tuple[str, ...]) -> list[TextSpan]:
    return screen(
        *(
            (cell, 10 + 200 * column, 10 + 18 * row)
            for row, cells in enumerate(lines)
            for column, cell in enumerate(cells)
        )
    )


def covered(spans: list[TextSpan]) -> dict[str, E]:
    """Return the texts that lie under a finding by more than half, with its kind."""
    found = find_on_screen(spans)
    return {
        span.text: finding.entity_type
        for span in spans
        for finding in found
        if 2 * finding.region.intersection(span.region).area > span.region.area
    }
