"""A Backend that answers what it was told to, from a queue."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.domain.answer import (
    BackendEvent,
    ChatRequest,
    GenerationFinished,
    Phase,
    PhaseChanged,
    TextArrived,
    Turn,
)
from engine.domain.conversation import FinishReason, Usage
from engine.domain.model import BackendState, BackendStatus
from engine.errors import DesksideError, WorkerDied
from engine.ports.backend import StopSignal


@dataclass(frozen=True, slots=True)
class _Script:
    pieces: tuple[str, ...]
    reason: FinishReason = FinishReason.COMPLETE
    error: DesksideError | None = None


class ScriptedBackend:
    """Queue answers with `will_answer` and `will_fail`; look at `requests` and `prepared` afterwards.

    With an empty queue it answers "ok".
    """

    def __init__(self, *answers: str, model: str = "scripted", adapters: tuple[str, ...] = ()) -> None:
        self.requests: list[ChatRequest] = []
        self.prepared: list[tuple[Turn, ...]] = []
        self.times_closed = 0
        self.times_unloaded = 0
        self._model = model
        self._adapters = adapters
        self._scripts: deque[_Script] = deque(_Script((answer,)) for answer in answers)
        self._state = BackendState.IDLE

    def will_answer(self, *pieces: str, reason: FinishReason = FinishReason.COMPLETE) -> None:
        """Queue an answer that arrives piece by piece."""
        self._scripts.append(_Script(pieces, reason))

    def will_fail(self, error: DesksideError | None = None, after: Sequence[str] = ()) -> None:
        """Queue an answer that breaks off after some pieces; by default because the model process died."""
        self._scripts.append(_Script(tuple(after), error=error or WorkerDied("worker.died")))

    def status(self) -> BackendStatus:
        return BackendStatus(self._state, self._model, "CPU", adapters=self._adapters, can_continue=True)

    def load(self) -> None:
        self._state = BackendState.READY

    def generate(self, request: ChatRequest, stop: StopSignal) -> Iterator[BackendEvent]:
        self.requests.append(request)
        script = self._scripts.popleft() if self._scripts else _Script(("ok",))
        self._state = BackendState.BUSY
        written = 0
        try:
            yield PhaseChanged(Phase.WRITING)
            for piece in script.pieces:
                if stop.is_set():
                    break
                written += 1
                yield TextArrived(piece)
            if script.error is not None and not stop.is_set():
                raise script.error
            reason = FinishReason.STOPPED if stop.is_set() else script.reason
            usage = Usage(self._model, prompt_tokens=len(request.turns), completion_tokens=written)
            yield GenerationFinished(reason, usage)
        finally:
            self._state = BackendState.READY

    def prepare(self, turns: Sequence[Turn]) -> None:
        self.prepared.append(tuple(turns))

    def unload(self) -> None:
        self.times_unloaded += 1
        self._state = BackendState.IDLE

    def close(self) -> None:
        self.times_closed += 1
        self._state = BackendState.IDLE
