"""Addresses of several lines: the lines between, above and beside what was found of one belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.layout.columns import row_of
from engine.redaction.recognizers.address_lines import is_town
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.words.names import are_plain_words, is_place

_HAS_CODE = re.compile(r"\d{4,6}|[A-Z]{1,2}\d[\dA-Z]? {1,2}\d[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}(?!\d)")
_STREET = re.compile(
    r"(?:[A-ZÀ-ÞĀ-Ž][\w'’.\-/]*,? ){1,5}\d{1,4}(?:[\-/]\d{1,4})? ?[A-Za-z]?(?:,? .{1,16})?|\d{1,5}[A-Za-z]?,? (?:[A-ZÀ-ÞĀ-Ža-z][\w'’.\-]*,? ?){1,6}"  # noqa: E501
)
_NUMBERED = re.compile(r"\d{1,4}[A-Z]? (?:[A-Z][A-Z'\-]{2,} ?){2,4}|\d{1,4}[A-Z]? (?:[A-Z][a-z'\-]{2,} ?){2,4}")
_HOUSE = re.compile(
    r"(?i)(?:the )?(?:[\w'’.\-]+ ){0,3}(?:cottage|house|farm|lodge|barn|manor|hall|villa|mill|rectory|vicarage|estate|court|mansions?|towers?|building|centre|park|grange|croft|bungalow)"  # noqa: E501
    r"|(?:flat|apt|apartment|unit|suite|room|bldg|block|floor|c/o|résidence|bât|haus|hof|lieu-dit|urb|pol\. ind)\b.{1,30}"  # noqa: E501
)
_QUIET = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w'’\-]*(?: (?:[A-ZÀ-ÞĀ-Ž][\w'’\-]*|of|the|on|upon|le|la|de|am|an)){0,3},?")
_TAIL = re.compile(r"[\dO]{1,3}[º°ªoa]?\.?|[A-Z]|\d{1,2}[A-Z]|(?:Izda|Dcha|links|rechts)\.?")
_CHINESE_REST = re.compile(r"[\dA-Z\-]{0,6}(?:单元|号楼|号院|号|室|楼|层|栋|幢|户|弄|组|村|座)[\dA-Z\-一-鿿]{0,16}")
_REST_GAP = 0.8
_LINE_GAP = 1.6
_MOST_LINES = 4
_MOST_OF_LAND = 3
_SLACK = 0.7
_NEAR = 3.0
_LONGEST = 48


def lines_of_addresses(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, tuple[int, int, int]]]
) -> Iterator[int]:
    """Yield the numbers of the spans that belong to an address of which a part was found."""
    known = list(found)
    addresses = {piece[0] for kind, piece in known if kind is EntityType.ADDRESS}
    taken = {piece[0] for kind, piece in known if not _may_be_town(spans, kind, piece)} - addresses
    for number in sorted(addresses):
        yield from _tails(spans, number, taken | addresses)
        if _is_town_line(spans[number].text):
            yield from _lines_above(spans, number, addresses, taken)
            yield from _land_below(spans, number, taken)
        else:
            yield from _lines_below(spans, number, addresses, taken)


def rests_of_addresses(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, tuple[int, int, int]]]
) -> Iterator[int]:
    """Yield the rest of a Chinese address that a narrow field puts in the next line: `...家属楼3栋2` `单元`."""
    ends = [n for kind, (n, _, end) in found if kind is EntityType.ADDRESS and end == len(spans[n].text)]
    for number in ends if any(_CHINESE_REST.fullmatch(span.text.strip()) for span in spans) else ():
        place = spans[number].region
        for other, span in enumerate(spans):
            gap = span.region.y - place.bottom
            is_below = -0.4 * place.height <= gap <= _REST_GAP * place.height and other != number
            if (
                is_below
                and abs(span.region.x - place.x) <= _SLACK * place.height
                and _CHINESE_REST.fullmatch(span.text.strip())
            ):
                yield other


def _may_be_town(spans: Sequence[TextSpan], kind: EntityType, piece: tuple[int, int, int]) -> bool:
    """Tell whether what was taken for a name of one word may be a town that is in no list of ours."""
    number, start, end = piece
    return kind is EntityType.PERSON and " " not in spans[number].text[start:end].strip()


def _is_town_line(text: str) -> bool:
    return _HAS_CODE.search(text) is not None and len(text) <= _LONGEST


def _lines_above(spans: Sequence[TextSpan], number: int, addresses: set[int], taken: set[int]) -> Iterator[int]:
    """Yield the lines above a town: its street, a part of the town, a house, up to whoever lives there."""
    pending: list[int] = []
    has_street = False
    for _ in range(_MOST_LINES):
        above = _next_line(spans, number, -1)
        if above is None or above in taken:
            return
        text = spans[above].text.strip()
        if above in addresses or (not has_street and _is_street(text)) or _HOUSE.fullmatch(text):
            yield from (*pending, above)
            pending = []
            has_street = has_street or _HOUSE.fullmatch(text) is None
        elif not has_street and _is_quiet(text):
            pending.append(above)
        else:
            return
        number = above


def _land_below(spans: Sequence[TextSpan], number: int, taken: set[int]) -> Iterator[int]:
    """Yield the line below a town that is a land alone."""
    below = _next_line(spans, number, 1)
    text = spans[below].text.strip() if below is not None and below not in taken else ""
    words = text.split()
    if below is not None and 0 < len(words) <= _MOST_OF_LAND and _is_quiet(text) and all(map(is_place, words)):
        yield below


def _lines_below(spans: Sequence[TextSpan], number: int, addresses: set[int], taken: set[int]) -> Iterator[int]:
    """Yield the lines below a street, down to a line with the code of a town or a town that is known."""
    pending: list[int] = []
    for _ in range(_MOST_LINES):
        below = _next_line(spans, number, 1)
        if below is None or below in taken:
            return
        text = spans[below].text.strip()
        if below in addresses or (_is_quiet(text) and is_town(text, is_certain=True)):
            yield from (*pending, below)
            return
        if not (_is_quiet(text) or _is_street(text)):
            return
        pending.append(below)
        number = below


def _tails(spans: Sequence[TextSpan], number: int, taken: set[int]) -> Iterator[int]:
    """Yield what an address goes on with on its row after a comma: a floor, a door."""
    if not spans[number].text.rstrip().endswith(","):
        return
    row = row_of(spans, number)
    right = spans[number].region.right
    for other in row[row.index(number) + 1 :]:
        region = spans[other].region
        is_near = region.x - right <= _NEAR * spans[number].region.height
        if other in taken or not is_near or not _TAIL.fullmatch(spans[other].text.strip()):
            return
        yield other
        right = region.right


def _next_line(spans: Sequence[TextSpan], number: int, step: int) -> int | None:
    """Return the line right above (-1) or below (1) that begins at the same place and is as high."""
    region = spans[number].region
    near = [other for other, span in enumerate(spans) if _follows(region, span.region, step)]
    return min(near, key=lambda other: abs(spans[other].region.y - region.y), default=None)


def _follows(one: Region, other: Region, step: int) -> bool:
    height = max(one.height, other.height)
    gap = other.y - one.bottom if step > 0 else one.y - other.bottom
    is_beyond = (other.y - one.y) * step >= 0.6 * one.height
    return (
        is_beyond
        and gap <= _LINE_GAP * height
        and abs(other.x - one.x) <= _SLACK * height
        and other.height <= 1.5 * one.height
    )


def _is_street(text: str) -> bool:
    return len(text) <= _LONGEST and _STREET.fullmatch(text) is not None and not _is_said(text)


def _is_quiet(text: str) -> bool:
    return len(text) <= _LONGEST and _QUIET.fullmatch(text) is not None and not _is_said(text)


def _is_said(text: str) -> bool:
    """Tell whether a line says something else: a label, usual words."""
    words = " ".join(re.findall(r"[^\W\d_]{3,}", text))
    is_numbered = _NUMBERED.fullmatch(text) is not None  # `7 COBBLERS YARD`
    is_plain = bool(words) and are_plain_words(words) and not is_numbered
    return text.endswith(":") or label_of(text) is not None or is_plain
