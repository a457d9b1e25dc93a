"""Asking keeps both turns whatever happens, and tells what it does as it goes."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.assistant import Assistant
from engine.backends.absent import AbsentBackend
from engine.domain.answer import (
    AnswerEvent,
    Finished,
    HandoffAdvised,
    PassagesFound,
    QuestionRedacted,
    SamplingParams,
    Started,
    TextArrived,
)
from engine.domain.conversation import FinishReason, MessageState, Role, earlier_versions
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix
from engine.domain.model import BackendState, BackendStatus
from engine.domain.picture import RedactedImage
from engine.domain.preset import AnswerOptions
from engine.errors import BackendError, StoreError, WorkerDied
from engine.guard import Guard
from engine.ports import Backend
from engine.wording import Language
from tests.fakes.backend import ScriptedBackend
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore
from tests.unit.imaging.test_close_up import STARTER, desk

SPOOLER = CannedFix(
    "print-spooler", Language.EN, "Restart the print spooler", "1. `net stop spooler`", error_codes=("0x000006ba",)
)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    store.put_fixes([SPOOLER])
    return store


@pytest.fixture
def picture() -> RedactedImage:
    return RedactedImage(4, 2, bytes(range(24)))


@pytest.fixture
def assistant_over(store: MemoryStore) -> Callable[[Backend], Assistant]:
    def build(backend: Backend) -> Assistant:
        return Assistant(
            cases=store, fixes=store, backend=backend, redactor=WordRedactor("hunter2"), guard=Guard.from_folder()
        )

    return build


def ask(assistant: Assistant, question: str, *pictures: RedactedImage, case: int | None = None) -> list[AnswerEvent]:
    return list(
        assistant.ask(
            question,
            pictures,
            conversation_id=case,
            labels=CaseLabels(),
            options=AnswerOptions(Language.EN, SamplingParams()),
            stop=threading.Event(),
        )
    )


def test_events_come_in_order_and_both_turns_are_kept(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore, picture: RedactedImage
) -> None:
    backend = ScriptedBackend()
    backend.will_answer("Restart the spooler [1].")
    events = ask(assistant_over(backend), "The printer says 0x000006ba", picture)
    kinds = [type(event) for event in events]
    assert kinds[:3] == [QuestionRedacted, PassagesFound, Started]
    assert kinds[-1] is Finished
    case = store.conversations()[0]
    question, answer = store.messages(case.id)
    assert (question.role, answer.role) == (Role.AGENT, Role.ASSISTANT)
    assert question.attachments[0].digest == picture.digest
    assert answer.state is MessageState.COMPLETE
    assert [citation.fix_uid for citation in answer.citations] == ["print-spooler"]


def test_a_secret_in_the_question_is_neither_kept_nor_sent(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    backend = ScriptedBackend()
    backend.will_answer("Ok.")
    ask(assistant_over(backend), "her password is hunter2, why no sign-in?")
    sent = "".join(str(part) for turn in backend.requests[0].turns for part in turn.parts)
    kept = "".join(message.body for message in store.messages(store.conversations()[0].id))
    assert "hunter2" not in sent + kept + store.conversations()[0].title


def test_without_a_model_the_best_fix_answers_and_says_so(
    assistant_over: Callable[[Backend], Assistant],
) -> None:
    events = ask(assistant_over(AbsentBackend()), "The printer says 0x000006ba")
    finished = next(event for event in events if isinstance(event, Finished))
    assert "print-spooler" in [citation.fix_uid for citation in finished.answer.citations]
    assert finished.answer.usage.model == ""


def test_when_nothing_fits_and_no_model_is_there_a_person_is_advised(
    assistant_over: Callable[[Backend], Assistant],
) -> None:
    events = ask(assistant_over(AbsentBackend()), "zzz qqq")
    assert isinstance(events[-1], HandoffAdvised)


def test_what_was_written_before_the_worker_died_is_kept(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    backend = ScriptedBackend()
    backend.will_fail(after=["First open ", "the services ", "console"])
    with pytest.raises(WorkerDied):
        ask(assistant_over(backend), "The printer is offline")
    answer = store.messages(store.conversations()[0].id)[-1]
    assert answer.state is MessageState.FAILED
    assert answer.body.startswith("First open the services")
    assert answer.usage is not None
    assert answer.usage.model == "scripted"


def test_a_reader_who_leaves_early_leaves_a_stopped_answer(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    backend = ScriptedBackend()
    backend.will_answer("One ", "two ", "three ", "four ", "five")
    events = assistant_over(backend).ask(
        "Why?",
        (),
        conversation_id=None,
        labels=CaseLabels(),
        options=AnswerOptions(Language.EN, SamplingParams()),
        stop=threading.Event(),
    )
    for event in events:
        if isinstance(event, TextArrived):
            break
    events.close()  # type: ignore[attr-defined]
    kept = store.messages(store.conversations()[0].id)[-1]
    assert kept.state is MessageState.STOPPED
    assert kept.usage is not None
    assert kept.usage.model == "scripted"


def test_the_second_question_repeats_the_first_turn_with_its_picture(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore, picture: RedactedImage
) -> None:
    backend = ScriptedBackend()
    backend.will_answer("First.")
    backend.will_answer("Second.")
    assistant = assistant_over(backend)
    ask(assistant, "What is this?", picture)
    ask(assistant, "And now?", case=store.conversations()[0].id)
    first, second = backend.requests
    assert second.turns[0] == first.turns[0]
    assert picture in second.turns[1].parts
    assert [turn.role for turn in second.turns] == [Role.SYSTEM, Role.AGENT, Role.ASSISTANT, Role.AGENT]


def test_a_case_is_exported_with_its_pictures(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore, picture: RedactedImage, tmp_path: Path
) -> None:
    backend = ScriptedBackend()
    backend.will_answer("Done.", reason=FinishReason.COMPLETE)
    assistant = assistant_over(backend)
    ask(assistant, "What is this?", picture)
    assistant.export_case(store.conversations()[0].id, tmp_path / "case.md")
    text = (tmp_path / "case.md").read_text(encoding="utf-8")
    assert "What is this?" in text
    assert "Done." in text
    assert len(list((tmp_path / "case_pictures").glob("*.png"))) == 1


def test_blanks_of_a_fix_are_filled_with_their_defaults(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    store.put_fixes([CannedFix("vpn", Language.EN, "VPN is down", "Call {{desk|the help desk}} about {{ticket}}.")])
    (found,) = assistant_over(AbsentBackend()).search_fixes("VPN", language=Language.EN)
    assert found.text == "Call the help desk about {{ticket}}."


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


def test_a_question_is_covered_by_the_rules_of_the_newest_picture_of_its_case(
    assistant_over: Callable[[Backend], Assistant], picture: RedactedImage
) -> None:
    assistant, labels = assistant_over(ScriptedBackend()), CaseLabels()
    of_sap = replace(picture, profile="SAP")

    def profile_after(*pictures: RedactedImage) -> str:
        asked = assistant.ask(
            "why?",
            pictures,
            conversation_id=None,
            labels=labels,
            options=AnswerOptions(Language.EN, SamplingParams()),
            stop=threading.Event(),
        )
        next(asked)
        return labels.profile

    assert profile_after(of_sap) == "SAP"
    assert profile_after() == "SAP"
    assert profile_after(of_sap, picture) == ""


def test_the_program_on_the_picture_puts_its_own_fixes_first_in_every_kind_of_turn(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore
) -> None:
    store.put_fixes(
        [
            CannedFix(name, Language.EN, f"{name} asks for the password again", "Sign in again.", product=name)
            for name in ("Browser", "Outlook")
        ]
    )
    pixels = bytes(range(24))
    of_outlook = RedactedImage(4, 2, pixels, application="outlook.exe")
    of_browser = RedactedImage(4, 2, pixels[::-1], application="browser.exe")
    backend = ScriptedBackend()
    for _ in range(5):
        backend.will_answer("Ok.")
    assistant = assistant_over(backend)
    question = "it asks for the password again"
    assert _first_fix(ask(assistant, question, of_outlook)) == "Outlook"
    assert _first_fix(ask(assistant, question, of_browser)) == "Browser"
    case = store.conversations()[1].id
    assert _first_fix(ask(assistant, question, case=case)) == "Outlook"  # a follow-up without a picture of its own
    options, stop = AnswerOptions(Language.EN, SamplingParams()), threading.Event()
    assert _first_fix(list(assistant.regenerate(case, options=options, stop=stop))) == "Outlook"
    asked = store.messages(case)[0].id
    edited = assistant.edit(case, asked, question, [of_browser], labels=CaseLabels(), options=options, stop=stop)
    assert _first_fix(list(edited)) == "Browser"


def _first_fix(events: list[AnswerEvent]) -> str:
    found = next(event for event in events if isinstance(event, PassagesFound))
    return found.passages[0].fix.uid


def test_what_is_typed_in_a_case_that_is_opened_again_goes_by_the_rules_of_its_newest_picture(
    assistant_over: Callable[[Backend], Assistant], store: MemoryStore, picture: RedactedImage
) -> None:
    assistant = assistant_over(ScriptedBackend())
    case = store.start_conversation("Booking").id
    assert assistant.labels_of(case).profile == ""
    store.add_question(case, "Why?", [replace(picture, profile="SAP")])
    store.add_question(case, "And now?")
    assert assistant.labels_of(case).profile == "SAP"


def test_the_preview_of_what_goes_to_another_machine_is_of_the_whole_picture(
    assistant_over: Callable[[Backend], Assistant], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = desk()
    shown = RedactedImage(screen.width, screen.height, screen.tobytes())
    backend = ScriptedBackend()
    here = assistant_over(backend).as_seen(shown, *STARTER)
    monkeypatch.setattr(backend, "status", lambda: BackendStatus(BackendState.READY, host="models.example.org"))
    there = assistant_over(backend).as_seen(shown, *STARTER)
    assert (here.width, here.height) == (416, 192), "the dialog on it"
    assert there.width / there.height == pytest.approx(screen.width / screen.height, rel=0.1)
