"""Telephone numbers: Chinese mobile and landline, North American, international, or after a label."""

import re
from collections.abc import Iterator

import phonenumbers

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.normal import digits_mended
from engine.redaction.recognizers.labelled import find_labelled

_CHINESE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![\d.]*\d)"
    r"|(?<![\d.\-])(?:(?:\+|00)?86[ \-]?)?\(?"
    r"0(?:10|2\d|[3-9]\d{2})\)?[ \-]?[2-9]\d{6,7}(?:-\d{1,5})?(?![\d.]*\d)"
    r"|(?<![\d.\-])[48]00[ \-]\d{3,4}[ \-]\d{3,4}(?![\d.]*\d)"
)
_AMERICAN = re.compile(
    r"(?<![\d.\-])(?:\+?1[ .\-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .\-])"
    r"[2-9]\d{2}[ .\-]\d{4}(?:(?: ?x| ext\.?) ?\d{1,5})?(?![\d.\-]*\d)"
)
_INTERNATIONAL = re.compile(r"(?<![\w.+])(?:\+|00(?=[1-9]))[1-9](?:[ ()./\-]{0,2}\d){6,14}(?!\d)")
_EXTENSION_DIGITS = 3


def find(text: str) -> Iterator[TextFinding]:
    mended = digits_mended(text)
    for pattern, score in ((_CHINESE, 0.9), (_AMERICAN, 0.8)):
        for match in pattern.finditer(mended):
            yield TextFinding(EntityType.PHONE, match.start(), match.end(), score, "shape")
    for match in _INTERNATIONAL.finditer(mended):
        is_possible = _is_possible(match.group())
        if is_possible or match.group().startswith("+"):
            score = 0.95 if is_possible else 0.6
            yield TextFinding(EntityType.PHONE, match.start(), match.end(), score, "shape")
    yield from find_labelled(mended, EntityType.PHONE, _has_enough_digits)


def _is_possible(number: str) -> bool:
    if number.startswith("00"):
        number = "+" + number[2:]
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


def _has_enough_digits(value: str) -> bool:
    return sum(character.isdigit() for character in value) >= _EXTENSION_DIGITS
