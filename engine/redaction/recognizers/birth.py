"""Dates of birth: a date after a label, or in a patient's segment of HL7; other dates stay readable."""

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.sieve import Pattern

_PATIENT = Pattern(r"(?<=\|)((?:18|19|20)\d{6}(?:\d{4,6})?)(?=\|[MFOUAN]?\|?)")

_STARRED = Pattern(r"(?<![\w*])\* ?((?:[0-3]?\d)\.(?:[01]?\d)\.(?:19|20)\d{2})(?![\d*])")
"""`*14.02.1958`, as records and letters in German have it."""
_BORN = Pattern(
    r"(?<![\w./\-])((?:19|20)\d\d(?:[./\-]\d{1,2}[./\-]\d{1,2}| ?年 ?\d{1,2} ?月 ?\d{1,2} ?日?)"
    r"|\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d)"
    r"(?= ?(?:出生|生(?![效成产])|(?i:\(?(?:born|geb\b|geboren|né\b|née\b|ur\.|nar\.))))"
)
"""`1980-02-11出生`, `11.02.1980 geb.`"""


def find(text: str) -> Iterator[TextFinding]:
    if "PID|" in text:
        for match in _PATIENT.finditer(text, text.index("PID|")):
            yield TextFinding(EntityType.DATE_OF_BIRTH, match.start(1), match.end(1), 0.9, "place")
    for match in _STARRED.finditer(text):
        yield TextFinding(EntityType.DATE_OF_BIRTH, match.start(1), match.end(1), 0.75, "shape")
    for match in _BORN.finditer(text):
        yield TextFinding(EntityType.DATE_OF_BIRTH, match.start(1), match.end(1), 0.8, "shape")
    yield from find_labelled(text, EntityType.DATE_OF_BIRTH)
