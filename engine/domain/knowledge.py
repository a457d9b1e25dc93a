"""Canned fixes, and how an answer points to them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.placeholders import fill
from engine.wording import Language


@dataclass(frozen=True, slots=True)
class CannedFix:
    """A prepared reply with steps, in one language. `uid` is shared by its language variants."""

    uid: str
    language: Language
    title: str
    body: str
    """Markdown, with its blanks; see `engine.domain.placeholders`."""
    category: str = ""
    """A path: `Windows/Update`."""
    tags: tuple[str, ...] = ()
    product: str = ""
    os: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    """Phrases users say or screens show; searched, not shown."""
    shortcut: str = ""

    @property
    def text(self) -> str:
        """The body as it is read: each blank holds what is to be written where nothing is known."""
        return fill(self.body, {})


@dataclass(frozen=True, slots=True)
class Passage:
    """A fix offered to an answer, under the number by which the answer cites it: `[1]`."""

    number: int
    fix: CannedFix
    score: float
    reasons: tuple[str, ...] = ()
    """Why it was offered, for the agent: `error code 0x80070005`, `title: printer`."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer from an answer to a passage that was offered."""

    number: int
    fix_uid: str
    language: Language
    title: str
