"""What a cell of the picture holds for the language model: which of its numbers say what.

The tower is taught to write this, and the language model begins by reading it. A cell is 16 x 16 px: the letters
whose middles are in it come first to last, then the letters that stand before the first of them, then what they are
part of, and where that stands. All of it the generator knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from models.starter.alphabet import BLANK, CODE_WIDTH, LATIN_CLASSES, LINE_END, UNKNOWN, classes, codes
from models.starter.pieces import Field, Piece
from models.starter.screens import Screen

WITHIN, BEFORE = 4, 3
"""Letters in a cell (it is four columns of 4 px wide), and letters before it."""
LETTERS = WITHIN + BEFORE
DIGITS = 3
"""Of a thousandth: 0 to 999."""
WIDTH = 256
NOT_KNOWN = -100
FIRST = UNKNOWN
"""Stands before the end of line that is before the first letter of a title, message, code or button."""
Ints = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Part:
    """Numbers of a cell that hold `count` classes, each in a code of `width`."""

    name: str
    start: int
    count: int
    width: int

    @property
    def end(self) -> int:
        return self.start + self.count * self.width


LETTER_PART = Part("letters", 0, LETTERS, CODE_WIDTH)
FIELD_PART = Part("field", 112, 1, 6)
CODE_START_PART = Part("code start", 118, 1, WITHIN)
EDGE_PART = Part("edge", 122, DIGITS, 4)
TOP_PART = Part("top", 134, DIGITS, 4)
BOTTOM_PART = Part("bottom", 146, DIGITS, 4)
LAST_PART = Part("last", 158, 2, CODE_WIDTH)
"""In the cell where a line ends: its last letters, the last first."""
PARTS = (LETTER_PART, FIELD_PART, CODE_START_PART, EDGE_PART, TOP_PART, BOTTOM_PART, LAST_PART)
ALWAYS = 255
"""A number that is the same everywhere, in words too."""
ALWAYS_VALUE = 3.0


@cache
def part_codes(part: Part, letter_classes: int = LATIN_CLASSES) -> npt.NDArray[np.float32]:
    """Return the codes of a part's classes, (classes, width); class 0 is nothing and has none."""
    if part in (LETTER_PART, LAST_PART):
        return codes()[:letter_classes]
    if part in (FIELD_PART, CODE_START_PART):
        own = 3.0 * np.eye(part.width)
    else:
        angles = 2 * np.pi * np.arange(10) / 10  # neighbours are alike: 29 for 30 is no great matter
        own = np.stack([wave(angles * times) for times in (1, 3) for wave in (np.cos, np.sin)], 1) * 2.5
    none = np.zeros((1, part.width))
    return np.concatenate([none, own[: 5 if part is FIELD_PART else None]]).astype(np.float32)


def digits(thousandth: int) -> list[int]:
    """Return the classes of the digits of a number below 1000, first to last, 0 where there is none."""
    written = [int(digit) + 1 for digit in str(thousandth)]
    return written + [0] * (DIGITS - len(written))


def truth_of(screen: Screen) -> Ints:
    """Return the classes that the cells of a screen should hold, (cells, classes of all parts in their order)."""
    starts = {(one.row, one.columns[0]): FIRST if one.is_first else BLANK for one in screen.pieces if one.columns}
    letters = letters_truth(screen.cells, starts)
    rows, columns = letters.shape[:2]
    field = np.zeros((rows, columns, 1), np.int16)
    code_start = np.zeros((rows, columns, 1), np.int16)
    edge = _first_letters_edges(screen.cells)
    for piece in screen.pieces:
        inside = sorted({column // WITHIN for column in piece.columns if 0 <= column < WITHIN * columns})
        if not inside:
            continue
        field[piece.row, inside] = int(piece.field)
        edge[piece.row, inside[-1]] = digits(thousandth(piece.right, screen.size[0]))
        edge[piece.row, inside[0]] = digits(thousandth(piece.left, screen.size[0]))
        place = _code_place(piece, screen.code)
        if place is not None:
            column = piece.columns[place]
            before = screen.cells[piece.row, column // WITHIN * WITHIN : column]
            code_start[piece.row, column // WITHIN] = int((before != BLANK).sum()) + 1
    tops = [digits(thousandth(row, rows)) for row in range(rows)]
    bottoms = [digits(thousandth(row + 1, rows)) for row in range(rows)]
    high = [np.repeat(np.array(one, np.int16)[:, None], columns, 1) for one in (tops, bottoms)]
    return _flat([letters, field, code_start, edge, *high, _last_letters(letters)])


def letters_only(slots: Ints) -> Ints:
    """Return what is known of a piece of a screen: its letters."""
    letters = letters_truth(slots, {})
    rows, columns = letters.shape[:2]
    kinds, high = (np.full((rows, columns, count), NOT_KNOWN, np.int16) for count in (2, 2 * DIGITS))
    return _flat([letters, kinds, _first_letters_edges(slots), high, _last_letters(letters)])


def thousandth(place: float, size: int) -> int:
    return max(0, min(999, round(1000 * place / size)))


def letters_truth(slots: Ints, starts: dict[tuple[int, int], int]) -> Ints:
    """Return the letters in and before each cell, from `slots` (rows of 16 px, columns of 4 px).

    `starts` says at which slots lines begin, and what stands before their beginning. What stands before the first
    letter of a row is else not known: the row may be cut off.
    """
    rows, columns = slots.shape[0], slots.shape[1] // WITHIN
    found = np.zeros((rows, columns, LETTERS), np.int16)
    for row in np.flatnonzero(slots.any(1)).tolist():
        before = [NOT_KNOWN] * BEFORE
        for column in range(columns):
            places = (WITHIN * column + np.flatnonzero(slots[row, WITHIN * column : WITHIN * (column + 1)])).tolist()
            inside = slots[row, places].tolist()
            if not inside:
                continue
            if (row, places[0]) in starts:
                before = [classes()[LINE_END], starts[row, places[0]], BLANK]
            found[row, column] = [*inside, *[BLANK] * (WITHIN - len(inside)), *before]
            before = [*inside[::-1], *before][:BEFORE]
    return found


def _first_letters_edges(slots: Ints) -> Ints:
    """Return about where the first letter of each cell begins: what teaches a cell to know its place."""
    rows, columns = slots.shape[0], slots.shape[1] // WITHIN
    edge = np.full((rows, columns, DIGITS), NOT_KNOWN, np.int16)
    by_cell = slots.reshape(rows, columns, WITHIN) != BLANK
    for row, column in np.argwhere(by_cell.any(2)).tolist():
        left = WITHIN * column + int(by_cell[row, column].argmax())
        edge[row, column] = digits(thousandth(4 * left - 1, 4 * slots.shape[1]))
    return edge


def _last_letters(letters: Ints) -> Ints:
    """Return the last letters of a line in the cell where it ends, and nothing in the others."""
    last = np.zeros((*letters.shape[:2], 2), np.int16)
    end = classes()[LINE_END]
    for row, column, place in np.argwhere(letters[:, :, :WITHIN] == end).tolist():
        before = letters[row, column, WITHIN:].tolist()
        last[row, column] = [*letters[row, column, :place].tolist()[::-1], *before][:2]
    return last


def _code_place(piece: Piece, code: str) -> int | None:
    """Return which letter of a piece begins the code."""
    if not code or piece.field not in (Field.CODE, Field.TITLE, Field.MESSAGE):
        return None
    place = piece.text.find(code)
    return None if place < 0 else place


def _flat(parts: list[Ints]) -> Ints:
    together = np.concatenate(parts, -1)
    return together.reshape(-1, together.shape[-1])
