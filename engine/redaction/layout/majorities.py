"""Columns of one kind: where most cells are known to be of it, the rest of them are too, if they can be.

No head is needed, so this holds in any language, and for trees and lists as well as for tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.domain.finding import EntityType as E
from engine.domain.finding import TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.recognizers.plausible import is_not_harmless, is_plausible
from engine.redaction.words.identifier_shapes import is_setting, is_word_of_two
from engine.redaction.words.names import is_usual_word

_SLACK = 0.45
_SAME_HEIGHT = 0.3
_REACH = 4.5
"""How far below a cell the next one of its column may begin, in heights."""
_FEWEST_KNOWN = 2
_LEAST_SHARE = 0.5
_MACHINE = re.compile(
    r"(?=.{4,40}$)[A-Za-z][A-Za-z0-9]*(?:[\-_.][A-Za-z0-9]+){1,6}|[A-Z]{3,12}\d{0,4}|[A-Za-z]{3,12}\d{1,4}"
)
_TAG = re.compile(r"[A-Z]{1,4}[\-_]?\d+[A-Z]?")
"""`PT-3051`: a part or a paper, which columns of machines have between"""
_ACCOUNT = re.compile(r"(?=.{3,32}$)[A-Za-z][A-Za-z0-9]*(?:[\-_.\\][A-Za-z0-9]+){0,4}|\d{6,14}")
_OF_DIGITS = frozenset({E.PHONE, E.PLATE, E.PASSPORT, E.CN_ID, E.BANK_CARD, E.DATE_OF_BIRTH, E.MAC, E.IMEI, E.US_SSN})
_KINDS = (E.HOSTNAME, E.USERNAME, *sorted(_OF_DIGITS))

Piece = tuple[int, int, int]


def rest_of_columns(spans: Sequence[TextSpan], found: Iterable[tuple[E, Piece]]) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for the cells of columns of which most others are known, and of one kind."""
    known: dict[int, E] = {}
    taken: set[int] = set()
    for kind, (number, start, end) in found:
        taken.add(number)
        if kind in _KINDS and spans[number].text.strip() == spans[number].text[start:end].strip():
            known.setdefault(number, kind)
    for column in _columns(spans, known):
        for kind in {known[number] for number in column if number in known}:
            cells = [number for number in column if known.get(number) is kind]
            values = {spans[number].text.strip() for number in cells}
            inner = column if column[0] in known else column[1:]  # the first may be their head
            if len(values) < _FEWEST_KNOWN or len(cells) < _LEAST_SHARE * len(inner):
                continue
            makes = {_make(value) for value in values}
            for number in column:
                if number not in taken and _may_be(kind, spans[number].text.strip(), makes):
                    yield number, TextFinding(kind, 0, len(spans[number].text), 0.6, "column")


def _columns(spans: Sequence[TextSpan], known: dict[int, E]) -> Iterator[list[int]]:
    """Yield the columns that hold known cells, downwards: texts of one height that begin, or are centred, alike."""
    for place in (_left, _middle):
        seen: set[int] = set()
        for number in known:
            if number not in seen:
                column = _column(spans, number, place(spans[number].region), place is _left)
                seen.update(column)
                yield column


def _column(spans: Sequence[TextSpan], number: int, at: float, is_left: bool) -> list[int]:
    region = spans[number].region
    place = _left if is_left else _middle
    alike = [
        other
        for other, span in enumerate(spans)
        if abs(place(span.region) - at) <= _SLACK * region.height
        and abs(span.region.height - region.height) <= _SAME_HEIGHT * region.height
    ]
    alike.sort(key=lambda other: spans[other].region.y)
    first = last = alike.index(number)
    while first > 0 and _is_near(spans[alike[first - 1]].region, spans[alike[first]].region):
        first -= 1
    while last + 1 < len(alike) and _is_near(spans[alike[last]].region, spans[alike[last + 1]].region):
        last += 1
    return alike[first : last + 1]


def _is_near(above: Region, below: Region) -> bool:
    return below.y - above.bottom <= _REACH * above.height


def _left(region: Region) -> float:
    return float(region.x)


def _middle(region: Region) -> float:
    return region.x + region.width / 2


def _may_be(kind: E, text: str, makes: set[str]) -> bool:
    if not is_not_harmless(text) or label_of(text) is not None:
        return False
    if kind in _OF_DIGITS:
        return _make(text) in makes
    if not is_plausible(kind, text) or is_setting(text) or is_usual_word(text.lower()):
        return False
    if kind is E.HOSTNAME and _TAG.fullmatch(text):
        return False
    shape = _MACHINE if kind is E.HOSTNAME else _ACCOUNT
    return shape.fullmatch(text) is not None and not is_word_of_two(text)


def _make(text: str) -> str:
    """Return of what a value is made, with each run of letters or digits as one sign: `A9-9`."""
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "A", text))
