"""The open case: asking, stopping, failing, and answers that go on while another case is shown."""

import pytest

from desktop.viewmodels.conversation import ConversationViewModel, EarlierQuestion, LiveAnswer, OpenCase
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.notice import Notice, Severity
from engine.errors import Blocked, WorkerDied
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.assistant import ANSWER
from tests.unit.desktop.fakes.cases import picture
from tests.unit.desktop.fakes.engine import FIXES
from tests.unit.desktop.fakes.tasks import HeldTasks


@pytest.fixture
def model(room: Room) -> ConversationViewModel:
    return _model(room)


@pytest.fixture
def held(held_room: Room) -> ConversationViewModel:
    return _model(held_room)


def _model(room: Room) -> ConversationViewModel:
    return ConversationViewModel(room.desk, room.tasks, room.notices, room.settings)


def _tasks(room: Room) -> HeldTasks:
    assert isinstance(room.tasks, HeldTasks)
    return room.tasks


def _go_on(room: Room, events: int) -> None:
    for _ in range(events):
        assert _tasks(room).next_event()


def _go_to_end(room: Room) -> None:
    while _tasks(room).next_event():
        pass


def test_a_question_begins_a_case_and_its_answer_is_kept(room: Room, model: ConversationViewModel) -> None:
    touched: list[int] = []
    model.case_touched.connect(touched.append)
    model.ask("What now?", [picture()])
    assert model.conversation_id in touched
    assert model.last_answer() == ANSWER
    assert [turn.state for turn in room.engine.cases.turns(touched[0])] == [MessageState.COMPLETE] * 2


def test_a_second_question_goes_into_the_same_case(room: Room, model: ConversationViewModel) -> None:
    model.ask("First", [])
    case = model.conversation_id
    model.ask("Second", [])
    assert room.engine.assistant.asked == [("First", None), ("Second", case)]


def test_the_same_case_keeps_its_labels_and_a_new_one_has_its_own(model: ConversationViewModel) -> None:
    before = model.labels
    model.ask("First", [])
    assert model.labels is before
    model.new_case()
    assert model.labels is not before


def test_stopping_keeps_what_was_written(held_room: Room, held: ConversationViewModel) -> None:
    held.ask("What now?", [])
    _go_on(held_room, 7)
    held.stop()
    _go_to_end(held_room)
    assert ANSWER.startswith(held.last_answer())
    assert held.last_answer()
    assert not held.is_busy


def test_the_stopped_answer_says_so(held_room: Room, held: ConversationViewModel) -> None:
    lives: list[LiveAnswer] = []
    held.changed.connect(lives.append)
    held.ask("What now?", [])
    _go_on(held_room, 7)
    held.stop()
    assert lives[-1].is_stopping
    _go_to_end(held_room)
    assert lives[-1].answer is not None
    assert lives[-1].answer.reason is FinishReason.STOPPED


def test_a_second_question_waits_for_the_first_answer_and_is_sent_after_it(
    held_room: Room, held: ConversationViewModel
) -> None:
    held.ask("First", [])
    _go_on(held_room, 7)
    held.ask("Second", [picture()])
    held.ask("Third", [])
    assert [each.question for each in held.waiting] == ["Second", "Third"]
    assert [asked for asked, _ in held_room.engine.assistant.asked] == ["First"]
    _go_to_end(held_room)
    assert [each.question for each in held.waiting] == ["Third"]
    _go_to_end(held_room)
    _go_to_end(held_room)
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
    _go_to_end(held_room)
    assert len(held_room.engine.assistant.asked) == 1


def test_what_waits_can_be_sent_at_once_and_what_was_written_stays(
    held_room: Room, held: ConversationViewModel
) -> None:
    held.ask("First", [])
    _go_on(held_room, 7)
    held.ask("Second", [])
    held.ask("Third", [])
    held.send_now(list(held.waiting)[1])
    _go_to_end(held_room)
    _go_on(held_room, 1)
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
    _go_on(held_room, 7)
    held.ask("Second", [])
    if not breaks:
        held.stop()
    _go_to_end(held_room)
    assert not held.is_busy
    (waiting,) = held.waiting
    held_room.engine.assistant.breaks = None
    held.send_now(waiting)
    _go_to_end(held_room)
    assert [question for question, _ in held_room.engine.assistant.asked] == ["First", "Second"]


def test_what_waits_goes_to_its_own_case_though_another_is_shown(held_room: Room, held: ConversationViewModel) -> None:
    other = held_room.engine.cases.start_conversation("Other")
    drawn: list[LiveAnswer] = []
    held.ask("First", [])
    _go_on(held_room, 7)
    case = held.conversation_id
    held.ask("Second", [])
    held.open(other.id)
    _tasks(held_room).let_all_go()
    held.asked.connect(drawn.append)
    _go_to_end(held_room)
    _go_to_end(held_room)
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
    _go_on(held_room, 7)
    case = held.conversation_id
    held.ask("Second", [picture()])
    held.open(other.id)
    _tasks(held_room).let_all_go()
    held_room.engine.assistant.refuses = Blocked("desktop.answer_failed")
    _go_to_end(held_room)
    _go_to_end(held_room)
    (waiting,) = held.waiting
    assert (waiting.question, waiting.pictures, waiting.conversation_id) == ("Second", (picture(),), case)
    assert returned == []
    assert not held.is_busy


def test_with_its_case_goes_what_waits_for_it(held_room: Room, held: ConversationViewModel) -> None:
    held.ask("First", [])
    _go_on(held_room, 7)
    held.ask("Second", [])
    held.stop()
    _go_to_end(held_room)
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
    _go_on(held_room, 7)
    case = held.conversation_id
    assert case is not None
    held.edit(held_room.engine.cases.turns(case)[0].id, "First, better", [])
    _go_to_end(held_room)
    _tasks(held_room).let_all_go()
    _go_to_end(held_room)
    assert [each.body for each in held_room.engine.cases.messages(case)] == ["First, better", ANSWER]
    assert not len(held.waiting)


def test_an_answer_that_was_stopped_is_written_on_in_its_place(held_room: Room, held: ConversationViewModel) -> None:
    lives: list[LiveAnswer] = []
    held.ask("First", [])
    _go_on(held_room, 9)
    held.stop()
    _go_to_end(held_room)
    case = held.conversation_id
    assert case is not None
    begun = held_room.engine.cases.messages(case)[1]
    assert begun.ended_early
    held.asked.connect(lives.append)
    assert held.go_on()
    _tasks(held_room).let_all_go()
    assert lives[-1].text == begun.body
    _go_to_end(held_room)
    answer = held_room.engine.cases.messages(case)[1]
    assert (answer.id, answer.body) == (begun.id, ANSWER)
    assert held.last_answer() == ANSWER


def test_a_whole_answer_is_not_written_on(room: Room, model: ConversationViewModel) -> None:
    model.ask("First", [])
    model.go_on()
    assert room.engine.assistant.gone_on == []


def test_the_answer_goes_on_while_another_case_is_shown(held_room: Room, held: ConversationViewModel) -> None:
    other = held_room.engine.cases.start_conversation("Other")
    opened: list[OpenCase] = []
    drawn: list[LiveAnswer] = []
    held.ask("First", [])
    _go_on(held_room, 7)
    case = held.conversation_id
    assert case is not None
    held.opened.connect(opened.append)
    held.text_arrived.connect(drawn.append)
    held.open(other.id)
    _tasks(held_room).let_all_go()
    _go_on(held_room, 3)
    assert drawn == []
    held.open(case)
    _tasks(held_room).let_all_go()
    live = opened[-1].live
    assert live is not None
    assert live.text == ANSWER[: 12 * 5]
    assert opened[-1].messages == ()
    _go_on(held_room, 1)
    assert drawn == [live]


def test_a_case_that_answered_meanwhile_is_shown_from_the_store(held_room: Room, held: ConversationViewModel) -> None:
    opened: list[OpenCase] = []
    held.ask("First", [])
    _go_on(held_room, 7)
    case = held.conversation_id
    assert case is not None
    held.new_case()
    _go_to_end(held_room)
    held.opened.connect(opened.append)
    held.open(case)
    _tasks(held_room).let_all_go()
    assert opened[-1].live is None
    assert [message.body for message in opened[-1].messages] == ["First", ANSWER]


def test_only_the_case_opened_last_is_shown(held_room: Room, held: ConversationViewModel) -> None:
    first = held_room.engine.cases.start_conversation("First")
    second = held_room.engine.cases.start_conversation("Second")
    opened: list[OpenCase] = []
    held.opened.connect(opened.append)
    held.open(first.id)
    held.open(second.id)
    _tasks(held_room).let_all_go()
    assert [case.conversation for case in opened] == [second]


def test_when_the_worker_dies_the_text_stays_and_asking_again_is_offered(
    room: Room, model: ConversationViewModel
) -> None:
    room.engine.assistant.breaks = WorkerDied("desktop.answer_failed")
    model.ask("What now?", [])
    assert model.last_answer() == ANSWER[:48]
    assert [notice.action_id for notice in room.notices.standing] == ["answer.retry"]
    room.engine.assistant.breaks = None
    assert model.retry()
    assert model.last_answer() == ANSWER


def test_a_refused_question_goes_back_to_the_composer(room: Room, model: ConversationViewModel) -> None:
    returned: list[tuple[str, tuple[object, ...]]] = []
    model.question_returned.connect(lambda text, pictures: returned.append((text, pictures)))
    room.engine.assistant.refuses = Blocked("desktop.nothing_to_ask")
    shown = picture()
    model.ask("What now?", [shown])
    assert returned == [("What now?", (shown,))]
    assert room.told() == ["desktop.nothing_to_ask"]
    assert not model.is_busy
    assert model.is_empty


def test_a_bug_is_reported_and_leaves_the_model_usable(room: Room, model: ConversationViewModel) -> None:
    room.engine.assistant.breaks = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        model.ask("What now?", [])
    assert not model.is_busy


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


def test_an_answer_that_ends_without_an_end_has_failed(
    room: Room, model: ConversationViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.engine.assistant, "ask", lambda *_, **__: iter(()))
    returned: list[str] = []
    model.question_returned.connect(lambda text, _: returned.append(text))
    model.ask("What now?", [])
    assert not model.is_busy
    assert returned == ["What now?"]


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


def test_what_the_model_says_about_itself_is_shown(room: Room, model: ConversationViewModel) -> None:
    room.engine.assistant.notices = [
        Notice(Severity.WARNING, "server.refused", {"server": "gpu:8080"}),
        Notice(Severity.WARNING, "server.stand_in"),
    ]
    model.ask("What now?", [])
    assert room.told() == ["server.refused", "server.stand_in"]
    assert model.last_answer()


def test_a_server_that_is_back_takes_its_warnings_away(room: Room, model: ConversationViewModel) -> None:
    room.engine.assistant.notices = [
        Notice(Severity.WARNING, "server.refused", {"server": "gpu:8080"}),
        Notice(Severity.WARNING, "server.stand_in"),
        Notice(Severity.INFO, "server.back", {"server": "gpu:8080"}),
    ]
    model.ask("What now?", [])
    assert room.told() == ["server.back"]
