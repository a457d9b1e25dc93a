"""Secrets in web addresses: session ids, tokens, signatures in the query."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding

_PARAMETER = re.compile(
    r"[?&#;](?:[\w\-]*(?:token|session|secret|signature|password|passwd|apikey|api_key|access_key|auth|jsessionid|phpsessid)|sid|sig|key|code|ticket|otp|pwd)"
    r"=([^\s&#;\"'<>]{4,})",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[TextFinding]:
    if "=" in text:
        for match in _PARAMETER.finditer(text):
            yield TextFinding(EntityType.URL, match.start(1), match.end(1), 0.85, "label")
