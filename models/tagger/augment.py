"""Screens as they might have been: other values, other words read, other places."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.redaction.tagger.tagger_input import MOST_SPANS
from models.tagger.screens import Line, Piece, Screen
from models.tagger.values import Values, reshaped

_MISREAD = {
    "0": "O",
    "O": "0",
    "l": "1",
    "1": "l",
    "I": "l",
    "5": "S",
    "S": "5",
    "B": "8",
    "W": "w",
    "_": " ",
    "：": ":",
    ":": "：",
}
_FAILING = (0.06, 0.12, 0.25, 0.45)
_SHAPELESS = frozenset(
    {
        EntityType.PERSON, EntityType.USERNAME, EntityType.HOSTNAME, EntityType.PASSWORD, EntityType.SECRET,
        EntityType.ADDRESS, EntityType.DATE_OF_BIRTH, EntityType.PLATE, EntityType.PHONE,
    }
)  # fmt: skip
"""Kinds that are told by their place more than by their make."""
_HARMLESS = re.compile(r"(?:^|\D)(?:127\.0|0\.0\.0|255\.|10\.|192\.168|172\.)|0x|KB\d|localhost")


def refilled(screen: Screen, values: Values, rng: random.Random) -> Screen:
    """Return the screen with other values, and mostly with other numbers."""
    lines = _with_other_values(screen.lines, values, rng)
    if rng.random() < 0.6:
        lines = [_other_numbers(line, rng) for line in lines]
    return Screen(screen.name, tuple(lines))


def varied(screen: Screen, rng: random.Random) -> Screen:
    """Return a screen like this one, as it might have been cut, read and looked through."""
    lines = list(screen.lines)
    is_guessed = not any(piece.found for line in lines for piece in line.pieces)
    if is_guessed:  # no rules were asked: they find most of it
        lines = [replace(line, pieces=tuple(replace(p, found=p.kind) for p in line.pieces)) for line in lines]
    lines = _window(lines, rng)
    if rng.random() < 0.4:
        share = rng.choice((0.02, 0.05, 0.12))
        lines = [line for line in lines if rng.random() > share]
    if rng.random() < 0.3:
        lines = list(_joined(lines, rng))
    if rng.random() < 0.3:
        lines = [part for line in lines for part in _cut(line, rng)]
    if rng.random() < 0.3:
        lines = [_with_picture(line, rng) if rng.random() < 0.08 else line for line in lines]
    if rng.random() < 0.5:
        lines = [_misread(line, rng) for line in lines]
    if rng.random() < 0.04:
        lines = [_recased(line, str.upper) for line in lines]
    if rng.random() < 0.1:
        lines = [_recased(line, str.lower) if rng.random() < 0.15 else line for line in lines]
    if rng.random() < 0.6:
        lines = [_shaken(line, rng) for line in lines]
    if is_guessed or rng.random() < 0.8:  # the rules know these screens better than others
        lines = _forgotten(lines, rng)
    kept = [line for line in lines if line.text.strip()]
    return Screen(screen.name, tuple(sorted(kept, key=lambda line: (line.region.y, line.region.x))))


def _window(lines: list[Line], rng: random.Random) -> list[Line]:
    """Keep what a smaller capture would show."""
    if len(lines) > MOST_SPANS or (len(lines) > 12 and rng.random() < 0.35):
        right = max(line.region.right for line in lines)
        bottom = max(line.region.bottom for line in lines)
        share = rng.uniform(0.45, 0.9) if len(lines) <= MOST_SPANS else min(0.9, (MOST_SPANS / len(lines)) ** 0.5)
        x, y = rng.uniform(0, 1 - share) * right, rng.uniform(0, 1 - share) * bottom
        seen = [
            line
            for line in lines
            if x <= line.region.x <= x + share * right and y <= line.region.y <= y + share * bottom
        ]
        return seen if len(seen) >= 6 else lines[:MOST_SPANS]
    return lines


def _with_other_values(lines: Sequence[Line], values: Values, rng: random.Random) -> list[Line]:
    """Exchange values, the same for the same; some kinds may keep theirs."""
    chosen: dict[tuple[EntityType, str], str] = {}
    kept = {kind for kind in EntityType if rng.random() < 0.15}

    def other(piece: Piece) -> Piece:
        if piece.kind is None or piece.kind in kept:
            return piece
        key = (piece.kind, piece.text.strip().lower())
        if key not in chosen:
            chosen[key] = values.other(piece.kind, piece.text, rng)
        return replace(piece, text=chosen[key] or piece.text)

    return [_refilled(line, [other(piece) for piece in line.pieces]) for line in lines]


def _refilled(line: Line, pieces: Sequence[Piece]) -> Line:
    before = max(1, len(line.text))
    filled = replace(line, pieces=tuple(pieces))
    width = max(4, round(line.region.width * max(1, len(filled.text)) / before))
    return replace(filled, region=replace(line.region, width=width))


def _other_numbers(line: Line, rng: random.Random) -> Line:
    if _HARMLESS.search(line.text):
        return line
    pieces = [
        replace(piece, text=reshaped(piece.text, rng, letters=False))
        if piece.kind is None and rng.random() < 0.6
        else piece
        for piece in line.pieces
    ]
    return replace(line, pieces=tuple(pieces))


def _joined(lines: Sequence[Line], rng: random.Random) -> Iterator[Line]:
    """Join some texts that stand side by side, as a reader does where columns are narrow."""
    used: set[int] = set()
    for number, line in enumerate(lines):
        if number in used:
            continue
        if rng.random() < 0.12:
            after = _next_on_row(lines, number, used)
            if after is not None:
                used.add(after)
                joint = (Piece(" "),) if rng.random() < 0.7 else ()
                line = Line((*line.pieces, *joint, *lines[after].pieces), line.region.union(lines[after].region))
        yield line


def _next_on_row(lines: Sequence[Line], number: int, used: set[int]) -> int | None:
    here = lines[number].region
    beside = [
        other
        for other in range(len(lines))
        if other not in used
        and 0 < lines[other].region.x - here.right < 2.5 * here.height
        and abs(lines[other].region.y - here.y) < 0.5 * here.height
    ]
    return min(beside, key=lambda other: lines[other].region.x, default=None)


def _cut(line: Line, rng: random.Random) -> Iterator[Line]:
    """Cut some texts where two pieces meet, as a reader does at wide gaps."""
    if len(line.pieces) < 2 or rng.random() > 0.15:
        yield line
        return
    place = rng.randint(1, len(line.pieces) - 1)
    before = len("".join(piece.text for piece in line.pieces[:place]))
    x = line.region.x + round(line.region.width * before / max(1, len(line.text)))
    region = line.region
    yield Line(line.pieces[:place], Region.from_edges(region.x, region.y, max(region.x + 3, x - 2), region.bottom))
    yield Line(
        line.pieces[place:], Region.from_edges(min(x + 2, region.right - 3), region.y, region.right, region.bottom)
    )


def _with_picture(line: Line, rng: random.Random) -> Line:
    """Begin a text with what the reader takes a small picture for."""
    read = rng.choice(
        ("3", "8", "O", "0", "A ", "Q ", "■", "▶", "× ", "1", "ロ", "口", "日 ", "&", "Ⓘ ", "@ ", "V", "> ")
    )
    region = line.region
    wider = Region(region.x - region.height, region.y, region.width + region.height, region.height)
    return Line((Piece(read), *line.pieces), wider)


def _misread(line: Line, rng: random.Random) -> Line:
    def read(text: str) -> str:
        signs = []
        for sign in text:
            chance = rng.random()
            if chance < 0.004:
                continue
            signs.append(_MISREAD.get(sign, sign) if chance < 0.02 else sign)
        joined = "".join(signs)
        return joined.replace(" ", "") if joined.strip() == "" and rng.random() < 0.05 else joined

    return replace(line, pieces=tuple(replace(piece, text=read(piece.text)) for piece in line.pieces))


def _recased(line: Line, case: type[str] | object) -> Line:
    return replace(line, pieces=tuple(replace(piece, text=case(piece.text)) for piece in line.pieces))  # type: ignore[operator]


def _shaken(line: Line, rng: random.Random) -> Line:
    by = max(1, line.region.height // 8)
    region = line.region
    return replace(
        line,
        region=Region.from_edges(
            region.x + rng.randint(-by, by),
            region.y + rng.randint(-by, by),
            max(region.x + 3, region.right + rng.randint(-by, 2 * by)),
            max(region.y + 3, region.bottom + rng.randint(-by, by)),
        ),
    )


def _forgotten(lines: Sequence[Line], rng: random.Random) -> list[Line]:
    """Leave out some of what the rules found: they know some of these screens, and will fail more often on others.

    They fail by kind, and where they fail with one value they do so with it everywhere.
    """
    failing = rng.choice(_FAILING)
    lost = {kind for kind in _SHAPELESS if rng.random() < 2 * failing}
    decided: dict[tuple[EntityType, str], bool] = {}

    def told(piece: Piece) -> Piece:
        if piece.kind is None or piece.found is None:
            return piece
        key = (piece.kind, piece.text.strip().lower())
        if key not in decided:
            chance = failing if piece.kind in _SHAPELESS else failing / 4
            decided[key] = piece.kind not in lost and rng.random() >= chance
        return piece if decided[key] else replace(piece, found=None)

    return [replace(line, pieces=tuple(map(told, line.pieces))) for line in lines]
