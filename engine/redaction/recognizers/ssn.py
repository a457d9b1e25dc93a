"""United States social security numbers."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.normal import digits_mended
from engine.redaction.words.sieve import Pattern

_ANNOUNCED = Pattern(
    r"(?i)(?:ssn|social(?: security)?(?: number| no\.?)?)\W{0,3}(?:is|was)?\W{0,3}(\d{3}[ \-]?\d{2}[ \-]?\d{3,4})(?!\d)"
)
_MISREAD = Pattern(
    r"(?i:ssn|social(?: security)?(?: number| no\.?)?)\W{0,3}([\dOQIlZSBG]{3}[ \-]?[\dOQIlZSBG]{2}[ \-]?[\dOQIlZSBG]{3,4})(?![A-Za-z0-9])"  # noqa: E501
)
_FEWEST_DIGITS = 6
_NUMBER = Pattern(r"(?<![\w.\-])(?!000|666|9)\d{3}([ \-])(?!00)\d{2}\1(?!0000)\d{4}(?![\w\-]|\.\d)", re.ASCII)


def find(text: str) -> Iterator[TextFinding]:
    mended = digits_mended(text)
    for match in _NUMBER.finditer(mended):
        score = 0.85 if match.group(1) == "-" else 0.6
        yield TextFinding(EntityType.US_SSN, match.start(), match.end(), score, "shape")
    for match in _ANNOUNCED.finditer(mended):
        yield TextFinding(EntityType.US_SSN, match.start(1), match.end(1), 0.96, "label")
    for match in _MISREAD.finditer(text):
        if sum(map(str.isdigit, match.group(1))) >= _FEWEST_DIGITS:
            yield TextFinding(EntityType.US_SSN, match.start(1), match.end(1), 0.9, "label")
    yield from find_labelled(mended, EntityType.US_SSN)
