"""Covering destroys: the result depends on nothing that lies under a box."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.domain.finding import CoverLook, EntityType, Finding, Mask
from engine.domain.picture import Capture, CaptureOrigin, Picture
from engine.domain.region import Region
from engine.imaging import Raster, decode_picture, decode_pixels, encode_png, encode_webp_lossless
from engine.redaction.covering.covering import covered_region, paint_over
from engine.store.pictures import encoded

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
    assert covered_region(Region(17, 17, 2, 20), capture) == Region(15, 15, 18, 34)


def lossy(secret_seed: int, box: Region, **options: object) -> Capture:
    """A screen of flat colours with noise in a box, saved as JPEG and opened again."""
    pixels = np.full((117, 203, 3), 230, np.uint8)
    pixels[::7] = (200, 60, 40)
    inside = np.random.default_rng(secret_seed).integers(0, 256, (box.height, box.width, 3), np.uint8)
    pixels[box.y : box.bottom, box.x : box.right] = inside
    file = BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", **options)
    return decode_picture(file.getvalue(), CaptureOrigin.FILE)


def oriented(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x112] = orientation
    return exif


@pytest.mark.parametrize("subsampling", [0, 1, 2])
@pytest.mark.parametrize(
    ("orientation", "box"),
    [
        (1, Region(61, 37, 53, 18)),
        (3, Region(203 - 61 - 53, 117 - 37 - 18, 53, 18)),
        (6, Region(117 - 37 - 18, 61, 18, 53)),
    ],
)
def test_what_a_jpeg_has_smeared_around_a_box_is_covered_too(subsampling: int, orientation: int, box: Region) -> None:
    place = Region(61, 37, 53, 18)
    options = {"quality": 85, "subsampling": subsampling, "exif": oriented(orientation)}
    first, second = (lossy(seed, place, **options) for seed in (1, 2))
    assert first.rgb != second.rgb
    assert paint_over(first, [mask_at(box)], CoverLook.LABEL) == paint_over(second, [mask_at(box)], CoverLook.LABEL)


def test_on_a_jpeg_a_box_covers_no_more_than_the_blocks_of_brightness_that_it_touches() -> None:
    capture = lossy(1, Region(61, 37, 53, 18), quality=85, subsampling=2)
    place = covered_region(Region(61, 37, 53, 18), capture)
    assert place == Region(56, 32, 64, 24)
    assert covered_region(place, capture) == place


def test_text_beside_a_box_on_a_jpeg_loses_its_colours_and_nothing_else() -> None:
    capture = lossy(1, Region(61, 37, 53, 18), quality=95, subsampling=2)
    painted = paint_over(capture, [mask_at(Region(61, 37, 53, 18))], CoverLook.PLAIN)
    after = np.frombuffer(painted, np.uint8).reshape(117, 203, 3).astype(int)
    before = np.frombuffer(capture.rgb, np.uint8).reshape(117, 203, 3).astype(int)
    beside = (slice(56, 64), slice(56, 120))
    assert (np.ptp(after[beside], axis=2) == 0).all()
    brightness = before[beside] @ np.array([0.299, 0.587, 0.114])
    assert np.abs(after[beside][..., 0] - brightness).max() <= 8  # colours that RGB cannot hold were clipped
    assert (after[82:] == before[82:]).all()


def test_a_jpeg_of_whole_colours_keeps_them_beside_a_box() -> None:
    capture = lossy(1, Region(61, 37, 53, 18), quality=95, subsampling=0)
    painted = paint_over(capture, [mask_at(Region(61, 37, 53, 18))], CoverLook.PLAIN)
    after = np.frombuffer(painted, np.uint8).reshape(117, 203, 3)
    before = np.frombuffer(capture.rgb, np.uint8).reshape(117, 203, 3)
    assert (after[56:64] == before[56:64]).all()


def test_a_jpeg_that_stores_red_green_and_blue_is_covered_by_its_widest_blocks() -> None:
    file = BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "JPEG", keep_rgb=True)
    capture = decode_picture(file.getvalue(), CaptureOrigin.FILE)
    assert capture.was_jpeg
    assert capture.blocks is None


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_tells_its_brightness(mode: str) -> None:
    file = BytesIO()
    Image.new(mode, (21, 13), "white").save(file, "JPEG")
    blocks = decode_picture(file.getvalue(), CaptureOrigin.FILE).blocks
    assert blocks is not None
    assert blocks.luma == b"\xff" * (21 * 13)


def test_a_lossy_webp_counts_as_lossy_and_a_lossless_one_does_not() -> None:
    for lossless in (False, True):
        file = BytesIO()
        Image.new("RGB", (64, 48), "white").save(file, "WEBP", lossless=lossless)
        assert decode_picture(file.getvalue(), CaptureOrigin.FILE).was_jpeg is not lossless


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("encode", [encode_png, encode_webp_lossless, encoded])
@pytest.mark.parametrize("look", LOOKS)
def test_in_every_format_the_file_is_the_same_and_what_is_around_is_as_it_was(
    look: CoverLook, encode: Callable[[Picture], bytes], scale: float
) -> None:
    width, height = round(90 * scale), round(60 * scale)
    corner = Region(round(50 * scale), round(40 * scale), width, height)
    boxes = [Region(-5, round(20 * scale), round(40 * scale), round(12 * scale)), corner]
    background = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    files = set()
    for seed in (1, 2, 3):
        pixels = background.copy()
        for box in boxes:
            place = box.clipped(width, height)
            part = pixels[place.y : place.bottom, place.x : place.right]
            part[:] = np.random.default_rng(seed).integers(0, 256, part.shape, np.uint8)
        painted = paint_over(capture_of(pixels), [mask_at(box) for box in boxes], look)
        files.add(encode(Raster(width, height, painted)))
    (file,) = files
    assert decode_pixels(file).rgb == painted, "no encoder adds noise of its own"


@pytest.mark.parametrize("look", LOOKS)
def test_the_file_written_is_the_same_whatever_lay_below_and_holds_pixels_alone(look: CoverLook) -> None:
    files = set()
    for seed in (1, 2):
        pixels = np.full((60, 90, 3), 255, np.uint8)
        pixels[20:40, 0:50] = np.random.default_rng(seed).integers(0, 256, (20, 50, 3), np.uint8)
        painted = paint_over(capture_of(pixels), [mask_at(Region(-5, 20, 55, 20))], look)
        files.add(encode_png(Raster(90, 60, painted)))
    (file,) = files
    chunks = [file[at : at + 4] for at in chunk_names(file)]
    assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}
    assert file.endswith(b"IEND\xaeB`\x82")
    assert file[25] == 2, "colour type 2 has no alpha"


def chunk_names(png: bytes) -> Iterator[int]:
    """Yield where the name of each chunk stands."""
    at = 8
    while at < len(png):
        yield at + 4
        at += 12 + int.from_bytes(png[at : at + 4], "big")


def test_the_label_is_drawn_on_the_box() -> None:
    pixels = np.full((40, 200, 3), 255, np.uint8)
    box = Region(10, 8, 120, 20)
    with_label = paint_over(capture_of(pixels), [mask_at(box, "EMAIL 1")], CoverLook.LABEL)
    without = paint_over(capture_of(pixels), [mask_at(box, "")], CoverLook.LABEL)
    assert with_label != without
