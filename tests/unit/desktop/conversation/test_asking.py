"""Asking: what is kept, what is told, and what happens where something breaks."""

import pytest

from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.live import LiveAnswer
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.notice import Notice, Severity
from engine.errors import Blocked, WorkerDied
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.conversation.steps import let_go, let_go_to_end
from tests.unit.desktop.fakes.assistant import ANSWER
from tests.unit.desktop.fakes.cases import picture


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


def test_stopping_keeps_what_was_written(held_room: Room, held: ConversationViewModel) -> None:
    held.ask("What now?", [])
    let_go(held_room, 7)
    held.stop()
    let_go_to_end(held_room)
    assert ANSWER.startswith(held.last_answer())
    assert held.last_answer()
    assert not held.is_busy


def test_the_stopped_answer_says_so(held_room: Room, held: ConversationViewModel) -> None:
    lives: list[LiveAnswer] = []
    held.changed.connect(lives.append)
    held.ask("What now?", [])
    let_go(held_room, 7)
    held.stop()
    assert lives[-1].is_stopping
    let_go_to_end(held_room)
    assert lives[-1].answer is not None
    assert lives[-1].answer.reason is FinishReason.STOPPED


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


def test_an_answer_that_ends_without_an_end_has_failed(
    room: Room, model: ConversationViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.engine.assistant, "ask", lambda *_, **__: iter(()))
    returned: list[str] = []
    model.question_returned.connect(lambda text, _: returned.append(text))
    model.ask("What now?", [])
    assert not model.is_busy
    assert returned == ["What now?"]


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
