"""What reads text on pictures, and what covers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.domain.annotation import Layer
from engine.domain.finding import CaseLabels, RedactionPlan, TextFinding
from engine.domain.picture import Capture, Picture, RedactedImage
from engine.domain.text import TextSpan


class TextReader(Protocol):
    """Recognises text (OCR). May be called from any thread."""

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        """Return the lines and cells of text at full resolution, from top to bottom, then left to right."""
        ...

    def forget(self) -> None:
        """Drop what is remembered of earlier pictures."""
        ...


@dataclass(frozen=True, slots=True)
class CoveredText:
    """A typed text with what is sensitive in it replaced by labels such as `[EMAIL 1]`."""

    text: str
    findings: tuple[TextFinding, ...]
    """Offsets in the original text."""


class PictureRedactor(Protocol):
    """Finds what is sensitive and covers it. The only maker of RedactedImage. May be called from any thread."""

    def get_ready(self) -> None:
        """Load what the first picture and the first text would have to wait for; else they load it themselves.

        Raises RedactionError without its models.
        """
        ...

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        """Find everything sensitive on a capture; all of it is marked to be covered, except what the rules leave.

        The rules are those of `profile` (empty: the general ones), or by default of the captured application.
        """
        ...

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        """Cover what the plan marks, read the result again, and return it.

        Raises StillLegible when something that the plan covers, or that was not in the plan, can still be read
        as sensitive, and Blocked for a plan that breaks the policy. What the agent chose to leave open stays open.
        """
        ...

    def annotate(self, picture: RedactedImage, layer: Layer) -> RedactedImage:
        """Lay an agent's drawing on a covered picture, keep the part that is wanted, and read the result.

        Raises StillLegible where the drawing has brought something sensitive, such as words that were typed.
        """
        ...

    def forget(self) -> None:
        """Drop what is remembered of earlier pictures: another case begins."""
        ...

    def find_in_text(self, text: str) -> Sequence[TextFinding]:
        """Find what is sensitive in a text, by position, without overlaps."""
        ...

    def cover_text(self, text: str, labels: CaseLabels) -> CoveredText:
        """Replace what is sensitive in a text by its label. The rules are those of `labels.profile`."""
        ...
