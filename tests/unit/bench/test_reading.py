"""The measure of reading that the bench prints."""

from __future__ import annotations

import pytest

from engine.bench.reading import score
from engine.bench.screens import Item
from engine.domain.region import Region
from engine.domain.text import TextSpan

ITEM = Item("K-2290-4471", Region(100, 50, 100, 14))


def span(text: str, x: int, width: int) -> TextSpan:
    return TextSpan(text, Region(x, 50, width, 14), 0.9)


@pytest.mark.parametrize(
    ("lines", "covered", "read"),
    [
        ([span("No. K-2290-4471", 60, 140)], 1, 1),
        ([span("K-2290-", 100, 60), span("4471", 160, 40)], 1, 1),
        ([span("K-229O-4471", 100, 100)], 1, 1),
        ([span("K-229O-447l", 100, 100)], 1, 0),
        ([span("K-2290-4471", 100, 80)], 0, 1),
        ([span("K-2290-4471", 100, 80), span("", 110, 40)], 0, 1),
        ([span("K-2290-4471", 300, 100)], 0, 0),
        ([], 0, 0),
    ],
)
def test_covered_and_read_are_counted_apart(lines: list[TextSpan], covered: float, read: float) -> None:
    result = score([ITEM], lines)
    assert (result.covered, result.read) == (covered, read)
