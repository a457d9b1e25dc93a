"""What a reader keeps of a screen it has read, so that the next look at it costs only what has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.picture import Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan

_BAND = 8
"""Rows that share one digest."""
_APART = 48
"""Rows around a change that are searched for text again: what lies farther away is not touched by it."""
_BLIND = 64
"""Rows at the edges of a searched strip whose text may have been cut."""
_MOST_CHANGED = 0.5
"""Share of the rows beyond which looking again everywhere is simpler and no dearer."""

Rows = tuple[int, int]
"""First row, and the row after the last."""


@dataclass(frozen=True, slots=True)
class Look:
    """One picture as it was read. It holds digests of rows and the text that was found, no pixels."""

    bands: tuple[int, ...]
    least_contrast: int
    spans: Mapping[Region, TextSpan | None]
    """By the box around the ink; None where a box held no text."""
    busy: tuple[Region, ...]
    texts: tuple[TextSpan, ...]
    """What stands on the picture in the end, what is turned read turned."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows to search again, and the rows among them where what is found replaces what was known."""

    searched: Rows
    replaced: Rows

    def replaces(self, box: Region) -> bool:
        return self.replaced[0] <= box.y and box.bottom <= self.replaced[1]


def digests(picture: Picture) -> tuple[int, ...]:
    """Return a digest for every band of rows: 64 bits under a key of this process, 7 ms for a 4K screen."""
    rows = memoryview(picture.rgb)
    step = picture.width * 3 * _BAND
    return tuple(hash(rows[start : start + step]) for start in range(0, len(rows), step))


def changed_rows(before: Sequence[int], after: Sequence[int], height: int) -> list[Rows]:
    """Return the runs of rows that differ, top to bottom."""
    runs: list[Rows] = []
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        top, bottom = number * _BAND, min((number + 1) * _BAND, height)
        if runs and runs[-1][1] == top:
            runs[-1] = (runs[-1][0], bottom)
        else:
            runs.append((top, bottom))
    return runs


def strips_to_search(look: Look, changed: Sequence[Rows], height: int, reach: int) -> list[Strip] | None:
    """Return what has to be searched again; None if that is the whole picture.

    No known box may lie half inside of the rows that are replaced and touch a change: it would be stale. `reach` is
    how far around its ink a line is looked at.
    """
    strips: list[Strip] = []
    for top, bottom in changed:
        stale = [box for box in look.spans if touches(box, [(top, bottom)], reach)]
        first = min([top, *(box.y for box in stale)]) - _APART
        last = max([bottom, *(box.bottom for box in stale)]) + _APART
        if strips and first - _BLIND <= strips[-1].searched[1]:
            before = strips.pop().replaced
            first, last = min(first, before[0]), max(last, before[1])
        strips.append(_strip(first, last, height))
    searched = sum(strip.searched[1] - strip.searched[0] for strip in strips)
    is_cut = any(_meets(area, strip.searched) for area in look.busy for strip in strips)
    return None if is_cut or searched > _MOST_CHANGED * height else strips


def touches(box: Region, changed: Sequence[Rows], reach: int) -> bool:
    """Say whether a line's surroundings have changed."""
    return any(box.y - reach < bottom and top < box.bottom + reach for top, bottom in changed)


def _strip(first: int, last: int, height: int) -> Strip:
    """Return a strip that replaces these rows; at the picture's edges nothing is cut, so nothing is left out."""
    searched = (max(0, first - _BLIND), min(height, last + _BLIND))
    return Strip(
        searched,
        (0 if searched[0] == 0 else first, height if searched[1] == height else last),
    )


def _meets(area: Region, rows: Rows) -> bool:
    return area.y < rows[1] and rows[0] < area.bottom
