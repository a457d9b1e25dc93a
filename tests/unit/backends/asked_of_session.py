"""What tests ask of a session on the tiny model, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.backends.prompt import AnswerWishes, Pixels, PromptTurn
from engine.backends.session import Session
from engine.domain.answer import (
    BackendNotice,
    GenerationFinished,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
)
from engine.domain.conversation import FinishReason, LogProbs, Role, Usage
from engine.domain.notice import Notice

GREEDY = SamplingParams(temperature=0, presence_penalty=0, max_tokens=24)


Pictures = Callable[..., Pixels]


Sessions = Callable[..., Session]


@dataclass(frozen=True)
class Reply:
    text: str
    reason: FinishReason
    usage: Usage
    phases: tuple[Phase, ...]
    logprobs: LogProbs | None
    notices: tuple[Notice, ...]


def ask(
    session: Session,
    turns: Sequence[PromptTurn],
    sampling: SamplingParams = GREEDY,
    should_stop: Callable[[], bool] = lambda: False,
    **wishes: Any,
) -> Reply:
    events = list(session.generate(turns, sampling, should_stop, AnswerWishes(**wishes)))
    end = events[-1]
    assert isinstance(end, GenerationFinished)
    notices = tuple(event.notice for event in events if isinstance(event, BackendNotice))
    phases = dict.fromkeys(event.phase for event in events if isinstance(event, PhaseChanged))
    text = "".join(event.text for event in events if isinstance(event, TextArrived))
    return Reply(text, end.reason, end.usage, tuple(phases), end.logprobs, notices)


def system(text: str = "Be short.") -> PromptTurn:
    return PromptTurn(Role.SYSTEM, (text,))


def agent(*parts: str | Pixels) -> PromptTurn:
    return PromptTurn(Role.AGENT, parts)


def assistant(text: str) -> PromptTurn:
    return PromptTurn(Role.ASSISTANT, (text,))


SCHEMA = {
    "type": "object",
    "properties": {"severity": {"enum": ["low", "high"]}, "steps": {"type": "integer"}},
    "required": ["severity", "steps"],
    "additionalProperties": False,
}
