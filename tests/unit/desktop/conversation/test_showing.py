"""Which case is shown while answers come, and what goes with it."""

from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.live import LiveAnswer, OpenCase
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.conversation.steps import held_tasks, let_go, let_go_to_end
from tests.unit.desktop.fakes.assistant import ANSWER
from tests.unit.desktop.fakes.engine import FIXES


def test_the_same_case_keeps_its_labels_and_a_new_one_has_its_own(model: ConversationViewModel) -> None:
    before = model.labels
    model.ask("First", [])
    assert model.labels is before
    model.new_case()
    assert model.labels is not before


def test_the_answer_goes_on_while_another_case_is_shown(held_room: Room, held: ConversationViewModel) -> None:
    other = held_room.engine.cases.start_conversation("Other")
    opened: list[OpenCase] = []
    drawn: list[LiveAnswer] = []
    held.ask("First", [])
    let_go(held_room, 7)
    case = held.conversation_id
    assert case is not None
    held.opened.connect(opened.append)
    held.text_arrived.connect(drawn.append)
    held.open(other.id)
    held_tasks(held_room).let_all_go()
    let_go(held_room, 3)
    assert drawn == []
    held.open(case)
    held_tasks(held_room).let_all_go()
    live = opened[-1].live
    assert live is not None
    assert live.text == ANSWER[: 12 * 5]
    assert opened[-1].messages == ()
    let_go(held_room, 1)
    assert drawn == [live]


def test_a_case_that_answered_meanwhile_is_shown_from_the_store(held_room: Room, held: ConversationViewModel) -> None:
    opened: list[OpenCase] = []
    held.ask("First", [])
    let_go(held_room, 7)
    case = held.conversation_id
    assert case is not None
    held.new_case()
    let_go_to_end(held_room)
    held.opened.connect(opened.append)
    held.open(case)
    held_tasks(held_room).let_all_go()
    assert opened[-1].live is None
    assert [message.body for message in opened[-1].messages] == ["First", ANSWER]


def test_only_the_case_opened_last_is_shown(held_room: Room, held: ConversationViewModel) -> None:
    first = held_room.engine.cases.start_conversation("First")
    second = held_room.engine.cases.start_conversation("Second")
    opened: list[OpenCase] = []
    held.opened.connect(opened.append)
    held.open(first.id)
    held.open(second.id)
    held_tasks(held_room).let_all_go()
    assert [case.conversation for case in opened] == [second]


def test_passages_are_announced_for_the_fixes(model: ConversationViewModel) -> None:
    found: list[tuple[object, ...]] = []
    model.passages_found.connect(found.append)
    model.ask("What now?", [])
    assert [passage.fix for passage in found[-1]] == list(FIXES[:3])  # type: ignore[attr-defined]


def test_deleting_the_open_case_shows_an_empty_one(room: Room, model: ConversationViewModel) -> None:
    model.ask("What now?", [])
    case = model.conversation_id
    assert case is not None
    model.forget(case)
    assert model.conversation_id is None
    assert model.is_empty


def test_what_was_read_is_forgotten_when_another_case_begins(room: Room, model: ConversationViewModel) -> None:
    model.ask("First?", ())
    case = model.conversation_id
    assert case is not None
    model.open(case)
    assert room.engine.redactor.times_forgotten == 0
    model.new_case()
    assert room.engine.redactor.times_forgotten == 1
    model.open(case)
    assert room.engine.redactor.times_forgotten == 2
