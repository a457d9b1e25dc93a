"""Bank cards: 13 to 19 digits with a known first digit; Luhn's sum raises the score."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.normal import digits_mended
from engine.redaction.words.sieve import Pattern

_NUMBER = Pattern(r"(?<![\w.+\-])\d(?:[ \-]?\d){12,18}(?![\w]|\.\d)", re.ASCII)
_GROUPED = Pattern(r"\d{4}([ \-])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|\d{4}([ \-])\d{6}\2\d{5}")
_BRAND = Pattern(r"4|5[0-8]|2(?:2[2-9]|[3-6]|7[01])|3[4-7]|6|9[0-8]")
_TRACK = Pattern(r"(?<![\w.])\d{13,19}[=D]\d{7,24}\??")
"""The second track of a magnetic stripe: number, expiry, service code."""
_BRITISH = Pattern(r"(?<![\w.\-/])\d\d-\d\d-\d\d ?[/,]? ?\d{8}(?![\w\-/]|\.\d)", re.ASCII)
"""Sort code and account."""
_OF_ACCOUNT = Pattern(
    r"(?:账号|帐号|帳號|卡号|账户|(?i:\ba/c|\bacct|\baccount)(?: ?(?i:no|number|nr)\.?)?)[: ]{0,3}(\d{3,14}(?: \d{2,14}){1,5})(?![\w\-/]|\.\d)"  # noqa: E501
)
_FEWEST_OF_ACCOUNT = 14
"""Groups of digits behind `账号`, whatever the reader lost of them."""
_MOST_ZEROS = 8
"""In a number that fails its sum: rows of a dump have many."""
_BRAND_LENGTHS = (15, 16, 17, 18, 19)


def find(text: str) -> Iterator[TextFinding]:
    mended = digits_mended(text)
    for match in _NUMBER.finditer(mended):
        score = _score(match.group())
        if score:
            yield TextFinding(
                EntityType.BANK_CARD,
                match.start(),
                match.end(),
                score,
                "checksum" if score > 0.9 else "shape",
            )
    for match in _TRACK.finditer(text):
        yield TextFinding(EntityType.BANK_CARD, match.start(), match.end(), 0.96, "shape")
    for match in _BRITISH.finditer(text):
        yield TextFinding(EntityType.BANK_CARD, match.start(), match.end(), 0.75, "shape")
    for match in _OF_ACCOUNT.finditer(mended):
        if sum(map(str.isdigit, match.group(1))) >= _FEWEST_OF_ACCOUNT:
            yield TextFinding(EntityType.BANK_CARD, *match.span(1), 0.92, "label")
    yield from find_labelled(mended, EntityType.BANK_CARD)


def _score(number: str) -> float:
    """Judge a number as it stands: 0 is no card."""
    digits = re.sub(r"\D", "", number)
    has_brand = _BRAND.match(digits) is not None
    *groups, _ = re.split(r"[ \-]", number)
    if not has_brand or ("-" in number and any(len(group) % 4 for group in groups) and not _GROUPED.fullmatch(number)):
        return 0.0  # `902-3317902-8806`: two numbers of a column
    if passes_luhn(digits):
        return 0.95
    if _GROUPED.fullmatch(number) and digits.count("0") < _MOST_ZEROS:
        return 0.7
    is_whole = digits == number
    return (
        0.6
        if is_whole
        and len(digits) in _BRAND_LENGTHS
        and digits[:2] in {"62", "60", "40", "41", "45", "49", "51", "52", "53", "54", "55", "37"}
        else 0.0
    )


def passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
