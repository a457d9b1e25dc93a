"""Paints over regions. What lay below is gone before the first decision about colours is made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from engine.domain.finding import CoverLook, Mask
from engine.domain.picture import Capture
from engine.domain.region import Region

_FILL = (71, 85, 105)
_LETTERS = (241, 245, 249)
_PLAIN = (30, 34, 42)
_NEUTRAL = (128, 132, 140)
_JPEG_BLOCK = 16
"""Chroma blocks of a JPEG span 16 pixels: each holds colours of all that it touches."""
_LUMA_BLOCK = 8
"""Blocks of brightness have this size in every JPEG."""
_JPEG_SMEAR = 1
"""Decoders draw colours one pixel across the border of a block when they scale them up."""
_RING = 3
_SMALLEST_LETTERS = 8
_SHORT = {
    "USERNAME": "USER",
    "HOSTNAME": "HOST",
    "PASSWORD": "PASS",
    "BANK CARD": "CARD",
    "CN ID": "ID",
    "US SSN": "SSN",
    "CN USCC": "USCC",
    "PERSON": "NAME",
    "PRIVATE KEY": "KEY",
    "LICENSE KEY": "KEY",
    "DATE OF BIRTH": "DOB",
    "PASSPORT": "PASS NO",
    "ADDRESS": "ADDR",
}
"""What is written where the whole name of a kind has no room."""

Pixels = NDArray[np.uint8]


def covered_region(region: Region, capture: Capture) -> Region:
    """Return what is painted for a mask: clipped, and for a JPEG grown to all that its blocks can have touched.

    Where the file tells its brightness, that is what blocks of brightness have touched; colours reach further, and are
    taken out there: see `_without_colours`.
    """
    region = region.clipped(capture.width, capture.height)
    if not capture.was_jpeg or region.is_empty:
        return region
    if capture.blocks is None:
        return _grown_to_blocks(region, capture, _JPEG_BLOCK, _JPEG_SMEAR)
    return _grown_to_blocks(region, capture, _LUMA_BLOCK, 0)


def _grown_to_blocks(region: Region, capture: Capture, block: int, smear: int) -> Region:
    is_turned = capture.blocks is None or capture.blocks.is_turned
    left, right = _to_blocks(region.x, region.right, block, capture.width % block if is_turned else 0)
    top, bottom = _to_blocks(region.y, region.bottom, block, capture.height % block if is_turned else 0)
    grown = Region.from_edges(left, top, right, bottom).grown(smear, smear)
    return grown.clipped(capture.width, capture.height)


def _to_blocks(start: int, end: int, block: int, offset: int) -> tuple[int, int]:
    """Grow a stretch to whole blocks, counted from either end: a picture turned by its EXIF record counts backwards."""
    starts = (start // block * block, (start - offset) // block * block + offset)
    ends = (-(-end // block) * block, -(-(end - offset) // block) * block + offset)
    return min(starts), max(ends)


def _without_colours(pixels: Pixels, capture: Capture, places: Sequence[Region]) -> None:
    """Take the colours out where a JPEG's blocks of colours reach over the places; the brightness there is its own."""
    if capture.blocks is None or capture.blocks.chroma_block <= _LUMA_BLOCK:
        return
    luma = np.frombuffer(capture.blocks.luma, np.uint8).reshape(capture.height, capture.width)
    for place in places:
        around = _grown_to_blocks(place, capture, capture.blocks.chroma_block, _JPEG_SMEAR)
        rows, columns = slice(around.y, around.bottom), slice(around.x, around.right)
        pixels[rows, columns] = luma[rows, columns, np.newaxis]


def paint_over(capture: Capture, masks: Sequence[Mask], look: CoverLook) -> bytes:
    """Return the RGB pixels with all masks painted over.

    A function of the pixels outside the masks alone: the first step erases what is inside.
    """
    pixels = np.frombuffer(capture.rgb, np.uint8).reshape(capture.height, capture.width, 3).copy()
    is_covered = np.zeros(pixels.shape[:2], bool)
    places = [(covered_region(mask.region, capture), mask.finding.label) for mask in masks]
    places = [(region, label) for region, label in places if not region.is_empty]
    _without_colours(pixels, capture, [region for region, _ in places])
    for region, _ in places:
        is_covered[region.y : region.bottom, region.x : region.right] = True
    pixels[is_covered] = 0
    erased = pixels.copy()
    for region, label in places:
        patch = _patch(erased, is_covered, region, label, look)
        pixels[region.y : region.bottom, region.x : region.right] = patch
    return pixels.tobytes()


def _patch(erased: Pixels, is_covered: NDArray[np.bool_], region: Region, label: str, look: CoverLook) -> Pixels:
    if look is CoverLook.PLAIN:
        return np.full((region.height, region.width, 3), _PLAIN, np.uint8)
    if look is CoverLook.FROSTED:
        return _frosted(erased, is_covered, region)
    return _labelled(_surroundings(erased, is_covered, region), region, label)


def _ring(erased: Pixels, is_covered: NDArray[np.bool_], region: Region) -> Pixels:
    """Return the uncovered pixels just outside a region, shape (n, 3)."""
    height, width = is_covered.shape
    around = region.grown(_RING, _RING).clipped(width, height)
    rows, columns = slice(around.y, around.bottom), slice(around.x, around.right)
    return np.asarray(erased[rows, columns][~is_covered[rows, columns]], np.uint8)


def _surroundings(erased: Pixels, is_covered: NDArray[np.bool_], region: Region) -> tuple[int, int, int]:
    """Return the usual colour around a region."""
    ring = _ring(erased, is_covered, region)
    if not len(ring):
        return _NEUTRAL
    red, green, blue = (int(value) for value in np.median(ring, axis=0))
    return red, green, blue


def _labelled(background: tuple[int, int, int], region: Region, label: str) -> Pixels:
    """Draw a rounded box with its label on the colour of the surroundings."""
    image = Image.new("RGB", (region.width, region.height), background)
    draw = ImageDraw.Draw(image)
    radius = min(5, region.height // 4, region.width // 4)
    draw.rounded_rectangle((0, 0, region.width - 1, region.height - 1), radius, fill=_FILL)
    for words in (label, _shortened(label)):
        face = _fitting_font(words, region.width - 4, region.height - 4)
        if face is not None:
            draw.text((region.width / 2, region.height / 2), words, fill=_LETTERS, font=face, anchor="mm")
            break
    return np.asarray(image, np.uint8)


def _shortened(label: str) -> str:
    name, _, number = label.rpartition(" ")
    return f"{_SHORT[name]} {number}" if name in _SHORT else label


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | None:
    face = ImageFont.load_default(size)
    return face if isinstance(face, ImageFont.FreeTypeFont) else None


def _fitting_font(label: str, width: int, height: int) -> ImageFont.FreeTypeFont | None:
    """Return the largest font in which a label fits, or None."""
    for size in range(min(20, round(height * 0.8)), _SMALLEST_LETTERS - 1, -1):
        face = _font(size)
        if face is None or not label:
            return None
        if face.getlength(label) <= width:
            return face
    return None


def _frosted(erased: Pixels, is_covered: NDArray[np.bool_], region: Region) -> Pixels:
    """Draw frosted glass: colours that run between the four sides outside, and noise of the place alone."""
    height, width = region.height, region.width
    left, top, right, bottom = (
        np.asarray(_surroundings(erased, is_covered, side), np.float32)
        for side in (
            Region(region.x, region.y, 1, height),
            Region(region.x, region.y, width, 1),
            Region(region.right - 1, region.y, 1, height),
            Region(region.x, region.bottom - 1, width, 1),
        )
    )
    across = np.linspace(0, 1, width, dtype=np.float32)[np.newaxis, :, np.newaxis]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, np.newaxis, np.newaxis]
    colours = ((1 - across) * left + across * right + (1 - down) * top + down * bottom) / 2
    brightness = float(colours.mean())
    shade = -38.0 if brightness > 127 else 46.0
    texture = _mottle(region) * shade
    return np.asarray(np.clip(colours + texture[:, :, np.newaxis], 0, 255), np.uint8)


def _mottle(region: Region) -> NDArray[np.float32]:
    """Return soft blotches and fine grain, 0 to 1, from a generator seeded with the place alone."""
    dice = np.random.default_rng((region.x, region.y, region.width, region.height))
    coarse_size = (max(2, region.width // 9), max(2, region.height // 7))
    coarse = dice.integers(0, 256, (coarse_size[1], coarse_size[0]), np.uint8)
    blotches = Image.fromarray(coarse).resize((region.width, region.height), Image.Resampling.BICUBIC)
    grain = dice.normal(0, 0.05, (region.height, region.width)).astype(np.float32)
    return np.asarray(0.25 + 0.75 * (np.asarray(blotches, np.float32) / 255) + grain, np.float32)
