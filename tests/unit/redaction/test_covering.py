"""Covering destroys: the result depends on nothing that lies under a box."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.finding import CoverLook, EntityType, Finding, Mask
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.redaction.covering import covered_region, paint_over

LOOKS = list(CoverLook)


def capture_of(pixels: np.ndarray, was_jpeg: bool = False) -> Capture:
    height, width, _ = pixels.shape
    return Capture(width, height, pixels.tobytes(), CaptureOrigin.PASTE, was_jpeg)


def mask_at(region: Region, label: str = "EMAIL 1") -> Mask:
    return Mask(Finding(EntityType.EMAIL, region, 0.9, label=label))


regions = st.builds(Region, st.integers(-20, 90), st.integers(-20, 60), st.integers(1, 80), st.integers(1, 50))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(regions, min_size=1, max_size=4),
    st.sampled_from(LOOKS),
    st.booleans(),
    st.integers(0, 2**32 - 1),
)
def test_what_lies_under_the_boxes_changes_no_byte(
    boxes: list[Region], look: CoverLook, was_jpeg: bool, seed: int
) -> None:
    dice = np.random.default_rng(seed)
    pixels = dice.integers(0, 256, (61, 83, 3), np.uint8)
    other = pixels.copy()
    masks = [mask_at(box) for box in boxes]
    for mask in masks:
        place = covered_region(mask.region, capture_of(pixels, was_jpeg))
        if not place.is_empty:
            part = other[place.y : place.bottom, place.x : place.right]
            part[:] = dice.integers(0, 256, part.shape, np.uint8)
    first = paint_over(capture_of(pixels, was_jpeg), masks, look)
    second = paint_over(capture_of(other, was_jpeg), masks, look)
    assert first == second


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_outside_of_the_boxes_changes(look: CoverLook) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (40, 60, 3), np.uint8)
    box = Region(10, 8, 30, 14)
    painted = np.frombuffer(paint_over(capture_of(pixels), [mask_at(box)], look), np.uint8).reshape(40, 60, 3)
    is_outside = np.ones((40, 60), bool)
    is_outside[box.y : box.bottom, box.x : box.right] = False
    assert (painted[is_outside] == pixels[is_outside]).all()


@pytest.mark.parametrize("look", LOOKS)
def test_a_box_over_the_whole_picture_works(look: CoverLook) -> None:
    pixels = np.full((5, 7, 3), 200, np.uint8)
    assert len(paint_over(capture_of(pixels), [mask_at(Region(-9, -9, 50, 50))], look)) == 5 * 7 * 3


def test_on_a_jpeg_a_box_grows_to_the_blocks_that_it_touches() -> None:
    capture = capture_of(np.zeros((64, 64, 3), np.uint8), was_jpeg=True)
    assert covered_region(Region(17, 17, 2, 20), capture) == Region(16, 16, 16, 32)


def test_the_label_is_drawn_on_the_box() -> None:
    pixels = np.full((40, 200, 3), 255, np.uint8)
    box = Region(10, 8, 120, 20)
    with_label = paint_over(capture_of(pixels), [mask_at(box, "EMAIL 1")], CoverLook.LABEL)
    without = paint_over(capture_of(pixels), [mask_at(box, "")], CoverLook.LABEL)
    assert with_label != without
