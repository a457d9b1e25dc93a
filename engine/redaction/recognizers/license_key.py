"""Product keys: groups of five joined by dashes, or after a label."""

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.sieve import Pattern

_KEY = Pattern(r"(?<![A-Za-z0-9\-])[A-Z0-9]{5}(?: ?- ?[A-Z0-9]{5}){3,5}(?![A-Za-z0-9\-])")


def find(text: str) -> Iterator[TextFinding]:
    for match in _KEY.finditer(text):
        yield TextFinding(EntityType.LICENSE_KEY, match.start(), match.end(), 0.92, "shape")
    yield from find_labelled(text, EntityType.LICENSE_KEY)
