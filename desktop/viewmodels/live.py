"""What the conversation view draws: a stored case, and an answer on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from engine.domain.answer import (
    Answer,
    AnswerEvent,
    Finished,
    HandoffAdvised,
    PassagesFound,
    PhaseChanged,
    QuestionRedacted,
    Started,
    TextArrived,
)
from engine.domain.conversation import EARLY_ENDS, Conversation, FinishReason, Message, Version
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import Passage
from engine.domain.picture import RedactedImage
from engine.domain.preset import Preset
from engine.errors import DesksideError

_RATE_AFTER_S = 1.0
"""A rate told earlier would jump about."""


@dataclass(slots=True)
class LiveAnswer:
    """An answer on its way, with the question that asked for it. It lives on when another case is shown."""

    question: str
    pictures: tuple[RedactedImage, ...]
    conversation_id: int | None
    labels: CaseLabels
    covered: int = 0
    started: Started | None = None
    phase: PhaseChanged | None = None
    pieces: list[str] = field(default_factory=list)
    passages: tuple[Passage, ...] = ()
    answer: Answer | None = None
    failure: DesksideError | None = None
    handoff_reason: str = ""
    is_stopping: bool = False
    is_again: bool = False
    """The question stands in the case already and is answered anew, or its answer is written on."""
    edits: int | None = None
    """The earlier question whose place it takes."""
    preset: Preset | None = None
    """By which is asked; its name stands in the question then."""
    begun: str = ""
    """What there was already of an answer that is written on."""
    versions: tuple[Version, ...] = ()
    """What stood in the question's place before, oldest first."""
    attempts: tuple[Message, ...] = ()
    """The answers whose place this one takes, oldest first."""
    is_private: bool = False
    """Nothing of it is kept."""
    first_piece_at: float = 0.0
    """When the first text came, on the monotonic clock."""

    def take(self, event: AnswerEvent) -> None:
        """Write down what has happened to it."""
        match event:
            case QuestionRedacted(text=text, covered=covered):
                self.question, self.covered = text, covered
            case PassagesFound(passages=passages):
                self.passages = passages
            case Started():
                self.started, self.conversation_id = event, event.conversation_id
            case PhaseChanged():
                self.phase = event
            case TextArrived(text=text):
                self.first_piece_at = self.first_piece_at or monotonic()
                self.pieces.append(text)
            case Finished(answer=answer):
                self.answer = answer
            case HandoffAdvised(reason=reason):
                self.handoff_reason = reason

    @property
    def typed(self) -> str:
        """What the agent typed of the question."""
        return self.preset.typed(self.question) if self.preset else self.question

    @property
    def text(self) -> str:
        return self.answer.text if self.answer else "".join(self.pieces) or self.begun

    @property
    def pieces_per_second(self) -> float:
        """How fast it is being written; 0 until that can be told."""
        seconds = monotonic() - self.first_piece_at
        return len(self.pieces) / seconds if self.pieces and seconds > _RATE_AFTER_S else 0.0

    @property
    def is_over(self) -> bool:
        return self.answer is not None or self.failure is not None

    @property
    def ended_early(self) -> bool:
        """Whether there is something of the answer, and more could be written."""
        is_cut = self.failure is not None or (self.answer is not None and self.answer.reason in EARLY_ENDS)
        return is_cut and bool(self.text.strip())

    @property
    def ended_by_itself(self) -> bool:
        """Whether it came to an end that nobody stopped and nothing broke: what waits may follow."""
        return self.answer is not None and self.answer.reason not in (FinishReason.STOPPED, FinishReason.FAILED)


@dataclass(frozen=True, slots=True)
class EarlierQuestion:
    """A question that stands in the case, in words that may be changed."""

    message_id: int
    """Whose place it is to take."""
    question: str
    """As it was typed."""
    pictures: tuple[RedactedImage, ...]
    preset: Preset | None = None
    """By which was asked, where it is still there."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """What the conversation view draws: nothing, a stored case, or one with an answer on its way."""

    conversation: Conversation | None = None
    messages: tuple[Message, ...] = ()
    live: LiveAnswer | None = None
    replaced: tuple[Message, ...] = ()
    """Answers that were asked for again."""
    place: int = 0
    """The message that is to be in sight; 0 for the end."""
    labels: CaseLabels | None = None
    """Where the case was kept before: labels that go on counting after those that stand in it."""
