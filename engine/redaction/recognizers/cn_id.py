"""Identity numbers: Chinese ones of 18 or 15 characters, those of other countries by their own forms, or after a label."""  # noqa: E501

from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.normal import digits_mended
from engine.redaction.words.sieve import Pattern

_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NUMBER = Pattern(rf"(?<![\dA-Za-z.]){_PROVINCE}\d{{4}} ?(?:18|19|20)\d{{2}} ?{_DAY} ?\d{{3}}[\dXx](?![\dA-Za-z])")
_OLD_NUMBER = Pattern(rf"(?<![\dA-Za-z.]){_PROVINCE}\d{{4}}\d{{2}}{_DAY}\d{{3}}(?![\dA-Za-z.])")
_HONG_KONG = Pattern(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{6} ?\([0-9A]\)")
_ISLAND = Pattern(
    r"(?:身[份分][證证](?:字[號号]|[号號]码?)?|\b(?:ID|HKID|NRIC|FIN))\W{0,3}([A-Z][0-9A-Z]\d{6,7}[0-9A-Z]?)(?![A-Za-z0-9])"
)
_ABROAD = Pattern(
    r"(?<![\w.\-/])(?=[A-Z]{2,6} ?\d|\d[\d ]{1,5}[.\-+A]|[12] \d\d )(?:[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]|[A-Z]{4}\d{2}(?:0\d|1[0-2])[0-3]\d[HM][A-Z]{5}[A-Z0-9]\d"  # Italy, Mexico  # noqa: E501
    r"|[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]|\d{3}\.\d{3}\.\d{3}-\d{2}|784-?(?:19|20)\d\d-?\d{7}-?\d"  # India, Brazil, the Emirates  # noqa: E501
    r"|756\.\d{4}\.\d{4}\.\d{2}|\d{2}(?:0\d|1[0-2])[0-3]\d-[1-4]\d{6}|\d{2}\.(?:0\d|1[0-2])\.[0-3]\d-\d{3}\.\d{2}"  # Switzerland, Korea, Belgium  # noqa: E501
    r"|[0-3]\d(?:0\d|1[0-2])\d\d[+\-A]\d{3}[0-9A-FHJ-NPR-Y](?!\d)|\d{1,2}\.\d{3}\.\d{3}-[\dkK]|\d{2}(?:0\d|1[0-2])[0-3]\d-\d{2}-\d{4}"  # Finland, Chile, Malaysia  # noqa: E501
    r"|[A-Z]{2} \d\d \d\d \d\d [A-D]"  # Britain
    r"|[12] \d\d (?:0[1-9]|1[0-2]) \d[\dAB] \d{3} \d{3}(?: \d\d)?)(?![\w\-/]|\.\d)"  # France
)
"""What has one of these forms is hardly ever anything else."""
_SPANISH = Pattern(r"(?<![\w.\-/])(?P<number>[XYZ]?-?\d{7,8})-?(?P<check>[A-HJ-NP-TV-Z])(?![\w\-/])")
_SPANISH_CHECKS = "TRWAGMYFPDXBNJZSQVHLCKE"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def find(text: str) -> Iterator[TextFinding]:
    mended = digits_mended(text)
    for match in _NUMBER.finditer(mended):
        is_checked = has_check_digit(match.group().replace(" ", ""))
        score, reason = (0.99, "checksum") if is_checked else (0.96, "shape")
        yield TextFinding(EntityType.CN_ID, match.start(), match.end(), score, reason)
    for match in _OLD_NUMBER.finditer(mended):
        yield TextFinding(EntityType.CN_ID, match.start(), match.end(), 0.7, "shape")
    for match in _HONG_KONG.finditer(text):
        yield TextFinding(EntityType.CN_ID, match.start(), match.end(), 0.8, "shape")
    for match in _ISLAND.finditer(text):
        yield TextFinding(EntityType.CN_ID, match.start(1), match.end(1), 0.8, "label")
    for match in _ABROAD.finditer(text):
        yield TextFinding(EntityType.CN_ID, match.start(), match.end(), 0.75, "shape")
    for match in _SPANISH.finditer(text):
        if _is_spanish(match["number"], match["check"]):
            yield TextFinding(EntityType.CN_ID, match.start(), match.end(), 0.75, "checksum")
    yield from find_labelled(mended, EntityType.CN_ID)


def _is_spanish(number: str, check: str) -> bool:
    """Check the letter of a DNI or NIE, whose first letter counts as a digit."""
    digits = number.replace("-", "").translate(str.maketrans("XYZ", "012"))
    return len(digits) == 8 and _SPANISH_CHECKS[int(digits) % 23] == check


def has_check_digit(number: str) -> bool:
    """Check the last character (GB 11643, MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()
