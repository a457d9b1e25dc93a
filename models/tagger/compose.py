"""Screens that nobody drew: forms, tables, logs, talk and lists in random order and places, filled at random.

Only texts and where they stand are made, as a reader would give them, so a thousand different screens take a minute.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from engine.domain.region import Region
from engine.redaction.words.entities import simple_forms
from models.tagger.screens import Line, Piece, Screen
from models.tagger.slots import Filled, Slots

_WRITING = Path(__file__).parent / "writing"
_OTHERS = ("de", "fr", "es", "it", "nl", "pl", "pt", "sv", "tr")
_LATIN, _WIDE, _BOLD = 0.52, 1.0, 1.06


@dataclass(frozen=True, slots=True)
class Section:
    """Patterns that belong together: a form, a table, sayings and so on."""

    kind: str
    language: str
    rows: tuple[str, ...]


@cache
def sections() -> tuple[Section, ...]:
    """Return all that is written in the files beside, `[kind]` or `[kind language]` before the rows of each."""
    found = []
    for file in sorted(_WRITING.glob("*.txt")):
        heading, rows = "", list[str]()
        for row in [*file.read_text(encoding="utf-8").split("\n"), "[end]"]:
            if row.startswith("[") and row.endswith("]") and row[1:-1].split(" ")[0] in _KINDS:
                if heading:
                    kind, _, language = heading.partition(" ")
                    found.append(Section(kind, language or file.stem.partition("_")[0], tuple(rows)))
                heading, rows = row[1:-1], []
            elif row.strip() and not row.startswith("# "):
                rows.append(row)
    return tuple(found)


_KINDS = frozenset({"form", "say", "table", "log", "term", "list", "card", "title", "end"})


class _Pen:
    """Writes texts down a column, and remembers what it wrote."""

    def __init__(self, slots: Slots, rng: random.Random, height: int) -> None:
        self.slots, self.rng, self.height = slots, rng, height
        self.step = height * rng.uniform(1.25, 2.1)
        self.lines: list[Line] = []

    def write(self, pattern: str, x: float, y: float, size: float = 1.0) -> float:
        """Write a pattern there; return where it ends."""
        filled = [(text, kind) for text, kind in self.slots.fill(pattern) if text]
        return self.put(filled, x, y, size)

    def put(self, filled: Filled, x: float, y: float, size: float = 1.0) -> float:
        height = self.height * size
        text = "".join(part for part, _ in filled)
        width = width_of(text) * height
        if text.strip():
            region = Region(round(x), round(y), max(4, round(width)), max(6, round(height)))
            self.lines.append(Line(tuple(Piece(part, kind) for part, kind in filled), region))
        return x + width


def width_of(text: str) -> float:
    """Return how wide a text is, in heights of its line."""
    return sum(_WIDE if sign >= "⺀" else _LATIN for sign in text)


def composed(rng: random.Random, number: int = 0) -> Screen:
    """Return one screen."""
    language = rng.choices(("en", "zh", rng.choice(_OTHERS)), (0.42, 0.36, 0.22))[0]
    slots = Slots(language, rng)
    pen = _Pen(slots, rng, rng.randint(11, 24))
    width = rng.choice((900, 1200, 1366, 1500, 1920)) * pen.height / 15
    y = 8.0
    if rng.random() < 0.7:
        pen.write(_row_of("title", language, rng), 12, y, rng.uniform(0.9, 1.2))
        y += 1.8 * pen.height
    if rng.random() < 0.5:
        y = _bar(pen, language, width, y)
    left = 10.0
    if rng.random() < 0.4:
        left = _side(pen, language, y)
    columns = rng.choices((1, 2, 3), (0.55, 0.35, 0.1))[0]
    column = (width - left) / columns
    lowest = y
    for place in range(columns):
        below = y
        for _ in range(rng.randint(1, 4 if columns > 1 else 5)):
            below = _block(pen, language, left + place * column, below, column) + rng.uniform(0.3, 2) * pen.height
        lowest = max(lowest, below)
    if rng.random() < 0.4:
        _bar(pen, language, width, lowest)
    lines = pen.lines
    if language == "zh" and rng.random() < 0.15:
        lines = [
            replace(line, pieces=tuple(replace(p, text=traditional(p.text)) for p in line.pieces)) for line in lines
        ]
    return Screen(f"made-{number}-{language}", tuple(lines))


@cache
def _traditional_forms() -> dict[int, str]:
    return {ord(simple): chr(sign) for sign, simple in simple_forms().items() if len(simple) == 1}


def traditional(text: str) -> str:
    """Return a text in the signs of Taiwan and Hong Kong, one for one."""
    return text.translate(_traditional_forms())


def _of(kind: str, language: str, rng: random.Random) -> Section:
    """Return a section of a kind; programs are often in English where people write otherwise."""
    fitting = [s for s in sections() if s.kind == kind and s.language == language]
    english = [s for s in sections() if s.kind == kind and s.language == "en"]
    return rng.choice(english if not fitting or (language != "en" and rng.random() < 0.12) else fitting)


def _row_of(kind: str, language: str, rng: random.Random) -> str:
    return rng.choice(_of(kind, language, rng).rows)


def _bar(pen: _Pen, language: str, width: float, y: float) -> float:
    """Write a row of captions: a menu, a row of tabs, a status bar; sometimes with who is signed in."""
    rng, x = pen.rng, 12.0
    for _ in range(rng.randint(3, 9)):
        pattern = rng.choice(("{cap}", "{cap}", "{cap}", "{app}", "{dept}", "{num}", "{dt}", "{place}", "{status}"))
        if rng.random() < 0.06:
            pattern = rng.choice(("{P}", "{U}", "{hs}", "{P} ({role})", "{firm}", "{U}@{hs}"))
        x = pen.write(pattern, x, y) + rng.uniform(1, 3) * pen.height
        if x > width:
            break
    return y + 1.9 * pen.height


def _side(pen: _Pen, language: str, y: float) -> float:
    """Write a column of folders, sites or chats at the left."""
    rng = pen.rng
    pattern = rng.choice((*("{cap}",) * 4, _row_of("list", language, rng), "{dept}", "{app}", "{place}"))
    widest = 0.0
    for _ in range(rng.randint(4, 16)):
        x = 10 + rng.choice((0, 0, 1, 2)) * pen.height * (rng.random() < 0.3)
        widest = max(widest, pen.write(pattern if rng.random() < 0.85 else "{cap}", x, y))
        y += pen.step
    return widest + 2 * pen.height


def _block(pen: _Pen, language: str, x: float, y: float, width: float) -> float:
    rng = pen.rng
    if rng.random() < 0.25:
        pen.write(rng.choice(("{cap}", "{app}", "{issue}", "{dept}", "{product}")), x, y, rng.uniform(1, 1.5))
        y += 1.9 * pen.height
    kinds = ("form", "say", "table", "log", "term", "list", "card")
    writers = {"form": _form, "say": _talk, "table": _table, "log": _log, "term": _log, "list": _list, "card": _cards}
    (kind,) = rng.choices(kinds, (30, 22, 24, 7, 8, 12, 8))
    section = _of(kind, language, rng)
    if kind == "form" and rng.random() < 0.35:
        rows = [row for s in sections() if s.kind == "form" and s.language == section.language for row in s.rows]
        section = Section("form", section.language, tuple(rng.sample(rows, k=min(14, len(rows)))))
    return writers[kind](pen, section, x, y, width)


def _form(pen: _Pen, section: Section, x: float, y: float, width: float) -> float:
    """Write labels with values beside, below, behind a colon, or values alone."""
    rng, height = pen.rng, pen.height
    rows = [row.split(" = ", 1) for row in section.rows]
    rows = [row for row in rows if len(row) == 2]
    rng.shuffle(rows)
    rows = rows[: rng.randint(3, 14)]
    colon = rng.choice(("", ":", ":", " :", "：")) if section.language != "zh" else rng.choice(("：", "：", ":", ""))
    style = rng.choices(("beside", "aligned", "below", "joined", "alone", "pairs"), (35, 10, 15, 15, 5, 20))[0]
    broad = max(width_of(label) for label, _ in rows) * height + rng.uniform(0.8, 5) * height
    for number, (label, value) in enumerate(rows):
        if rng.random() < 0.06:
            value = rng.choice(("-", "{cap}", "", "{status}"))
        if rng.random() < 0.05:
            label = pen.slots.fill("{cap}")[0][0]
        if style == "joined":
            pen.write(f"{label}{colon or ':'}{rng.choice(('', ' '))}{value}", x, y)
        elif style == "below":
            pen.write(label + colon, x, y, 0.9)
            y += 1.25 * height
            pen.write(value, x, y)
        elif style == "alone":
            pen.write(value, x, y)
        elif style == "pairs" and number % 2:
            pen.write(label + colon, x + width / 2, y)
            pen.write(value, x + width / 2 + broad, y)
        else:
            end = broad - width_of(label) * height - height if style == "aligned" else 0.0
            pen.write(label + colon, x + end, y)
            pen.write(value, x + broad, y)
        y += 0 if style == "pairs" and not number % 2 and number + 1 < len(rows) else pen.step
    return y


def _table(pen: _Pen, section: Section, x: float, y: float, width: float) -> float:
    """Write a table, with its heads or without, with some of its columns."""
    rng, height = pen.rng, pen.height
    heads, *bodies = [[cell.strip() for cell in row.split("|")] for row in section.rows]
    order = list(range(len(heads)))
    if rng.random() < 0.3:
        rng.shuffle(order)
    if len(order) > 2 and rng.random() < 0.3:
        order.pop(rng.randrange(len(order)))
    if rng.random() < 0.25:
        heads = [*heads, rng.choice(("#", "ID", "{cap}"))]
        bodies = [[*body, rng.choice(("{n2}", "{num}", "{cap}", "{place}"))] for body in bodies]
        order.append(len(heads) - 1)
    wide = [rng.uniform(7, 14) * height for _ in order]
    if rng.random() < 0.78:
        _cells(pen, [heads[place] for place in order], wide, x, y)
        y += pen.step
    for _ in range(rng.randint(2, 12)):
        body = rng.choice(bodies)
        _cells(pen, [body[place] for place in order], wide, x, y)
        y += pen.step
    return y


def _cells(pen: _Pen, patterns: Sequence[str], wide: list[float], x: float, y: float) -> None:
    for place, pattern in enumerate(patterns):
        end = x + wide[place] if pen.rng.random() < 0.03 else pen.write(pattern, x, y)
        wide[place] = max(wide[place], min(end - x + pen.height, 30 * pen.height))
        x += wide[place]


def _talk(pen: _Pen, section: Section, x: float, y: float, width: float) -> float:
    """Write sayings as in a chat, a mail or notes; long ones are broken."""
    rng = pen.rng
    speaker = rng.choice(("", "", "{P}", "{PG}", "{U}", "{P} {time}", "{time} {PG}", "{U}:", "[{time}] {U}"))
    if rng.random() < 0.2:  # prose: one saying after the other on the same lines
        joint = "" if section.language == "zh" else " "
        rows = (rng.choice(section.rows) for _ in range(rng.randint(2, 7)))
        for row in broken(pen.slots.fill(joint.join(rows)), max(16.0, width / pen.height * rng.uniform(0.5, 0.95))):
            pen.put(row, x, y)
            y += 1.3 * pen.height
        return y
    for _ in range(rng.randint(2, 9)):
        if speaker and rng.random() < 0.6:
            pen.write(speaker, x, y, rng.choice((0.85, 1.0)))
            y += 1.2 * pen.height
        saying = rng.choice(section.rows) if rng.random() < 0.85 else "{cap}"
        if rng.random() < 0.2:
            saying += " " + rng.choice(section.rows)
        for row in broken(pen.slots.fill(saying), max(16.0, width / pen.height * 0.9)):
            pen.put(row, x, y)
            y += 1.25 * pen.height
        y += pen.step - 1.25 * pen.height
    return y


def broken(filled: Filled, most: float) -> Iterator[Filled]:
    """Yield the lines of a text that is broken at blanks and between ideographs."""
    line: Filled = []
    wide = 0.0
    for text, kind in filled:
        start = 0
        for place, sign in enumerate(text):
            wide += _WIDE if sign >= "⺀" else _LATIN
            if wide > most and (sign == " " or sign >= "⺀" or wide > 1.25 * most):
                if text[start:place].strip():
                    line.append((text[start:place], kind))
                yield line
                line, wide = [], 0.0
                start = place + 1 if sign == " " else place
        if text[start:]:
            line.append((text[start:], kind))
    if line:
        yield line


def _log(pen: _Pen, section: Section, x: float, y: float, width: float) -> float:
    rng = pen.rng
    is_told = section.kind == "term"
    rows = list(section.rows) if is_told else [rng.choice(section.rows) for _ in range(rng.randint(3, 14))]
    for row in rows:
        for _ in range(rng.choice((1, 1, 2)) if is_told and row.count("{") > 2 else 1):
            indent = (len(row) - len(row.lstrip())) * _LATIN * pen.height
            pen.write(row.strip(), x + indent, y)
            y += 1.3 * pen.height
    return y


def _list(pen: _Pen, section: Section, x: float, y: float, width: float) -> float:
    """Write entries below each other, as a list or a tree has them."""
    rng = pen.rng
    pattern = rng.choice(section.rows)
    indents = rng.choice(((0.0,), (0.0,), (0.0, 1.2), (0.0, 1.2, 2.4)))
    mark = rng.choice(("", "", "", "• ", "- ", "{n2}. ", "[x] ", "✓ ", "▸ ", "> ", "+ ", "O ", "8"))
    for _ in range(rng.randint(2, 10)):
        pen.write(mark + (pattern if rng.random() < 0.9 else "{cap}"), x + rng.choice(indents) * pen.height, y)
        y += pen.step
    return y


def _cards(pen: _Pen, section: Section, x: float, y: float, width: float) -> float:
    """Write what belongs together in a few rows, several times beside or below each other."""
    rng, height = pen.rng, pen.height
    rows = list(section.rows)
    if rng.random() < 0.25 and len(rows) > 1:
        rows.pop(rng.randrange(len(rows)))
    wide = 14 * height
    beside = max(1, int(width / wide)) if rng.random() < 0.5 else 1
    for number in range(rng.randint(1, 6)):
        at = x + (number % beside) * wide
        for place, row in enumerate(rows):
            pen.write(row, at, y + place * 1.3 * height, 1.0 if place else rng.choice((1.0, 1.1)))
        if number % beside == beside - 1:
            y += (len(rows) * 1.3 + 1) * height
    return y + (len(rows) * 1.3 + 1) * height
