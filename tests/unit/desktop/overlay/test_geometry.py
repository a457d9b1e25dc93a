"""Physical and logical pixels, screen by screen."""

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF

from desktop.views.parts.overlay_geometry import (
    Selection,
    cropped,
    joined,
    logical_rect,
    native_pixel,
    place_of,
    region_between,
)
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Screen

FACTORS = [1.0, 1.1, 1.25, 1.5, 1.7, 1.75, 2.0, 3.0]


@pytest.mark.parametrize("ratio", FACTORS)
def test_every_physical_pixel_is_reached_from_its_logical_place(ratio: float) -> None:
    """The window system hands over physical places divided by the factor."""
    for x in range(0, 3840, 7):
        assert native_pixel(QPointF(x / ratio, 11 / ratio), ratio) == (x, 11)


@pytest.mark.parametrize("ratio", FACTORS)
def test_a_region_is_drawn_where_it_was_chosen(ratio: float) -> None:
    drawn = logical_rect(Region(30, 60, 300, 150), ratio)
    assert drawn == QRectF(30 / ratio, 60 / ratio, 300 / ratio, 150 / ratio)


def test_a_region_holds_both_ends_of_the_drag_in_any_direction() -> None:
    assert region_between((5, 7), (10, 9)) == Region(5, 7, 6, 3)
    assert region_between((10, 9), (5, 7)) == Region(5, 7, 6, 3)
    assert region_between((4, 4), (4, 4)) == Region(4, 4, 1, 1)


def test_screens_are_matched_by_their_corner_not_by_their_order() -> None:
    left, right = Screen("b", Region(0, 0, 1920, 1080)), Screen("a", Region(1920, 0, 2880, 1620))
    assert place_of(QRect(1920, 0, 1920, 1080), 1.5, [right, left]) == right.region
    assert place_of(QRect(0, 0, 1920, 1080), 1.0, [right, left]) == left.region


def test_a_screen_that_lies_left_of_the_first_is_found() -> None:
    left = Screen("left", Region(-2560, -200, 2560, 1440))
    assert place_of(QRect(-2560, -200, 2048, 1152), 1.25, [left]) == left.region


def test_the_monitors_own_size_wins_over_a_rounded_one() -> None:
    """1366 / 1.5 is no whole number, so Qt's size times the factor is off by one."""
    monitor = Screen("m", Region(0, 0, 1366, 768))
    assert place_of(QRect(0, 0, 911, 512), 1.5, [monitor]).width == 1366


def test_a_screen_without_a_monitor_is_reckoned() -> None:
    assert place_of(QRect(100, 50, 960, 540), 2.0, []) == Region(100, 50, 1920, 1080)


def test_a_crop_has_exactly_the_pixels_of_its_region() -> None:
    rgb = bytes(range(60))
    picture = Capture(5, 4, rgb, CaptureOrigin.SCREEN)
    crop = cropped(picture, Region(1, 2, 3, 2), scale=1.5)
    assert crop.rgb == rgb[33:42] + rgb[48:57]
    assert (crop.width, crop.height, crop.scale, crop.origin) == (3, 2, 1.5, CaptureOrigin.REGION)


def test_a_crop_is_cut_at_the_edge_and_never_empty() -> None:
    picture = Capture(5, 4, bytes(60), CaptureOrigin.SCREEN)
    assert cropped(picture, Region(3, 3, 10, 10), scale=1).width == 2
    with pytest.raises(ValueError):
        cropped(picture, Region(5, 0, 1, 1), scale=1)


def test_a_selection_moves_and_grows_within_its_screen() -> None:
    selection = Selection(Region(10, 10, 20, 20), 100, 50)
    assert selection.moved(-50, 50).region == Region(0, 30, 20, 20)
    assert selection.grown(500, 500).region == Region(10, 10, 90, 40)
    assert selection.grown(-500, -500).region == Region(10, 10, 1, 1)


def test_screens_are_joined_as_they_lie_with_black_between() -> None:
    left = Capture(2, 2, b"L" * 12, CaptureOrigin.SCREEN)
    right = Capture(1, 1, b"R" * 3, CaptureOrigin.SCREEN)
    whole, place = joined([(right, Region(1, 1, 1, 1)), (left, Region(-2, -1, 2, 2))], scale=2.0)
    assert place == Region(-2, -1, 4, 3)
    rows = [b"LLLLLL" + bytes(6), b"LLLLLL" + bytes(6), bytes(9) + b"RRR"]
    assert whole.rgb == b"".join(rows)
    assert (whole.scale, whole.origin) == (2.0, CaptureOrigin.SCREEN)
