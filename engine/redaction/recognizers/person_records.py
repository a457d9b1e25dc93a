"""Names by the form that a program or a file gives them: accounts, bookings, queries, directories, documents."""

import re
from collections.abc import Iterator
from itertools import pairwise

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.entities import harmless_words
from engine.redaction.words.names import (
    are_names,
    are_plain_words,
    is_chinese_name,
    is_family_name,
    is_full_name,
    is_given_name,
    is_unlisted,
    may_be_name,
)
from engine.redaction.words.sieve import Pattern

WORD = r"(?:(?:[DLMNO]'|Mc|Mac|Al-|De|Di|La|Le|Van|(?:[ae]l|[ae][dnrstz]|ash|ibn|bin|abu)-|d')?[A-ZÀ-ÞĀ-ɏẀ-ỿ][a-zß-ÿĀ-ɏẀ-ỿ]+(?:B[a-zß-ÿĀ-ɏẀ-ỿ]{2,})?(?:[\-'][A-ZÀ-ÞĀ-ɏẀ-ỿ]?[a-zß-ÿĀ-ɏẀ-ỿ]+)?|(?:[DLMNO]'|Mc|Mac)?[A-ZÀ-ÞĀ-ɏẀ-ỿ]{2,}(?:[\-'][A-ZÀ-ÞĀ-ɏẀ-ỿ]{2,})?)"  # noqa: E501
INITIAL = r"[A-Z]\.?"
JOINT = r"(?:(?:van|von|de|der|den|del|da|dos|di|la|le|bin|binti|al|el|ter|te|y|Ó|ó|Ní|Mac|af|av|zu|ten|'t) ){0,2}"
FULL = rf"{WORD}(?: (?:{INITIAL}|{WORD}))??(?: {JOINT}{WORD}){{1,2}}"
DOCUMENT = (
    r"(?i:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|csv|msg|eml|jpe?g|png|tiff?|heic|zip|7z|rar|pst|vcf|mp[34]|wav|mov)"
)
_BOOKED = Pattern(
    r"(?<![\w/.\-])(?:\d(?:\.\d)?)?([A-ZÀ-Þ][A-ZÀ-Þ'\-]{1,20})/([A-ZÀ-Þ]{2,16})(?: [A-ZÀ-Þ]{1,12})?(?![\w/]|-\d)"
)
"""`HALLORAN/NIAMH C`: without a form of address the given name has to be known."""
_BLAMED = Pattern(
    r"^\^?[0-9a-f]{7,40} (?:[\w./\-]+ +)?\(([^()\n]{2,40}?) +(?:19|20)\d\d-\d\d-\d\d \d\d:\d\d", re.MULTILINE
)
"""Who wrote a line, as git tells: a name or a login."""
_FILE = Pattern(rf"[^\s\\/:*?\"<>|]{{5,120}}\.{DOCUMENT}(?!\w)")
_LETTERS = Pattern(r"[^\W\d_]+")
_PASSENGER = Pattern(
    r"(?<![\w/])(?:[A-ZÀ-Þ]{2,20} )?[A-ZÀ-Þ]{2,20}/[A-ZÀ-Þ]{2,20}(?: [A-ZÀ-Þ]{2,20})? ?(?:MR|MRS|MS|MISS|MSTR|CHD|INF|DR)\b|(?<![\w/])[A-ZÀ-Þ][a-zß-ɏ]{1,20}/[A-ZÀ-Þ][a-zß-ɏ]{1,20} (?:Mrs?|Ms|Miss|Dr)\b"  # noqa: E501
)
"""As airlines and hotels write guests."""
_WITH_INITIALS = Pattern(
    rf"(?<![\w.@\\/])(?:[A-ZÀ-Þ]\.[ \-]?){{1,3}}(?:v\. ?(?:d\. ?)?|d\. ?)?{JOINT}({WORD})(?![\w@]|\.\w)|(?<![\w.@\\/])({WORD}),? [A-ZÀ-Þ]\.(?: ?[A-ZÀ-Þ]\.)?(?![\w@])"  # noqa: E501
)
"""`J. van Ommeren`, `Kowalski A.`"""
_DIRECTORY = Pattern(r"(?i:(?<![a-z])cn=)([^,=\n█]{2,60}?)(?=,\s*(?:ou|dc|o|cn|c)=)", re.IGNORECASE)
_ACCOUNT_FILE = Pattern(
    r"(?<![\w.\-])[a-z_][\w.\-]{0,31}:[x*!]{0,2}:\d{1,10}:\d{1,10}:([^:,\n█]{3,60})(?=[,:])|(?i:\b(?:gecos|full ?name|displayname|cn|gn|sn)=)\"?([^\",;=\n█]{3,60}?)(?=\"|,|;|$)",  # noqa: E501
    re.MULTILINE,
)
"""The field for the owner in lines of `/etc/passwd`, and in answers of directories."""
_COMPARED = Pattern(
    r"(?i)(?:\b\w{0,20}name|\bsurname|nachname|nazwisko|apellidos?|cognome|achternaam|姓名|\bxm)[\"'`\])]{0,2} ?(?:=|==|~|I?LIKE|IN ?\(|CONTAINS) ?['\"]%?([^'\"%\n█]{3,60})(?=[%'\"])"  # noqa: E501
)
"""`WHERE full_name LIKE 'El-Masri%'`"""
_SHAPED = Pattern(rf"{WORD}(?: {WORD}){{0,3}}")
_MARGINS = 20
"""How many blanks may stand around all that a line says."""


def is_no_word(name: str) -> bool:
    return not are_plain_words(name) and name.lower() not in harmless_words()


def in_records(text: str) -> Iterator[TextFinding]:
    """Yield names by the form that a program gives them: accounts, bookings, queries."""
    for match in _ACCOUNT_FILE.finditer(text) if ":" in text or "=" in text else ():
        group = match.lastindex or 1
        if is_full_name(match.group(group)) or is_chinese_name(match.group(group)):
            yield TextFinding(EntityType.PERSON, *match.span(group), 0.85, "place")
    for match in _PASSENGER.finditer(text) if "/" in text else ():
        yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.8, "shape")
    for match in _BOOKED.finditer(text) if "/" in text else ():
        if is_given_name(match.group(2)) and is_unlisted(match.group(1)):
            yield TextFinding(EntityType.PERSON, *match.span(), 0.65, "shape")
    for match in _WITH_INITIALS.finditer(text) if "." in text else ():
        family = match.group(match.lastindex or 1)
        has_particle = " v. " in match.group() or ".-" in match.group()
        is_line = (has_particle or _is_whole_line(text, match)) and is_unlisted(family)  # `S. Tregenza` in a cell
        if is_family_name(family) or is_line or (" van " in match.group() and may_be_name(family)):
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.65, "names")
    for match in _COMPARED.finditer(text) if "'" in text or '"' in text else ():
        name = match.group(1)
        if (_SHAPED.fullmatch(name) and is_no_word(name)) or is_chinese_name(name):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.75, "place")
    if "=" in text:
        yield from in_directory(text)


def _is_whole_line(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _MARGINS) : match.start()].rpartition("\n")[2]
    return not before.strip() and not text[match.end() : match.end() + _MARGINS].partition("\n")[0].strip()


def in_blames(text: str) -> Iterator[TextFinding]:
    """Yield who wrote a line of code."""
    for match in _BLAMED.finditer(text):
        kind = EntityType.PERSON if " " in match.group(1) or not match.group(1).isascii() else EntityType.USERNAME
        yield TextFinding(kind, *match.span(1), 0.8, "place")


def in_file_names(text: str) -> Iterator[TextFinding]:
    """Yield the people after whom documents are named: `cv_anna-novak.pdf`."""
    for file in _FILE.finditer(text):
        words = list(_LETTERS.finditer(text, file.start(), file.end()))[:-1]
        for left, right in pairwise(words):
            is_joined = 1 <= right.start() - left.end() <= 3
            if is_joined and are_names(left.group(), right.group()):
                yield TextFinding(EntityType.PERSON, left.start(), right.end(), 0.7, "file")


def in_directory(text: str) -> Iterator[TextFinding]:
    """Yield the people in distinguished names: `CN=Anna Novak,OU=Staff`."""
    for match in _DIRECTORY.finditer(text):
        name = match.group(1)
        if is_chinese_name(name) or is_full_name(name) or (re.fullmatch(FULL, name) and may_be_name(name)):
            yield TextFinding(EntityType.PERSON, match.start(1), match.end(1), 0.8, "place")
