"""What is drawn on a covered picture: pixels, masks and text of the result, and nothing that was covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.annotation import Layer
from engine.domain.finding import CaseLabels, CoverLook, EntityType, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin, Picture, RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.errors import StillLegible
from engine.redaction import ScreenRedactor
from engine.redaction.covering.annotating import laid_on

WIDTH, HEIGHT = 300, 120


def span(text: str, x: int, y: int) -> TextSpan:
    edges = tuple(x + 8 * place for place in range(len(text) + 1))
    return TextSpan(text, Region(x, y, 8 * len(text), 12), 0.99, edges)


class ReaderOf:
    """Reads what it is told to, whatever the picture."""

    def __init__(self, *spans: TextSpan) -> None:
        self.spans = spans

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        return self.spans

    def forget(self) -> None:
        """Remembers nothing."""


def sheet(crop: Region | None = None, *drawn: tuple[Region, tuple[int, int, int, int]]) -> Layer:
    """A layer with filled boxes."""
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    for region, colour in drawn:
        pixels[region.y : region.bottom, region.x : region.right] = colour
    return Layer(WIDTH, HEIGHT, pixels.tobytes(), crop)


def covered(*spans: TextSpan) -> tuple[ScreenRedactor, ReaderOf, RedactedImage]:
    """A redactor, its reader, and a white picture on which what is sensitive has been covered."""
    reader = ReaderOf(*spans)
    redactor = ScreenRedactor(reader, CoverLook.PLAIN)
    capture = Capture(WIDTH, HEIGHT, b"\xff" * (WIDTH * HEIGHT * 3), CaptureOrigin.PASTE)
    plan = redactor.plan(capture, CaseLabels())
    reader.spans = tuple(each for each in spans if "@" not in each.text)
    return redactor, reader, redactor.cover(capture, plan)


def pixel(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    at = 3 * (y * picture.width + x)
    return tuple(picture.rgb[at : at + 3])


def test_a_drawing_lies_on_the_picture_and_nothing_else_changes() -> None:
    redactor, _, picture = covered()
    result = redactor.annotate(picture, sheet(None, (Region(10, 20, 30, 5), (255, 0, 0, 255))))
    assert pixel(result, 10, 20) == (255, 0, 0)
    assert pixel(result, 39, 24) == (255, 0, 0)
    assert pixel(result, 40, 24) == pixel(result, 9, 20) == (255, 255, 255)
    assert result.digest != picture.digest


def test_a_highlight_lets_through_what_is_below() -> None:
    redactor, _, picture = covered()
    result = redactor.annotate(picture, sheet(None, (Region(0, 0, 10, 10), (255, 255, 0, 102))))
    assert pixel(result, 5, 5) == (255, 255, 153)


def test_a_crop_keeps_the_part_and_moves_what_was_covered() -> None:
    redactor, _, picture = covered(span("a.b@x.example", 40, 50), span("c.d@x.example", 40, 5))
    assert len(picture.masks) == 2
    result = redactor.annotate(picture, sheet(Region(30, 40, 100, 60)))
    assert (result.width, result.height) == (100, 60)
    (mask,) = result.masks
    before = next(mask.region for mask in picture.masks if mask.region.y > 30)
    assert mask.region == before.moved(-30, -40).clipped(100, 60)
    inside = mask.region
    assert pixel(result, inside.x + 2, inside.y + 2) == pixel(picture, before.x + 2, before.y + 2)


def test_the_text_of_the_result_is_read_from_it() -> None:
    redactor, reader, picture = covered(span("Error 0x80070643", 20, 20))
    assert picture.visible_text == "Error 0x80070643"
    reader.spans = (span("Press here", 5, 5),)
    assert redactor.annotate(picture, sheet()).visible_text == "Press here"


def test_sensitive_words_that_were_typed_are_refused() -> None:
    redactor, reader, picture = covered()
    typed = span("grace@clinic.example", 20, 60)
    reader.spans = (typed,)
    with pytest.raises(StillLegible) as refused:
        redactor.annotate(picture, sheet(None, (typed.region, (0, 0, 0, 255))))
    assert refused.value.key == "redaction.drawn_legible"
    assert "EMAIL" in str(refused.value)


def test_what_the_agent_left_open_stays_open_under_a_highlight() -> None:
    reader = ReaderOf(span("grace@clinic.example", 20, 60))
    redactor = ScreenRedactor(reader, CoverLook.PLAIN)
    capture = Capture(WIDTH, HEIGHT, b"\xff" * (WIDTH * HEIGHT * 3), CaptureOrigin.PASTE)
    plan = redactor.plan(capture, CaseLabels())
    opened = RedactionPlan(
        plan.capture_id, tuple(replace(mask, is_covered=False, is_by_agent=True) for mask in plan.masks)
    )
    picture = redactor.cover(capture, opened)
    result = redactor.annotate(picture, sheet(None, (Region(15, 55, 200, 20), (255, 255, 0, 80))))
    assert [mask.finding.entity_type for mask in result.masks] == [EntityType.EMAIL]


@given(
    st.binary(min_size=16 * 4, max_size=16 * 4),
    st.binary(min_size=16 * 3, max_size=16 * 3),
)
def test_a_result_depends_on_the_covered_picture_and_the_drawing_alone(rgba: bytes, rgb: bytes) -> None:
    layer = Layer(4, 4, rgba)
    result = laid_on(RedactedImage(4, 4, rgb), layer)
    for at in range(16):
        opacity = rgba[4 * at + 3]
        for part in range(3):
            exact = (rgba[4 * at + part] * opacity + rgb[3 * at + part] * (255 - opacity)) / 255
            assert abs(result.rgb[3 * at + part] - exact) <= 0.51


@pytest.mark.parametrize("crop", [Region(0, 0, 0, 5), Region(-1, 0, 5, 5), Region(1, 1, WIDTH, HEIGHT)])
def test_a_part_outside_the_picture_cannot_be_kept(crop: Region) -> None:
    with pytest.raises(ValueError):
        sheet(crop)


def test_a_drawing_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError):
        laid_on(RedactedImage(2, 2, bytes(12)), sheet())
