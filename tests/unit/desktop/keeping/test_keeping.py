"""What is kept and what is not: private cases, marks, upkeep, as the agent meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.upkeep import UpkeepViewModel
from desktop.views.history.naming_dialogs import TagsDialog
from desktop.views.history.note_dialog import NoteDialog
from desktop.views.keeping.key_dialogs import SecretDialog
from desktop.views.shell.main_window import MainWindow
from engine.domain.case_query import SearchOrder
from engine.domain.upkeep import RetentionReport, RetentionRules, UpkeepReport
from tests.fakes.redactor import SECRET
from tests.unit.desktop.conftest import MakeWindow, Room, destroy
from tests.unit.desktop.fakes.tasks import HeldTasks


def _model(room: Room) -> ConversationViewModel:
    return ConversationViewModel(room.desk, room.tasks, room.notices, room.settings)


def test_a_private_case_is_answered_and_gone_when_another_is_shown(room: Room) -> None:
    model = _model(room)
    model.new_case(is_private=True)
    assert model.is_private
    model.ask("secret", ())
    case = model.conversation_id
    assert case is not None
    assert case < 0
    model.ask("more", ())
    assert room.engine.assistant.asked == [("secret", None), ("more", case)]
    model.new_case()
    assert not model.is_private
    assert case not in room.engine.cases.kept


def test_a_private_case_that_is_left_while_it_is_answered_goes_when_the_answer_ends(held_room: Room) -> None:
    room = held_room
    assert isinstance(room.tasks, HeldTasks)
    model = _model(room)
    model.new_case(is_private=True)
    model.ask("secret", ())
    while model.conversation_id is None:
        room.tasks.next_event()
    case = model.conversation_id
    model.new_case()
    assert case in room.engine.cases.kept
    while room.tasks.next_event():
        pass
    room.tasks.let_all_go()
    assert case not in room.engine.cases.kept


@pytest.fixture
def opened(room: Room, make_window: MakeWindow) -> MainWindow:
    number = room.engine.cases.start_conversation("Older").id
    room.engine.cases.start_conversation("Newer")
    window = make_window(room)
    window.conversation.open(number)
    return window


def _titles(window: MainWindow) -> list[str]:
    return [row.conversation.title for row in window.cases.model.rows]


def test_the_window_says_of_a_private_case_that_nothing_is_kept(opened: MainWindow, room: Room) -> None:
    before = dict(room.engine.cases.kept)
    assert not opened.middle.private_note.isVisible()
    opened.actions_by_id["case.private"].trigger()
    assert opened.middle.private_note.isVisible()
    opened.composer.text.setPlainText("secret words")
    opened.actions_by_id["case.new"].trigger()
    assert not opened.middle.private_note.isVisible()
    assert opened.composer.text.toPlainText() == ""
    opened.actions_by_id["case.private"].trigger()
    opened.conversation.ask("secret", ())
    assert _titles(opened) == ["Newer", "Older"]
    opened.actions_by_id["case.new"].trigger()
    assert room.engine.cases.kept == before


def test_a_pinned_case_stands_first_and_the_menu_shows_that_it_is_pinned(opened: MainWindow) -> None:
    assert _titles(opened) == ["Newer", "Older"]
    opened.actions_by_id["case.pin"].trigger()
    assert _titles(opened) == ["Older", "Newer"]
    assert opened.actions_by_id["case.pin"].isChecked()
    opened.actions_by_id["case.pin"].trigger()
    assert _titles(opened) == ["Newer", "Older"]
    assert not opened.actions_by_id["case.pin"].isChecked()


def test_a_case_is_held_and_tagged(qtbot: QtBot, opened: MainWindow, room: Room) -> None:
    opened.actions_by_id["case.hold"].trigger()
    opened.actions_by_id["case.tags"].trigger()
    dialog = opened.findChild(TagsDialog)
    assert dialog is not None
    dialog.field.setText("#vpn, kb5034")
    dialog.choose()
    case = room.engine.cases.conversation(opened.conversation.conversation_id or 0)
    assert case.is_held
    assert case.tags == ("vpn", "kb5034")


def test_a_note_is_written_down_covered_and_shown_again(qtbot: QtBot, opened: MainWindow, room: Room) -> None:
    number = opened.conversation.conversation_id or 0
    opened.actions_by_id["case.note"].trigger()
    dialog = opened.findChild(NoteDialog)
    assert dialog is not None
    dialog.field.setPlainText(f"call back, {SECRET}")
    dialog.accept_button.click()
    assert room.engine.cases.conversation(number).note == "call back, [PASSWORD 1]"
    destroy(dialog)
    opened.actions_by_id["case.note"].trigger()
    again = opened.findChild(NoteDialog)
    assert again is not None
    assert again.field.toPlainText() == "call back, [PASSWORD 1]"
    again.field.setPlainText(" ")
    again.accept_button.click()
    assert room.engine.cases.conversation(number).note == ""


def test_upkeep_follows_the_settings_and_tells_what_went(room: Room) -> None:
    room.settings.set("retention.case_days", 10)
    room.engine.upkeep.report = UpkeepReport(RetentionReport(3, 5))
    upkeep = UpkeepViewModel(room.desk, room.tasks, room.notices, room.settings)
    gone: list[bool] = []
    upkeep.cases_gone.connect(lambda: gone.append(True))
    upkeep.start()
    assert room.engine.upkeep.asked == [(RetentionRules(30, 10), False)]
    assert room.told() == ["store.tidied"]
    assert gone == [True]
    upkeep.stop()


def test_a_clock_that_jumped_is_told_with_a_way_to_go_on(room: Room) -> None:
    room.engine.upkeep.report = UpkeepReport(RetentionReport(3, 5, "store.clock_jumped"))
    upkeep = UpkeepViewModel(room.desk, room.tasks, room.notices, room.settings)
    upkeep.go()
    (standing,) = room.notices.standing
    assert (standing.notice.key, standing.action_id) == ("store.clock_jumped", "data.tidy")
    room.engine.upkeep.report = UpkeepReport(RetentionReport(3, 5))
    upkeep.confirm()
    assert room.engine.upkeep.asked[-1][1]
    assert room.told() == ["store.tidied"]


def test_nothing_is_said_of_a_round_in_which_nothing_went(room: Room, qapp: QApplication) -> None:
    upkeep = UpkeepViewModel(room.desk, room.tasks, room.notices, room.settings)
    look: Callable[[], None] = upkeep.go
    look()
    assert room.told() == []


def test_everything_is_exported_and_cases_are_taken_in(opened: MainWindow, room: Room, tmp_path: Path) -> None:
    opened.data.export_to(tmp_path)
    assert room.engine.assistant.exported == [tmp_path]
    (tmp_path / "cases.jsonl").write_text("1\n2\n")
    opened.data.take_in_from(tmp_path / "cases.jsonl")
    opened.data.move_out_to(tmp_path / "p.deskside")
    assert (tmp_path / "p.deskside").exists()
    assert room.told() == ["desktop.everything_exported", "store.imported", "store.moved_out"]


def test_a_profile_of_another_computer_is_asked_for_its_key(opened: MainWindow, tmp_path: Path) -> None:
    given: list[tuple[Path, str]] = []
    opened.data.profile_given.connect(lambda path, secret: given.append((path, secret)))
    opened.data.ask_secret_of(tmp_path / "p.deskside")
    dialog = opened.findChild(SecretDialog)
    assert dialog is not None
    assert not dialog.accept_button.isEnabled()
    dialog.field.setText("ABCDEF")
    dialog.accept_button.click()
    assert given == [(tmp_path / "p.deskside", "ABCDEF")]


def test_what_was_found_is_shown_newest_or_best_first(opened: MainWindow, room: Room) -> None:
    column = opened.cases_column
    assert not column.order.isVisible()
    column.search.setText("tag:vpn")
    opened.cases.refresh()
    assert column.order.isVisible()
    asked = [room.engine.cases.order]
    column.order.click()
    asked.append(room.engine.cases.order)
    assert asked == [SearchOrder.NEWEST, SearchOrder.BEST]
    assert column.order.text() == "Best first"


def test_words_are_read_ahead_piece_by_piece_once_the_cases_are_listed(
    make_window: MakeWindow, held_room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = held_room.tasks
    assert isinstance(tasks, HeldTasks)
    monkeypatch.setattr("desktop.viewmodels.upkeep._AHEAD_AFTER_MS", 0)
    upkeep = UpkeepViewModel(held_room.desk, tasks, held_room.notices, held_room.settings)
    held_room.engine.upkeep.pieces_to_read = 3
    upkeep.read_ahead_soon()
    qtbot.waitUntil(lambda: bool(tasks.held))
    assert held_room.engine.upkeep.pieces_to_read == 3  # the window went on meanwhile
    tasks.let_all_go()
    assert held_room.engine.upkeep.pieces_to_read == 0


def test_the_list_of_cases_asks_for_it(make_window: MakeWindow, room: Room) -> None:
    window = make_window(room)
    window.upkeep._ahead.stop()
    window.cases.listed.emit()
    assert window.upkeep._ahead.isActive()
