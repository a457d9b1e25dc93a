"""What a model is asked, and the events by which an answer arrives."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from engine.domain.conversation import FinishReason, LogProbs, Role, Usage
from engine.domain.knowledge import Citation, Passage
from engine.domain.notice import Notice
from engine.domain.picture import RedactedImage


@dataclass(frozen=True, slots=True)
class SamplingParams:
    """How tokens are drawn. The defaults are those recommended for Qwen3-VL Instruct on pictures."""

    temperature: float = 0.7
    top_p: float = 0.8
    top_k: int = 20
    presence_penalty: float = 1.5
    max_tokens: int = 1024
    seed: int = -1
    """-1 draws a new seed for each answer."""
    min_p: float = 0.0
    repeat_penalty: float = 1.0
    frequency_penalty: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a prompt: texts and pictures in the order in which they are read."""

    role: Role
    parts: tuple[str | RedactedImage, ...]


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A whole prompt. Turns that repeat an earlier request are not evaluated again."""

    turns: tuple[Turn, ...]
    sampling: SamplingParams = field(default_factory=SamplingParams)
    stop: tuple[str, ...] = ()
    """The answer ends before the first of these; they are no part of it."""
    json_schema: str = ""
    """Where it is not empty, the answer is JSON that keeps to this schema (a JSON text)."""
    adapters: tuple[str, ...] = ()
    """Names of the LoRA adapters, from the model's manifest, with which to answer."""
    continues: str = ""
    """The beginning of the answer, where it is there already: what is written goes on from it, without repeating it."""


class Phase(StrEnum):
    """What the model is doing."""

    LOADING = "loading"
    ENCODING = "encoding"
    """Looking at a picture."""
    READING = "reading"
    """Reading the prompt."""
    THINKING = "thinking"
    """Writing what comes before the answer and is not shown."""
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """Progress of one phase, in units of that phase (pictures, tokens); total 0 where it is not known."""

    phase: Phase
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    """As far as the rate so far tells; None where it tells nothing yet."""


@dataclass(frozen=True, slots=True)
class TextArrived:
    """More of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class BackendNotice:
    """Something about this answer that the agent should know: turns that no longer fit, a server that is gone."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class GenerationFinished:
    """The model is done."""

    reason: FinishReason
    usage: Usage
    logprobs: LogProbs | None = None
    """None where nothing was written, or where a server does not tell."""


BackendEvent = PhaseChanged | TextArrived | BackendNotice | GenerationFinished


@dataclass(frozen=True, slots=True)
class Answer:
    """The finished reply."""

    text: str
    reason: FinishReason
    citations: tuple[Citation, ...] = ()
    usage: Usage = field(default_factory=Usage)
    logprobs: LogProbs | None = None
    guard_notes: tuple[str, ...] = ()
    """What was changed or added after the model wrote it, as wording keys: `guard.blocked_term`."""


@dataclass(frozen=True, slots=True)
class QuestionRedacted:
    """The question as it is kept and sent, with what was covered in it."""

    text: str
    covered: int


@dataclass(frozen=True, slots=True)
class PassagesFound:
    """The fixes that stand beside the answer, best first."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """Question and empty answer are stored; the model begins."""

    conversation_id: int
    question_id: int
    answer_id: int
    model: str
    """Empty where no model is installed and the answer is composed from the fixes."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is whole, checked and stored."""

    message_id: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class HandoffAdvised:
    """The case is better given to a person; the reason is a wording key."""

    reason: str


AnswerEvent = (
    QuestionRedacted | PassagesFound | Started | PhaseChanged | TextArrived | BackendNotice | Finished | HandoffAdvised
)
