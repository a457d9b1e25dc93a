"""How much of a drawn screen was found and read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from engine.bench.screens import Item
from engine.domain.region import Region
from engine.domain.text import TextSpan

_COVERED = 0.9
"""Share of an item's width that lines have to lie over."""
_WRONG = 0.1
"""Share of an item's characters that may be wrong, missing or too many."""


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the items, 0 to 1."""

    covered: float
    read: float


def score(items: Sequence[Item], spans: Sequence[TextSpan]) -> Score:
    """Compare what was drawn with what was read."""
    covered = read = 0
    for item in items:
        over = sorted((span for span in spans if span.region.intersects(item.region)), key=lambda span: span.region.x)
        covered += _width_under([span.region for span in over], item.region) >= _COVERED * item.region.width
        wanted = _letters(item.text)
        found = _letters("".join(span.text for span in over))
        read += _errors(wanted, found) <= _WRONG * len(wanted)
    return Score(covered / len(items), read / len(items))


def _width_under(lines: Sequence[Region], item: Region) -> int:
    """Return how many of the item's columns the lines, left to right, lie over."""
    end, total = item.x, 0
    for line in lines:
        right = min(line.right, item.right)
        total += max(0, right - max(line.x, end))
        end = max(end, right)
    return total


def _letters(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _errors(wanted: str, found: str) -> int:
    """Return the edit distance between `wanted` and the part of `found` that is most like it."""
    row = [0] * (len(found) + 1)
    for count, letter in enumerate(wanted, 1):
        above, row = row, [count]
        for index, other in enumerate(found):
            row.append(min(above[index + 1] + 1, row[-1] + 1, above[index] + (letter != other)))
    return min(row)
