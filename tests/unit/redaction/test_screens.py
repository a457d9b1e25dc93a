"""Drawn screens from end to end: read, found, covered, read again."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from engine.domain.finding import CaseLabels, CoverLook
from engine.domain.picture import CaptureOrigin, RedactedImage
from engine.imaging import decode_picture, open_picture_file
from engine.redaction import ScreenReader, ScreenRedactor
from engine.wording import RESOURCES
from tests.screens.canvas import Planted, Screen, font_file
from tests.screens.pages import PAGES

Page = Callable[[str, bool, float], Screen]


def share_covered(image: RedactedImage, item: Planted) -> float:
    is_covered = np.zeros((image.height, image.width), bool)
    for mask in image.masks:
        box = mask.region.clipped(image.width, image.height)
        is_covered[box.y : box.bottom, box.x : box.right] = True
    place = item.region
    return float(is_covered[place.y : place.bottom, place.x : place.right].mean())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
@pytest.mark.parametrize(
    ("language", "is_dark", "scale", "look"),
    [
        ("en", False, 1.0, CoverLook.LABEL),
        ("zh", True, 1.0, CoverLook.FROSTED),
        ("en", True, 1.5, CoverLook.PLAIN),
        ("zh", False, 2.0, CoverLook.LABEL),
    ],
)
def test_every_planted_item_is_covered_and_the_rest_stays_readable(
    page: Page, language: str, is_dark: bool, scale: float, look: CoverLook, reader: ScreenReader
) -> None:
    if language == "zh" and font_file("zh") is None:
        pytest.skip("no Chinese font on this machine")
    screen = page(language, is_dark, scale)
    redactor = ScreenRedactor(reader, look)
    capture = screen.capture()
    image = redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    open_items = [item.text for item in screen.sensitive if share_covered(image, item) < 0.9]
    lost_items = [item.text for item in screen.harmless if share_covered(image, item) > 0.05]
    assert (open_items, lost_items) == ([], [])
    for item in screen.sensitive:
        if len(item.text) > 4:
            assert item.text.replace(" ", "") not in image.visible_text.replace(" ", "")


def test_a_second_look_at_the_output_finds_nothing(reader: ScreenReader) -> None:
    screen = PAGES[1]("en", False, 1.0)
    redactor = ScreenRedactor(reader, CoverLook.LABEL)
    capture = screen.capture()
    plan = redactor.plan(capture, CaseLabels())
    image = redactor.cover(capture, plan)
    assert [mask.finding.reason for mask in image.masks].count("reread") == 0
    assert len(image.masks) == len(plan.masks)


@pytest.mark.parametrize("page", [PAGES[0], PAGES[1], PAGES[4]], ids=lambda page: page.__name__)
def test_a_photographed_and_compressed_screen_is_covered_too(page: Page, reader: ScreenReader) -> None:
    screen = page("en", False, 1.25)
    file = BytesIO()
    screen.image.save(file, "JPEG", quality=75)
    capture = decode_picture(file.getvalue(), CaptureOrigin.PASTE)
    redactor = ScreenRedactor(reader, CoverLook.LABEL)
    image = redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    assert [item.text for item in screen.sensitive if share_covered(image, item) < 0.9] == []


def test_text_on_a_busy_background_is_covered_too(reader: ScreenReader) -> None:
    screen = PAGES[1]("en", True, 1.5)
    plain = np.asarray(screen.image)
    dice = np.random.default_rng(4).integers(0, 90, (20, 30, 3), np.uint8)
    photo = np.asarray(Image.fromarray(dice).resize(screen.image.size, Image.Resampling.BICUBIC))
    is_ink = (np.abs(plain.astype(int) - (32, 33, 36)).max(axis=2) > 6)[:, :, np.newaxis]
    screen.image = Image.fromarray(np.where(is_ink, plain, photo))
    capture = screen.capture()
    redactor = ScreenRedactor(reader, CoverLook.FROSTED)
    image = redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    assert [item.text for item in screen.sensitive if share_covered(image, item) < 0.9] == []


@pytest.mark.parametrize("name", ["support-en.png", "support-zh.png"])
def test_the_sample_screenshots_show_what_covering_is(name: str, reader: ScreenReader) -> None:
    capture = open_picture_file(RESOURCES / "samples" / name)
    redactor = ScreenRedactor(reader, CoverLook.LABEL)
    image = redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    assert len(image.masks) == 11
    for secret in ("hollis", "Winter", "10.42.17.203", "周雨桐", "13911112222", "Qiu7", "7890"):
        assert secret.lower() not in image.visible_text.lower()
    assert "0x" in image.visible_text
