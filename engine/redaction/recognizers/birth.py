"""Dates of birth: a date after a label; other dates stay readable."""

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled


def find(text: str) -> Iterator[TextFinding]:
    yield from find_labelled(text, EntityType.DATE_OF_BIRTH)
