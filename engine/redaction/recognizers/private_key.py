"""Private keys: the whole block, also when its beginning or its end is off the screen."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding

_BODY = r"[A-Za-z0-9+/=\-_:,. ]{0,8}[A-Za-z0-9+/=]{12,}[A-Za-z0-9+/=\-]*"
_HEADER = r"(?:Proc-Type|DEK-Info|Comment|Version)[^\n]*"
_BLOCK = re.compile(
    rf"[\-— ]{{0,8}}BEGIN[ A-Z0-9]{{0,24}}PRIVATE ?KEY(?: ?BLOCK)?[\-— ]*"
    rf"(?:\s*\n[ \t]*(?:{_HEADER}|{_BODY}|[A-Za-z0-9+/=]{{1,64}}(?=\s*\n[\-— ]*END|\s*$)|))*"
    rf"(?:\s*\n?[\-— ]*END[ A-Z0-9]{{0,24}}KEY(?: BLOCK)?[\-—]*)?"
)
_TAIL = re.compile(
    r"(?:^[ \t]*[A-Za-z0-9+/=]{40,}[ \t]*\n)*(?:^[ \t]*[A-Za-z0-9+/=]{1,76}[ \t]*\n)?"
    r"[\-— ]{0,8}END[ A-Z0-9]{0,24}PRIVATE ?KEY[\-—]*",
    re.MULTILINE,
)
_BARE_LINES = re.compile(r"(?:^[ \t]*[A-Za-z0-9+/]{60,76}={0,2}[ \t]*(?:\n|\Z)){3,}", re.MULTILINE)


def find(text: str) -> Iterator[TextFinding]:
    if "KEY" in text:
        for pattern in (_BLOCK, _TAIL):
            for match in pattern.finditer(text):
                yield TextFinding(EntityType.PRIVATE_KEY, match.start(), match.end(), 0.99, "shape")
    if len(text) > 180 and "CERTIFICATE" not in text:
        for match in _BARE_LINES.finditer(text):
            yield TextFinding(EntityType.PRIVATE_KEY, match.start(), match.end(), 0.8, "shape")
