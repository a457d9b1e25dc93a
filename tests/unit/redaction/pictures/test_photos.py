"""Photographs are found as regions, wherever a program shows them; what programs draw is not."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from engine.domain.finding import EntityType
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region, is_within
from engine.domain.text import TextSpan
from engine.redaction.pictures.faces import find_faces
from engine.redaction.pictures.photos import find_photos
from tests.screens import pictures
from tests.screens.canvas import Screen
from tests.screens.parts import Pen
from tests.screens.world import screen


def page(is_dark: bool = False, scale: float = 1.0) -> Pen:
    """A window with a line of text, without pictures."""
    pen = Pen(Screen("page", 700, 420, is_dark, scale), random.Random(5), 0, zh=False)
    pen.window("Team chat")
    pen.screen.text(20, 380, "The printer shows 0x0000011b since this morning")
    return pen


def photos_on(shown: Screen) -> list[Region]:
    return [finding.region for finding in find_photos(shown.capture())]


def planted(shown: Screen) -> list[Region]:
    return [item.region for item in shown.sensitive if item.kind is EntityType.PHOTO]


@pytest.mark.parametrize("name", ["astronaut", "camera", "cat", "officer", "coffee"])
@pytest.mark.parametrize(("side", "is_round"), [(40, True), (36, False), (48, True), (150, False)])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_a_photograph_is_covered_whole(name: str, side: int, is_round: bool, is_dark: bool) -> None:
    pen = page(is_dark)
    photo = Image.open(pictures.PHOTOGRAPHS / f"{name}.jpg").convert("RGB")
    edge = min(photo.size)
    shown = photo.crop((0, 0, edge, edge)).resize((side, side), Image.Resampling.LANCZOS)
    pen.screen.image.paste(shown, (61, 83), pictures.disc(side, side) if is_round else None)
    found = photos_on(pen.screen)
    assert len(found) == 1
    assert is_within(Region(61, 83, side, side).grown(-side // 12, -side // 12), found)
    assert found[0].area <= (side + 24) ** 2


@pytest.mark.parametrize("kind", ["directory", "thumbnails", "photochat"])
@pytest.mark.parametrize("zh", [False, True], ids=["en", "zh"])
def test_every_photograph_of_a_list_is_found(kind: str, zh: bool) -> None:
    shown = screen(kind, zh, "work", 21001)
    found = photos_on(shown)
    missed = [place for place in planted(shown) if not is_within(place.grown(-4, -4), found)]
    assert len(missed) <= max(1, len(planted(shown)) // 8)


@pytest.mark.parametrize("kind", ["mail", "terminal", "spreadsheet", "log", "accounts", "config", "about"])
@pytest.mark.parametrize("zh", [False, True], ids=["en", "zh"])
def test_text_is_no_photograph(kind: str, zh: bool) -> None:
    assert photos_on(screen(kind, zh, "work", 77)) == []


@pytest.mark.parametrize(
    "drawn",
    [
        lambda dice: pictures.chart(dice, 300, 170),
        lambda dice: pictures.street_map(dice, 240, 170),
        lambda dice: pictures.colour_field(180, 140),
        lambda dice: Image.linear_gradient("L").resize((220, 120)).convert("RGB"),
        lambda dice: Image.radial_gradient("L").resize((160, 160)).convert("RGB"),
        lambda dice: pictures.emoji(dice, 20),
        lambda dice: Image.new("RGB", (48, 48), (30, 120, 70)),
    ],
    ids=["chart", "map", "colour picker", "gradient", "round gradient", "emoji", "flat avatar"],
)
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_what_a_program_draws_is_no_photograph(drawn: Callable[[random.Random], Image.Image], is_dark: bool) -> None:
    pen = page(is_dark)
    pen.harmless(60, 60, drawn(random.Random(3)))
    assert photos_on(pen.screen) == []


def test_a_wallpaper_is_not_covered_but_the_photograph_in_a_window_on_it_is() -> None:
    pen = Pen(Screen("desk", 1000, 640), random.Random(8), 0, zh=False)
    pen.screen.image.paste(pictures.landscape(random.Random(2), 1000, 640))
    assert photos_on(pen.screen) == []
    pen.window("Photo", 200, 120, 560, 400)
    pen.photo(300, 200, 220, 160)
    (found,) = photos_on(pen.screen)
    assert is_within(planted(pen.screen)[0].grown(-4, -4), [found])
    assert found.area < 1.3 * 220 * 160


def test_a_screen_of_four_times_the_pixels_is_looked_at_too() -> None:
    pen = page(scale=3.0)
    pen.photo(60, 60, 40, 40, is_round=True, is_portrait=True)
    assert len(photos_on(pen.screen)) == 1


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (200, 3), (40, 40)])
def test_tiny_pictures_and_noise_raise_nothing_and_nothing_lies_off_the_picture(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), np.uint8)
    found = list(find_photos(Capture(*size, noise.tobytes(), CaptureOrigin.PASTE)))
    assert all(photo.region == photo.region.clipped(*size) for photo in found)


@pytest.mark.parametrize("name", ["astronaut", "officer"])
def test_a_face_is_found_where_a_photograph_fills_the_capture(name: str) -> None:
    shown = pictures.landscape(random.Random(3), 1280, 960)
    face = Image.open(pictures.PHOTOGRAPHS / f"{name}.jpg").convert("RGB").resize((420, 504), Image.Resampling.LANCZOS)
    shown.paste(face, (430, 220))
    capture = Capture(1280, 960, shown.tobytes(), CaptureOrigin.PASTE)
    found = list(find_photos(capture))
    assert is_within(Region(570, 320, 110, 110), [finding.region for finding in found])
    heads = list(find_faces(np.asarray(shown.convert("L"))))
    assert is_within(Region(570, 320, 110, 110), heads)
    assert sum(head.area for head in heads) < 420 * 504


def test_a_landscape_that_fills_the_capture_has_no_face() -> None:
    for seed in range(4):
        shown = pictures.landscape(random.Random(seed), 1280, 720)
        assert list(find_photos(Capture(1280, 720, shown.tobytes(), CaptureOrigin.PASTE))) == []


def compressed(image: Image.Image, quality: int) -> Capture:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    shown = Image.open(file).convert("RGB")
    return Capture(shown.width, shown.height, shown.tobytes(), CaptureOrigin.FILE, was_jpeg=True)


@pytest.mark.parametrize("quality", [75, 90])
def test_on_a_compressed_screen_a_photograph_ends_where_it_ends(quality: int) -> None:
    pen = page()
    pen.photo(60, 60, 150, 180, is_portrait=True)
    pen.screen.text(60, 246, "Ann Poe, accounts", size=13)
    (found,) = find_photos(compressed(pen.screen.image, quality))
    assert is_within(planted(pen.screen)[0].grown(-6, -6), [found.region])
    assert found.region.bottom <= 246
    assert found.region.y >= 50


@pytest.mark.parametrize("quality", [75, 90])
def test_initials_that_were_read_are_no_photograph_on_a_compressed_screen(quality: int) -> None:
    pen = page()
    spans = []
    for row in range(3):
        pen.screen.box(60, 60 + 60 * row, 36, 36, (90, 84, 200), 6)
        pen.screen.text(66, 68 + 60 * row, "WQ", size=15, colour=(250, 250, 250))
        spans.append(TextSpan("WQ", Region(64, 66 + 60 * row, 28, 24), 0.95))
    assert list(find_photos(compressed(pen.screen.image, quality), spans)) == []


@pytest.mark.parametrize("side", [24, 28, 32, 40])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_small_avatars_in_a_list_are_found_together(side: int, is_dark: bool) -> None:
    pen = page(is_dark)
    for row in range(6):
        pen.photo(40, 50 + 52 * row, side, side, is_round=True, is_portrait=True)
    found = photos_on(pen.screen)
    missed = [place for place in planted(pen.screen) if not is_within(place.grown(-5, -5), found)]
    assert len(missed) <= 1


def test_emoji_and_icons_are_seldom_taken_for_photographs() -> None:
    dice, taken = random.Random(12), 0
    for number in range(30):
        pen = page(is_dark=number % 2 == 1)
        for column, side in enumerate((24, 32, 48, 64)):
            pen.harmless(40 + 90 * column, 60, pictures.emoji(dice, side))
            pen.harmless(40 + 90 * column, 160, pictures.app_icon(dice, side))
        taken += len(photos_on(pen.screen))
    assert taken <= 0.08 * 240
