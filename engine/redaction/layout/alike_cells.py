"""Cells like one that was found: what stands in its column or list, begins as it does and is made like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.domain.finding import EntityType, TextFinding
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.layout.columns import is_same_row
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.recognizers.plate import PLATE_SHAPE, are_plates
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.identifier_shapes import Looks, is_setting, looks_like_login, looks_like_machine

_SLACK = 0.45
_SAME_HEIGHT = 0.25
_REACH = 14
"""How far above or below the next like cell may stand, in heights: lists have titles and gaps between."""
_ADDRESSES = frozenset({EntityType.IP, EntityType.MAC})
_FEWEST_ROWS = 2
_BARE_MAC = re.compile(r"(?=(?:[0-9]*[a-f]){2}|(?:[0-9]*[A-F]){2})(?=(?:[A-Fa-f]*[0-9]){2})[0-9A-Fa-f]{12}")
_NAMED_IN_CHINESE = re.compile(r"[A-Za-z0-9]{0,6}[一-鿿]{2,8}-[A-Za-z]{0,4}\d{1,4}")
_SIZE = re.compile(
    r"[a-z]{1,6}\d{0,2}[a-z]{0,3}\d?[.\-](?:nano|micro|small|medium|metal|standard\w*|\d{0,2}x?large)(?:[.\-]\w+)?"
)
"""`c7.2xlarge`: what a machine costs, not what it is called."""
_JOINED = re.compile(r"[A-Za-z][A-Za-z0-9]{0,15}(?:[\-_][A-Za-z0-9]{1,15}){1,5}")
"""`Kitchen-iPad`: what a device may be called."""
_SHARED = 2
"""How many letters the names of one site have in common at least."""
_TELLING = re.compile(r"A\W?9+\W?A|^A+\W+A+\W?9|9\W?A+\W?9")
"""How plates are made and numbers of machines are not: `ATM-4410`."""
_JUDGES = {EntityType.USERNAME: looks_like_login, EntityType.HOSTNAME: looks_like_machine}

Piece = tuple[int, int, int]


def alike_cells(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, Piece]]
) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for logins and machines below and above those that begin a cell."""
    known = [(kind, piece) for kind, piece in found if kind in _JUDGES and piece[1] == 0]
    for kind, judge in _JUDGES.items():
        column = {number for each, (number, _, _) in known if each is kind}
        rest = [
            number
            for number, span in enumerate(spans)
            if number not in column and _may_be(kind, _first_token(span.text)) and label_of(span.text) is None
        ]
        added = [number for number in rest if judge(_first_token(spans[number].text)) >= Looks.POSSIBLE]
        starts = {_first_token(spans[number].text).lower()[:_SHARED] for number in column}
        if kind is EntityType.HOSTNAME:
            added = [n for n in added if _is_of_series(_first_token(spans[n].text), starts)]
        for number in _reached(spans, column, added):
            yield number, TextFinding(kind, 0, len(_first_token(spans[number].text)), 0.6, "column")


def _reached(spans: Sequence[TextSpan], column: set[int], rest: Sequence[int]) -> list[int]:
    """Return those of the rest that stand in line with a known one, from one to the next."""
    reached: list[int] = []
    waiting, ends = set(rest), list(column)
    while ends:
        region = spans[ends.pop()].region
        near = [number for number in waiting if _is_in_line(region, spans[number].region)]
        waiting.difference_update(near)
        reached += near
        ends += near
    return reached


def _is_in_line(one: Region, other: Region) -> bool:
    height = max(one.height, other.height)
    return (
        abs(one.x - other.x) <= _SLACK * height
        and abs(one.height - other.height) <= _SAME_HEIGHT * height
        and abs(one.y - other.y) <= _REACH * height
    )


def beside_addresses(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, Piece]]
) -> Iterator[tuple[int, TextFinding]]:
    """Yield machines and bare hardware addresses in the rows of a table of addresses."""
    found = list(found)
    taken = {number for _, (number, _, _) in found}
    hosts = [spans[number].region for kind, (number, start, _) in found if kind is EntityType.HOSTNAME and start == 0]
    rows = {
        number for kind, (number, start, end) in found if kind in _ADDRESSES and end - start == len(spans[number].text)
    }
    if len(rows) < _FEWEST_ROWS:
        return
    for number, span in enumerate(spans):
        word = span.text.strip()
        if number in taken or not any(is_same_row(span.region, spans[row].region) for row in rows):
            continue
        is_named = _NAMED_IN_CHINESE.fullmatch(word) is not None
        if _BARE_MAC.fullmatch(word):
            yield number, TextFinding(EntityType.MAC, 0, len(span.text), 0.6, "row")
        elif _SIZE.fullmatch(word):
            continue
        elif _JOINED.fullmatch(word) and any(_is_in_line(span.region, host) for host in hosts):
            yield number, TextFinding(EntityType.HOSTNAME, 0, len(span.text), 0.6, "column")
        elif is_named or max(looks_like_machine(word), looks_like_login(word)) >= Looks.LIKELY:
            yield number, TextFinding(EntityType.HOSTNAME, 0, len(span.text), 0.6, "row")


def more_plates(
    spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, Piece]]
) -> Iterator[tuple[int, TextFinding]]:
    """Yield what is made like a plate that was found, and what stands in line with one and may be a plate."""
    known = [piece for kind, piece in found if kind is EntityType.PLATE]
    if not known:
        return
    made = {make for number, start, end in known if _TELLING.search(make := _make(spans[number].text[start:end]))}
    column = {number for number, start, end in known if (start, end) == (0, len(spans[number].text))}
    cells = [n for n, span in enumerate(spans) if n not in column and are_plates(span.text)]
    for number in _reached(spans, column, cells):
        yield number, TextFinding(EntityType.PLATE, 0, len(spans[number].text), 0.6, "column")
    taken = {number for number, _, _ in known}
    for number, span in enumerate(spans):
        for match in PLATE_SHAPE.finditer(span.text) if number not in taken else ():
            if _make(match.group()) in made:
                yield number, TextFinding(EntityType.PLATE, match.start(), match.end(), 0.6, "make")


def _make(plate: str) -> str:
    return re.sub(r"\d", "9", re.sub(r"[A-Z]", "A", plate))


def _is_of_series(token: str, starts: set[str]) -> bool:
    """Tell whether a name begins like a found one, or is a machine's by itself: tags and parts stand in columns too."""
    return token.lower()[:_SHARED] in starts or looks_like_machine(token) >= Looks.LIKELY


def _first_token(text: str) -> str:
    return text.split(maxsplit=1)[0].rstrip(",;:，；：") if text.strip() else ""


def _may_be(kind: EntityType, token: str) -> bool:
    return bool(token) and is_plausible(kind, token) and not is_setting(token)
