"""Drawn screens from end to end: read, found, covered, read again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.domain.finding import CaseLabels, CoverLook
from engine.domain.picture import RedactedImage
from engine.redaction import ScreenReader, ScreenRedactor
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
