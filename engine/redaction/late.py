"""A redactor that is made when it is first needed: the program is there before its rules and models are loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.domain.annotation import Layer
from engine.domain.finding import CaseLabels, RedactionPlan, TextFinding
from engine.domain.picture import Capture, RedactedImage
from engine.late import Late
from engine.ports import PictureRedactor
from engine.ports.vision import CoveredText


class LateRedactor:
    """Stands for a redactor until it is there."""

    def __init__(self, make: Callable[[], PictureRedactor]) -> None:
        self._redactor = Late(make)

    def get_ready(self) -> None:
        self._redactor().get_ready()

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        return self._redactor().plan(capture, labels, profile)

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        return self._redactor().cover(capture, plan)

    def annotate(self, picture: RedactedImage, layer: Layer) -> RedactedImage:
        return self._redactor().annotate(picture, layer)

    def forget(self) -> None:
        """Forget what was read; where nothing was read yet, nothing is made for it."""
        if (redactor := self._redactor.made) is not None:
            redactor.forget()

    def find_in_text(self, text: str) -> Sequence[TextFinding]:
        return self._redactor().find_in_text(text)

    def cover_text(self, text: str, labels: CaseLabels) -> CoveredText:
        return self._redactor().cover_text(text, labels)
