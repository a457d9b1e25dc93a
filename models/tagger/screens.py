"""Screens to learn from: texts in pieces, each private or not, and where they stand."""

from __future__ import annotations

import json
import pickle
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from engine.domain.finding import EntityType
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction.tagger.tagger_input import KINDS

_TEXT_KINDS = frozenset(kind.value for kind in KINDS)
_BLANK = 0.16
"""A gap wider than this share of a line's height is a blank."""
_WIDE = 1.9
"""How wide an ideograph is, in other letters."""
_JOINED = (0.9, 1.7)
"""From which gap on, in heights, the reader takes two words for two texts."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one text that are private together, or not at all."""

    text: str
    kind: EntityType | None = None
    found: EntityType | None = None
    """What the rules found there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One text as a reader gives it."""

    pieces: tuple[Piece, ...]
    region: Region

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, and of which set and layout it is."""

    name: str
    lines: tuple[Line, ...]


_Word = tuple[str, EntityType | None, list[int]]
"""Text, kind, and its box: left, top, right, bottom."""


def from_boxes(file: Path, rng: random.Random) -> Screen:
    """Read a file of words and items with boxes, and join on each row what a reader would."""
    known = json.loads(file.read_text())
    words = list(_tokens(known) if known.get("tokens") else _words(known))
    return Screen(file.stem, tuple(_joined(words, rng)))


def _words(known: dict[str, Any]) -> Iterator[_Word]:
    """Yield words and items; signs that stand between them are not known."""
    for word in known["words"]:
        yield from ((word["text"], None, box) for box in word["boxes"][:1])
    for item in known["items"]:
        if item["type"] in _TEXT_KINDS:
            yield from _by_box(item)


def _tokens(known: dict[str, Any]) -> Iterator[_Word]:
    """Yield what stands between blanks, signs and all."""
    kinds = [EntityType(item["type"]) if item["type"] in _TEXT_KINDS else None for item in known["items"]]
    for token in known["tokens"]:
        kind = _kind_of(token, kinds)
        text, boxes = token["text"], token["boxes"]
        width = sum(box[2] - box[0] for box in boxes)
        for number, box in enumerate(boxes, 1):
            cut = len(text) if number == len(boxes) else round(len(text) * (box[2] - box[0]) / max(1, width))
            if text[:cut]:
                yield text[:cut], kind, box
            text, width = text[cut:], width - (box[2] - box[0])


def _kind_of(token: dict[str, Any], kinds: Sequence[EntityType | None]) -> EntityType | None:
    if "item" in token:
        return kinds[token["item"]] if token["item"] >= 0 else None
    return EntityType(token["ty"]) if token["ty"] in _TEXT_KINDS else None


def _by_box(item: dict[str, Any]) -> Iterator[_Word]:
    """Yield the part of an item's text that stands in each of its boxes: by their widths, cut at blanks."""
    text, boxes = item["text"], item["boxes"]
    kind = EntityType(item["type"])
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == len(boxes):
        yield from ((line.strip(), kind, box) for line, box in zip(lines, boxes, strict=True))
        return
    text = re.sub(r"\s+", " ", text)
    left = float(sum(box[2] - box[0] for box in boxes))
    for number, box in enumerate(boxes, 1):
        cut = len(text) if number == len(boxes) else round(len(text) * (box[2] - box[0]) / max(1.0, left))
        blank = min((m.start() for m in re.finditer(" ", text)), key=lambda place: abs(place - cut), default=cut)
        if number < len(boxes) and abs(blank - cut) <= 6:
            cut = blank
        if text[:cut].strip():
            yield text[:cut].strip(), kind, box
        text, left = text[cut:].strip(), left - (box[2] - box[0])


def _joined(words: Sequence[_Word], rng: random.Random) -> Iterator[Line]:
    """Yield lines of words that stand close on a row."""
    apart = rng.uniform(*_JOINED)
    rows: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: (word[2][0], word[2][1])):
        box = word[2]
        for row in rows:
            last = row[-1][2]
            height = max(last[3] - last[1], box[3] - box[1], 1)
            shared = min(last[3], box[3]) - max(last[1], box[1])
            is_alike = shared >= 0.6 * min(last[3] - last[1], box[3] - box[1]) and height <= 2.2 * min(
                last[3] - last[1] + 1, box[3] - box[1] + 1
            )
            if is_alike and -0.5 * height <= box[0] - last[2] <= apart * height:
                row.append(word)
                break
        else:
            rows.append([word])
    for row in rows:
        yield _line(row)


def _line(row: Sequence[_Word]) -> Line:
    pieces: list[Piece] = []
    before: list[int] | None = None
    for text, kind, box in row:
        if before is not None and box[0] - before[2] > _BLANK * (box[3] - box[1]):
            pieces.append(Piece(" "))
        pieces.append(Piece(text, kind))
        before = box
    boxes = [box for _, _, box in row]
    region = Region.from_edges(
        min(b[0] for b in boxes) - 1,
        min(b[1] for b in boxes) - 1,
        max(b[2] for b in boxes) + 1,
        max(b[3] for b in boxes) + 1,
    )
    return Line(tuple(pieces), region)


def from_reading(file: Path, reading: Path) -> Screen:
    """Label what the reader read of a picture with what is known to stand there."""
    known = json.loads(file.read_text())
    spans: Sequence[TextSpan] = pickle.loads(reading.read_bytes())  # noqa: S301 - written by ourselves
    return Screen(f"{file.stem} read", tuple(lines_of(spans, items_of(known))))


def items_of(known: dict[str, Any]) -> list[tuple[EntityType, list[int]]]:
    return [
        (EntityType(item["type"]), box)
        for item in known["items"]
        if item["type"] in _TEXT_KINDS
        for box in item["boxes"]
    ]


def lines_of(spans: Iterable[TextSpan], items: Sequence[tuple[EntityType, list[int]]]) -> Iterator[Line]:
    """Yield spans cut into private pieces and others, by the boxes of the items."""
    for span in spans:
        kinds = kinds_of(span, items)
        pieces = []
        start = 0
        for place in range(1, len(kinds) + 1):
            if place == len(kinds) or kinds[place] is not kinds[start]:
                pieces.append(Piece(span.text[start:place], kinds[start]))
                start = place
        yield Line(tuple(pieces), span.region)


def kinds_of(span: TextSpan, items: Sequence[tuple[EntityType, list[int]]]) -> list[EntityType | None]:
    """Return for each letter of a span what item it lies in."""
    kinds: list[EntityType | None] = [None] * len(span.text)
    middle = span.region.y + span.region.height / 2
    for kind, (left, top, right, bottom) in items:
        is_here = (top <= middle <= bottom or span.region.y <= (top + bottom) / 2 <= span.region.bottom) and (
            span.region.x < right and span.region.right > left
        )
        if not is_here:
            continue
        for place in range(len(span.text)):
            letter = span.region_of(place, place + 1)
            if left - 1 <= letter.x + letter.width / 2 <= right + 1 and not (
                span.text[place].isspace() and letter.width == span.region.width
            ):
                kinds[place] = kind
    return kinds


def spans_of(screen: Screen) -> list[TextSpan]:
    """Return the texts as a reader gives them; letters are as wide as such letters mostly are."""
    return [TextSpan(line.text, line.region, 1.0, _edges(line)) for line in screen.lines]


def _edges(line: Line) -> tuple[int, ...]:
    widths = [0.0, *accumulate(_WIDE if sign >= "⺀" else 1.0 for sign in line.text)]
    share = line.region.width / max(1.0, widths[-1])
    return tuple(line.region.x + round(width * share) for width in widths)


def with_found(screen: Screen, found: Sequence[tuple[EntityType, list[int]]]) -> Screen:
    """Return the screen with what rules found on it, given as (kind, box)."""
    lines = []
    for line, span in zip(screen.lines, spans_of(screen), strict=True):
        told = kinds_of(span, found)
        pieces: list[Piece] = []
        place = 0
        for piece in line.pieces:
            for kind, letters in groupby(zip(told[place:], piece.text, strict=False), key=lambda each: each[0]):
                pieces.append(Piece("".join(letter for _, letter in letters), piece.kind, kind))
            place += len(piece.text)
        lines.append(Line(tuple(pieces), line.region))
    return Screen(screen.name, tuple(lines))


def moved(line: Line, dx: int, dy: int) -> Line:
    return replace(line, region=line.region.moved(dx, dy))
