"""A case and its turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from engine.domain.knowledge import Citation


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    AGENT = "user"
    ASSISTANT = "assistant"


class MessageState(StrEnum):
    """How far a message has come. A `STREAMING` message found at start was interrupted."""

    STREAMING = "streaming"
    COMPLETE = "complete"
    STOPPED = "stopped"
    FAILED = "failed"


class FinishReason(StrEnum):
    """Why an answer ended."""

    COMPLETE = "complete"
    LENGTH = "length"
    STOPPED = "stopped"
    FAILED = "failed"
    REPEATED = "repeated"
    """The model wrote the same again and again and was stopped."""
    THOUGHT = "thought"
    """The model ended, or its room did, while it was still thinking: there is no answer."""


EARLY_ENDS = (FinishReason.STOPPED, FinishReason.LENGTH, FinishReason.FAILED)
"""After these there may be more to write."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and times of one answer."""

    model: str = ""
    """Who wrote the answer; empty where it was composed from the fixes."""
    prompt_tokens: int = 0
    """KV cells of the prompt, image tokens included."""
    reused_tokens: int = 0
    """Of those, how many were already in the cache."""
    image_encodes: int = 0
    completion_tokens: int = 0
    first_token_ms: int = 0
    """How long the model took to its first token; what it did before it was asked is not in it."""
    total_ms: int = 0
    waited_ms: int = 0
    """How long the agent waited for the first words, from the question on; 0 where nobody has measured it."""
    preset: str = ""
    """Uid of the preset by which was asked; empty where the agent asked in own words."""

    @property
    def is_composed(self) -> bool:
        """Tell whether the answer was put together from fixes, without a model."""
        return not self.model

    @property
    def tokens_per_second(self) -> float:
        seconds = (self.total_ms - self.first_token_ms) / 1000
        return self.completion_tokens / seconds if seconds > 0 else 0.0

    def after(self, before: Usage | None) -> Usage:
        """Return what an answer has cost that was written on: what was written, looked at and waited for adds up."""
        if before is None:
            return self
        return replace(
            self,
            model=self.model or before.model,
            prompt_tokens=self.prompt_tokens or before.prompt_tokens,
            reused_tokens=self.reused_tokens if self.prompt_tokens else before.reused_tokens,
            image_encodes=before.image_encodes + self.image_encodes,
            completion_tokens=before.completion_tokens + self.completion_tokens,
            first_token_ms=before.first_token_ms + self.first_token_ms,
            total_ms=before.total_ms + self.total_ms,
            waited_ms=before.waited_ms + self.waited_ms,
        )


@dataclass(frozen=True, slots=True)
class LogProbs:
    """How sure the model was of the tokens that it wrote: natural logarithms, 0 is certain."""

    mean: float
    least: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """One redacted picture of a message, without its pixels."""

    digest: str
    width: int
    height: int
    visible_text: str = ""
    application: str = ""
    """Which program's window it shows, where the desktop told."""
    profile: str = ""
    """Under whose rules it was covered; empty for the general ones."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn as it is kept."""

    id: int
    conversation_id: int
    role: Role
    body: str
    state: MessageState
    created_ms: int
    """UTC, milliseconds since 1970."""
    attachments: tuple[Attachment, ...] = ()
    citations: tuple[Citation, ...] = ()
    reason: FinishReason | None = None
    """Why an answer ended; None for a question, and for an answer that was never finished."""
    usage: Usage | None = None
    logprobs: LogProbs | None = None
    guard_notes: tuple[str, ...] = ()
    """What was changed or added after the model wrote it, as wording keys."""
    replaced_by: int | None = None
    """The message that took its place; it has left the case's line and the model does not see it."""

    @property
    def age(self) -> int:
        """Grows with time, as ids do; those of private cases fall."""
        return abs(self.id)

    @property
    def ended_early(self) -> bool:
        """Whether there is something of an answer, and more could be written: it was cut off, or its room was full."""
        return self.role is Role.ASSISTANT and bool(self.body.strip()) and self.reason in EARLY_ENDS


def earlier_attempts(answer_id: int, replaced: Sequence[Message]) -> tuple[Message, ...]:
    """Return the answers whose place this one took, oldest first; `replaced` is in the order of their ids."""
    line, found = {answer_id}, list[Message]()
    for message in reversed(replaced):
        if message.role is Role.ASSISTANT and message.replaced_by in line:
            line.add(message.id)
            found.append(message)
    return tuple(reversed(found))


Version = tuple[Message, ...]
"""A question as it was asked once, and what followed it then."""


def earlier_versions(question_id: int, replaced: Sequence[Message]) -> tuple[Version, ...]:
    """Return what stood in this question's place before it was edited, oldest first; `replaced` is in order of ids."""
    found = tuple(message for message in replaced if message.replaced_by == question_id)
    return (*earlier_versions(found[0].id, replaced), found) if found else ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """One case."""

    id: int
    title: str
    created_ms: int
    updated_ms: int
    message_count: int = 0
    is_pinned: bool = False
    """Stands before the others."""
    is_held: bool = False
    """Is not deleted when its time is over."""
    tags: tuple[str, ...] = ()
    picture: str = ""
    """Digest of its first picture that counts; empty where it has none."""
    is_archived: bool = False
    """Is done with: the list passes it over, the search finds it. What is asked in it brings it back."""
    folder: str = ""
    """Where it is filed: `Printers/HP`; empty where it is not."""
    note: str = ""
    """What the agent wrote down about it; it is searched, and never asked of the model."""

    @property
    def is_private(self) -> bool:
        """In memory only: it is gone when it is left."""
        return self.id < 0


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What was begun in a case and not sent, as it is kept."""

    text: str = ""
    pictures: tuple[str, ...] = ()
    """Digests of covered pictures, in their order."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place where a search found something."""

    conversation: Conversation
    message_id: int
    """For a hit in the title: the first message of the case, or 0 where it has none."""
    snippet: str
    """A few words around the hit, plain text."""
    highlights: tuple[tuple[int, int], ...] = ()
    """Half-open offsets of the hit in `snippet`."""
    is_on_picture: bool = False
    is_replaced: bool = False
    """It stands in an earlier version of a question, in what followed that, or in an earlier attempt of an answer."""
    picture: str = ""
    """Digest of the picture that it was found on, or else of the case's first one."""
