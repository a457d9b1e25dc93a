"""A screen and an answer as they are kept in a case."""

from __future__ import annotations

from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState, Usage
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from tests.fakes.stores import MemoryStore

BY_MODEL = Usage(model="Qwen3-VL")


def screen(text: str, shade: int) -> RedactedImage:
    return RedactedImage(80, 40, bytes([shade]) * 9600, (), (TextSpan(text, Region(5, 5, 60, 12), 0.9),))


def answer(store: MemoryStore, case: int, text: str, usage: Usage = BY_MODEL) -> int:
    kept = store.start_answer(case)
    store.finish_answer(kept.id, Answer(text, FinishReason.COMPLETE, usage=usage), MessageState.COMPLETE)
    return kept.id
