"""Questions that wait, are taken back, changed or asked again, and answers that are written on."""

import pytest

from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.live import EarlierQuestion, LiveAnswer, OpenCase
from engine.domain.conversation import MessageState
from engine.errors import Blocked, WorkerDied
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.conversation.steps import held_tasks, let_go, let_go_to_end
from tests.unit.desktop.fakes.assistant import ANSWER
from tests.unit.desktop.fakes.cases import picture


def test_a_second_question_waits_for_the_first_answer_and_is_sent_after_it(
    held_room: Room, held: ConversationViewModel
) -> None:
    held.ask("First", [])
    let_go(held_room, 7)
    held.ask("Second", [picture()])
    held.ask("Third", [])
    assert [each.question for each in held.waiting] == ["Second", "Third"]
    assert [asked for asked, _ in held_room.engine.assistant.asked] == ["First"]
    let_go_to_end(held_room)
    assert [each.question for each in held.waiting] == ["Third"]
    let_go_to_end(held_room)
    let_go_to_end(held_room)
    case = held.conversation_id
    assert held_room.engine.assistant.asked == [("First", None), ("Second", case), ("Third", case)]
    assert not held.is_busy


def test_what_waits_can_be_taken_back_with_its_pictures(held_room: Room, held: ConversationViewModel) -> None:
    returned: list[tuple[str, object]] = []
    held.question_returned.connect(lambda question, pictures: returned.append((question, pictures)))
    held.ask("First", [])
    held.ask("Second", [picture()])
    held.take_back(next(iter(held.waiting)))
    assert returned == [("Second", (picture(),))]
    let_go_to_end(held_room)
    assert len(held_room.engine.assistant.asked) == 1


def test_what_waits_can_be_sent_at_once_and_what_was_written_stays(
    held_room: Room, held: ConversationViewModel
) -> None:
    held.ask("First", [])
    let_go(held_room, 7)
    held.ask("Second", [])
    held.ask("Third", [])
    held.send_now(list(held.waiting)[1])
    let_go_to_end(held_room)
    let_go(held_room, 1)
    case = held.conversation_id
    assert case is not None
    assert held_room.engine.assistant.asked == [("First", None), ("Third", case)]
    assert [each.question for each in held.waiting] == ["Second"]
    first = held_room.engine.cases.turns(case)[1]
    assert (first.state, ANSWER.startswith(first.body), bool(first.body)) == (MessageState.STOPPED, True, True)


@pytest.mark.parametrize("breaks", [False, True])
def test_what_waits_stays_when_the_answer_is_stopped_or_breaks(
    held_room: Room, held: ConversationViewModel, breaks: bool
) -> None:
    held_room.engine.assistant.breaks = WorkerDied("worker.died") if breaks else None
    held.ask("First", [])
    let_go(held_room, 7)
    held.ask("Second", [])
    if not breaks:
        held.stop()
    let_go_to_end(held_room)
    assert not held.is_busy
    (waiting,) = held.waiting
    held_room.engine.assistant.breaks = None
    held.send_now(waiting)
    let_go_to_end(held_room)
    assert [question for question, _ in held_room.engine.assistant.asked] == ["First", "Second"]


def test_what_waits_goes_to_its_own_case_though_another_is_shown(held_room: Room, held: ConversationViewModel) -> None:
    other = held_room.engine.cases.start_conversation("Other")
    drawn: list[LiveAnswer] = []
    held.ask("First", [])
    let_go(held_room, 7)
    case = held.conversation_id
    held.ask("Second", [])
    held.open(other.id)
    held_tasks(held_room).let_all_go()
    held.asked.connect(drawn.append)
    let_go_to_end(held_room)
    let_go_to_end(held_room)
    assert held_room.engine.assistant.asked == [("First", None), ("Second", case)]
    assert drawn == []
    assert held.conversation_id == other.id


def test_what_is_refused_while_another_case_is_shown_waits_on_and_goes_to_no_other_case(
    held_room: Room, held: ConversationViewModel
) -> None:
    returned: list[str] = []
    held.question_returned.connect(returned.append)
    other = held_room.engine.cases.start_conversation("Other")
    held.ask("First", [])
    let_go(held_room, 7)
    case = held.conversation_id
    held.ask("Second", [picture()])
    held.open(other.id)
    held_tasks(held_room).let_all_go()
    held_room.engine.assistant.refuses = Blocked("desktop.answer_failed")
    let_go_to_end(held_room)
    let_go_to_end(held_room)
    (waiting,) = held.waiting
    assert (waiting.question, waiting.pictures, waiting.conversation_id) == ("Second", (picture(),), case)
    assert returned == []
    assert not held.is_busy


def test_with_its_case_goes_what_waits_for_it(held_room: Room, held: ConversationViewModel) -> None:
    held.ask("First", [])
    let_go(held_room, 7)
    held.ask("Second", [])
    held.stop()
    let_go_to_end(held_room)
    assert held.conversation_id is not None
    held.forget(held.conversation_id)
    assert not len(held.waiting)


def _offered(model: ConversationViewModel) -> list[EarlierQuestion]:
    offered: list[EarlierQuestion] = []
    model.edit_offered.connect(offered.append)
    return offered


def test_the_last_question_is_offered_to_be_edited_with_its_pictures(room: Room, model: ConversationViewModel) -> None:
    offered = _offered(model)
    model.ask("First", [])
    model.ask("Second", [picture()])
    model.begin_edit()
    (question,) = offered
    assert (question.question, question.pictures) == ("Second", (picture(),))


def test_an_edited_question_takes_its_place_and_the_earlier_version_stays(
    room: Room, model: ConversationViewModel
) -> None:
    lives: list[LiveAnswer] = []
    offered = _offered(model)
    model.asked.connect(lives.append)
    model.ask("First", [])
    model.ask("Second", [])
    case = model.conversation_id
    assert case is not None
    first = room.engine.cases.turns(case)[0]
    model.edit(first.id, "First, better", [])
    assert room.engine.assistant.edited == [(first.id, "First, better")]
    assert [each.body for each in room.engine.cases.messages(case)] == ["First, better", ANSWER]
    assert [each.body for each in lives[-1].versions[0]] == ["First", ANSWER, "Second", ANSWER]
    model.begin_edit(first.id)
    assert offered[-1].question == "First"
    assert offered[-1].message_id == room.engine.cases.messages(case)[0].id
    model.edit(offered[-1].message_id, "First, best", [])
    assert [version[0].body for version in lives[-1].versions] == ["First", "First, better"]


def test_an_edit_that_is_refused_comes_back_as_one(room: Room, model: ConversationViewModel) -> None:
    offered = _offered(model)
    model.ask("First", [])
    case = model.conversation_id
    assert case is not None
    before = room.engine.cases.messages(case)
    room.engine.assistant.refuses = Blocked("desktop.answer_failed")
    model.edit(before[0].id, "First, better", [])
    assert [(each.message_id, each.question) for each in offered] == [(before[0].id, "First, better")]
    assert room.engine.cases.messages(case) == before
    assert not model.is_busy


def test_an_edit_sent_while_an_answer_is_written_stops_that_one(held_room: Room, held: ConversationViewModel) -> None:
    held.ask("First", [])
    let_go(held_room, 7)
    case = held.conversation_id
    assert case is not None
    held.edit(held_room.engine.cases.turns(case)[0].id, "First, better", [])
    let_go_to_end(held_room)
    held_tasks(held_room).let_all_go()
    let_go_to_end(held_room)
    assert [each.body for each in held_room.engine.cases.messages(case)] == ["First, better", ANSWER]
    assert not len(held.waiting)


def test_an_answer_that_was_stopped_is_written_on_in_its_place(held_room: Room, held: ConversationViewModel) -> None:
    lives: list[LiveAnswer] = []
    held.ask("First", [])
    let_go(held_room, 9)
    held.stop()
    let_go_to_end(held_room)
    case = held.conversation_id
    assert case is not None
    begun = held_room.engine.cases.messages(case)[1]
    assert begun.ended_early
    held.asked.connect(lives.append)
    assert held.go_on()
    held_tasks(held_room).let_all_go()
    assert lives[-1].text == begun.body
    let_go_to_end(held_room)
    answer = held_room.engine.cases.messages(case)[1]
    assert (answer.id, answer.body) == (begun.id, ANSWER)
    assert held.last_answer() == ANSWER


def test_a_whole_answer_is_not_written_on(room: Room, model: ConversationViewModel) -> None:
    model.ask("First", [])
    model.go_on()
    assert room.engine.assistant.gone_on == []


def test_a_stored_question_is_asked_again_with_its_pictures(room: Room, model: ConversationViewModel) -> None:
    shown = picture()
    case = room.engine.cases.start_conversation("Old")
    room.engine.cases.add_question(case.id, "Old question", [shown])
    model.open(case.id)
    assert model.retry()
    assert room.engine.assistant.asked_again == [("Old question", case.id)]


def test_asking_again_takes_the_place_of_the_answer_and_keeps_it(room: Room, model: ConversationViewModel) -> None:
    begun: list[LiveAnswer] = []
    model.asked.connect(begun.append)
    model.ask("What now?", [picture()])
    room.engine.assistant.answer = "Second."
    assert model.retry()
    assert model.retry()
    assert room.engine.assistant.asked_again == [("What now?", model.conversation_id)] * 2
    assert [message.body for message in begun[-1].attempts] == [ANSWER, "Second."]
    assert begun[-1].pictures == (picture(),)
    opened: list[OpenCase] = []
    model.opened.connect(opened.append)
    assert model.conversation_id is not None
    model.open(model.conversation_id)
    assert [message.body for message in opened[-1].messages] == ["What now?", "Second."]
    assert [message.body for message in opened[-1].replaced] == [ANSWER, "Second."]


def test_asking_again_that_is_refused_leaves_case_and_composer_as_they_were(
    room: Room, model: ConversationViewModel
) -> None:
    returned: list[str] = []
    model.question_returned.connect(lambda text, _pictures: returned.append(text))
    model.ask("What now?", [])
    room.engine.assistant.refuses = Blocked("desktop.nothing_to_ask")
    assert model.retry()
    assert model.last_answer() == ANSWER
    assert not returned
    assert not model.is_busy
