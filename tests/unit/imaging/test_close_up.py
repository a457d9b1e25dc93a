"""The dialog on a large capture is found, and a model that sees little looks at it."""

import pytest

from engine.domain.model import SeenSize
from engine.domain.region import Region
from engine.imaging import in_seen_size, seen_by_model
from engine.imaging.close_up import dialog_in
from tests.screens.crowded_desk import DIALOG, STARTER, desk_with_dialog, raster


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_dialog_is_found_with_its_title_bar(is_dark: bool) -> None:
    found = dialog_in(raster(desk_with_dialog(is_dark=is_dark)))
    assert found is not None
    assert found.intersection(DIALOG) == DIALOG
    assert found.area < 1.2 * DIALOG.area


@pytest.mark.parametrize(
    "dialog",
    [None, Region(700, 400, 90, 30), Region(300, 100, 1400, 900), Region(0, 300, 420, 180)],
    ids=["none", "a button", "a window", "a side bar"],
)
def test_what_is_no_dialog_is_not_taken_for_one(dialog: Region | None) -> None:
    assert dialog_in(raster(desk_with_dialog(dialog))) is None


def test_a_model_that_sees_little_looks_at_the_dialog_in_its_own_size() -> None:
    seen = seen_by_model(raster(desk_with_dialog()), *STARTER)
    assert (seen.width, seen.height) == (416, 192)


def test_a_model_that_sees_enough_looks_at_the_whole_picture() -> None:
    picture = raster(desk_with_dialog())
    size = SeenSize.of(picture.width, picture.height, 1024, 2048)
    assert seen_by_model(picture, 1024, 2048).rgb == in_seen_size(picture, size).rgb


def test_a_large_model_sees_the_whole_of_several_screens_however_small() -> None:
    picture = raster(desk_with_dialog())
    assert seen_by_model(picture, 64, 300).rgb == in_seen_size(picture, SeenSize.of(1920, 1080, 64, 300)).rgb


def test_without_a_dialog_the_whole_picture_is_seen_however_small() -> None:
    seen = seen_by_model(raster(desk_with_dialog(None)), *STARTER)
    size = SeenSize.of(1920, 1080, *STARTER)
    assert (seen.width, seen.height) == (size.width, size.height)


def test_of_a_dialog_at_the_very_edge_nothing_beyond_the_picture_is_taken() -> None:
    whole = Region(0, 0, 1920, 1080)
    for x, y in ((0, 0), (1920 - DIALOG.width, 1080 - DIALOG.height), (1, 1), (3, 3)):
        found = dialog_in(raster(desk_with_dialog(Region(x, y, DIALOG.width, DIALOG.height))))
        assert found is None or found.intersection(whole) == found
