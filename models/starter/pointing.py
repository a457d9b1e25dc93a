"""Where an answer should look while it is written: the generator knows it, so the language model is told.

A few heads are taught to look there (`reader.py` says which). It is told while training alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.starter.layout import WITHIN
from models.starter.pieces import Field
from models.starter.screens import Screen
from models.starter.tokens import encode

if TYPE_CHECKING:
    from engine.domain.knowledge import Passage
    from models.starter.questions import Prompt

NOWHERE, NOTHING_FITS = -1, -2
_READ = {"title": Field.TITLE, "message": Field.MESSAGE, "code": Field.CODE}


@dataclass(frozen=True, slots=True)
class Look:
    """Cells by their number in the picture, a letter by its place in the cell; -1 where there is nothing to look at."""

    cell: int = NOWHERE
    letter: int = NOWHERE
    """Which of the cell's letters is to be written."""
    start: int = NOWHERE
    end: int = NOWHERE
    """Where the button or code that is asked for begins and ends."""
    fix: int = NOWHERE
    """Token of the prompt behind the picture where the fitting fix's title ends, or `NOTHING_FITS`."""


def looks(ask: str, screen: Screen, text: str, written: Sequence[int], name: str) -> list[Look]:
    """Return a look for each token of the answer and its end."""
    nowhere = [Look()] * (len(written) + 1)
    if ask in _READ:
        found = _letters(screen, _READ[ask], text)
        return [_at(screen, *one) for one in found] if len(found) == len(nowhere) else nowhere
    if ask == "place":
        start, end = _ends(screen, name)
        return [Look(start=start, end=end)] * len(nowhere)
    return nowhere


def looks_at_fix(
    written: Sequence[int], text: str, prompt: Prompt, screen: Screen, passages: Sequence[Passage]
) -> list[Look]:
    """Look at the fitting fix where the number is written, and where it is decided whether there is one."""
    found = [Look()] * (len(written) + 1)
    if not screen.kind.has_fix:
        return found
    fitting = [one for one in passages if one.fix.uid == screen.kind.uid]
    target = _title_end(prompt, fitting[0]) if fitting else NOTHING_FITS
    sentence = screen.kind.en if text.startswith(screen.kind.en[:-1]) else screen.kind.zh
    decided = len(encode(sentence[:-1]))
    last = decided + 2 if fitting else decided
    for place in range(decided, min(last + 1, len(found))):
        found[place] = Look(fix=target)
    return found


def _title_end(prompt: Prompt, passage: Passage) -> int:
    begins = prompt.after.index(f"[{passage.number}] {passage.fix.title}")
    return len(encode(prompt.after[: begins + len(f"[{passage.number}] {passage.fix.title}")])) - 1


def _letters(screen: Screen, field: Field, text: str) -> list[tuple[int, int]]:
    """Return row and column of 4 px of each letter of a text, and of what ends it."""
    pieces = [piece for piece in screen.pieces if piece.field is field and piece.columns]
    if not pieces and field is Field.CODE:
        return _within(screen, text)
    if " ".join(piece.text for piece in pieces) != text:
        return []
    return [(piece.row, column) for piece in pieces for column in piece.columns]


def _within(screen: Screen, code: str) -> list[tuple[int, int]]:
    for piece in screen.pieces:
        place = piece.text.find(code)
        if place >= 0 and piece.columns and piece.field in (Field.TITLE, Field.MESSAGE):
            return [(piece.row, column) for column in piece.columns[place : place + len(code)]] + [(NOWHERE, NOWHERE)]
    return []


def _at(screen: Screen, row: int, column: int) -> Look:
    columns = screen.cells.shape[1]
    if row == NOWHERE or not 0 <= column < columns:
        return Look()
    start = column // WITHIN * WITHIN
    before = int((screen.cells[row, start:column] != 0).sum())
    return Look(cell=row * (columns // WITHIN) + column // WITHIN, letter=before)


def _ends(screen: Screen, name: str) -> tuple[int, int]:
    """Return the cells in which a button's name, or the code, begins and ends."""
    field = Field.CODE if name == "code" else Field.BUTTON
    for piece in screen.pieces:
        if piece.field is field and piece.columns and (name in ("code", piece.text)):
            ends = (_at(screen, piece.row, piece.columns[place]).cell for place in (0, -1))
            return next(ends), next(ends)
    return NOWHERE, NOWHERE
