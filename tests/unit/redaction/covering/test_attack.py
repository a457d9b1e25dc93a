"""An attacker who knows the font renders every candidate, covers it the same way, and compares.

The attack reads digits behind a Gaussian blur and a mosaic; that is the check that it works. Behind our
covers it does no better than guessing.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from engine.domain.finding import CoverLook, EntityType, Finding, Mask
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.imaging import decode_picture
from engine.redaction.covering.covering import paint_over

SIZE = (128, 34)
PLACE = Region(20, 4, 96, 26)
DIGITS = 6
FONT = ImageFont.load_default(16)

Cover = Callable[[Image.Image], Image.Image]


def rendered(digits: str) -> Image.Image:
    image = Image.new("RGB", SIZE, (250, 250, 250))
    ImageDraw.Draw(image).text((28, 8), digits, fill=(20, 20, 20), font=FONT)
    return image


def blurred(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(5))


def mosaic(image: Image.Image) -> Image.Image:
    small = image.resize((SIZE[0] // 8, SIZE[1] // 8), Image.Resampling.BOX)
    return small.resize(SIZE, Image.Resampling.NEAREST)


def ours(look: CoverLook, quality: int | None = None) -> Cover:
    """Cover as the program does, where `quality` is given after the picture was a JPEG, which smears."""

    def cover(image: Image.Image) -> Image.Image:
        capture = Capture(*SIZE, image.tobytes(), CaptureOrigin.PASTE)
        if quality is not None:
            file = BytesIO()
            image.save(file, "JPEG", quality=quality)
            capture = decode_picture(file.getvalue(), CaptureOrigin.PASTE)
        mask = Mask(Finding(EntityType.BANK_CARD, PLACE, 0.9, label="BANK CARD 1"))
        return Image.frombytes("RGB", SIZE, paint_over(capture, [mask], look))

    return cover


def attacked(target: Image.Image, cover: Cover) -> str:
    """Search from left to right with the best 16 beginnings; what is to come is taken as unknown (`0`)."""
    goal = np.asarray(target, np.float32)
    edges = [28 + rendered_width("0" * count) for count in range(DIGITS + 1)]
    beams = [""]
    for place in range(DIGITS):
        columns = slice(0, round(edges[place + 1]) - 2)
        scored = []
        for beam in beams:
            for digit in "0123456789":
                guess = np.asarray(cover(rendered((beam + digit).ljust(DIGITS, "0"))), np.float32)
                difference = guess[:, columns] - goal[:, columns]
                scored.append((float(np.square(difference).sum()), beam + digit))
        beams = [beam for _, beam in sorted(scored)[:16]]
    whole = [(np.square(np.asarray(cover(rendered(beam)), np.float32) - goal).sum(), beam) for beam in beams]
    return min(whole)[1]


def rendered_width(text: str) -> float:
    return FONT.getlength(text)


def share_read(cover: Cover) -> float:
    secret = drawn(7)
    return share_right(attacked(cover(rendered(secret)), cover), secret)


def drawn(seed: int) -> str:
    return "".join(str(digit) for digit in np.random.default_rng(seed).integers(0, 10, DIGITS))


def share_right(read: str, secret: str) -> float:
    return sum(a == b for a, b in zip(read, secret, strict=True)) / DIGITS


@pytest.mark.parametrize("cover", [blurred, mosaic])
def test_the_attack_reads_through_blur_and_mosaic(cover: Cover) -> None:
    assert share_read(cover) >= 0.7


@pytest.mark.parametrize("quality", [None, 75])
@pytest.mark.parametrize("look", list(CoverLook))
def test_the_attack_learns_nothing_from_our_covers(look: CoverLook, quality: int | None) -> None:
    cover = ours(look, quality)
    pictures = {cover(rendered(str(digit) * DIGITS)).tobytes() for digit in range(10)}
    assert len(pictures) == 1, "all numbers look the same, so no search can tell them apart"
    read = attacked(cover(rendered(drawn(7))), cover)  # and so whatever the number was
    assert sum(share_right(read, drawn(seed)) for seed in range(200)) / 200 <= 0.15, "one in ten is chance"
