"""Names of computers: after a label, as Windows invents them, in prompts, on internal domains."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled

_SHAPE = re.compile(
    r"\b(?:DESKTOP|LAPTOP|WIN|PC|NB|WS|SRV|NOTEBOOK)-[A-Z0-9]{5,15}\b"
    r"|\b[A-Za-z0-9][\w\-]{0,40}(?:\.[\w\-]{1,40}){0,4}\.(?:local|lan|corp|intranet|internal|intra|ad|domain)\b(?![./\\\w\-])"
)
_SHARE = re.compile(r"(?<![\w\\:])\\\\([A-Za-z0-9][\w.\-]{1,40})(?=\\)")
_PROMPT = re.compile(r"\b[a-z_][\w.\-]{0,31}@([A-Za-z][\w\-]{1,40})(?=:[~/]| ~|\])")


def find(text: str) -> Iterator[TextFinding]:
    for match in _SHAPE.finditer(text):
        if any(character.isdigit() or character == "." for character in match.group()):
            yield TextFinding(EntityType.HOSTNAME, match.start(), match.end(), 0.8, "shape")
    for pattern, sign in ((_SHARE, "\\\\"), (_PROMPT, "@")):
        if sign in text:
            for match in pattern.finditer(text):
                yield TextFinding(EntityType.HOSTNAME, match.start(1), match.end(1), 0.75, "place")
    yield from find_labelled(text, EntityType.HOSTNAME)
