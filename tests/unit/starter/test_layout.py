"""What a cell of a picture should hold, and where an answer should look while it is written."""

import itertools
import random

import numpy as np
import pytest

from models.starter.alphabet import BLANK, LINE_END, classes
from models.starter.kinds import kinds
from models.starter.layout import (
    BEFORE,
    EDGE_PART,
    FIRST,
    LAST_PART,
    LETTER_PART,
    LETTERS,
    NOT_KNOWN,
    PARTS,
    WIDTH,
    WITHIN,
    digits,
    letters_only,
    letters_truth,
    part_codes,
    truth_of,
)
from models.starter.lettering import PLAIN
from models.starter.pieces import Field
from models.starter.pointing import NOWHERE, Look, looks
from models.starter.screens import Screen, Style, screen

SCREENS = [screen(random.Random(seed), Style.of(PLAIN)) for seed in range(40)]


def row_of(text: str) -> np.ndarray:
    """Return slots of one row, a letter to each; `_` is none."""
    return np.array([[BLANK if letter == "_" else classes()[letter] for letter in text]], np.int16)


def named(kinds_of_letters: list[int]) -> str:
    names = {number: letter for letter, number in classes().items()} | {BLANK: "_", NOT_KNOWN: "?", FIRST: "^"}
    return "".join(names[kind] for kind in kinds_of_letters)


def letter_at(shown: Screen, look: Look) -> str:
    columns = shown.cells.shape[1] // WITHIN
    row, column = divmod(look.cell, columns)
    inside = [kind for kind in shown.cells[row, WITHIN * column : WITHIN * (column + 1)].tolist() if kind != BLANK]
    return named([inside[look.letter]])


def test_a_cell_holds_its_letters_in_order_and_those_before_it_the_nearest_first() -> None:
    found = letters_truth(row_of("_ab__cd_efgh"), {(0, 1): FIRST})[0].tolist()
    assert [named(cell) for cell in found] == ["ab__" + "\n^_", "cd__" + "ba\n", "efgh" + "dcb"]


def test_what_stands_before_a_row_that_may_be_cut_off_is_not_known() -> None:
    assert named(letters_truth(row_of("_ab__cd_"), {})[0, 1].tolist()) == "cd__" + "ba?"


def test_a_further_line_of_a_message_does_not_count_as_its_beginning() -> None:
    shown = next(one for one in SCREENS if sum(piece.field is Field.MESSAGE for piece in one.pieces) > 1)
    first, second = [piece for piece in shown.pieces if piece.field is Field.MESSAGE][:2]
    truth = truth_of(shown).reshape(shown.cells.shape[0], -1, sum(part.count for part in PARTS))
    before = [truth[one.row, one.columns[0] // WITHIN, WITHIN : WITHIN + BEFORE].tolist() for one in (first, second)]
    assert [named(one) for one in before] == ["\n^_", "\n__"]


def test_the_cell_where_a_line_ends_holds_its_last_letters() -> None:
    for shown in SCREENS:
        truth = truth_of(shown).reshape(shown.cells.shape[0], -1, sum(part.count for part in PARTS))
        for piece in (one for one in shown.pieces if one.field is Field.MESSAGE):
            assert named(truth[piece.row, piece.columns[-1] // WITHIN, -2:].tolist()) == piece.text[:-3:-1]


def test_the_parts_of_a_cell_do_not_overlap() -> None:
    assert all(part.end <= following.start for part, following in itertools.pairwise(PARTS))
    assert LAST_PART.end < WIDTH
    for part in PARTS:
        assert part_codes(part).shape[1] == part.width


def test_numbers_are_told_from_their_first_figure_on() -> None:
    assert [digits(number) for number in (7, 40, 999)] == [[8, 0, 0], [5, 1, 0], [10, 10, 10]]


def test_of_a_piece_letters_and_places_are_taught() -> None:
    taught = letters_only(row_of("ab___cd_"))
    known = [
        (part.start < LETTER_PART.end or part in (EDGE_PART, LAST_PART)) for part in PARTS for _ in range(part.count)
    ]
    assert ((taught[0] != NOT_KNOWN) == np.array(known))[LETTERS:].all()
    assert taught[1, LETTERS + 2 : LETTERS + 5].tolist() == digits(round(1000 * (4 * 5 - 1) / 32))


@pytest.mark.parametrize("field", ["title", "message", "code"])
def test_while_a_text_is_said_each_letter_is_looked_at(field: str) -> None:
    checked = 0
    for shown in SCREENS:
        text = getattr(shown, field)
        found = looks(field, shown, text, list(text.encode()), "")
        if not text or found[0].cell == NOWHERE:
            continue
        checked += 1
        said = "".join(letter_at(shown, look) for look in found if look.cell != NOWHERE)
        assert said.replace(LINE_END, " ").strip() == text
    assert checked > 10


def test_a_button_is_looked_at_from_where_it_begins_to_where_it_ends() -> None:
    kind = next(kind for kind in kinds() if kind.buttons == ("Retry", "Close"))
    shown = screen(random.Random(1), Style.of(PLAIN), kind)
    (look,) = set(looks("place", shown, "", [], "Close"))
    truth = truth_of(shown)
    assert named(truth[look.start, :1].tolist()) == "C"
    assert LINE_END in named(truth[look.end, :WITHIN].tolist())
