"""The columns of a table: what stands below a head, as far as the table runs down."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from engine.domain.region import Region
from engine.domain.text import TextSpan

_ROW_REACH = 4.5
"""How far below the last cell the next one may stand, in heights of the head."""
_TALLEST = 2.5
"""What is so many times as high as the head is no cell: a picture, or many lines that were taken for one text."""
_FEWEST_HEADS = 3
_OVER = 0.5
"""How far a text must lie over a head's place, in heights, to stand under it too."""
_GRID_SLACK = 0.8
_SAME_PITCH = 0.25
_SAME_HEIGHT = 0.35
_KEY = re.compile(r"@?[A-Za-z][a-z0-9]*(?:[._][A-Za-z][A-Za-z0-9]*)+")
"""The name of a field: `log.level`, `service_name`."""
_CAPTION = re.compile(
    r"(?i)\d{1,2}[.)] [^\W\d]|(?:section|part|abschnitt|teil|partie|sección|parte|sezione|oddíl|deel) [A-Z\d]{1,3}\b"
)
"""`Section C. Payment`, `12. Bank`: where a form goes on."""


def row_of(spans: Sequence[TextSpan], number: int) -> list[int]:
    """Return the spans on the row of one, itself included, from left to right."""
    region = spans[number].region
    row = [other for other, span in enumerate(spans) if is_same_row(region, span.region)]
    return sorted(row, key=lambda other: spans[other].region.x)


def row_before(spans: Sequence[TextSpan], number: int) -> str:
    """Return what stands left of a text on its row."""
    row = row_of(spans, number)
    return " ".join(spans[other].text for other in row[: row.index(number)])


def is_same_row(one: Region, other: Region) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.y, other.y)
    return overlap >= 0.5 * min(one.height, other.height)


def is_aligned(head: Region, cell: Region) -> bool:
    """Tell whether two texts below each other begin, end or have their middle at the same place."""
    slack = 1.2 * head.height
    return (
        abs(cell.x - head.x) <= slack
        or abs(cell.right - head.right) <= slack
        or abs((cell.x + cell.right) - (head.x + head.right)) <= 2 * slack
    )


def end_in_column(spans: Sequence[TextSpan], cell: int, number: int, heads: Sequence[int]) -> int:
    """Return where a cell's column ends at the latest: where the next head begins, for a cell that was read with it."""
    head, region = spans[number].region, spans[cell].region
    nexts = [spans[other].region.x for other in heads if spans[other].region.x > head.right]
    return min([region.right, *(start for start in nexts if region.right > start + _OVER * head.height)])


def cells_below(spans: Sequence[TextSpan], number: int, heads: Sequence[int], labels: Collection[int]) -> list[int]:
    """Return the cells of a column, nearest first.

    A table ends where a line runs over several of its columns, as a prompt does, where a row has nothing below the
    other heads, and where another label stands.
    """
    head = spans[number].region
    others = [spans[other].region for other in heads if other != number]
    under = [
        other for other, span in enumerate(spans) if _is_under(head, span.region) and any(map(str.isalnum, span.text))
    ]
    column: list[int] = []
    bottom = head.bottom
    for other in sorted(under, key=lambda other: spans[other].region.y):
        cell = spans[other].region
        runs_over = _runs_over(cell, head, others)
        on_grid = _on_grid(spans, other, others)
        if cell.y - bottom > _ROW_REACH * head.height or other in labels or (runs_over and not on_grid):
            break
        if column and _CAPTION.match(spans[other].text) and not _CAPTION.match(spans[column[0]].text):
            break
        if len(heads) >= _FEWEST_HEADS and on_grid is False:
            break
        if not is_aligned(head, cell):
            continue
        column.append(other)
        bottom = cell.bottom
    return column


def is_among_like(spans: Sequence[TextSpan], number: int, heads: Sequence[int]) -> bool:
    """Tell whether a text is one of a list: what stands above and below it does so in the same way."""
    region = spans[number].region
    above = _next(spans, number, upwards=True)
    below = _next(spans, number, upwards=False)
    if above is None or below is None:
        return False
    others = [spans[other].region for other in heads if other != number]
    upper, lower = spans[above].region, spans[below].region
    if _runs_over(upper, region, others) or (others and _on_grid(spans, above, others) is False):
        return False
    steps = [region.y - upper.y, lower.y - region.y]
    after = _next(spans, below, upwards=False)
    if after is not None:
        steps.append(spans[after].region.y - lower.y)
    return max(steps) <= _ROW_REACH * region.height and max(steps) - min(steps) <= _SAME_PITCH * min(steps)


def are_keys(head: str, cell: str) -> bool:
    """Tell whether both texts are names of fields: a list of such has no values in it."""
    return bool(_KEY.fullmatch(head.strip()) and _KEY.fullmatch(cell.strip()))


def _is_under(head: Region, cell: Region) -> bool:
    is_line = cell.height <= _TALLEST * head.height and cell.y >= head.bottom - 0.3 * head.height
    return is_line and (is_aligned(head, cell) or min(cell.right, head.right) - max(cell.x, head.x) > 0)


def _runs_over(cell: Region, head: Region, others: Sequence[Region]) -> bool:
    """Tell whether a text stands below several heads."""
    over = _OVER * head.height
    if is_aligned(head, cell) and cell.x >= head.x - over:
        return any(other.x > head.x and cell.right > other.x + over for other in others)
    return any(min(cell.right, other.right) - max(cell.x, other.x) > over for other in others)


def _on_grid(spans: Sequence[TextSpan], cell: int, heads: Sequence[Region]) -> bool | None:
    """Tell whether something else on a cell's row stands below another head; None where nothing else is there."""
    limit = _TALLEST * spans[cell].region.height
    row = (spans[other] for other in row_of(spans, cell) if other != cell)
    beside = [span.region for span in row if span.region.height <= limit and any(map(str.isalnum, span.text))]
    return any(_is_close(head, region) for region in beside for head in heads) if beside else None


def _is_close(head: Region, cell: Region) -> bool:
    slack = _GRID_SLACK * head.height
    middles = abs((cell.x + cell.right) - (head.x + head.right))
    return abs(cell.x - head.x) <= slack or abs(cell.right - head.right) <= slack or middles <= 2 * slack


def _next(spans: Sequence[TextSpan], number: int, *, upwards: bool) -> int | None:
    """Return the nearest text above or below that begins where this one does and is as high."""
    region = spans[number].region
    alike = [
        other
        for other, span in enumerate(spans)
        if abs(span.region.x - region.x) <= 0.3 * region.height
        and abs(span.region.height - region.height) <= _SAME_HEIGHT * region.height
        and (span.region.bottom <= region.y + 2 if upwards else span.region.y >= region.bottom - 2)
    ]
    choose = max if upwards else min
    return choose(alike, key=lambda other: spans[other].region.y, default=None)
