"""The frame that a picture is cropped to: drawn, moved, and its sides dragged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.views.annotate.annotator import Annotator
from engine.domain.region import Region
from tests.unit.desktop.annotator.hands import drag, marks

_CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_crop_is_part_of_the_drawing_and_the_last_one_counts(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_C)
    drag(dialog, (10, 10), (200, 200))
    drag(dialog, (20, 30), (119, 129))
    crop = dialog.canvas.layer().crop
    assert crop is not None
    assert (crop.width, crop.height) == (100, 100)


def cropped(dialog: Annotator) -> tuple[int, int, int, int]:
    crop = dialog.canvas.history.now.crop
    assert crop is not None
    return crop.x, crop.y, crop.right, crop.bottom


@pytest.fixture
def cropping(dialog: Annotator) -> Annotator:
    """A drawing that is cropped, and the hand over it."""
    dialog.canvas.history.crop_to(Region.from_edges(100, 80, 300, 200))
    QTest.keyClick(dialog.canvas, Qt.Key.Key_V)
    return dialog


@pytest.mark.parametrize(
    ("start", "end", "frame"),
    [
        ((200, 140), (230, 150), (130, 90, 330, 210)),
        ((200, 140), (900, 900), (200, 180, 400, 300)),
        ((100, 80), (90, 60), (90, 60, 300, 200)),
        ((300, 140), (340, 170), (100, 80, 340, 200)),
        ((200, 200), (200, 20), (100, 80, 300, 88)),
    ],
)
def test_a_crop_is_moved_and_its_sides_and_corners_are_dragged(
    cropping: Annotator, start: tuple[int, int], end: tuple[int, int], frame: tuple[int, int, int, int]
) -> None:
    drag(cropping, start, end)
    assert cropped(cropping) == frame
    cropping.canvas.undo()
    assert cropped(cropping) == (100, 80, 300, 200)


def test_arrow_keys_move_a_crop_and_with_alt_its_far_corner(cropping: Annotator) -> None:
    QTest.keyClick(cropping.canvas, Qt.Key.Key_Left)
    QTest.keyClick(cropping.canvas, Qt.Key.Key_Down, _CTRL)
    assert cropped(cropping) == (99, 90, 299, 210)
    QTest.keyClick(cropping.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert cropped(cropping) == (99, 90, 300, 210)


def test_the_crop_tool_takes_up_a_corner_and_draws_another_frame_elsewhere(cropping: Annotator) -> None:
    QTest.keyClick(cropping.canvas, Qt.Key.Key_C)
    drag(cropping, (300, 200), (320, 220))
    assert cropped(cropping) == (100, 80, 320, 220)
    drag(cropping, (150, 100), (250, 190))
    assert cropped(cropping)[:2] == (150, 100)


def test_a_mark_is_taken_up_before_the_crop_that_it_lies_in(cropping: Annotator) -> None:
    QTest.keyClick(cropping.canvas, Qt.Key.Key_A)
    drag(cropping, (150, 120), (250, 160))
    QTest.keyClick(cropping.canvas, Qt.Key.Key_V)
    drag(cropping, (200, 140), (210, 150))
    assert cropped(cropping) == (100, 80, 300, 200)
    assert marks(cropping)[0].start == (160, 130)


def test_escape_puts_a_frame_back_that_is_being_dragged(cropping: Annotator) -> None:
    canvas = cropping.canvas
    assert canvas.crop_hand.take((200, 140), 8, takes_whole=True)
    canvas.crop_hand.drag((240, 150))
    assert canvas.give_up()
    assert cropped(cropping) == (100, 80, 300, 200)
