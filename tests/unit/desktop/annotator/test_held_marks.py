"""Marks that stand already are taken up, moved, changed and taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.viewmodels.annotation import Grip, Ink, Mark, Tool
from desktop.views.annotate.annotator import Annotator
from tests.unit.desktop.annotator.hands import drag, marks

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def two_marks(dialog: Annotator) -> Annotator:
    """A box in the upper left, an arrow in the lower right, and the hand chosen: it holds the arrow."""
    for mark in (Mark(Tool.BOX, (20, 20), (80, 60)), Mark(Tool.ARROW, (200, 200), (300, 260))):
        dialog.canvas.history.place(mark)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_V)
    return dialog


def test_a_mark_is_dragged_to_another_place_and_back_by_one_undo(two_marks: Annotator) -> None:
    drag(two_marks, (50, 40), (150, 140))
    box, arrow = marks(two_marks)
    assert abs(box.start[0] - 120) <= 1
    assert (box.region.width, box.region.height) == (61, 41)
    assert arrow == Mark(Tool.ARROW, (200, 200), (300, 260))
    QTest.keyClick(two_marks.canvas, Qt.Key.Key_Z, _CTRL)
    assert marks(two_marks)[0].start == (20, 20)


def test_an_end_of_the_held_mark_is_dragged_alone(two_marks: Annotator) -> None:
    drag(two_marks, (300, 260), (340, 220))
    arrow = marks(two_marks)[1]
    assert arrow.start == (200, 200)
    assert abs(arrow.end[0] - 340) <= 1


def test_keys_choose_a_mark_and_move_it_as_one_step(two_marks: Annotator) -> None:
    canvas = two_marks.canvas
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Right, _CTRL)
    assert marks(two_marks)[0].start == (50, 20)
    QTest.keyClick(canvas, Qt.Key.Key_Z, _CTRL)
    assert marks(two_marks)[0].start == (20, 20)


def test_alt_and_arrows_move_the_end_alone(two_marks: Annotator) -> None:
    QTest.keyClick(two_marks.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert marks(two_marks)[1] == Mark(Tool.ARROW, (200, 200), (300, 261))


def test_no_mark_leaves_the_picture(two_marks: Annotator) -> None:
    for _ in range(20):
        QTest.keyClick(two_marks.canvas, Qt.Key.Key_Right, _SHIFT)
    arrow = marks(two_marks)[1]
    assert (arrow.end[0], arrow.region.width) == (399, 101)


def test_another_ink_is_given_to_the_held_mark_and_can_be_taken_back(two_marks: Annotator) -> None:
    QTest.keyClick(two_marks.canvas, Qt.Key.Key_2)
    assert [mark.ink for mark in marks(two_marks)] == [Ink.RED, Ink.BLUE]
    assert two_marks.ink_button(Ink.BLUE).isChecked()
    QTest.keyClick(two_marks.canvas, Qt.Key.Key_PageUp)
    assert two_marks.ink_button(Ink.RED).isChecked()
    two_marks.canvas.undo()
    assert [mark.ink for mark in marks(two_marks)] == [Ink.RED, Ink.RED]


def test_an_ink_that_is_chosen_before_holds_for_what_is_drawn_next_with_that_tool(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_3)
    drag(dialog, (50, 60), (150, 160))
    QTest.keyClick(dialog.canvas, Qt.Key.Key_H)
    drag(dialog, (50, 60), (150, 160))
    assert [mark.ink for mark in marks(dialog)] == [Ink.GREEN, Ink.YELLOW]


def test_delete_takes_a_mark_away_and_counts_the_steps_anew(dialog: Annotator) -> None:
    for x in (50, 100, 150):
        dialog.canvas.history.place(Mark(Tool.STEP, (x, 50), (x, 50)))
    QTest.keyClick(dialog.canvas, Qt.Key.Key_V)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_PageDown)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Delete)
    assert [(mark.start[0], mark.text) for mark in marks(dialog)] == [(100, "1"), (150, "2")]


def test_words_that_stand_already_are_typed_anew(dialog: Annotator) -> None:
    dialog.canvas.history.place(Mark(Tool.TEXT, (60, 60), (60, 60), "Clik here"))
    QTest.keyClick(dialog.canvas, Qt.Key.Key_V)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_F2)
    editor = dialog.canvas.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Clik here"
    editor.setText("Click here")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert marks(dialog) == (Mark(Tool.TEXT, (60, 60), (60, 60), "Click here"),)


def test_escape_lets_a_mark_go_before_it_ends_the_dialog(two_marks: Annotator) -> None:
    QTest.keyClick(two_marks.canvas, Qt.Key.Key_Escape)
    assert two_marks.isVisible()
    assert two_marks.canvas.hand.held is None
    QTest.keyClick(two_marks.canvas, Qt.Key.Key_Escape)
    assert not two_marks.isVisible()


def test_a_click_beside_every_mark_holds_none(two_marks: Annotator) -> None:
    drag(two_marks, (380, 20), (380, 20))
    assert two_marks.canvas.hand.held is None
    before = marks(two_marks)
    QTest.keyClick(two_marks.canvas, Qt.Key.Key_Delete)
    assert marks(two_marks) == before


def test_a_mark_moves_by_one_end_or_as_a_whole() -> None:
    mark = Mark(Tool.BOX, (10, 10), (20, 20))
    assert mark.moved(5, 0, (100, 100)) == Mark(Tool.BOX, (15, 10), (25, 20))
    assert mark.moved(5, 0, (100, 100), Grip.START) == Mark(Tool.BOX, (15, 10), (20, 20))
    assert mark.moved(-50, 900, (100, 100)) == Mark(Tool.BOX, (0, 89), (10, 99))
