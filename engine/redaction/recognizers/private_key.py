"""Private keys: the whole block, also when its beginning or its end is off the screen."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.sieve import Pattern

_BODY = r"[A-Za-z0-9+/=\-_:,. ]{0,8}[A-Za-z0-9+/=]{12,}[A-Za-z0-9+/=\-]*"
_HEADER = r"(?:Proc-Type|DEK-Info|Comment|Version)[^\n]*"
_BLOCK = Pattern(
    rf"[\-— ]{{0,8}}BEGIN[ A-Z0-9]{{0,24}}PR[IlL1|]VATE ?KEY(?: ?BLOCK)?[\-— ]*"
    rf"(?:\s*\n[ \t]*(?:{_HEADER}|{_BODY}|[A-Za-z0-9+/=]{{1,64}}(?=\s*\n[\-— ]*END|\s*$)|))*"
    rf"(?:\s*\n?[\-— ]*END[ A-Z0-9]{{0,24}}KEY(?: BLOCK)?[\-—]*)?"
)
_IN_ONE_LINE = Pattern(
    r"[\-— ]{0,8}BEGIN[ A-Z0-9]{0,24}PR[IlL1|]VATE ?KEY(?: ?BLOCK)?[\-— ]*(?:[\\|/]{1,2}[nr]|(?=[A-Za-z0-9+/]{16}))"
    r"(?:\s?[A-Za-z0-9+/=\\|]{4,}){1,60}(?:\s?[\-— ]{0,8}END[ A-Z0-9]{0,24}KEY(?: BLOCK)?[\-—]*(?:[\\|/]{1,2}n)?)?"
)
"""As JSON, logs and settings have it, with `\\n` written out, wrapped wherever the window ends."""
_TAIL = Pattern(
    r"(?:^[ \t]*[A-Za-z0-9+/=]{40,}[ \t]*\n)*(?:^[ \t]*[A-Za-z0-9+/=]{1,76}[ \t]*\n)?"
    r"[\-— ]{0,8}END[ A-Z0-9]{0,24}PR[IlL1|]VATE ?KEY(?: ?BLOCK)?[\-—]*",
    re.MULTILINE,
)
_BARE_LINES = Pattern(r"(?:^[ \t]*[A-Za-z0-9+/]{60,76}={0,2}[ \t]*(?:\n|\Z)){3,}", re.MULTILINE)
_ENCODED = Pattern(
    r"LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFURS|BFQyBQUklWQVRF|BPUEVOU1NI|BFTkNSWVBURUQg)[A-Za-z0-9+/=]+"
)
"""The header of a key in Base64, as Kubernetes shows it. That of a certificate goes on otherwise."""
_NAMED = Pattern(
    r"(?:(?i:\bprivate[ _\-]?key(?:[ _\-]?data)?\b|\bclient-key-data\b|\btls\.key\b)|私钥)[\"']?\s{0,3}[:=]\s{0,3}[\"']?([A-Za-z0-9+/]{40,}={0,2}|[0-9a-fA-F]{64,})"  # noqa: E501
    r"|Private-Lines: \d+\s*\n((?:[A-Za-z0-9+/=]{16,}\s*)+)"
    r"|<(?:D|P|Q|DP|DQ|InverseQ)>([A-Za-z0-9+/=]{24,})"
)


def find(text: str) -> Iterator[TextFinding]:
    if "KEY" in text.upper():
        for pattern in (_BLOCK, _IN_ONE_LINE, _TAIL):
            for match in pattern.finditer(text):
                yield TextFinding(EntityType.PRIVATE_KEY, match.start(), match.end(), 0.99, "shape")
    for match in _ENCODED.finditer(text):
        yield TextFinding(EntityType.PRIVATE_KEY, match.start(), match.end(), 0.99, "shape")
    for match in _NAMED.finditer(text):
        group = match.lastindex or 0
        yield TextFinding(EntityType.PRIVATE_KEY, match.start(group), match.end(group), 0.98, "label")
    if len(text) > 180 and "CERTIFICATE" not in text:
        for match in _BARE_LINES.finditer(text):
            yield TextFinding(EntityType.PRIVATE_KEY, match.start(), match.end(), 0.8, "shape")
