"""Asking again, editing a question and going on: what was there before is kept."""

import threading
from collections.abc import Callable

import pytest

from engine.assistant import Assistant
from engine.backends.absent import AbsentBackend
from engine.domain.answer import AnswerEvent, PassagesFound, QuestionRedacted, SamplingParams, Started, TextArrived
from engine.domain.conversation import FinishReason, MessageState, Role, earlier_versions
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix
from engine.domain.picture import RedactedImage
from engine.domain.preset import AnswerOptions
from engine.errors import BackendError, StoreError, WorkerDied
from engine.ports import Backend
from engine.wording import Language
from tests.fakes.backend import ScriptedBackend
from tests.fakes.stores import MemoryStore
from tests.unit.assistant.asking import ask


def again(assistant: Assistant, case: int) -> list[AnswerEvent]:
    events = assistant.regenerate(case, options=AnswerOptions(Language.EN, SamplingParams()), stop=threading.Event())
    return list(events)


def test_asking_again_sends_the_same_prompt_and_keeps_the_old_answer(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore, picture: RedactedImage
) -> None:
    backend = ScriptedBackend("First.", "Second.", "Third.")
    assistant = assistant_over(backend)
    ask(assistant, "Hello")
    case = store.conversations()[0].id
    ask(assistant, "The printer says 0x000006ba", picture, case=case)
    before = store.messages(case)
    events = again(assistant, case)
    assert backend.requests[2].turns == backend.requests[1].turns
    started = next(event for event in events if isinstance(event, Started))
    assert started.question_id == before[2].id
    after = store.messages(case)
    assert list(after[:3]) == list(before[:3])
    assert after[3].body.startswith("Third.")
    assert [each.body for each in store.replaced_messages(case)] == [before[3].body]
    ask(assistant, "And then?", case=case)
    sent = [part for turn in backend.requests[3].turns for part in turn.parts if isinstance(part, str)]
    assert any("Third." in part for part in sent)
    assert not any("Second." in part for part in sent)


def test_a_question_without_an_answer_can_be_asked_again(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    case = store.start_conversation("t").id
    with pytest.raises(StoreError):
        again(assistant_over(ScriptedBackend()), case)
    store.add_question(case, "Hello")
    again(assistant_over(ScriptedBackend("Hi.")), case)
    assert [message.role for message in store.messages(case)] == [Role.AGENT, Role.ASSISTANT]
    assert not store.replaced_messages(case)


def edit(assistant: Assistant, case: int, message: int, question: str, *pictures: RedactedImage) -> list[AnswerEvent]:
    return list(
        assistant.edit(
            case,
            message,
            question,
            pictures,
            labels=CaseLabels(),
            options=AnswerOptions(Language.EN, SamplingParams()),
            stop=threading.Event(),
        )
    )


def test_an_edited_question_is_answered_from_what_stood_before_it_and_the_rest_is_kept_aside(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore, picture: RedactedImage
) -> None:
    backend = ScriptedBackend("First.", "Second.", "Third.", "Better.")
    assistant = assistant_over(backend)
    ask(assistant, "Hello")
    case = store.conversations()[0].id
    ask(assistant, "What is this?", picture, case=case)
    ask(assistant, "And then?", case=case)
    before = store.messages(case)
    events = edit(assistant, case, before[2].id, "What does it say?", picture)
    assert [type(event) for event in events][:3] == [QuestionRedacted, PassagesFound, Started]
    assert backend.requests[3].turns[:-1] == backend.requests[1].turns[:-1]
    assert backend.requests[3].turns[-1].parts[0] == picture
    after = store.messages(case)
    assert list(after[:2]) == list(before[:2])
    assert after[2].body == "What does it say?"
    assert after[3].body.startswith("Better.")
    (version,) = earlier_versions(after[2].id, store.replaced_messages(case))
    assert [each.body for each in version] == [each.body for each in before[2:]]


def test_a_secret_in_an_edited_question_is_neither_kept_nor_sent(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    backend = ScriptedBackend("First.", "Second.")
    assistant = assistant_over(backend)
    ask(assistant, "Why?")
    case = store.conversations()[0].id
    edit(assistant, case, store.messages(case)[0].id, "Her password is hunter2, why?")
    sent = "".join(str(part) for turn in backend.requests[1].turns for part in turn.parts)
    assert "hunter2" not in sent + "".join(message.body for message in store.messages(case))


def test_only_a_question_that_counts_can_be_edited(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    assistant = assistant_over(ScriptedBackend("First."))
    ask(assistant, "Why?")
    case = store.conversations()[0].id
    for wrong in (store.messages(case)[1].id, 999):
        with pytest.raises(StoreError):
            edit(assistant, case, wrong, "Never kept")
    assert len(store.messages(case)) == 2


def go_on(assistant: Assistant, case: int) -> list[AnswerEvent]:
    return list(assistant.go_on(case, options=AnswerOptions(Language.EN, SamplingParams()), stop=threading.Event()))


def test_an_answer_that_hit_its_limit_is_written_on_in_the_same_message(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore, picture: RedactedImage
) -> None:
    backend = ScriptedBackend()
    backend.will_answer("Restart the spooler [1] ", reason=FinishReason.LENGTH)
    backend.will_answer(" and print again.")
    assistant = assistant_over(backend)
    ask(assistant, "The printer says 0x000006ba", picture)
    case = store.conversations()[0].id
    kept = store.messages(case)[1]
    store.put_fixes(
        [CannedFix("other", Language.EN, "Spooler 0x000006ba 0x000006ba", "no", error_codes=("0x000006ba",))]
    )
    events = go_on(assistant, case)
    texts = [event.text for event in events if isinstance(event, TextArrived)]
    assert texts[0].startswith("Restart the spooler")
    assert backend.requests[1].turns[:1] == backend.requests[0].turns[:1]
    assert backend.requests[1].continues == "Restart the spooler [1]"
    answer = store.messages(case)[1]
    assert answer.id == kept.id
    assert answer.body.startswith("Restart the spooler [1] and print again.")
    assert answer.body.count("AI") == kept.body.count("AI")
    assert answer.state is MessageState.COMPLETE
    assert [citation.fix_uid for citation in answer.citations] == ["print-spooler"]
    assert answer.usage is not None
    assert answer.usage.completion_tokens == 2
    assert not store.replaced_messages(case)


def test_what_was_written_survives_when_going_on_breaks_off(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    backend = ScriptedBackend()
    backend.will_answer("One two", reason=FinishReason.STOPPED)
    backend.will_fail(after=[" three"])
    assistant = assistant_over(backend)
    ask(assistant, "Count")
    case = store.conversations()[0].id
    with pytest.raises(WorkerDied):
        go_on(assistant, case)
    answer = store.messages(case)[1]
    assert answer.body.startswith("One two three")
    assert (answer.state, answer.ended_early) == (MessageState.FAILED, True)
    assert answer.usage is not None
    assert answer.usage.model == "scripted", "what the first part took is still known"


def test_an_answer_that_is_whole_or_that_nothing_can_write_on_stays_as_it_is(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    assistant = assistant_over(ScriptedBackend("Whole."))
    ask(assistant, "Why?")
    case = store.conversations()[0].id
    before = store.messages(case)
    with pytest.raises(StoreError):
        go_on(assistant, case)
    with pytest.raises(BackendError):
        go_on(assistant_over(AbsentBackend()), case)
    assert store.messages(case) == before
