"""A second look at a screen: what has changed is read, the rest is remembered, and both agree with a first look."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ImageDraw

import engine.redaction.reading.text_boxes as text_boxes
from engine.domain.picture import Capture
from engine.domain.region import Region
from engine.redaction import ScreenReader
from engine.redaction.reading.last_look import Look, changed_rows, digests, strips_to_search
from tests.screens.canvas import Screen

Change = Callable[[Screen], object]


def page(*changes: Change) -> Capture:
    screen = Screen("page", 640, 720)
    screen.box(20, 10, 600, 700)
    for number, top in enumerate(range(30, 680, 36)):
        screen.text(40, top, f"Ticket {4100 + number}", size=14)
        screen.text(330, top + 9, f"room {number} of 20", size=13)
    for change in changes:
        change(screen)
    return screen.capture()


def erased(screen: Screen) -> None:
    ImageDraw.Draw(screen.image).rectangle((36, 320, 200, 342), (250, 250, 250))


def framed(screen: Screen) -> None:
    screen.box(34, 205, 580, 40)


CHANGES: dict[str, Change] = {
    "a clock ticks": lambda screen: screen.text(540, 690, "09:42", size=12),
    "a word follows a line": lambda screen: screen.text(140, 318, "is urgent", size=14),
    "a line is gone": erased,
    "a frame appears": framed,
    "the first row changes": lambda screen: screen.text(40, 0, "Tickets of today", size=12),
    "a heading covers three lines": lambda screen: screen.text(60, 380, "STOP", size=90),
}


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the heights of the pictures that are searched for text from here on."""
    heights: list[int] = []
    search = text_boxes.find_text_boxes

    def noted(pixels: NDArray[np.uint8], least: int | None = None) -> text_boxes.TextBoxes:
        heights.append(pixels.shape[0])
        return search(pixels, least)

    monkeypatch.setattr(text_boxes, "find_text_boxes", noted)
    return heights


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_second_look_sees_what_a_first_one_would(change: Change, reader: ScreenReader) -> None:
    reader.forget()
    before = list(reader.read(page()))
    after = list(reader.read(page(change)))
    reader.forget()
    assert after == list(reader.read(page(change)))
    assert after != before


def test_an_unchanged_screen_is_not_searched_again(reader: ScreenReader, searched: list[int]) -> None:
    reader.forget()
    assert list(reader.read(page())) == list(reader.read(page()))
    assert searched == [720]


def test_only_the_rows_around_a_change_are_searched_again(reader: ScreenReader, searched: list[int]) -> None:
    reader.forget()
    reader.read(page())
    reader.read(page(CHANGES["a clock ticks"]))
    assert searched[0] == 720
    assert len(searched) == 2
    assert searched[1] < 240


def test_what_is_forgotten_is_looked_at_again(reader: ScreenReader, searched: list[int]) -> None:
    reader.read(page())
    reader.forget()
    searched.clear()
    reader.read(page())
    assert searched == [720]


def test_few_sizes_are_remembered(reader: ScreenReader, searched: list[int]) -> None:
    reader.forget()
    for extra in range(5):
        reader.read(Screen("blank", 60 + extra, 30).capture())
    searched.clear()
    reader.read(Screen("blank", 64, 30).capture())
    assert searched == []
    reader.read(Screen("blank", 60, 30).capture())
    assert searched == [30]


def test_one_changed_pixel_changes_its_band_alone() -> None:
    screen = Screen("blank", 50, 43)
    before = digests(screen.capture())
    screen.image.putpixel((49, 42), (250, 250, 251))
    assert changed_rows(before, digests(screen.capture()), 43) == [(40, 43)]


def look(*boxes: Region, busy: tuple[Region, ...] = ()) -> Look:
    return Look((), 24, dict.fromkeys(boxes), busy, ())


def test_a_line_that_reaches_into_a_change_is_searched_whole() -> None:
    line = Region(10, 470, 300, 60)
    strips = strips_to_search(look(line), [(528, 536)], 2000, reach=20)
    assert strips is not None
    assert [strip.replaces(line) for strip in strips] == [True]


def test_changes_close_to_each_other_are_searched_together() -> None:
    strips = strips_to_search(look(), [(800, 808), (900, 908)], 2000, reach=20)
    assert strips is not None
    (strip,) = strips
    assert strip.replaces(Region(0, 800, 5, 8))
    assert strip.replaces(Region(0, 900, 5, 8))


def test_a_picture_that_changed_in_most_places_is_searched_everywhere() -> None:
    assert strips_to_search(look(), [(100, 900)], 1000, reach=20) is None


def test_an_area_like_a_photograph_is_never_cut() -> None:
    photo = Region(0, 300, 200, 400)
    assert strips_to_search(look(busy=(photo,)), [(290, 298)], 2000, reach=20) is None
    assert strips_to_search(look(busy=(photo,)), [(1500, 1508)], 2000, reach=20) is not None
