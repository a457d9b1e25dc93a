"""What is typed is kept after a pause, covered, and comes back at the next start."""

from desktop.viewmodels.draft_keeping import DraftKeeping
from desktop.views.main_window import MainWindow
from engine.domain.finding import CaseLabels
from tests.fakes.redactor import SECRET
from tests.unit.desktop.conftest import Room


def test_what_is_typed_is_kept_covered(room: Room, window: MainWindow) -> None:
    window.composer.put(f"the password is {SECRET}", ())
    window.draft_keeping.keep_now()
    (kept,) = room.engine.cases.drafts().values()
    assert "the password is" in kept
    assert SECRET not in kept


def test_what_was_sent_is_no_draft_any_more(room: Room, window: MainWindow) -> None:
    window.composer.put("What now?", ())
    window.draft_keeping.keep_now()
    window.composer.submit()
    assert room.engine.cases.drafts() == {}


def test_each_case_has_its_own_draft(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", [])
    case = window.conversation.conversation_id
    window.composer.put("more", ())
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts() == {case: "more"}


def test_drafts_come_back_where_nothing_was_typed_since(room: Room, window: MainWindow) -> None:
    room.engine.cases.keep_draft(0, "begun")
    window.draft_keeping.read()
    assert window.composer.question() == "begun"
    room.engine.cases.keep_draft(0, "older")
    window.draft_keeping.read()
    assert window.composer.question() == "begun"


def test_a_draft_of_another_case_waits_there(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", [])
    case = window.conversation.conversation_id
    assert case is not None
    window.conversation.new_case()
    room.engine.cases.keep_draft(case, "and then?")
    window.draft_keeping.read()
    assert window.composer.question() == ""
    window.conversation.open(case)
    assert window.composer.question() == "and then?"


def test_of_a_private_case_nothing_is_kept(room: Room, window: MainWindow) -> None:
    window.conversation.new_case(is_private=True)
    window.composer.put("secret", ())
    window.draft_keeping.keep_now()
    assert room.engine.cases.drafts() == {}


def test_the_same_text_is_kept_once(room: Room) -> None:
    keeping = DraftKeeping(room.desk, room.tasks)
    keeping.typed(None, "a", CaseLabels())
    keeping.keep_now()
    lanes = len(room.tasks.lanes)
    keeping.typed(None, "a", CaseLabels())
    keeping.keep_now()
    assert len(room.tasks.lanes) == lanes
