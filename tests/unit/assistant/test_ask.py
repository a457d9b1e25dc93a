"""Asking keeps both turns whatever happens, and tells what it does as it goes."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

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
from engine.domain.conversation import FinishReason, MessageState, Role
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix
from engine.domain.model import BackendState, BackendStatus
from engine.domain.picture import RedactedImage
from engine.domain.preset import AnswerOptions
from engine.errors import WorkerDied
from engine.ports import Backend
from engine.wording import Language
from tests.fakes.backend import ScriptedBackend
from tests.fakes.stores import MemoryStore
from tests.screens.crowded_desk import STARTER, desk_with_dialog
from tests.unit.assistant.asking import ask


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


def test_the_wait_for_the_first_word_is_counted_from_the_question_on(
    assistant_over: Callable[[Backend], Assistant], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.assistant.assistant.monotonic", lambda: monotonic() - 5)  # five seconds went before
    events = ask(assistant_over(ScriptedBackend("Restart the spooler [1].")), "The printer says 0x000006ba")
    finished = next(event for event in events if isinstance(event, Finished))
    assert 5000 <= finished.answer.usage.waited_ms < 60_000


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


@pytest.mark.parametrize(("reason", "is_noted"), [(FinishReason.COMPLETE, True), (FinishReason.STOPPED, False)])
def test_an_answer_that_was_cut_short_is_not_blamed_for_citing_nothing(
    assistant_over: Callable[[Backend], Assistant], reason: FinishReason, is_noted: bool
) -> None:
    backend = ScriptedBackend()
    backend.will_answer("Restart the", reason=reason)
    finished = next(
        event for event in ask(assistant_over(backend), "The printer says 0x000006ba") if isinstance(event, Finished)
    )
    assert ("guard.uncited" in finished.answer.guard_notes) is is_noted


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
    screen = desk_with_dialog()
    shown = RedactedImage(screen.width, screen.height, screen.tobytes())
    backend = ScriptedBackend()
    here = assistant_over(backend).as_seen(shown, *STARTER)
    monkeypatch.setattr(backend, "status", lambda: BackendStatus(BackendState.READY, host="models.example.org"))
    there = assistant_over(backend).as_seen(shown, *STARTER)
    assert (here.width, here.height) == (416, 192), "the dialog on it"
    assert there.width / there.height == pytest.approx(screen.width / screen.height, rel=0.1)
