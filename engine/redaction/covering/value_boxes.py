"""The boxes that cover found values: their margins, and how they hide lengths."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.layout.columns import is_same_row

_MARGIN = 0.2
_LEAST_MARGIN_PX = 3
_SIDE_MARGIN = 0.35
_JOINED_MARGIN = 0.3
"""Beside letters that a value touches, in heights: a reader tells such an edge to about a third of a letter."""
_LEAST_SHARED = 0.5
"""Share of their width that two rows of a block have in common: what ran on far left of its beginning is none."""
_FAR_LEFT = 6
"""How far left of its first row a token may go on for both to be one block, in heights: words stand before it."""
_UNSURE = 0.8
_POSTAL_REST = re.compile(r"[\s,.;:]*[A-Z0-9]{1,4}(?: [A-Z0-9]{1,4})?[\s,.;:]*")
"""What may be left of an address at the end of a line: a part of its postal code."""
_TITLE_BEFORE = re.compile(
    r"(?:^|[^\w.])((?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Sir|Dame|Rev|Herrn?|Frau|Hr|Mme|Mlle|Sra?|Srta|Doña|Sig|Dott|Dipl|Ing|Mag|Dhr|Mevr|Pan[ií]?|Pane|DR|MR|MRS|MS|MISS|PROF|HERR|FRAU|MME)\b\.? ?|M\. ?){1,2})$"  # noqa: E501
)
_DEGREE_BEHIND = re.compile(
    r",? (?:M\.?D\.?|Ph\.?D\.?|D\.?O|R\.?N|N\.?P|PA-C|DDS|DMD|DVM|Pharm\.?D|LCSW|CPA|J\.?D|Esq|MSc|BSc|MBA|Jr|Sr)\b\.?(?!\w)"  # noqa: E501
)
"""`Gregory Whitlock, MD`"""
_LONGEST_TITLE = 12
_WIDTH_STEP = {EntityType.PASSWORD: 4.0, EntityType.SECRET: 4.0}
"""Widths are rounded up to so many heights, where room is left, so that a box does not tell the length."""


def blocks_of(boxes: list[Region], is_block: bool) -> list[Region]:
    """Join boxes that go on beside each other, and, of a block, below each other."""
    blocks: list[Region] = []
    for box in boxes:
        is_beside = bool(blocks) and is_same_row(box, blocks[-1])  # margins alone may overlap
        is_adjacent = bool(blocks) and box.x - blocks[-1].right < 3 * box.height
        is_below = bool(blocks) and _shared_width(blocks[-1], box) >= _LEAST_SHARED * min(blocks[-1].width, box.width)
        is_far_left = bool(blocks) and blocks[-1].x - box.x > _FAR_LEFT * box.height
        if blocks and ((is_block and is_below and not is_far_left) or (is_beside and is_adjacent)):
            blocks[-1] = blocks[-1].union(box)
        else:
            blocks.append(box)
    return blocks


def _shared_width(one: Region, other: Region) -> int:
    return min(one.right, other.right) - max(one.x, other.x)


def box_of(spans: Sequence[TextSpan], number: int, start: int, end: int, kind: EntityType) -> Region:
    """Return the box of some characters with its margin, its width rounded up where nothing else stands."""
    span = spans[number]
    if kind is EntityType.ADDRESS and _POSTAL_REST.fullmatch(span.text, end):
        end = len(span.text)
    if kind in (EntityType.HOSTNAME, EntityType.USERNAME) and start > 0 and span.text[start - 1] in "@\\":
        start -= 1  # where one sign ends and the next begins is guessed: this one tells nothing
    if kind is EntityType.PERSON and (title := _TITLE_BEFORE.search(span.text, max(0, start - _LONGEST_TITLE), start)):
        start = title.start(1)
    if kind is EntityType.PERSON and (degree := _DEGREE_BEHIND.match(span.text, end)):
        end = degree.end()
    ink = _ink(span, start, end)
    height = span.region.height
    margin = max(_LEAST_MARGIN_PX, round(_MARGIN * height))
    side = max(_LEAST_MARGIN_PX, round(_SIDE_MARGIN * height))
    before, behind = _room(span, start, end)
    left = ink.x - (side if start == 0 else min(side, max(1, side // 3, before)))
    if start > 0 and span.text[start - 1].isspace() and before < 1:
        left = ink.x - round(_UNSURE * height)  # no gap was seen there: letters before it were lost in reading
    is_last = end >= len(span.text)
    right = ink.right + (side if is_last else min(side, max(1, side // 3, behind)))
    if _is_joined(span.text, start):
        left = min(left, ink.x - round(_JOINED_MARGIN * height))
    if _is_joined(span.text, end):
        right = max(right, ink.right + round(_JOINED_MARGIN * height))
    if is_last:
        step = max(8, round(_WIDTH_STEP.get(kind, 2.0) * height))
        rounded = left + -(-(right - left) // step) * step
        right = max(right, min(rounded, _free_until(spans, number) - 2))
    return Region.from_edges(left, ink.y - margin, right, ink.bottom + margin)


def _is_joined(text: str, place: int) -> bool:
    """Tell whether letters stand on both sides of a place, with no blank between."""
    return 0 < place < len(text) and not (text[place - 1].isspace() or text[place].isspace())


def _ink(span: TextSpan, start: int, end: int) -> Region:
    """Return where some characters stand.

    An outer one that got no width of its own was misplaced: it stands somewhere in its neighbour's, so half of that
    belongs to it.
    """
    ink = span.region_of(start, end)
    if len(span.edges) != len(span.text) + 1:
        return ink
    left, right = ink.x, ink.right
    if start > 0 and span.edges[start] == span.edges[start + 1]:
        left = (span.edges[start - 1] + left) // 2
    if end < len(span.text) and span.edges[end - 1] == span.edges[end]:
        right = -(-(span.edges[end + 1] + right) // 2)
    return Region.from_edges(left, ink.y, right, ink.bottom)


def _room(span: TextSpan, start: int, end: int) -> tuple[int, int]:
    """Return how wide the blanks before and behind some characters are: nothing is lost by covering them too."""
    if len(span.edges) != len(span.text) + 1:
        return 0, 0
    before, behind = start, end
    while before > 0 and span.text[before - 1].isspace():
        before -= 1
    while behind < len(span.text) and span.text[behind].isspace():
        behind += 1
    return span.edges[start] - span.edges[before] - 1, span.edges[behind] - span.edges[end] - 1


def _free_until(spans: Sequence[TextSpan], number: int) -> int:
    """Return where the next text to the right on the row begins."""
    region = spans[number].region
    return min(
        (
            other.region.x
            for other in spans
            if other.region.x >= region.right and other.region.y < region.bottom and other.region.bottom > region.y
        ),
        default=1 << 30,
    )


def grown_cell(cell: Region) -> Region:
    """Return a cell of a table with its margin."""
    margin = max(_LEAST_MARGIN_PX, round(_SIDE_MARGIN * cell.height))
    return cell.grown(margin, margin)
