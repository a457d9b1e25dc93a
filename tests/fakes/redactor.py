"""Redactors for tests that look elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.domain.annotation import Layer
from engine.domain.finding import CaseLabels, EntityType, Finding, Mask, RedactionPlan, TextFinding
from engine.domain.picture import Capture, RedactedImage
from engine.domain.region import Region
from engine.ports.vision import CoveredText

SECRET = "Tr0ub4dor&3"
"""What passes for a password in a text."""


class WordRedactor:
    """Takes each of `words` in a text for a password, and finds nothing on pictures."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def get_ready(self) -> None:
        """Has nothing to load."""

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        return RedactionPlan(capture.id)

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        pixels = np.frombuffer(capture.rgb, np.uint8).reshape(capture.height, capture.width, 3).copy()
        for mask in plan.covered:
            pixels[mask.region.y : mask.region.bottom, mask.region.x : mask.region.right] = 0
        return RedactedImage(capture.width, capture.height, pixels.tobytes(), plan.covered)

    def annotate(self, picture: RedactedImage, layer: Layer) -> RedactedImage:
        part = layer.crop or Region(0, 0, picture.width, picture.height)
        pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
        return RedactedImage(part.width, part.height, pixels[part.y : part.bottom, part.x : part.right].tobytes())

    def forget(self) -> None:
        """Remembers nothing."""

    def find_in_text(self, text: str) -> Sequence[TextFinding]:
        found = [
            TextFinding(EntityType.PASSWORD, start, start + len(word), 1.0, "label")
            for word in self._words
            for start in range(len(text))
            if text.startswith(word, start)
        ]
        return sorted(found, key=lambda finding: finding.start)

    def cover_text(self, text: str, labels: CaseLabels) -> CoveredText:
        findings = tuple(self.find_in_text(text))
        for word in self._words:
            if word in text:
                text = text.replace(word, f"[{labels.label_for(EntityType.PASSWORD, word)}]")
        return CoveredText(text, findings)


class FakeRedactor(WordRedactor):
    """Finds an address in the upper left corner of every picture, and SECRET in texts.

    `refusals` are raised first, one a picture; each drawing gives a grey of its own.
    """

    def __init__(self) -> None:
        super().__init__(SECRET)
        self.refusals: list[Exception] = []
        self.layers: list[Layer] = []
        self.times_forgotten = 0
        self.is_ready = False

    def get_ready(self) -> None:
        self.is_ready = True

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        region = Region(0, 0, min(20, capture.width), min(10, capture.height))
        finding = Finding(EntityType.EMAIL, region, 0.9, label=labels.label_for(EntityType.EMAIL, "a@b.c"))
        return RedactionPlan(capture.id, (Mask(finding),))

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        if self.refusals:
            raise self.refusals.pop(0)
        return super().cover(capture, plan)

    def annotate(self, picture: RedactedImage, layer: Layer) -> RedactedImage:
        if self.refusals:
            raise self.refusals.pop(0)
        self.layers.append(layer)
        part = layer.crop or Region(0, 0, picture.width, picture.height)
        return RedactedImage(part.width, part.height, bytes([200 + len(self.layers)]) * (part.width * part.height * 3))

    def forget(self) -> None:
        self.times_forgotten += 1
