"""E-mail addresses, also where OCR put a space beside the sign or a comma for the last dot."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.sieve import Pattern

_ADDRESS = Pattern(
    r"[A-Za-z0-9À-ɏ_][\w.+%'#&\-]{0,63} ?@ ?(?:[A-Za-z0-9À-ɏ\-]{1,63} ?[.,]){1,5}[A-Za-z][A-Za-z01]{1,17}(?![\w@]|:[/~])",  # noqa: E501
    re.ASCII,
)
_IN_URL = Pattern(r"://[^\s/@]*$")


def find(text: str) -> Iterator[TextFinding]:
    if "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        if _IN_URL.search(text, 0, match.start()):
            continue  # `https://user:password@host`
        yield TextFinding(EntityType.EMAIL, match.start(), match.end(), 0.95, "shape")
