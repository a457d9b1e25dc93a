"""What an answer quotes, and where that stands on the pictures of the case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.domain.region import Region


class QuoteKind(StrEnum):
    """What is quoted."""

    CODE = "code"
    """An error code, the number of an article, the symbolic name of an error."""
    NAME = "name"
    """A button, a menu, a window, a message: what stands in bold or between quotation marks."""
    VALUE = "value"
    """What stands between backticks, and addresses of versions and ports in the text."""
    LABEL = "label"
    """A label that covers something: `EMAIL 1`."""
    BOX = "box"
    """A place that the model gave by its coordinates."""


class Origin(StrEnum):
    """Where a quote stands. The order is that in which it is looked for."""

    PICTURE = "picture"
    QUESTION = "question"
    """Not on a picture, but the agent wrote it."""
    FIX = "fix"
    """Not on a picture, but in a fix that was offered."""
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a covered picture, in its pixels."""

    digest: str
    region: Region


@dataclass(frozen=True, slots=True)
class Quote:
    """Something that an answer quotes."""

    text: str
    """As it is written, without marks around it."""
    start: int
    """Half-open offsets in the Markdown, marks left out."""
    end: int
    kind: QuoteKind
    origin: Origin
    places: tuple[Place, ...] = ()
    """Where it stands, the likeliest first; none where `origin` is not PICTURE."""
    fix_number: int = 0
    """Of the fix in which it stands; 0 where that does not tell."""

    @property
    def is_on_picture(self) -> bool:
        return self.origin is Origin.PICTURE


@dataclass(frozen=True, slots=True)
class GuideMark:
    """One box of a guide and what is written beside it: `2`, or `2a` and `2b` where one step names several."""

    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step of an answer as plain text, and where on the pictures it is done."""

    number: int
    text: str
    marks: tuple[GuideMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that an answer quotes, in the order in which it stands there."""

    quotes: tuple[Quote, ...] = ()
    steps: tuple[GuideStep, ...] = ()

    @property
    def found(self) -> tuple[Quote, ...]:
        return tuple(quote for quote in self.quotes if quote.is_on_picture)

    @property
    def missing(self) -> tuple[Quote, ...]:
        """What stands on no picture: to be marked so."""
        return tuple(quote for quote in self.quotes if not quote.is_on_picture)

    @property
    def can_guide(self) -> bool:
        """Whether a step has a place that can be shown."""
        return any(step.marks for step in self.steps)
