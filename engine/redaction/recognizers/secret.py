"""Keys and tokens: by their makers' prefixes, after a label, or by looking random."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled

_PREFIXED = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|gl(?:pat|dt|rt)-[\w\-]{16,}|xox[abeprs]-[\w\-]{10,}"
    r"|(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{12,}|AIza[\w\-]{30,}|ya29\.[\w\-]{20,}|LTAI[A-Za-z0-9]{12,}|AKID[A-Za-z0-9]{13,}"
    r"|sk-(?:[a-z]+-)?[\w\-]{16,}|[spr]k_(?:live|test)_[A-Za-z0-9]{10,}|hf_[A-Za-z0-9]{20,}|npm_[A-Za-z0-9]{20,}"
    r"|pypi-[\w\-]{20,}|SG\.[\w\-]{10,}\.[\w\-]{10,}|dop_v1_[a-f0-9]{20,}|hv[sb]\.[\w\-]{20,}|EAACEdEose0cBA\w+"
    r"|shp(?:at|ss|ca)_[a-fA-F0-9]{20,}|glsa_\w{20,}|AGE-SECRET-KEY-1[A-Z0-9]{20,}|\d{8,10}:AA[\w\-]{30,}"
    r")"
)
_AUTHORIZATION = re.compile(r"(?i:\b(?:bearer|basic|authorization:\s*\w+))\s+([A-Za-z0-9+/_.~\-]{12,}=*)")
_RANDOM = re.compile(r"(?<![\w/\\.+\-])[A-Za-z0-9+/_\-]{28,}={0,2}(?![\w/\\]|\.\w)")
_LEAST_ENTROPY = 4.1
"""Bits a character. Words joined by dashes have 3.5, hexadecimal digests at most 4.0."""


def find(text: str) -> Iterator[TextFinding]:
    for match in _PREFIXED.finditer(text):
        yield TextFinding(EntityType.SECRET, match.start(), match.end(), 0.97, "prefix")
    for match in _AUTHORIZATION.finditer(text):
        if any(character.isdigit() for character in match.group(1)):
            yield TextFinding(EntityType.SECRET, match.start(1), match.end(1), 0.95, "label")
    yield from find_labelled(text, EntityType.SECRET)
    for match in _RANDOM.finditer(text):
        if _looks_random(match.group()):
            yield TextFinding(EntityType.SECRET, match.start(), match.end(), 0.6, "entropy")


def _looks_random(token: str) -> bool:
    has_all = all(any(test(c) for c in token) for test in (str.isdigit, str.isupper, str.islower))
    is_path = token.count("/") > 2 and max(map(len, token.split("/"))) < 16
    return has_all and not is_path and entropy(token) >= _LEAST_ENTROPY


def entropy(token: str) -> float:
    """Return Shannon's entropy in bits a character."""
    size = len(token)
    return -sum(count / size * math.log2(count / size) for count in Counter(token).values())
