"""What is drawn stands on the sheet, and what is typed on it is read once more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.viewmodels.annotation import Drawing, Ink, Mark, Tool
from desktop.views.annotate.mark_painting import layer_of
from engine.domain.annotation import Layer
from engine.domain.finding import CaseLabels
from engine.domain.picture import Capture, CaptureOrigin, RedactedImage
from engine.domain.region import Region
from engine.errors import StillLegible
from engine.redaction import ScreenReader, ScreenRedactor


def opacity(layer: Layer, x: int, y: int) -> int:
    return layer.rgba[4 * (y * layer.width + x) + 3]


@pytest.mark.parametrize("tool", [tool for tool in Tool if tool not in (Tool.CROP, Tool.HAND)])
def test_every_mark_leaves_its_trace_where_it_stands_and_nowhere_far(tool: Tool) -> None:
    mark = Mark(tool, (60, 60), (140, 120), "中文 Ab")
    layer = layer_of(Drawing((mark,)), QSize(400, 300))
    near = [opacity(layer, x, y) for x in range(20, 220) for y in range(20, 180)]
    far = [opacity(layer, x, y) for x in range(260, 400) for y in range(0, 300)]
    assert max(near) > 60
    assert max(far) == 0


def test_a_highlight_stays_transparent() -> None:
    layer = layer_of(Drawing((Mark(Tool.HIGHLIGHT, (60, 60), (140, 120)),)), QSize(400, 300))
    assert 60 < opacity(layer, 100, 90) < 140


@pytest.mark.parametrize("tool", [Tool.ARROW, Tool.BOX, Tool.STEP, Tool.HIGHLIGHT, Tool.TEXT])
def test_no_two_inks_differ_by_colour_alone(tool: Tool) -> None:
    """In black and white, dark and light alone, no two of them look the same."""
    shapes = set()
    for ink in Ink:
        rgba = layer_of(Drawing((Mark(tool, (60, 60), (240, 160), "Press", ink),)), QSize(400, 300)).rgba
        colours = zip(rgba[0::4], rgba[1::4], rgba[2::4], rgba[3::4], strict=True)
        shapes.add(bytes(2 if opacity < 128 else red + 2 * green + blue > 450 for red, green, blue, opacity in colours))
    assert len(shapes) == len(Ink)


def test_a_region_of_a_mark_holds_both_ends() -> None:
    assert Mark(Tool.BOX, (9, 3), (2, 8)).region == Region(2, 3, 8, 6)
    assert QImage(1, 1, QImage.Format.Format_RGBA8888).bytesPerLine() == 4, "rows of a sheet have no padding"


def annotated_with(words: str) -> RedactedImage:
    """Cover a white screen, type words on it, and have the real redactor lay them on."""
    redactor = ScreenRedactor(ScreenReader())
    capture = Capture(640, 200, b"\xff" * (640 * 200 * 3), CaptureOrigin.PASTE)
    picture = redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    mark = Mark(Tool.TEXT, (40, 80), (40, 80), words)
    return redactor.annotate(picture, layer_of(Drawing((mark,)), QSize(640, 200)))


def test_typed_words_can_be_read_on_the_result(qapp: QApplication) -> None:
    assert "Press Retry" in annotated_with("Press Retry").visible_text


def test_a_typed_address_is_read_and_refused(qapp: QApplication) -> None:
    with pytest.raises(StillLegible):
        annotated_with("grace.hopper@clinic.example")
