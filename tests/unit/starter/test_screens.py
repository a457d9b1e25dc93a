"""What the starter learns from: the truth about a drawn screen is on the screen."""

import random
import re

import numpy as np
import pytest

from models.starter.alphabet import BLANK, LINE_END, classes, codes
from models.starter.kinds import Kind, another_like, kinds
from models.starter.lettering import FULL, PLAIN, UNSEEN, WORLDS, draw_line, font, label, put
from models.starter.screens import CELL, TALLEST, WIDEST, Screen, Style, screen


def letters_of(shown: Screen) -> str:
    """Return the characters in the slots, row by row."""
    names = {number: character for character, number in classes().items()}
    rows = ["".join(names.get(kind, "") for kind in row if kind != BLANK) for row in shown.cells.tolist()]
    return "\n".join(row.replace(LINE_END, "") for row in rows if row)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.uid or "no-trouble")
@pytest.mark.parametrize("world", WORLDS.values(), ids=lambda world: world.name)
def test_every_kind_can_be_drawn_in_every_world_within_the_limits(kind: Kind, world: object) -> None:
    style = Style.of(WORLDS[world.name])  # type: ignore[attr-defined]
    shown = screen(random.Random(kind.uid), style, kind)
    width, height = shown.size
    assert shown.pixels.shape == (height, width, 3)
    assert width <= WIDEST
    assert height <= TALLEST
    assert (width % CELL, height % CELL) == (0, 0)
    for name, (left, top, right, bottom) in shown.boxes.items():
        assert 0 <= left < right <= width, name
        assert 0 <= top < bottom <= height, name


def test_what_is_to_be_read_stands_in_the_slots() -> None:
    drawn = [screen(random.Random(number), Style.of(PLAIN)) for number in range(60)]
    for shown in drawn:
        letters = letters_of(shown)
        for word in f"{shown.title} {shown.message} {shown.code}".split():
            assert word in letters


def test_a_button_is_where_its_box_is() -> None:
    shown = next(
        one for one in (screen(random.Random(number), Style.of(PLAIN)) for number in range(99)) if "OK" in one.boxes
    )
    left, top, right, bottom = shown.boxes["OK"]
    covered = shown.cells[top // 16 : -(-bottom // 16), left // 4 : -(-right // 4)]
    assert [kind for kind in covered.ravel().tolist() if kind] == [classes()[one] for one in ("O", "K", LINE_END)]


def test_a_covered_code_is_not_part_of_the_truth() -> None:
    seeds = [seed for seed in range(200) if screen(random.Random(seed), Style.of(PLAIN)).code]
    drawn = [(screen(random.Random(seed), Style.of(PLAIN), with_covers=True), seed) for seed in seeds]
    covered = [(shown, seed) for shown, seed in drawn if not shown.code]
    assert covered
    for shown, seed in covered:
        open_one = screen(random.Random(seed), Style.of(PLAIN))
        assert "code" not in shown.boxes
        assert not [line for line in shown.lines if open_one.code in line]
        assert open_one.code in letters_of(open_one)
        assert open_one.code not in letters_of(shown)


def test_a_made_up_code_has_the_shape_of_the_true_one() -> None:
    draw = random.Random(2)
    assert re.fullmatch("0x[0-9a-f]{8}", another_like("0x0000011b", draw))
    assert re.fullmatch("0x[0-9A-F]{8}", another_like("0xC0000234", draw))
    assert re.fullmatch("[0-9]{4}", another_like("1603", draw))
    assert another_like("MEMORY_MANAGEMENT", draw) == "MEMORY_MANAGEMENT"


def test_screens_that_are_measured_share_no_font_and_no_theme_with_those_of_the_training() -> None:
    trained, unseen = Style.of(FULL), Style.of(UNSEEN)
    assert not {*trained.world.latin, *trained.world.chinese} & {*unseen.world.latin, *unseen.world.chinese}
    assert not {*trained.themes} & {*unseen.themes}


def test_a_letter_is_labelled_where_its_ink_is() -> None:
    canvas = np.full((48, 160, 3), 255, np.float32)
    cells = np.zeros((3, 40), np.int16)
    line = draw_line("H   H", font(PLAIN.latin[0], 13))
    put(canvas, line, 30, 17, (0, 0, 0))
    label(cells, line, 30, 17)
    dark = np.flatnonzero((canvas[:, :, 0] < 90).any(0))
    both = np.split(dark, np.flatnonzero(np.diff(dark) > 5) + 1)
    places = np.argwhere(cells == classes()["H"]).tolist()
    assert places == [[1, (ink.min() + ink.max()) // 2 // 4] for ink in both]


def test_two_narrow_letters_do_not_share_a_slot() -> None:
    cells = np.zeros((1, 40), np.int16)
    line = draw_line("illil", font("LiberationSans-Regular.ttf", 12))
    label(cells, line, 2, 0)
    assert [kind for kind in cells[0].tolist() if kind] == [classes()[letter] for letter in "illil" + LINE_END]


def test_every_character_has_a_code_of_its_own() -> None:
    rows = codes()
    distances = np.linalg.norm(rows[:97, None] - rows[None, :97], axis=-1) + 9 * np.eye(97)
    assert distances.min() > 1.0


def test_letters_that_are_cut_off_on_the_left_leave_those_that_are_seen_in_their_places() -> None:
    whole, cut = (np.zeros((1, 60), np.int16) for _ in "ab")
    line = draw_line("seen only in part", font("LiberationSans-Regular.ttf", 12))
    label(whole, line, 40, 0)
    label(cut, line, -40, 0)
    assert whole[0, 20:40].any()
    assert np.array_equal(whole[:, 20:40], cut[:, :20])
