"""Folders, the archive and many cases at once, as the list of cases offers them; and the fixes that a search finds."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.views.fixes.fix_library import FixLibrary
from desktop.views.history.case_list import CasesColumn
from desktop.views.history.filing_dialogs import FolderDialog
from desktop.views.history.naming_dialogs import TagsDialog
from desktop.views.shell.main_window import MainWindow
from engine.domain.conversation import Role
from engine.domain.filing import ARCHIVE, CURRENT, CasePlace
from engine.domain.knowledge import CannedFix, FixState
from engine.wording import Language
from tests.fakes.redactor import SECRET
from tests.unit.desktop.conftest import MakeWindow, Room

Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def filled(room: Room, make_window: MakeWindow) -> MainWindow:
    """Five cases, `e` the newest; `b` and `c` lie in folders, `d` in the archive."""
    cases = room.engine.cases
    for title in "abcde":
        cases.start_conversation(title)
    cases.set_folder([2], "Printers/HP")
    cases.set_folder([3], "VPN")
    cases.set_archived([4], True)
    return make_window(room)


def _titles(window: MainWindow) -> str:
    return "".join(row.conversation.title for row in window.cases.model.rows)


def _mark(column: CasesColumn, *rows: int) -> None:
    for row in rows:
        column.list.selectionModel().select(column.list.model().index(row, 0), QItemSelectionModel.SelectionFlag.Select)


def _open_dialog(window: MainWindow, kind: type[Dialog]) -> Dialog:
    return next(each for each in window.findChildren(kind) if each.isVisible())


def test_the_list_passes_the_archive_over_and_a_folder_shows_what_is_below_it(filled: MainWindow) -> None:
    assert _titles(filled) == "ecba"
    filled.cases.go_to(ARCHIVE)
    assert _titles(filled) == "d"
    filled.cases.go_to(CasePlace("Printers", is_archived=False))
    assert _titles(filled) == "b"


def test_the_button_offers_the_tree_and_says_where_the_list_is(filled: MainWindow) -> None:
    place = filled.cases_column.place
    texts = [action.text().strip() for action in place.entries() if not action.isSeparator()]
    assert texts == ["All cases", "Printers  (1)", "HP  (1)", "VPN  (1)", "Archive"]
    vpn = next(action for action in place.entries() if "VPN" in action.text())
    vpn.trigger()
    assert (place.text(), _titles(filled)) == ("VPN  ▾", "c")
    assert place.accessibleName() == "Shown: VPN"
    assert [action.text().strip() for action in place.entries() if action.isChecked()] == ["VPN  (1)"]


def test_a_search_looks_everywhere_and_hides_the_button(filled: MainWindow, room: Room, qtbot: QtBot) -> None:
    filled.cases.go_to(CasePlace("VPN", is_archived=False))
    with qtbot.waitSignal(filled.cases.listed):
        filled.cases_column.search.setText("nothing of that")
    assert not filled.cases_column.place.isVisible()
    with qtbot.waitSignal(filled.cases.listed):
        filled.cases_column.search.clear()
    assert filled.cases_column.place.isVisible()
    assert _titles(filled) == "c"


def test_a_folder_that_its_last_case_has_left_is_left_as_well(filled: MainWindow) -> None:
    filled.cases.go_to(CasePlace("VPN", is_archived=False))
    filled.cases.move([3], "Network")
    assert filled.cases.place == CURRENT
    assert _titles(filled) == "ecba"


def test_locking_forgets_the_place(filled: MainWindow) -> None:
    filled.cases.go_to(CasePlace("VPN", is_archived=False))
    filled.cases.clear()
    assert filled.cases.place == CURRENT
    assert not filled.cases.folders
    assert "VPN" not in filled.cases_column.place.text()


def test_a_click_opens_and_with_ctrl_it_only_marks(filled: MainWindow) -> None:
    column = filled.cases_column
    opened: list[int] = []
    column.case_chosen.connect(lambda case, _message: opened.append(case))

    def click(row: int, *keys: Qt.KeyboardModifier) -> None:
        place = column.list.visualRect(filled.cases.model.index(row)).center()
        held = keys[0] if keys else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(column.list.viewport(), Qt.MouseButton.LeftButton, held, place)

    click(0)
    click(2, Qt.KeyboardModifier.ControlModifier)
    assert opened == [5]
    assert filled.cases.selected == (5, 2)
    assert column.several.isVisible()
    click(1)
    assert opened == [5, 3]
    assert not filled.cases.selected
    assert not column.several.isVisible()


def test_what_is_marked_stays_marked_when_the_list_is_read_again(filled: MainWindow, room: Room) -> None:
    _mark(filled.cases_column, 0, 2)
    room.engine.cases.start_conversation("newer")
    filled.cases.refresh()
    assert filled.cases.selected == (5, 2)
    assert filled.cases_column.list.selected_cases() == (5, 2)


def test_marked_cases_go_into_the_archive_and_come_out_again(filled: MainWindow, room: Room) -> None:
    _mark(filled.cases_column, 0, 2)
    filled.actions_by_id["case.archive"].trigger()
    assert _titles(filled) == "ca"
    assert any(past.told.notice.key == "desktop.archived" for past in room.notices.past)
    filled.cases.go_to(ARCHIVE)
    assert _titles(filled) == "edb"
    _mark(filled.cases_column, 0, 1)
    assert filled.actions_by_id["case.archive"].isChecked()
    filled.actions_by_id["case.archive"].trigger()
    assert _titles(filled) == "b"


def test_marked_cases_move_to_a_folder_that_is_typed(filled: MainWindow, room: Room) -> None:
    _mark(filled.cases_column, 0, 3)
    filled.actions_by_id["case.folder"].trigger()
    dialog = _open_dialog(filled, FolderDialog)
    assert [dialog.field.itemText(row) for row in range(dialog.field.count())] == ["Printers", "Printers/HP", "VPN"]
    assert not dialog.accept_button.isEnabled()
    dialog.field.setEditText(f" Desk /  {SECRET}")
    dialog.accept_button.click()
    folders = {case.folder for number, case in room.engine.cases.kept.items() if number in (5, 1)}
    assert len(folders) == 1
    assert folders.pop().startswith("Desk/")
    assert SECRET not in str(room.engine.cases.kept)  # a folder's name is covered as a title is


def test_one_case_is_taken_out_of_its_folder(filled: MainWindow, room: Room) -> None:
    filled.conversation.open(2)
    filled.actions_by_id["case.folder"].trigger()
    dialog = _open_dialog(filled, FolderDialog)
    assert dialog.field.currentText() == "Printers/HP"
    dialog._out.click()
    assert room.engine.cases.kept[2].folder == ""


def test_a_folder_gets_another_name_and_the_list_follows(filled: MainWindow, room: Room) -> None:
    filled.cases.go_to(CasePlace("Printers", is_archived=False))
    rename = filled.cases_column.place.entries()[-1]
    rename.trigger()
    dialog = _open_dialog(filled, FolderDialog)
    dialog.field.setEditText("Devices/Printers")
    dialog.accept_button.click()
    assert room.engine.cases.kept[2].folder == "Devices/Printers/HP"
    assert filled.cases.place.folder == "Devices/Printers"
    assert _titles(filled) == "b"


def test_marked_cases_get_tags_beside_those_they_have(filled: MainWindow, room: Room) -> None:
    room.engine.cases.set_tags(5, ["vpn"])
    filled.cases.refresh()
    _mark(filled.cases_column, 0, 1)
    filled.actions_by_id["case.tags"].trigger()
    dialog = _open_dialog(filled, TagsDialog)
    dialog.field.setText("#urgent")
    dialog.choose()
    assert room.engine.cases.kept[5].tags == ("vpn", "urgent")
    assert room.engine.cases.kept[3].tags == ("urgent",)


@pytest.mark.parametrize(("answer", "left"), [("Delete", "ba"), ("Keep", "ecba")])
def test_marked_cases_are_deleted_after_one_question(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: str, left: str
) -> None:
    asked: list[str] = []

    def execute(box: QMessageBox) -> int:
        asked.append(box.text())
        next(each for each in box.buttons() if each.text() == answer).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", execute)
    _mark(filled.cases_column, 0, 1)
    filled.actions_by_id["case.delete"].trigger()
    assert asked == ["Delete 2 cases and their pictures for good?"]
    assert _titles(filled) == left


@pytest.mark.parametrize(("is_lines", "name"), [(True, "two.jsonl"), (False, "two.html")])
def test_marked_cases_are_exported_into_one_file(
    filled: MainWindow, room: Room, tmp_path: Path, is_lines: bool, name: str
) -> None:
    _mark(filled.cases_column, 0, 1)
    filled.case_actions.export_several_to(filled.cases.selected, tmp_path / "two", is_lines=is_lines)
    assert room.engine.assistant.exported == [tmp_path / name]
    assert room.engine.assistant.exported_cases == (5, 3)


def test_the_menu_of_marked_cases_offers_what_many_can_take(filled: MainWindow) -> None:
    _mark(filled.cases_column, 0, 1)
    menu = filled.cases_column.menu_of(filled.cases.model.rows[1])
    names = [action.objectName() for action in menu.actions()]
    assert names == ["case.archive", "case.folder", "case.tags", "case.export", "case.delete"]
    assert filled.cases.selected == (5, 3)
    menu.deleteLater()


def test_an_empty_place_says_what_it_is_for(filled: MainWindow, room: Room) -> None:
    room.engine.cases.set_archived([4], False)
    filled.cases.go_to(ARCHIVE)
    assert "archive is empty" in filled.cases_column._empty.text()


def test_fixes_that_a_search_finds_stand_in_a_group_of_their_own(filled: MainWindow, room: Room, qtbot: QtBot) -> None:
    draft = CannedFix("q", Language.EN, "Zanzibar queue", "Run it", state=FixState.DRAFT)
    room.engine.fixes.say(
        [draft, CannedFix("r", Language.EN, "Restart", "in Zanzibar"), CannedFix("s", Language.EN, "Other", "x")]
    )
    with qtbot.waitSignal(filled.cases.listed):
        filled.cases_column.search.setText("anziba")
    group = filled.cases_column.fixes
    assert group.isVisible()
    assert [group.list.item(row).text() for row in range(group.list.count())] == ["Zanzibar queue · draft", "Restart"]
    assert group.list.accessibleName() == "Fixes (2)"
    with qtbot.waitSignal(filled.cases.listed):
        filled.cases_column.search.clear()
    assert not group.isVisible()


@pytest.mark.parametrize("is_key", [True, False], ids=["Enter", "click"])
def test_a_fix_that_was_found_opens_the_library_at_it(
    filled: MainWindow, room: Room, qtbot: QtBot, is_key: bool
) -> None:
    room.engine.fixes.say([CannedFix(str(n), Language.EN, f"Zanzibar {n}", "x") for n in range(4)])
    with qtbot.waitSignal(filled.cases.listed):
        filled.cases_column.search.setText("anzibar")
    lines = filled.cases_column.fixes.list
    if is_key:
        lines.setCurrentRow(2)
        QTest.keyClick(lines, Qt.Key.Key_Return)
    else:
        QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=lines.visualItemRect(lines.item(2)).center())
    QApplication.processEvents()
    library = _open_dialog(filled, FixLibrary)
    assert library.editor.shown.title == "Zanzibar 2"
    assert library.list.currentItem().text() == "Zanzibar 2"
    library.close()


def test_what_a_search_finds_is_opened_without_leaving_the_field(filled: MainWindow, room: Room, qtbot: QtBot) -> None:
    for case in (2, 3):
        room.engine.cases.add(case, Role.AGENT, "Zanzibar")
        room.engine.cases.add(case, Role.ASSISTANT, "Zanzibar it is")
    search = filled.cases_column.search
    search.setFocus()
    qtbot.keyClicks(search, "anzibar")
    with qtbot.waitSignal(filled.cases.listed):  # Enter comes before anything is found
        qtbot.keyClick(search, Qt.Key.Key_Return)
    opened = [(row.conversation.id, row.message_id) for row in filled.cases.model.rows]
    assert filled.conversation.conversation_id == opened[0][0]
    for number in range(1, len(opened)):
        qtbot.keyClick(search, Qt.Key.Key_Down)
        with qtbot.waitSignal(filled.cases_column.case_chosen) as chosen:
            qtbot.keyClick(search, Qt.Key.Key_Return)
        assert tuple(chosen.args or ()) == opened[number]
        assert filled.conversation.conversation_id == opened[number][0]
        assert filled.cases_column.list.currentIndex().row() == number
    assert search.hasFocus()
