"""Text is found by itself: discs, bubbles, pictures and its own weight do not take it in or tear it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.domain.region import Region
from engine.redaction.reading.text_boxes import find_text_boxes
from tests.screens.canvas import Screen


def lines_on(screen: Screen) -> tuple[Region, ...]:
    return find_text_boxes(np.asarray(screen.image)).lines


def smooth_shape(screen: Screen, place: Region, colour: tuple[int, int, int], radius: int) -> None:
    """Draw a shape as browsers do, with soft rims."""
    mask = Image.new("L", (8 * place.width, 8 * place.height))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), 8 * radius, fill=255)
    mask = mask.resize((place.width, place.height), Image.Resampling.BOX)
    screen.image.paste(colour, (place.x, place.y), mask)


def around(screen: Screen, number: int) -> Region:
    """Return the one line that lies over a planted text."""
    (line,) = (line for line in lines_on(screen) if line.intersects(screen.planted[number].region))
    return line


def test_a_disc_with_initials_beside_a_bubble_is_a_line_of_its_own() -> None:
    screen = Screen("bubble", 520, 90)
    smooth_shape(screen, Region(20, 18, 404, 37), (222, 224, 252), 6)
    screen.text(34, 28, ("thx. What is the number of her mobile?", None), size=15)
    smooth_shape(screen, Region(432, 18, 37, 37), (178, 112, 28), 18)
    screen.text(439, 29, ("AB", None), size=14, colour=(255, 255, 255))
    sentence, initials = around(screen, 0), around(screen, 1)
    assert sentence.height <= 22
    assert initials.width <= 28
    assert not sentence.intersects(initials)


def test_the_side_of_a_bubble_does_not_make_its_line_higher() -> None:
    screen = Screen("side", 420, 90)
    screen.box(20, 20, 330, 36, (30, 90, 200))
    screen.text(28, 28, ("and where do I send the loaner?", None), size=15, colour=(255, 255, 255))
    line = around(screen, 0)
    assert line.height <= 22
    assert line.x >= 24


def test_letters_set_so_closely_that_their_rims_touch_are_no_ruled_lines() -> None:
    pixels = np.full((80, 300, 3), 255, np.uint8)
    letters = pixels[30:44, 40:220]
    for rows in (slice(0, 3), slice(11, 14)):  # the arches and the feet, as soft as they are drawn
        letters[rows] = 150
        letters[rows, ::4] = letters[rows, 1::4] = 40
    letters[:, ::6] = letters[:, 1::6] = 20
    (line,) = find_text_boxes(pixels).lines
    assert line.height >= 13


def test_a_ruled_line_is_still_none() -> None:
    screen = Screen("rule", 520, 80)
    screen.box(20, 40, 400, 2, (40, 40, 40))
    assert lines_on(screen) == ()


@pytest.mark.parametrize("quality", [60, 75, 85, 92])
def test_a_name_close_under_a_photograph_is_found(quality: int) -> None:
    screen = Screen("caption", 200, 160)
    noise = np.random.default_rng(4).integers(-6, 7, (64, 64, 1))
    slope = np.linspace(60, 170, 64)[:, None, None] + np.array([0, 12, 30])
    screen.image.paste(Image.fromarray(np.clip(slope + noise, 0, 255).astype(np.uint8)), (40, 20))
    screen.text(48, 83, ("冯国栋", None), size=13)
    jpeg = io.BytesIO()
    screen.image.convert("RGB").save(jpeg, "JPEG", quality=quality)
    wanted = screen.planted[0].region
    lines = find_text_boxes(np.asarray(Image.open(jpeg))).lines
    assert any(line.intersection(wanted).area >= 0.75 * wanted.area and line.height <= 20 for line in lines)


def test_rows_of_a_dense_table_are_no_large_letters() -> None:
    screen = Screen("rows", 420, 220)
    for row in range(8):
        screen.text(12, 10 + 17 * row, (f"marcus.mcallister{row}  Marcus McAllister", None), size=14, family="mono")
    assert all(line.height <= 24 for line in lines_on(screen))
