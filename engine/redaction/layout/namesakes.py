"""Names and user names that are made of each other: each proves the other, wherever both stand on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.domain.finding import EntityType, TextFinding
from engine.domain.text import TextSpan
from engine.redaction.words.logins import is_made_of, is_syllabic
from engine.redaction.words.names import is_word_of_screens, may_be_name, without_words

_LOGIN = re.compile(r"(?<![\w@./\\\-=])[a-z][a-z0-9]*(?:[._\-][a-z0-9]+){0,3}(?![\w@/\\=(]|[.\-]\w)", re.ASCII)
_PAIR = re.compile(
    r"(?<![\w@.\\/\-])[A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]*(?:['’\-][^\W\d_]{2,}){0,2}(?: (?:(?:van|von|de|der|den|del|da|dos|di|la|le|el|al|ter|te|zu) ){0,2}[A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]*(?:['’\-][^\W\d_]{2,}){0,2}){1,3}(?![\w@])"  # noqa: E501
)
_CAPITAL = re.compile(r"(?<=_)[A-ZÀ-ÞĀ-ɏẀ-ỿ]|^[A-ZÀ-ÞĀ-ɏẀ-ỿ]")
_TWO_WORDS = re.compile(r"[^\W\d_]{2,} [A-ZÀ-ÞĀ-ɏẀ-ỿ][^\W\d_]+(?![^\W\d_])")
_SHORTEST = 5
_SHORTEST_WORD = 6
_SCORE = 0.75
_SURE = 0.96
"""A name that an address spells is a person, and no second place of the address."""


def namesakes(spans: Sequence[TextSpan], found: Iterable[tuple[EntityType, str]]) -> Iterator[tuple[int, TextFinding]]:
    """Yield (span number, finding) for each login of a found person, and each name of a found login."""
    people, logins = set[str](), set[str]()
    for kind, value in found:
        if kind is EntityType.PERSON:
            people.add(value.strip())
        elif kind in (EntityType.EMAIL, EntityType.USERNAME):
            logins.add(re.split(r"[@\\]", value.strip().lower())[0 if "@" in value else -1])
    latin = [name for name in people if name[:1].isalpha() and " " in name and name[0] < "\u2e80"]
    has_chinese = any("一" <= name[:1] <= "鿿" for name in people)
    pairs = dict.fromkeys(match.group() for span in spans for match in _pairs(span.text))
    names = {pair for pair in pairs if may_be_name(pair) and any(is_made_of(login, pair) for login in logins)}
    latin += names
    for number, span in enumerate(spans):
        for match in _pairs(span.text):
            if match.group() in names:
                start, end = without_words(match.group())
                yield number, TextFinding(EntityType.PERSON, match.start() + start, match.start() + end, _SURE, "login")
        for match in _LOGIN.finditer(span.text):
            if _is_login(match.group(), latin, has_chinese):
                yield number, TextFinding(EntityType.USERNAME, match.start(), match.end(), _SCORE, "name")


def _pairs(text: str) -> Iterator[re.Match[str]]:
    """Yield what may be names, in those of files too: `Payslip_Rutger_Veenstra_Oct.pdf`."""
    yield from _PAIR.finditer(text)
    if "_" in text:
        words = text.replace("_", " ")
        for start in [match.start() for match in _CAPITAL.finditer(text)]:
            if pair := _TWO_WORDS.match(words, start):
                yield pair


def _is_login(word: str, people: Sequence[str], has_chinese: bool) -> bool:
    is_numbered = re.search(r"[a-z]\d{2,4}$", word) is not None
    if len(word) < _SHORTEST or (word.isalpha() and (len(word) < _SHORTEST_WORD or is_word_of_screens(word))):
        return False
    if any(is_made_of(word, name) for name in people):
        return True
    return has_chinese and is_numbered and is_syllabic(word)
