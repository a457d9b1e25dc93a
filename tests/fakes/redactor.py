"""A PictureRedactor for tests that look elsewhere: it covers given words in texts, and nothing on pictures."""

from collections.abc import Sequence

from engine.domain.annotation import Layer
from engine.domain.finding import CaseLabels, EntityType, RedactionPlan, TextFinding
from engine.domain.picture import Capture, RedactedImage
from engine.ports.vision import CoveredText


class WordRedactor:
    """Takes each of `words` for a password."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def get_ready(self) -> None:
        """Has nothing to load."""

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        return RedactionPlan(capture.id)

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        return RedactedImage(capture.width, capture.height, capture.rgb, plan.masks)

    def annotate(self, picture: RedactedImage, layer: Layer) -> RedactedImage:
        return picture

    def forget(self) -> None:
        """Remembers nothing."""

    def find_in_text(self, text: str) -> Sequence[TextFinding]:
        return [
            TextFinding(EntityType.PASSWORD, text.index(word), text.index(word) + len(word), 1.0, "label")
            for word in self._words
            if word in text
        ]

    def cover_text(self, text: str, labels: CaseLabels) -> CoveredText:
        findings = tuple(self.find_in_text(text))
        for word in self._words:
            text = text.replace(word, f"[{labels.label_for(EntityType.PASSWORD, word)}]")
        return CoveredText(text, findings)
