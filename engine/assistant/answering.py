"""An answer while it is written: kept as it grows, so that whatever happens nothing written is lost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

from engine.domain.answer import Answer, Finished, GenerationFinished, TextArrived
from engine.domain.conversation import EARLY_ENDS, FinishReason, LogProbs, Message, MessageState, Usage
from engine.domain.knowledge import Passage
from engine.domain.preset import Preset
from engine.guard import Guard
from engine.ports import CaseStore
from engine.wording import Language

_SECONDS_BETWEEN_SAVES = 1.0
_STATES = {
    FinishReason.COMPLETE: MessageState.COMPLETE,
    FinishReason.LENGTH: MessageState.COMPLETE,
    FinishReason.STOPPED: MessageState.STOPPED,
    FinishReason.REPEATED: MessageState.STOPPED,
    FinishReason.THOUGHT: MessageState.STOPPED,
    FinishReason.FAILED: MessageState.FAILED,
}

_LASTING_NOTES = ("guard.blocked_term", "guard.unknown_citation")
"""What was taken out of an answer's beginning can no longer be seen in it."""
_OF_WHOLE_ANSWERS = "guard.uncited"
"""One that was cut short may not have come to its citations."""


class AnswerInProgress:
    """Collects an answer's text. Left without `finish`, it keeps what there is as stopped or failed."""

    def __init__(
        self,
        cases: CaseStore,
        guard: Guard,
        kept: Message,
        passages: Sequence[Passage],
        language: Language,
        preset: Preset | None = None,
        *,
        model: str,
        asked_at: float,
    ) -> None:
        """`kept` is the answer as it is in the store: empty, or what there is of one that is written on.

        `asked_at` is when the agent asked, on the monotonic clock.

        `model` is who writes it, empty where it is composed from the fixes: it is kept however the answer ends.
        """
        self._cases = cases
        self._stream = guard.stream(passages, language, is_data=bool(preset and preset.json_schema))
        self._preset = preset.uid if preset else ""
        self._model = model
        self._message_id = kept.id
        self._before = kept
        self._shown: list[str] = []
        self._saved_at = time.monotonic()
        self._asked_at = asked_at
        self._waited_ms = 0
        self._is_finished = False

    def write_again(self, text: str) -> TextArrived:
        """Begin with what stood there already: the agent is still waiting for what comes next."""
        self._shown.append(self._stream.feed(text))
        return TextArrived(self._shown[-1])

    def write(self, text: str) -> TextArrived:
        """Add a piece and return what of it may be shown; about once a second what there is goes to the store."""
        self._shown.append(self._stream.feed(text))
        if not self._waited_ms and self._shown[-1].strip():
            self._waited_ms = max(1, round((time.monotonic() - self._asked_at) * 1000))
        if time.monotonic() - self._saved_at >= _SECONDS_BETWEEN_SAVES:
            self._cases.save_partial_answer(self._message_id, "".join(self._shown))
            self._saved_at = time.monotonic()
        return TextArrived(self._shown[-1])

    def finish(self, ending: GenerationFinished) -> Finished:
        """Check the answer (blocked terms, citations, disclaimer) and keep it."""
        guarded, before = self._stream.finish(), self._before
        notes = dict.fromkeys([*(note for note in before.guard_notes if note in _LASTING_NOTES), *guarded.notes])
        if ending.reason in EARLY_ENDS:
            notes.pop(_OF_WHOLE_ANSWERS, None)
        answer = Answer(
            guarded.text,
            ending.reason,
            guarded.citations,
            replace(ending.usage, waited_ms=self._waited_ms, preset=self._preset).after(before.usage),
            _together(before, ending),
            tuple(notes),
        )
        self._cases.finish_answer(self._message_id, answer, _STATES[ending.reason])
        self._is_finished = True
        return Finished(self._message_id, answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_finished:
            was_closed = kind is GeneratorExit
            reason = FinishReason.STOPPED if was_closed else FinishReason.FAILED
            self.finish(GenerationFinished(reason, Usage(model=self._model)))


def _together(before: Message, ending: GenerationFinished) -> LogProbs | None:
    """How sure the model was of an answer that it wrote in two goes."""
    if before.logprobs is None or ending.logprobs is None:
        return ending.logprobs or before.logprobs
    first, second = (max(1, usage.completion_tokens if usage else 0) for usage in (before.usage, ending.usage))
    mean = (before.logprobs.mean * first + ending.logprobs.mean * second) / (first + second)
    return LogProbs(mean, min(before.logprobs.least, ending.logprobs.least))
