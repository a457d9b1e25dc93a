"""Asking by a preset: its prompt goes to the model, its name into the case, its parameters down to the backend."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.assistant import Assistant
from engine.backends.absent import AbsentBackend
from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.domain.answer import AnswerEvent, BackendNotice, Finished, QuestionRedacted, SamplingParams
from engine.domain.conversation import FinishReason
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix
from engine.domain.picture import RedactedImage
from engine.domain.preset import AnswerOptions, Preset, PresetText
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.errors import WorkerDied
from engine.guard import Guard
from engine.ports import Backend
from engine.wording import Language
from tests.fakes.backend import ScriptedBackend
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore

EN = Language.EN
STEPS = Preset("steps", {EN: PresetText("Steps to fix", "Write numbered steps.\nAbout: {text}")})
SPOOLER = CannedFix("spooler", EN, "Restart the spooler", "1. `net stop spooler`", error_codes=("0x000006ba", "1"))
SCREEN = RedactedImage(4, 2, bytes(24), spans=(TextSpan("Error 0x000006BA at 1", Region(0, 0, 4, 2), 1.0),))
Over = Callable[[Backend], Assistant]


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    store.put_fixes([SPOOLER])
    return store


@pytest.fixture
def over(store: MemoryStore) -> Over:
    def build(backend: Backend) -> Assistant:
        redactor = WordRedactor("hunter2")
        return Assistant(cases=store, fixes=store, backend=backend, redactor=redactor, guard=Guard.from_folder())

    return build


def ask(
    assistant: Assistant,
    preset: Preset | None,
    typed: str = "",
    *pictures: RedactedImage,
    case: int | None = None,
    sampling: SamplingParams | None = None,
    adapters: tuple[str, ...] = (),
) -> list[AnswerEvent]:
    events = assistant.ask(
        typed,
        pictures,
        conversation_id=case,
        labels=CaseLabels(),
        options=AnswerOptions(EN, sampling or SamplingParams(), adapters, preset),
        stop=threading.Event(),
    )
    return list(events)


def last_text(backend: ScriptedBackend) -> str:
    return "".join(part for part in backend.requests[-1].turns[-1].parts if isinstance(part, str))


def answer_of(events: list[AnswerEvent]) -> str:
    return next(event.answer.text for event in events if isinstance(event, Finished))


def test_the_model_gets_the_prompt_and_the_case_its_name(over: Over, store: MemoryStore) -> None:
    backend = ScriptedBackend("1. Restart.")
    events = ask(over(backend), STEPS, "the printer of hunter2")
    kept = events[0].text if isinstance(events[0], QuestionRedacted) else ""
    assert kept.startswith("Steps to fix\nthe printer of ")
    assert "hunter2" not in kept
    assert "Write numbered steps.\nAbout: the printer of" in last_text(backend)
    assert "hunter2" not in last_text(backend)
    case = store.conversations()[0]
    question, answer = store.messages(case.id)
    assert question.body == kept
    assert case.title.startswith("the printer")
    assert answer.usage is not None
    assert answer.usage.preset == "steps"


def test_a_picture_alone_is_enough_and_the_code_on_it_makes_the_title(over: Over, store: MemoryStore) -> None:
    backend = ScriptedBackend("1. Restart.")
    ask(over(backend), STEPS, "", SCREEN)
    assert last_text(backend).endswith("Write numbered steps.")
    assert store.messages(store.conversations()[0].id)[0].body == "Steps to fix"
    assert store.conversations()[0].title == "Steps to fix · 0x000006ba"


def test_the_next_question_is_asked_in_own_words_again(over: Over, store: MemoryStore) -> None:
    backend = ScriptedBackend("One.", "Two.")
    assistant = over(backend)
    ask(assistant, STEPS, "the printer", SCREEN)
    ask(assistant, None, "And then?", case=store.conversations()[0].id)
    earlier = "".join(part for part in backend.requests[1].turns[1].parts if isinstance(part, str))
    assert "Steps to fix\nthe printer" in earlier
    assert "Write numbered steps" not in earlier + last_text(backend)
    assert backend.requests[1].turns[1].parts[0] == SCREEN


def test_its_parameters_go_before_those_of_the_settings(over: Over) -> None:
    schema = '{"type": "object"}'
    wanted = replace(STEPS, sampling={"temperature": 0.1, "max_tokens": 99}, stop=("END",), json_schema=schema)
    backend = ScriptedBackend("{}", "ok")
    usual = SamplingParams(temperature=0.9, top_k=3)
    ask(over(backend), wanted, "x", sampling=usual)
    ask(over(backend), STEPS, "x", sampling=usual)
    first, second = backend.requests
    assert first.sampling == SamplingParams(temperature=0.1, top_k=3, max_tokens=99)
    assert (first.stop, first.json_schema) == (("END",), schema)
    assert (second.sampling, second.stop, second.json_schema) == (usual, (), "")


def test_an_answer_in_json_stays_json(over: Over) -> None:
    wanted = replace(STEPS, json_schema='{"type": "object"}')
    backend = ScriptedBackend('{"codes": [1], "rows": [[1, 2]]}')
    assert answer_of(ask(over(backend), wanted, "0x000006ba")) == '{"codes": [1], "rows": [[1, 2]]}'


def test_a_task_without_use_for_fixes_is_given_none_but_the_agent_sees_them(over: Over) -> None:
    backend = ScriptedBackend("Text [1].", "Text [1].")
    plain = ask(over(backend), STEPS, "0x000006ba")
    assert "net stop spooler" in last_text(backend)
    events = ask(over(backend), replace(STEPS, offers_fixes=False), "0x000006ba")
    assert "net stop spooler" not in last_text(backend)
    assert [type(event) for event in events] == [type(event) for event in plain]
    assert answer_of(events).startswith("Text."), "a fix that was not offered cannot be cited"


def test_its_prompt_does_not_bring_up_fixes(over: Over) -> None:
    backend = ScriptedBackend("ok")
    loud = replace(STEPS, texts={EN: PresetText("Steps", "0x000006ba restart the spooler\n{text}")})
    ask(over(backend), loud, "something else entirely")
    assert "[1]" not in last_text(backend)


def test_without_a_model_the_fixes_answer_whatever_the_preset_wants(over: Over) -> None:
    wanted = replace(STEPS, offers_fixes=False, json_schema='{"type": "object"}')
    events = ask(over(AbsentBackend()), wanted, "0x000006ba")
    finished = next(event for event in events if isinstance(event, Finished))
    assert [citation.fix_uid for citation in finished.answer.citations] == ["spooler"]


def test_asking_again_sends_the_same_prompt(over: Over, store: MemoryStore) -> None:
    wanted = replace(STEPS, sampling={"top_k": 9})
    backend = ScriptedBackend("One.", "Two.", "Three.")
    assistant = over(backend)
    ask(assistant, wanted, "the printer", SCREEN)
    case = store.conversations()[0].id

    def again(preset: Preset | None) -> None:
        list(
            assistant.regenerate(
                case, options=AnswerOptions(EN, SamplingParams(), preset=preset), stop=threading.Event()
            )
        )

    again(wanted)
    assert backend.requests[1] == backend.requests[0]
    again(None)
    assert "Steps to fix\nthe printer" in last_text(backend)


def test_an_answer_that_broke_off_knows_its_preset_too(over: Over, store: MemoryStore) -> None:
    backend = ScriptedBackend()
    backend.will_fail(after=["One"])
    with pytest.raises(WorkerDied):
        ask(over(backend), STEPS, "x")
    usage = store.messages(store.conversations()[0].id)[-1].usage
    assert usage is not None
    assert usage.preset == "steps"


# --- adapters -------------------------------------------------------------------------------------------------------


def test_an_adapter_that_the_model_lacks_is_announced_and_left_out(over: Over) -> None:
    backend = ScriptedBackend("ok", "ok", adapters=("bank",))
    events = ask(over(backend), replace(STEPS, adapters=("bank", "tax")), "x", adapters=("usual",))
    notices = [event.notice for event in events if isinstance(event, BackendNotice)]
    assert [(notice.key, notice.values) for notice in notices] == [
        ("presets.no_adapter", {"names": "tax", "preset": "Steps to fix"})
    ]
    assert backend.requests[0].adapters == ("bank",)
    ask(over(backend), STEPS, "x", adapters=("usual",))
    assert backend.requests[1].adapters == ("usual",), "a preset without adapters leaves those of the settings"


@pytest.fixture
def local(tiny_pair: tuple[Path, Path], tiny_adapter: Path, tmp_path: Path) -> Iterator[LocalBackend]:
    loading = Loading(
        device="cpu", context_tokens=2048, image_tokens=(16, 64), threads=1, adapters={"bank": tiny_adapter}
    )
    backend = LocalBackend(*tiny_pair, loading, model_name="tiny", log_folder=tmp_path)
    yield backend
    backend.close()


def test_adapters_are_switched_by_preset_in_the_real_worker(over: Over, local: LocalBackend) -> None:
    greedy = SamplingParams(temperature=0, presence_penalty=0, max_tokens=24)
    bank = replace(STEPS, adapters=("bank",))
    assistant = over(local)

    def text(preset: Preset) -> str:
        return answer_of(ask(assistant, preset, "Hello", sampling=greedy))

    assert local.status().adapters == ("bank",)
    plain, adapted = text(STEPS), text(bank)
    assert plain != adapted
    assert text(STEPS) == plain
    assert text(bank) == adapted
    events = ask(assistant, replace(STEPS, adapters=("tax",)), "Hello", sampling=greedy)
    assert answer_of(events) == plain
    assert any(isinstance(event, BackendNotice) for event in events)


def test_parameters_reach_the_real_worker(over: Over, local: LocalBackend) -> None:
    short = replace(STEPS, sampling={"temperature": 0.0, "max_tokens": 16}, json_schema='{"enum": ["yes", "no"]}')
    events = ask(over(local), short, "Is it on?")
    finished = next(event for event in events if isinstance(event, Finished))
    assert finished.answer.text in {'"yes"', '"no"'}
    cut = ask(over(local), replace(short, json_schema=""), "Is it on?")
    ended = next(event.answer for event in cut if isinstance(event, Finished))
    assert ended.reason is FinishReason.LENGTH
    assert ended.usage.completion_tokens == 16


def test_another_preset_on_the_same_picture_costs_no_second_look(
    over: Over, local: LocalBackend, store: MemoryStore
) -> None:
    picture = RedactedImage(128, 128, bytes(range(256)) * 192)
    short = replace(STEPS, sampling={"max_tokens": 4})
    mail = replace(short, uid="mail", adapters=("bank",))
    assistant = over(local)
    ask(assistant, short, "", picture)
    case = store.conversations()[0].id
    ask(assistant, replace(short, uid="text"), "only the title", case=case)
    ask(assistant, mail, "", case=case)
    usages = [message.usage for message in store.messages(case) if message.usage]
    assert [(usage.preset, usage.image_encodes) for usage in usages] == [("steps", 1), ("text", 0), ("mail", 0)]
    assert usages[1].reused_tokens > 16
    assert usages[2].reused_tokens == 0, "other adapters would have filled the cells otherwise"
