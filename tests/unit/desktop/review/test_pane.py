"""The pane, driven by keys as an agent would."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QSplitter
from pytestqt.qtbot import QtBot

from desktop.views.review.review import ReviewPane
from engine.domain.finding import RedactionPlan
from engine.domain.picture import Capture
from engine.domain.region import Region
from tests.unit.desktop.review.hands import click, press

CARD, PHONE, EMAIL = 0, 1, 2
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_untouched_plan_is_given_back_as_it_came(pane: ReviewPane, plan: RedactionPlan, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.plan_confirmed) as confirmed:
        press(pane, Qt.Key.Key_Return)
    assert confirmed.args == [plan]
    assert confirmed.args[0] is plan


def test_the_plan_given_back_is_the_one_shown(pane: ReviewPane, plan: RedactionPlan, qtbot: QtBot) -> None:
    press(pane, Qt.Key.Key_F8)
    press(pane, Qt.Key.Key_Space)
    press(pane, Qt.Key.Key_F8)
    press(pane, Qt.Key.Key_Right)
    with qtbot.waitSignal(pane.plan_confirmed) as confirmed:
        press(pane, Qt.Key.Key_Return, _CTRL)
    expected = plan.with_covered(EMAIL, False).with_region(PHONE, Region(501, 98, 120, 24))
    assert confirmed.args == [expected]


def test_f8_walks_forward_and_shift_f8_back(pane: ReviewPane) -> None:
    press(pane, Qt.Key.Key_F8)
    assert pane.model.selected == EMAIL
    press(pane, Qt.Key.Key_F8, _SHIFT)
    assert pane.model.selected == CARD


def test_uncovering_asks_nothing_and_warns(pane: ReviewPane) -> None:
    assert pane._notice.text == ""
    press(pane, Qt.Key.Key_F8)
    press(pane, Qt.Key.Key_Space)
    assert pane._notice.text == "1 found thing will stay readable."
    press(pane, Qt.Key.Key_F8)
    press(pane, Qt.Key.Key_Delete)
    assert pane._notice.text == "2 found things will stay readable."
    QTest.mouseClick(pane._notice._button, Qt.MouseButton.LeftButton)
    assert pane._notice.text == ""


def test_counts_and_button_say_what_will_happen(pane: ReviewPane) -> None:
    assert pane._head._counts.text() == "3 things found, 3 covered"
    assert pane._confirm.text() == "Cover 3 and continue"
    press(pane, Qt.Key.Key_Insert)
    pane.model.toggle(CARD)
    assert pane._head._counts.text() == "3 things found, 1 added by you, 3 covered"
    for index in range(4):
        pane.model.set_covered(index, False)
    assert pane._confirm.text() == "Continue without covering"


def test_undo_and_redo_by_key(pane: ReviewPane, plan: RedactionPlan) -> None:
    press(pane, Qt.Key.Key_F8)
    press(pane, Qt.Key.Key_Space)
    changed = pane.model.plan
    press(pane, Qt.Key.Key_Z, _CTRL)
    assert pane.model.plan is plan
    press(pane, Qt.Key.Key_Y, _CTRL)
    assert pane.model.plan is changed


def test_arrows_move_and_shift_arrows_resize_the_selected_box(pane: ReviewPane) -> None:
    pane.model.select(EMAIL)
    press(pane, Qt.Key.Key_Left)
    press(pane, Qt.Key.Key_Down, _CTRL)
    press(pane, Qt.Key.Key_Right, _SHIFT)
    assert pane.model.plan.masks[EMAIL].region == Region(99, 110, 201, 24)


def test_insert_adds_a_box_in_the_middle_of_what_is_seen(pane: ReviewPane) -> None:
    press(pane, Qt.Key.Key_Insert)
    region = pane.model.plan.masks[-1].region
    assert abs(region.x + region.width / 2 - 400) <= 2
    assert abs(region.y + region.height / 2 - 250) <= 2
    assert pane.model.selected == 3


def test_delete_removes_an_own_box(pane: ReviewPane, plan: RedactionPlan) -> None:
    press(pane, Qt.Key.Key_Insert)
    press(pane, Qt.Key.Key_Delete)
    assert pane.model.plan == plan


def test_the_list_says_everything_to_a_screen_reader(pane: ReviewPane) -> None:
    rows = pane._list.model()
    spoken = [rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]
    assert [words.split(",")[0] for words in spoken] == ["E-mail address", "Phone number", "Bank card number"]
    assert all("will be covered" in words for words in spoken)


def test_list_and_picture_select_together(pane: ReviewPane) -> None:
    click(pane._canvas, 200, 310)
    assert pane._list.currentIndex().row() == 2
    QTest.keyClick(pane._list, Qt.Key.Key_Up)
    assert pane.model.selected == PHONE


def test_space_toggles_from_the_list_too(pane: ReviewPane) -> None:
    QTest.keyClick(pane._list, Qt.Key.Key_Down)
    QTest.keyClick(pane._list, Qt.Key.Key_Space)
    assert pane.model.readable_count == 1


def test_the_tick_in_the_list_toggles_and_the_rest_of_the_row_only_selects(pane: ReviewPane) -> None:
    row = pane._list.visualRect(pane._list.model().index(0, 0))
    viewport, none = pane._list.viewport(), Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, none, row.center())
    assert pane.model.selected == EMAIL
    assert pane.model.plan.masks[EMAIL].is_covered
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, none, QPoint(row.left() + 18, row.center().y()))
    assert not pane.model.plan.masks[EMAIL].is_covered


def test_enter_on_a_button_presses_it_and_does_not_confirm(pane: ReviewPane, qtbot: QtBot) -> None:
    pane._cancel.setFocus()
    with qtbot.assertNotEmitted(pane.plan_confirmed), qtbot.waitSignal(pane.cancelled):
        press(pane, Qt.Key.Key_Return)


def test_the_panes_keys_go_before_the_windows_shortcuts(qtbot: QtBot, capture: Capture, plan: RedactionPlan) -> None:
    """A main window that has Esc and Ctrl+Z of its own does not make them ambiguous."""
    window = QMainWindow()
    qtbot.addWidget(window)
    pane = ReviewPane()
    window.setCentralWidget(pane)
    heard: list[str] = []
    for keys in ("Ctrl+Z", "F8"):
        action = QAction(window)
        action.setShortcut(keys)
        action.triggered.connect(lambda _=False, keys=keys: heard.append(keys))
        window.addAction(action)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    pane.show_plan(capture, plan)
    press(pane, Qt.Key.Key_F8)
    press(pane, Qt.Key.Key_Space)
    press(pane, Qt.Key.Key_Z, _CTRL)
    assert heard == []
    assert pane.model.plan is plan


def test_in_a_narrow_window_the_list_stands_below_the_picture(pane: ReviewPane) -> None:
    splitter = pane.findChild(QSplitter)
    assert splitter is not None
    pane.resize(1000, 700)
    assert splitter.orientation() is Qt.Orientation.Horizontal
    pane.resize(600, 700)
    assert splitter.orientation() is Qt.Orientation.Vertical
    pane.resize(1000, 700)
    assert splitter.orientation() is Qt.Orientation.Horizontal
