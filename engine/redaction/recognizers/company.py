"""Unified social credit codes of Chinese organisations (GB 32100)."""

from collections.abc import Iterator
from dataclasses import replace

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.sieve import Pattern

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE = Pattern(r"(?<![A-Za-z0-9])[1-9AYN][1-9]\d{6}[0-9A-HJ-NP-RTUWXY]{10}(?![A-Za-z0-9])")


def find(text: str) -> Iterator[TextFinding]:
    for match in _CODE.finditer(text):
        if has_check_character(match.group()):
            yield TextFinding(EntityType.CN_USCC, match.start(), match.end(), 0.93, "checksum")
        elif any(character.isalpha() for character in match.group()[8:]):
            yield TextFinding(EntityType.CN_USCC, match.start(), match.end(), 0.6, "shape")
    for finding in find_labelled(text, EntityType.CN_USCC, lambda value: any(c.isdigit() for c in value)):
        yield replace(finding, score=0.96)


def has_check_character(code: str) -> bool:
    total = sum(_ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(code[:17]))
    return _ALPHABET[-total % 31] == code[17]
