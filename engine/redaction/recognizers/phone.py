"""Telephone numbers: Chinese mobile and landline, North American, international, or after a label."""

import re
from collections.abc import Iterator
from dataclasses import replace

import phonenumbers

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.normal import digits_mended
from engine.redaction.words.sieve import Pattern

_CHINESE = Pattern(
    r"(?<![\d.])(?<![A-Z]{2})(?:(?:\+|00)?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?:(?![\d.]*\d)|(?=20[23]\d-[01]\d-))"
    r"|(?<![\d.\-])(?:(?:\+|00)?86[ \-]?)?\(?"
    r"0(?:10|2\d|[3-9]\d{2})\)?[ \-]?[2-9]\d{6,7}(?:-\d{1,5})?(?![\d.]*\d)"
    r"|(?<![\d.\-])[48]00[ \-]\d{3,4}[ \-]\d{3,4}(?![\d.]*\d)"
)
_AMERICAN = Pattern(
    r"(?<![\d.\-])(?:\+?1[ .\-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .\-])"
    r"[2-9]\d{2}[ .,\-]\d{4}(?:(?: ?x| ext\.?) ?\d{1,5})?(?![\d.\-]*\d)"
)
_INTERNATIONAL = Pattern(
    r"(?<![\w.+])(?<!\d,)(?:\+|00(?=[1-9]))[1-9](?:[ ()./\-]{0,2}\d){6,14}(?!\d|-[A-Za-z])", re.ASCII
)
_NATIONAL = Pattern(r"(?<![\w.+\-/:])\(?0\d{1,4}\)?(?:[ ()\-./]{1,2}\d{2,8}){1,5}(?![\w\-/]|[.:]\d)", re.ASCII)
_SPOKEN = Pattern(
    r"(?i)(?:(?<![a-z])(?:call|ring|reach|dial|text|sms|phone|tel|telephone|mobile|cell|fax|whatsapp|number|contact|missed call|on|at)(?:\b|(?=\d))[^\d\n]{0,24}|(?:电话|電話|手机|手機|拨打|致电|致電|来电|來電|号码|號碼|联系|聯絡|呼叫)[^\d\n]{0,8}\n?)"  # noqa: E501
    r"(\(?\+?\d[\d ()\-./]{6,18}\d)(?![A-Za-z0-9_]|[.:]\d)"
)
_LETTERED = Pattern(
    r"(?<![A-Za-z0-9])(?:[TMFPH](?=[.: ]|[+(]|0)|Tel|Mob|Fax|Handy|Tél)[.: ]{0,2}(\(?\+?\d[\d ()\-./]{6,18}\d)(?![A-Za-z0-9_]|[.:]\d)"  # noqa: E501
)
"""As signatures of letters have them, also where the reader lost the space: `T02214217702`."""
_DATE = Pattern(
    r"\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}(?: \d{1,2})?|\d{1,3}(?:\.\d{1,3}){3}|(?=.*(?:\.\d(?:\.|$)|\d{5}\.|\.\d{5}))\d+(?:\.\d+)+"  # noqa: E501
)
_WITH_DATE = re.compile(r"(?<!\d)[0-3]?\d/[0-3]?\d/(?:20)?\d\d(?!\d)")
_OF_A_CITY = Pattern(r"[235-9]\d{3}[ \-]?\d{4}(?<!20[12]\d)")
"""Hong Kong, Macau, Singapore and others need no code before their eight digits."""
_EXTENSION_DIGITS = 4
_NATIONAL_DIGITS = range(9, 13)


_EXTENSION = Pattern(
    r"[ ,]{0,3}(?:\(?(?i:ext(?:ension|n)?|x|durchwahl|dw|poste|int)\.?[ :]{0,2}|[- ]{0,2}转[ -]{0,2}|[ -]{0,2}分机号?[: ]{0,2}|(?<=\d)[-\u2013](?=\d{2,5}\b))\d{1,6}\)?"  # noqa: E501
)


def find(text: str) -> Iterator[TextFinding]:
    """Yield numbers, each with the extension behind it."""
    mended = digits_mended(text)
    for finding in _numbers(mended):
        extension = _EXTENSION.match(mended, finding.end)
        yield replace(finding, end=extension.end()) if extension else finding


def _numbers(mended: str) -> Iterator[TextFinding]:
    for pattern, score in ((_CHINESE, 0.9), (_AMERICAN, 0.8)):
        for match in pattern.finditer(mended):
            yield TextFinding(EntityType.PHONE, match.start(), match.end(), score, "shape")
    for match in _INTERNATIONAL.finditer(mended):
        is_possible = _is_possible(match.group())
        if _WITH_DATE.search(match.group()):
            continue
        if is_possible or match.group().startswith("+"):
            score = 0.95 if is_possible else 0.6
            yield TextFinding(EntityType.PHONE, match.start(), match.end(), score, "shape")
    yield from _national(mended)
    yield from find_labelled(mended, EntityType.PHONE, _has_enough_digits)


def _national(text: str) -> Iterator[TextFinding]:
    """Yield numbers written as they are dialled at home: grouped ones that begin with 0, others where a call is meant."""  # noqa: E501
    for pattern, group in ((_NATIONAL, 0), (_SPOKEN, 1), (_LETTERED, 1)):
        for match in pattern.finditer(text):
            number = match.group(group)
            digits = sum(character.isdigit() for character in number)
            is_spoken = pattern is not _NATIONAL
            if (
                (digits in _NATIONAL_DIGITS or (is_spoken and _OF_A_CITY.fullmatch(number)))
                and not _DATE.fullmatch(number.strip())
                and not _WITH_DATE.search(number)
                and (is_spoken or number.lstrip("(")[1] != "0")
            ):
                yield TextFinding(EntityType.PHONE, match.start(group), match.end(group), 0.7, "shape")


def _is_possible(number: str) -> bool:
    if number.startswith("00"):
        number = "+" + number[2:]
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


def _has_enough_digits(value: str) -> bool:
    return sum(character.isdigit() for character in value) >= _EXTENSION_DIGITS
