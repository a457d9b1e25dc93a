"""Hardware addresses in their three notations. Broadcast and empty ones stay readable."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.sieve import Pattern

_PAIRS = Pattern(
    r"(?:(?<![0-9A-Za-z])|(?<=MAC)|(?<=mac)|(?<=Mac)|(?<=addr)|(?<=ther)|(?<=[G-Zg-z]))(?:(?<![0-9A-Fa-f][:\-])|(?<=[A-Za-z]{3}[:\-])|(?<=[g-zG-Z][A-Za-z][:\-]))"
    r"[0-9A-Fa-fOoIl]{2}(?: ?[:\-.] ?[0-9A-Fa-fOoIl]{2}){4} ?[:\-.] ?[0-9A-Fa-fOoIl]{1,2}"
    r"(?![0-9A-Za-z]|[:\-][0-9A-Fa-f])"
)
_QUADS = Pattern(r"(?<![0-9A-Za-z.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![0-9A-Za-z.])")
_NAMED = Pattern(
    r"(?i)(?<![a-z])(?:mac|hw ?addr|hardware|physical|ethernet|ether|bssid|wi-?fi|wlan|bluetooth|lan|网卡|物理|蓝牙|硬件)[ _\-]?(?:addr(?:ess)?|id|地址)?[)\"']?[ .]{0,12}[:=]?\s{0,3}[\"']?"  # noqa: E501
    r"((?=[a-f]*\d|[\da-f]*[a-f]\d)[0-9a-f]{12}|[0-9a-f]{6}-[0-9a-f]{6})(?![0-9a-z])"
)


def find(text: str) -> Iterator[TextFinding]:
    for pattern in (_PAIRS, _QUADS):
        for match in pattern.finditer(text):
            digits = re.sub(r"[^0-9A-Za-z]", "", match.group()).lower()
            if len(set(digits)) > 1 and not {":", "-"} <= set(match.group()):
                yield TextFinding(EntityType.MAC, match.start(), match.end(), 0.9, "shape")
    for match in _NAMED.finditer(text):
        yield TextFinding(EntityType.MAC, match.start(1), match.end(1), 0.9, "label")
