"""Records of people: what stands in a row with a person or two ways to reach one belongs to that person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from engine.domain.finding import EntityType as E
from engine.domain.finding import TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.layout.columns import is_same_row
from engine.redaction.recognizers.plate import PLATE_SHAPE
from engine.redaction.words.sieve import Pattern

Piece = tuple[int, int, int]
"""Span number, start, end."""

_PERSONAL = frozenset({E.PERSON, E.PHONE, E.EMAIL, E.CN_ID, E.BANK_CARD, E.ADDRESS, E.IBAN, E.PASSPORT})
_FEWEST_KINDS = 2
_FEWEST_ROWS = 2
_OLDEST_YEAR, _YOUNGEST_AGE = 1915, 13
_MONTH = r"(?:[1I]?[0-9]|[0O][1-9])"
_DAY = r"[0-3OI]?[0-9OI]"
_NAMED = r"[A-Za-zÀ-ɏ0]{3,9}"
_YEAR = r"(?P<year{}>(?:19|2[0O])\d\d)"
_DATE = re.compile(
    rf"(?<![\w.\-/])(?:{_YEAR.format(1)}(?:(?P<s>[./\-]){_MONTH}(?P=s){_DAY}|年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日?)"
    rf"|{_DAY}(?P<t>[./\-] ?){_DAY}(?P=t){_YEAR.format(2)}"
    rf"|{_DAY}[.\- ]{{1,2}}{_NAMED}\.?[,\- ]{{1,2}}{_YEAR.format(3)}"
    rf"|[A-Z][a-z]{{2,8}}\.? \d{{1,2}},? {_YEAR.format(4)})"
    r"(?![\w\-/]|\.\d|[ T]\d{1,2}:\d)"
)
_CARD = re.compile(
    r"(?<![\w.+\-])(?!20\d\d[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d(?!\d))\d(?:[ \-]?\d){12,18}(?![\w]|\.\d)", re.ASCII
)
_PHONE = re.compile(r"\(?0[1-9]\d{0,4}\)?(?:[ ./\-]?\d){5,10}")
_PHONE_DIGITS = range(9, 13)
_NEAR = 1.5
"""How far above a telephone number the address may end that it belongs to, in heights."""
_SLACK = 1.6
"""How far from its column a value may begin or end, in heights."""


def values_of_records(spans: Sequence[TextSpan], found: Iterable[tuple[E, Piece]]) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for birth dates, plates, cards and telephone numbers in the rows of people."""
    known = list(found)
    for number in _phones(spans, known):
        yield number, TextFinding(E.PHONE, 0, len(spans[number].text), 0.7, "record")
    rows = _rows_of_people(spans, known)
    if not rows:
        return
    taken: dict[int, list[tuple[int, int]]] = {}
    for _, (number, start, end) in known:
        taken.setdefault(number, []).append((start, end))
    dates = [piece for piece in _matches(spans, _DATE) if _may_be_birth(spans, piece)]
    plates = list(_matches(spans, PLATE_SHAPE))
    for kind, pieces in ((E.DATE_OF_BIRTH, _with_column(spans, dates, rows)), (E.PLATE, _plates(spans, plates, rows))):
        for number, start, end in pieces:
            yield number, TextFinding(kind, start, end, 0.75, "record")
    for number, start, end in _matches(spans, _CARD):
        is_free = not any(first < end and start < last for first, last in taken.get(number, ()))
        if is_free and _is_in(spans[number].region, rows):
            yield number, TextFinding(E.BANK_CARD, start, end, 0.7, "record")


def _rows_of_people(spans: Sequence[TextSpan], found: Sequence[tuple[E, Piece]]) -> list[Region]:
    """Return the rows in which two kinds of personal things were found."""
    rows: list[tuple[Region, set[E]]] = []
    personal = [(kind, spans[piece[0]].region) for kind, piece in found if kind in _PERSONAL]
    for kind, region in sorted(personal, key=lambda each: each[1].y):
        for row, kinds in reversed(rows):
            if is_same_row(row, region):
                kinds.add(kind)
                break
        else:
            rows.append((region, {kind}))
    return [row for row, kinds in rows if len(kinds) >= _FEWEST_KINDS]


def _phones(spans: Sequence[TextSpan], found: Sequence[tuple[E, Piece]]) -> Iterator[int]:
    """Yield the spans that are numbers as dialled at home, right of or below an address, a person or a mailbox."""
    people = {piece[0] for kind, piece in found if kind in (E.ADDRESS, E.PERSON, E.EMAIL)}
    for number, span in enumerate(spans):
        text = span.text.strip()
        digits = sum(map(str.isdigit, text))
        if number not in people and digits in _PHONE_DIGITS and _PHONE.fullmatch(text):
            above = span.region.grown(0, round(_NEAR * span.region.height))
            if any(
                is_same_row(span.region, spans[other].region) or above.intersects(spans[other].region)
                for other in people
            ):
                yield number


def _matches(spans: Sequence[TextSpan], pattern: re.Pattern[str] | Pattern) -> Iterator[Piece]:
    for number, span in enumerate(spans):
        for match in pattern.finditer(span.text):
            yield number, match.start(), match.end()


def _may_be_birth(spans: Sequence[TextSpan], piece: Piece) -> bool:
    number, start, end = piece
    match = _DATE.match(spans[number].text, start, end)
    years = [value for name, value in match.groupdict().items() if value and name.startswith("year")] if match else []
    latest = datetime.now(tz=UTC).year - _YOUNGEST_AGE
    return bool(years) and _OLDEST_YEAR <= int(years[0].replace("O", "0")) <= latest


def _with_column(spans: Sequence[TextSpan], pieces: Sequence[Piece], rows: Sequence[Region]) -> list[Piece]:
    """Return the pieces in rows of people, and those above and below in the same column."""
    sure = [piece for piece in pieces if _is_in(spans[piece[0]].region, rows)]
    column = list(sure)
    if len(sure) >= _FEWEST_ROWS:
        places = [_place(spans, piece) for piece in sure]
        for piece in pieces:
            place = _place(spans, piece)
            if piece not in sure and sum(_is_aligned(place, other) for other in places) >= _FEWEST_ROWS:
                column.append(piece)
    return column


def _plates(spans: Sequence[TextSpan], pieces: Sequence[Piece], rows: Sequence[Region]) -> list[Piece]:
    """Return what is shaped like plates down a column; a column of one series of letters counts something."""
    found: list[Piece] = []
    places = {piece: _place(spans, piece) for piece in pieces}
    for piece in pieces:
        column = [other for other in pieces if _is_aligned(places[piece], places[other])]
        of_people = [other for other in column if _is_in(places[other], rows)]
        series = {re.sub(r"[\W\d_]", "", spans[number].text[start:end]) for number, start, end in column}
        if len(of_people) >= _FEWEST_ROWS and len(series) >= _FEWEST_ROWS:
            found.append(piece)
    return found


def _place(spans: Sequence[TextSpan], piece: Piece) -> Region:
    number, start, end = piece
    return spans[number].region_of(start, end)


def _is_aligned(one: Region, other: Region) -> bool:
    slack = _SLACK * max(one.height, other.height)
    return abs(one.x - other.x) <= slack or abs(one.right - other.right) <= slack


def _is_in(region: Region, rows: Sequence[Region]) -> bool:
    return any(is_same_row(region, row) for row in rows)
