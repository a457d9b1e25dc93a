"""JSON web tokens, also cut off or with spaces that OCR put beside the dots."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.sieve import Pattern

_TOKEN = Pattern(r"\beyJ[\w\-]{8,}(?: ?\. ?[\w\-]{6,}){0,4}", re.ASCII)


def find(text: str) -> Iterator[TextFinding]:
    if "eyJ" in text:
        for match in _TOKEN.finditer(text):
            yield TextFinding(EntityType.JWT, match.start(), match.end(), 0.97, "shape")
