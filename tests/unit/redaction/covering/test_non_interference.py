"""From file to file: whatever is drawn under the boxes, the file that is written is the same, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from engine.domain.finding import CoverLook, EntityType, Finding, Mask, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin, Picture
from engine.domain.region import Region
from engine.imaging import Raster, decode_picture, encode_png, encode_webp_lossless
from engine.redaction import ScreenReader, ScreenRedactor
from engine.redaction.covering.covering import paint_over
from engine.store.pictures import encoded

INCOMING: dict[str, dict[str, Any]] = {
    "PNG": {"format": "PNG"},
    "BMP": {"format": "BMP"},
    "WebP without loss": {"format": "WEBP", "lossless": True, "exact": True},
    "JPEG 4:4:4": {"format": "JPEG", "quality": 92, "subsampling": 0},
    "JPEG 4:2:2": {"format": "JPEG", "quality": 85, "subsampling": 1},
    "JPEG 4:2:0": {"format": "JPEG", "quality": 75, "subsampling": 2},
    "JPEG, progressive": {"format": "JPEG", "quality": 60, "progressive": True},
}
OUTGOING: list[Callable[[Picture], bytes]] = [encode_png, encode_webp_lossless, encoded]
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


@st.composite
def boxes_on(draw: st.DrawFn) -> tuple[tuple[int, int], list[Region]]:
    """A size, and boxes anywhere on it: within, along and across the borders, over each other, over all of it."""
    scale = draw(st.sampled_from(SCALES))
    width, height = (round(draw(st.integers(2, most)) * scale) for most in (110, 70))
    box = st.builds(
        Region,
        st.one_of(st.integers(-12, width + 3), st.just(0)),
        st.one_of(st.integers(-12, height + 3), st.just(0)),
        st.one_of(st.integers(1, 60), st.just(width)),
        st.one_of(st.integers(1, 40), st.just(height)),
    )
    return (width, height), draw(st.lists(box, min_size=1, max_size=4))


def file_of(pixels: np.ndarray, options: dict[str, Any]) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels).save(file, **options)
    return file.getvalue()


@settings(max_examples=120, deadline=None)
@given(
    boxes_on(),
    st.sampled_from(sorted(INCOMING)),
    st.sampled_from(OUTGOING),
    st.sampled_from(list(CoverLook)),
    st.integers(0, 2**32 - 1),
)
def test_what_is_under_the_boxes_of_the_file_that_came_changes_no_byte_of_the_file_that_goes(
    screen: tuple[tuple[int, int], list[Region]],
    incoming: str,
    outgoing: Callable[[Picture], bytes],
    look: CoverLook,
    seed: int,
) -> None:
    (width, height), boxes = screen
    dice = np.random.default_rng(seed)
    background = np.repeat(dice.integers(0, 256, (height, width, 1), np.uint8), 3, axis=2)
    background[::5] = (200, 60, 40)
    masks = [Mask(Finding(EntityType.EMAIL, box, 0.9, label=f"EMAIL {at}")) for at, box in enumerate(boxes, 1)]
    files = set()
    for _ in range(3):
        pixels = background.copy()
        for place in (box.clipped(width, height) for box in boxes):
            part = pixels[place.y : max(place.y, place.bottom), place.x : max(place.x, place.right)]
            part[:] = dice.integers(0, 256, part.shape, np.uint8)
        capture = decode_picture(file_of(pixels, INCOMING[incoming]), CaptureOrigin.FILE)
        files.add(outgoing(Raster(width, height, paint_over(capture, masks, look))))
    assert len(files) == 1


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("look", list(CoverLook))
def test_a_whole_pass_with_its_second_reading_tells_nothing_of_the_text_below(look: CoverLook, scale: float) -> None:
    redactor = ScreenRedactor(ScreenReader())
    box = Region(*(round(value * scale) for value in (96, 18, 190, 24)))
    found = Finding(EntityType.PASSWORD, box, 0.9, label="PASSWORD 1")
    files = set()
    for under in ("Tr0ub4dor&3x", "Customer: Wei Zhang", "||||||||||||||||", ""):
        capture = drawn(under, scale)
        plan = RedactionPlan(capture.id, (Mask(found),), look)
        files.add(encode_png(redactor.cover(capture, plan)))
    assert len(files) == 1


def drawn(under: str, scale: float) -> Capture:
    """A screen with a text at the place of the box, and others around it."""
    image = Image.new("RGB", (round(420 * scale), round(90 * scale)), (248, 248, 250))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(14 * scale)
    for x, y, text in ((10, 20, "Sign-in"), (100, 20, under), (10, 55, "Error 0x8007052e, see KB5034441")):
        draw.text((x * scale, y * scale), text, fill=(20, 20, 30), font=font)
    return Capture(image.width, image.height, image.tobytes(), CaptureOrigin.PASTE)
