"""Passports: the Chinese shape, or after a label."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled

_CHINESE = re.compile(r"(?<![A-Za-z0-9\-])(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]E?\d{7,8})(?![A-Za-z0-9\-])")


def find(text: str) -> Iterator[TextFinding]:
    for match in _CHINESE.finditer(text):
        yield TextFinding(EntityType.PASSPORT, match.start(), match.end(), 0.5, "shape")
    yield from find_labelled(text, EntityType.PASSPORT)
