"""Dates of birth: a date after a label, beside a sex or an age, of Minguo years, or of a day long ago.

Screens are full of dates, and nearly all are of the last years: what a support screen dates back to a grown-up's birth
is one, unless it stands beside what else is old (drivers, firmware, contracts) or is the first day of a calendar.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.sieve import Pattern

_STARRED = Pattern(r"(?<![\w*])\* ?((?:[0-3]?\d)\.(?:[01]?\d)\.(?:19|20)\d{2})(?![\d*])")
"""`*14.02.1958`, as records and letters in German have it."""
_MONTH = r"[A-Za-zÀ-ɏ]{3,10}\.?"
_DAY = (
    r"(?:(?:19|20)\d\d(?:[./\-]\d{1,2}[./\-]\d{1,2}| ?年 ?\d{1,2} ?月 ?\d{1,2} ?日?)"
    r"|\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?[\- \n](?:de )?{_MONTH},?(?: de)?[\- \n](?:19|20)\d\d"
    r"|[A-Z][a-z]{2,8}\.?[ \n]\d{1,2}(?:st|nd|rd|th)?,?[ \n](?:19|20)\d\d)"
)
_BORN = Pattern(
    r"(?<![\w./\-])((?:19|20)\d\d(?:[./\-]\d{1,2}(?:[./\-]\d{1,2})?| ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日?)?)?)"
    r"|\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d)"
    r"(?= ?(?:出生|生(?![效成产])|(?i:\(?(?:born|geb\b|geboren|né\b|née\b|ur\.|nar\.))))"
)
"""`1980-02-11出生`, `11.02.1980 geb.`"""
_SAID = Pattern(
    r"(?i:\b(?:date of birth|birth ?date|birthday|born|dob|d\.o\.b\.|geburtsdatum|geburtstag|geboren|geb\.|née?|naissance|nacid[oa]|nacimiento|nascid[oa]|nascimento|nat[oa]|nascita|"  # noqa: E501
    rf"urodzon[ya]|ur\.|narozen[aá]?|geboortedatum|född|født|syntynyt|született|doğum|born on)(?![^\W\d_])|出生|生日)[^.\n\d]{{0,12}}(?:[^.\n\d]{{0,30}}|\n)(?P<day>{_DAY})"  # noqa: E501
)
"""`the date of birth written there (5 January 1967)`, which may run on in the next line."""
_BESIDE_SEX = Pattern(
    rf"(?<![\w./\-])(?P<day>{_DAY})(?= ?[,;/|(·]? ?(?:[MFWVKXmf](?![\w'.])|[男女♂♀]|\(?\d{{1,3}} ?(?:[yY](?![\w])|[yY]rs?\b|years\b|yo\b|岁|歲|Jahre|J\.|ans\b|años|anni|lat\b|jaar|let\b)))"  # noqa: E501
    rf"|(?:(?<![\w'.])[MFWVKX]|[男女♂♀]|\d{{1,3}} ?(?:[yY]|岁|歲))[ ,;/|·]{{1,3}}(?P<then>{_DAY})(?![\w./\-])"
)
_MINGUO = Pattern(r"(?<!\d)民[國国] ?(\d{1,3}) ?年 ?\d{1,2} ?月 ?\d{1,2} ?日?")
_LONG_AGO = Pattern(rf"(?<![\w./\-:])(?P<day>{_DAY})(?![\w\-/:]|\.\d| ?[T,]? ?\d{{1,2}}:\d)")
_OLD_THINGS = re.compile(
    r"(?i)(?:(?<![a-zß-ÿ])(?:driver|bios|uefi|firmware|copyright|\(c\)|©|version|build|release[ds]?|since|seit|depuis|desde|dal|sinds|od|founded|gegründet|established|incorporated|hire[d]?|joined|start(?:ed|s)?|"
    r"opened|open date|member|contract|effective|valid|issued?|expir\w*|granted|admission|admitted|eintritt|beginn|ausgestellt|gültig|file|modified|created|last|norm|iso|law|act|regulation|directive|gesetz|"  # noqa: E501
    r"zakon|décret|loi|ley)(?![a-zß-ÿ])|驱动|版本|发布|成立|注册|开户|入职|签订|生效|有效|创建|修改|施行|实施|法|条例|令|工作|入学|毕业|登记|签发|开始|截止)[^\n]{0,18}$"
)
_FIRST_DAYS = re.compile(r"^(?:19[0378]0|1601|1899|1900|2000)\D0?1\D0?1$|^0?1\D0?1\D(?:19[0378]0|1601|1900|2000)$")
_OLDEST, _LEAST_YEARS = 1918, 18
_MINGUO_YEARS = 1911
_GUESSED = 0.55


def find(text: str) -> Iterator[TextFinding]:
    for match in _STARRED.finditer(text):
        yield TextFinding(EntityType.DATE_OF_BIRTH, match.start(1), match.end(1), 0.75, "shape")
    for match in _BORN.finditer(text):
        yield TextFinding(EntityType.DATE_OF_BIRTH, match.start(1), match.end(1), 0.8, "shape")
    if any(map(str.isdigit, text)):
        yield from _by_place(text)
    yield from find_labelled(text, EntityType.DATE_OF_BIRTH)


def _by_place(text: str) -> Iterator[TextFinding]:
    """Yield dates by what stands around them, and by how long ago they are."""
    for match in _SAID.finditer(text):
        yield TextFinding(EntityType.DATE_OF_BIRTH, *match.span("day"), 0.8, "context")
    for match in _BESIDE_SEX.finditer(text):
        group = "day" if match["day"] else "then"
        if _is_years_ago(match[group], 0):
            yield TextFinding(EntityType.DATE_OF_BIRTH, *match.span(group), 0.75, "context")
    for match in _MINGUO.finditer(text):
        if int(match.group(1)) + _MINGUO_YEARS <= _this_year() - _LEAST_YEARS:
            yield TextFinding(EntityType.DATE_OF_BIRTH, match.start(), match.end(), 0.7, "shape")
    for match in _LONG_AGO.finditer(text):
        is_old_thing = _OLD_THINGS.search(text, max(0, match.start() - 40), match.start())
        if _is_years_ago(match["day"], _LEAST_YEARS) and not is_old_thing and not _FIRST_DAYS.match(match["day"]):
            yield TextFinding(EntityType.DATE_OF_BIRTH, *match.span("day"), _GUESSED, "shape")


def is_of_a_thing(finding: TextFinding, row_before: str) -> bool:
    """Tell whether a date that only its age made one of a birth stands in a row of what is released or founded."""
    is_guess = finding.entity_type is EntityType.DATE_OF_BIRTH and finding.score <= _GUESSED
    return is_guess and _OLD_THINGS.search(row_before) is not None


def _is_years_ago(day: str, least: int) -> bool:
    year = re.search(r"(?:19|20)\d\d", day)
    return year is not None and _OLDEST <= int(year.group()) <= _this_year() - least


def _this_year() -> int:
    return datetime.now(tz=UTC).year
