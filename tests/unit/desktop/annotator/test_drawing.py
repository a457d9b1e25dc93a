"""Drawing on a covered picture, by mouse and by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.viewmodels.annotation import DrawingHistory, Mark, Tool
from desktop.views.annotate.annotator import KEYS, Annotator
from desktop.views.annotate.mark_painting import bounds
from engine.domain.annotation import Layer
from tests.unit.desktop.annotator.hands import drag, marks

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("tool", [Tool.ARROW, Tool.BOX, Tool.HIGHLIGHT])
def test_one_key_chooses_a_tool_and_a_drag_draws_with_it(dialog: Annotator, tool: Tool) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key(ord(KEYS[tool])))
    assert dialog.tool_button(tool).isChecked()
    drag(dialog, (50, 60), (150, 160))
    (mark,) = marks(dialog)
    assert mark.tool is tool
    assert abs(mark.start[0] - 50) <= 1
    assert abs(mark.end[1] - 160) <= 1


def test_every_tool_has_a_key_of_its_own() -> None:
    assert set(KEYS) == set(Tool)
    assert len(set(KEYS.values())) == len(KEYS)


def test_the_keyboard_alone_is_enough(dialog: Annotator) -> None:
    canvas = dialog.canvas
    QTest.keyClick(canvas, Qt.Key.Key_R)
    QTest.keyClick(canvas, Qt.Key.Key_Left, _SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Right, _CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert marks(dialog) == (Mark(Tool.BOX, (150, 150), (160, 151)),)


def test_steps_are_numbered_in_their_order(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_N)
    for _ in range(3):
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Right, _SHIFT)
    assert [mark.text for mark in marks(dialog)] == ["1", "2", "3"]
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Z, _CTRL)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    assert [mark.text for mark in marks(dialog)] == ["1", "2", "3"]


def test_a_step_at_the_border_is_not_cut_off(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_N)
    for _ in range(9):
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Down, _SHIFT)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    (mark,) = marks(dialog)
    around = bounds(mark, 1.0)
    assert around.bottom() == 300


def test_words_at_the_border_are_typed_and_stand_in_sight(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_T)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        for _ in range(9):
            QTest.keyClick(dialog.canvas, key, _SHIFT)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    (editor,) = dialog.canvas.findChildren(QLineEdit)
    assert dialog.canvas.rect().contains(editor.geometry())
    QTest.keyClicks(editor, "here")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    (mark,) = marks(dialog)
    around = bounds(mark, 1.0)
    assert around.right() <= 400 + 1
    assert around.bottom() <= 300 + 1


def test_words_are_typed_where_they_stand_and_letters_choose_no_tool(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_T)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    editor = dialog.canvas.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "Rate her")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert marks(dialog) == (Mark(Tool.TEXT, (200, 150), (200, 150), "Rate her"),)
    assert dialog.canvas.hasFocus()


def test_no_words_are_no_mark(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_T)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    editor = dialog.canvas.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert marks(dialog) == ()


def test_steps_back_and_forth(dialog: Annotator) -> None:
    assert not dialog.undo.isEnabled()
    drag(dialog, (10, 10), (90, 90))
    drag(dialog, (110, 10), (190, 90))
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Z, _CTRL)
    assert len(marks(dialog)) == 1
    assert dialog.redo.isEnabled()
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Y, _CTRL)
    assert len(marks(dialog)) == 2


def test_a_new_mark_ends_what_could_be_done_again() -> None:
    history = DrawingHistory()
    for number in range(3):
        history.place(Mark(Tool.BOX, (number, 0), (9, 9)))
    history.undo()
    history.undo()
    history.place(Mark(Tool.ARROW, (0, 0), (5, 5)))
    assert not history.can_redo
    assert [mark.tool for mark in history.now.marks] == [Tool.BOX, Tool.ARROW]


def test_escape_goes_back_one_layer_at_a_time(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert marks(dialog) == ()
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_click_with_a_tool_that_is_dragged_draws_nothing(dialog: Annotator) -> None:
    drag(dialog, (50, 50), (51, 51))
    assert marks(dialog) == ()


def test_done_hands_the_sheet_over(dialog: Annotator, qtbot: QtBot) -> None:
    drag(dialog, (50, 60), (150, 160))
    (shortcut,) = [each for each in dialog.findChildren(QShortcut) if each.key().toString() == "Ctrl+Return"]
    with qtbot.waitSignal(dialog.drawn) as drawn:
        shortcut.activated.emit()
    assert drawn.args is not None
    layer = drawn.args[0]
    assert isinstance(layer, Layer)
    assert any(layer.rgba)


def test_done_with_nothing_drawn_changes_nothing(dialog: Annotator) -> None:
    sheets: list[Layer] = []
    dialog.drawn.connect(sheets.append)
    QTest.mouseClick(dialog.done_button, _LEFT)
    assert sheets == []
    assert not dialog.isVisible()
