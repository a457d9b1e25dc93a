"""The dialog on a large capture is found, and a model that sees little looks at it."""

import pytest
from PIL import Image, ImageDraw

from engine.domain.model import SeenSize
from engine.domain.region import Region
from engine.imaging import Raster, as_seen, seen_by_model
from engine.imaging.close_up import dialog_in

DIALOG = Region(700, 400, 420, 180)
STARTER = (8, 240)


def desk(dialog: Region | None = DIALOG, size: tuple[int, int] = (1920, 1080), is_dark: bool = False) -> Image.Image:
    """Draw a window full of rows that reaches from edge to edge, and a dialog before it."""
    image = Image.new("RGB", size, (30, 32, 36) if is_dark else (255, 255, 255))
    draw = ImageDraw.Draw(image)
    ink = (210, 210, 210) if is_dark else (20, 20, 20)
    for y in range(10, size[1], 22):
        draw.text((12, y), "4711 Kowalski transfer 1.200,00 " * 9, fill=ink)
    if dialog:
        body, bar = ((43, 43, 43), (60, 60, 60)) if is_dark else ((240, 240, 240), (0, 120, 215))
        corners = (dialog.x, dialog.y, dialog.right - 1, dialog.bottom - 1)
        draw.rectangle(corners, fill=body, outline=(110, 110, 110))
        draw.rectangle((dialog.x + 1, dialog.y + 1, dialog.right - 2, dialog.y + 30), fill=bar)
        draw.text((dialog.x + 10, dialog.y + 9), "Printers", fill=(255, 255, 255))
        draw.text((dialog.x + 40, dialog.y + 70), "The local print spooler service is not running.", fill=ink)
        draw.rectangle((dialog.right - 100, dialog.bottom - 40, dialog.right - 16, dialog.bottom - 14), fill=bar)
    return image


def raster(image: Image.Image) -> Raster:
    return Raster(image.width, image.height, image.tobytes())


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_dialog_is_found_with_its_title_bar(is_dark: bool) -> None:
    found = dialog_in(raster(desk(is_dark=is_dark)))
    assert found is not None
    assert found.intersection(DIALOG) == DIALOG
    assert found.area < 1.2 * DIALOG.area


@pytest.mark.parametrize(
    "dialog",
    [None, Region(700, 400, 90, 30), Region(300, 100, 1400, 900), Region(0, 300, 420, 180)],
    ids=["none", "a button", "a window", "a side bar"],
)
def test_what_is_no_dialog_is_not_taken_for_one(dialog: Region | None) -> None:
    assert dialog_in(raster(desk(dialog))) is None


def test_a_model_that_sees_little_looks_at_the_dialog_in_its_own_size() -> None:
    seen = seen_by_model(raster(desk()), *STARTER)
    assert (seen.width, seen.height) == (416, 192)


def test_a_model_that_sees_enough_looks_at_the_whole_picture() -> None:
    picture = raster(desk())
    size = SeenSize.of(picture.width, picture.height, 1024, 2048)
    assert seen_by_model(picture, 1024, 2048).rgb == as_seen(picture, size).rgb


def test_a_large_model_sees_the_whole_of_several_screens_however_small() -> None:
    picture = raster(desk())
    assert seen_by_model(picture, 64, 300).rgb == as_seen(picture, SeenSize.of(1920, 1080, 64, 300)).rgb


def test_without_a_dialog_the_whole_picture_is_seen_however_small() -> None:
    seen = seen_by_model(raster(desk(None)), *STARTER)
    size = SeenSize.of(1920, 1080, *STARTER)
    assert (seen.width, seen.height) == (size.width, size.height)


def test_a_dialog_at_the_very_edge_of_a_picture_breaks_nothing() -> None:
    for x, y in ((0, 0), (1920 - DIALOG.width, 1080 - DIALOG.height), (1, 1), (3, 3)):
        dialog_in(raster(desk(Region(x, y, DIALOG.width, DIALOG.height))))
