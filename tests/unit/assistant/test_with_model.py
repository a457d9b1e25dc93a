"""Editing and going on over the real model process with the tiny pair: what was read once is not read again."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.assistant import Assistant
from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.domain.answer import AnswerEvent, Finished, SamplingParams
from engine.domain.conversation import FinishReason, Usage
from engine.domain.finding import CaseLabels
from engine.domain.picture import RedactedImage
from engine.domain.preset import AnswerOptions
from engine.guard import Guard
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore

SHORT = SamplingParams(temperature=0, presence_penalty=0, max_tokens=12)
PICTURE = RedactedImage(320, 224, np.random.default_rng(1).integers(0, 256, (224, 320, 3), dtype=np.uint8).tobytes())


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def assistant(tiny_pair: tuple[Path, Path], tmp_path: Path, store: MemoryStore) -> Iterator[Assistant]:
    backend = LocalBackend(
        *tiny_pair,
        Loading(device="cpu", context_tokens=4096, image_tokens=(64, 256), threads=1),
        model_name="tiny",
        log_folder=tmp_path,
    )
    yield Assistant(
        cases=store, fixes=store, backend=backend, redactor=WordRedactor("hunter2"), guard=Guard.from_folder()
    )
    backend.close()


class Asker:
    """Asks with short answers, and returns what each took."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, question: str, *pictures: RedactedImage, case: int | None = None) -> Usage:
        events = self._assistant.ask(
            question,
            pictures,
            conversation_id=case,
            labels=CaseLabels(),
            options=AnswerOptions(Language.EN, SHORT),
            stop=threading.Event(),
        )
        return _usage(events)

    def edit(self, case: int, message: int, question: str, *pictures: RedactedImage) -> Usage:
        events = self._assistant.edit(
            case,
            message,
            question,
            pictures,
            labels=CaseLabels(),
            options=AnswerOptions(Language.EN, SHORT),
            stop=threading.Event(),
        )
        return _usage(events)

    def go_on(self, case: int) -> Usage:
        return _usage(self._assistant.go_on(case, options=AnswerOptions(Language.EN, SHORT), stop=threading.Event()))


def _usage(events: Iterator[AnswerEvent]) -> Usage:
    (finished,) = [event for event in events if isinstance(event, Finished)]
    return finished.answer.usage


def test_an_edit_behind_the_picture_and_going_on_look_at_nothing_again(
    assistant: Assistant, store: MemoryStore
) -> None:
    asker = Asker(assistant)
    asked = asker.ask("What is this?", PICTURE)
    case = store.conversations()[0].id
    first = store.messages(case)[0]
    asker.ask("And then?", case=case)
    edited = asker.edit(case, first.id, "What does the message say?", PICTURE)
    assert (asked.image_encodes, edited.image_encodes) == (1, 0)
    assert edited.reused_tokens > edited.prompt_tokens / 2
    answer = store.messages(case)[1]
    assert answer.reason is FinishReason.LENGTH
    went_on = asker.go_on(case)
    assert went_on.image_encodes == 0
    assert went_on.reused_tokens >= edited.prompt_tokens
    assert went_on.completion_tokens == 2 * SHORT.max_tokens
    assert len(store.messages(case)[1].body) > len(answer.body)
