"""Drawing on a covered picture, by mouse and by keys alone; and pinning it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.viewmodels.annotation import Drawing, DrawingHistory, Grip, Ink, Mark, Tool
from desktop.views.annotator import KEYS, Annotator
from desktop.views.main_window import MainWindow
from desktop.views.mark_painting import layer_of
from desktop.views.pin import PinnedPicture
from engine.domain.annotation import Layer
from engine.domain.finding import CaseLabels
from engine.domain.picture import Capture, CaptureOrigin, RedactedImage
from engine.domain.region import Region
from engine.errors import StillLegible
from engine.redaction import ScreenReader, ScreenRedactor
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.cases import picture

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def white() -> RedactedImage:
    return RedactedImage(400, 300, b"\xff" * (400 * 300 * 3))


@pytest.fixture
def dialog(qtbot: QtBot, white: RedactedImage) -> Iterator[Annotator]:
    parent = QWidget()
    parent.resize(1200, 900)
    qtbot.addWidget(parent)
    dialog = Annotator(white, parent)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    dialog.canvas.setFocus()
    yield dialog
    parent.close()


def marks(dialog: Annotator) -> tuple[Mark, ...]:
    return dialog.canvas.history.now.marks


def drag(dialog: Annotator, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag between two pixels of the picture, which is shown at its own size in the middle of the canvas."""
    canvas = dialog.canvas
    corner = QPoint(round((canvas.width() - 400) / 2), round((canvas.height() - 300) / 2))
    first, last = corner + QPoint(*start), corner + QPoint(*end)
    QTest.mousePress(canvas, _LEFT, _NONE, first)
    QTest.mouseMove(canvas, last)
    QTest.mouseRelease(canvas, _LEFT, _NONE, last)


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


def test_a_crop_is_part_of_the_drawing_and_the_last_one_counts(dialog: Annotator) -> None:
    QTest.keyClick(dialog.canvas, Qt.Key.Key_C)
    drag(dialog, (10, 10), (200, 200))
    drag(dialog, (20, 30), (119, 129))
    crop = dialog.canvas.layer().crop
    assert crop is not None
    assert (crop.width, crop.height) == (100, 100)


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


def opacity(layer: Layer, x: int, y: int) -> int:
    return layer.rgba[4 * (y * layer.width + x) + 3]


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


# What stands already.


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


@pytest.mark.parametrize("tool", [Tool.ARROW, Tool.BOX, Tool.STEP, Tool.HIGHLIGHT, Tool.TEXT])
def test_no_two_inks_differ_by_colour_alone(tool: Tool) -> None:
    """In black and white, dark and light alone, no two of them look the same."""
    shapes = set()
    for ink in Ink:
        rgba = layer_of(Drawing((Mark(tool, (60, 60), (240, 160), "Press", ink),)), QSize(400, 300)).rgba
        colours = zip(rgba[0::4], rgba[1::4], rgba[2::4], rgba[3::4], strict=True)
        shapes.add(bytes(2 if opacity < 128 else red + 2 * green + blue > 450 for red, green, blue, opacity in colours))
    assert len(shapes) == len(Ink)


def test_a_mark_moves_by_one_end_or_as_a_whole() -> None:
    mark = Mark(Tool.BOX, (10, 10), (20, 20))
    assert mark.moved(5, 0, (100, 100)) == Mark(Tool.BOX, (15, 10), (25, 20))
    assert mark.moved(5, 0, (100, 100), Grip.START) == Mark(Tool.BOX, (15, 10), (20, 20))
    assert mark.moved(-50, 900, (100, 100)) == Mark(Tool.BOX, (0, 89), (10, 99))


# In the window.


def waiting(window: MainWindow) -> RedactedImage:
    window.composer.add_picture(picture(shade=1))
    return window.composer.pictures[0]


def annotator() -> Annotator:
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Annotator) and each.isVisible()]
    return dialog


def test_the_annotated_picture_takes_the_place_of_the_other(room: Room, window: MainWindow) -> None:
    before = waiting(window)
    window.actions_by_id["picture.annotate"].trigger()
    dialog = annotator()
    dialog.canvas.history.place(Mark(Tool.BOX, (1, 1), (20, 20)))
    QTest.mouseClick(dialog.done_button, _LEFT)
    assert len(room.engine.redactor.layers) == 1
    assert len(window.composer.pictures) == 1
    assert window.composer.pictures[0] != before
    assert not dialog.isVisible()


def test_words_that_are_sensitive_are_told_and_the_drawing_stays(room: Room, window: MainWindow) -> None:
    before = waiting(window)
    window.actions_by_id["picture.annotate"].trigger()
    dialog = annotator()
    dialog.canvas.history.place(Mark(Tool.BOX, (1, 1), (20, 20)))
    room.engine.redactor.refusals.append(StillLegible("redaction.drawn_legible", kinds="EMAIL"))
    QTest.mouseClick(dialog.done_button, _LEFT)
    assert "EMAIL" in dialog.fault.text()
    assert dialog.isVisible()
    assert dialog.isEnabled()
    assert len(marks(dialog)) == 1
    assert window.composer.pictures == (before,)
    dialog.close()


def test_without_a_picture_the_agent_is_told(room: Room, window: MainWindow) -> None:
    for action_id in ("picture.annotate", "picture.pin"):
        window.actions_by_id[action_id].trigger()
        assert room.told() == ["desktop.no_picture_waits"]
        room.notices.dismiss("desktop.no_picture_waits")


def test_the_picture_that_has_the_keyboard_is_meant(window: MainWindow) -> None:
    window.composer.add_picture(picture(shade=1))
    window.composer.add_picture(picture(shade=2))
    assert window.composer.picture_at_hand == window.composer.pictures[1]
    QApplication.processEvents()
    window.composer.thumbnails()[0].setFocus()
    assert window.composer.picture_at_hand == window.composer.pictures[0]


@pytest.fixture
def pinned(qapp: QApplication) -> Iterator[PinnedPicture]:
    pinned = PinnedPicture(RedactedImage(200, 100, b"\x50" * 60_000))
    pinned.show()
    yield pinned
    if isValid(pinned):
        pinned.close()


def pins() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, PinnedPicture) and each.isVisible()]


def test_a_pin_stands_above_all_windows_and_keeps_its_shape(pinned: PinnedPicture) -> None:
    assert pinned.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    before = pinned.size()
    assert abs(before.width() / before.height() - 2) < 0.05
    QTest.keyClick(pinned, Qt.Key.Key_Plus)
    assert pinned.width() > before.width()
    for _ in range(60):
        QTest.keyClick(pinned, Qt.Key.Key_Minus)
    assert max(pinned.width(), pinned.height()) >= 110


def test_a_pin_is_moved_by_keys_and_closed_by_escape(pinned: PinnedPicture, qtbot: QtBot) -> None:
    before = pinned.pos()
    QTest.keyClick(pinned, Qt.Key.Key_Left)
    assert pinned.pos().x() == before.x() - 10
    with qtbot.waitSignal(pinned.destroyed):
        QTest.keyClick(pinned, Qt.Key.Key_Escape)


def test_pins_go_with_the_window(window: MainWindow) -> None:
    waiting(window)
    window.actions_by_id["picture.pin"].trigger()
    assert len(pins()) == 1
    window.close()
    assert pins() == []


def test_a_region_of_a_mark_holds_both_ends() -> None:
    assert Mark(Tool.BOX, (9, 3), (2, 8)).region == Region(2, 3, 8, 6)
    assert QImage(1, 1, QImage.Format.Format_RGBA8888).bytesPerLine() == 4, "rows of a sheet have no padding"


# With the real reader.


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
