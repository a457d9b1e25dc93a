"""Cuts Chinese text into words and names by what each is worth, so that a name is told from words anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from engine.redaction.words.entities import evidence_lines, foreign_sounds, rare_surnames, simplified
from engine.redaction.words.word_lists import chinese_level, chinese_words_at

IN_SENTENCE, STANDING_ALONE, ANNOUNCED, LABELLED = -9.0, -6.5, 0.0, 6.0
"""How likely a name is at a place before it is looked at, as logarithm in halves: one word in ninety of prose."""
_UNKNOWN_SIGN = -40
"""What a sign costs that is in no dictionary."""
_UNUSUAL = -34
"""What a sign costs in a given name that was never seen in one."""
_USUAL_SURNAME = -12
_ENDS_OF_HEADS = "名号码人者员称址期数额值费率类型量簿表册单"
"""What is put behind a word to name a field: `客户名`."""
_RARE = -24
"""A sign that is rarer than this in texts stands in names as often as elsewhere."""
_ONE_SIGN = -4.2
"""One given name in eight has one sign only."""
_TWO_SIGNS = -0.3
_RUN = re.compile(r"[一-鿿](?:[一-鿿]|[-—](?=[一-鿿]))+")
_READ_AS_DASH = str.maketrans("-—", "一一")
_LONGEST_RUN = 400
_RARE_SURNAME, _ANY_SURNAME = -22, -27
"""What a family name costs that few people bear, and any other sign before a given name that stands alone."""
_TOO_USUAL = -15
_RARER_IN_SENTENCES = -5
_OF_THINGS = re.compile(
    r"[一-鿿]{1,4}?(?:唑|霉素|西林|他汀|沙坦|洛尔|地平|普利|替丁|匹林|呋辛|克肟|蛋白|胶囊|颗粒|注射液|激素|[球细]胞|酸|酶|糖)|[一-鿿]{2}[县镇乡]|[一-鿿]{1,2}(?:支行|分行|小区|花园|大厦)"
)
"""Medicines, findings of laboratories and places are told by how they end."""
_THING = -22.0
_FOREIGN, _FOREIGN_SIGN = -15.0, -3.0
"""What a name of another people costs, and each sign of it."""


class _Names(NamedTuple):
    surname: dict[str, int]
    alone: dict[str, int]
    first: dict[str, int]
    second: dict[str, int]
    pair: dict[str, int]


class Token(NamedTuple):
    start: int
    end: int
    is_name: bool


def names_in(text: str, prior: float = IN_SENTENCE) -> Iterator[tuple[int, int]]:
    """Yield where names stand in a text: better read as family and given name than as words."""
    for run in _RUN.finditer(text):
        for token in cut(run.group()[:_LONGEST_RUN], prior):
            if token.is_name:
                yield run.start() + token.start, run.start() + token.end


@lru_cache(maxsize=2048)
def cut(run: str, prior: float = IN_SENTENCE) -> tuple[Token, ...]:
    """Return the words and names of a run of ideographs, in order: the cut that is worth most."""
    plain = simplified(run.translate(_READ_AS_DASH))
    worth = [0.0] + [float("-inf")] * len(plain)
    came: list[Token] = [Token(0, 0, False)] * (len(plain) + 1)
    for start in range(len(plain)):
        here = worth[start]
        for end, value in chinese_words_at(plain, start) or [(start + 1, _UNKNOWN_SIGN)]:
            if here + value > worth[end]:
                worth[end], came[end] = here + value, Token(start, end, False)
        thing = _OF_THINGS.match(plain, start)
        if thing and here + _THING > worth[thing.end()]:
            worth[thing.end()], came[thing.end()] = here + _THING, Token(start, thing.end(), False)
        for end, of_name in (*_names_at(plain, start, prior), *_foreign_names_at(plain, start)):
            if here + prior + of_name > worth[end]:
                worth[end], came[end] = here + prior + of_name, Token(start, end, True)
    tokens = []
    end = len(plain)
    while end:
        tokens.append(came[end])
        end = came[end].start
    return tuple(reversed(tokens))


def is_chinese_phrase(text: str) -> bool:
    """Tell whether a text that stands where a name belongs is made of words of two signs or more, and of no name."""
    if not _RUN.fullmatch(text):
        return False
    tokens = cut(text, LABELLED)
    if len(tokens) > 1 and text[-1] in _ENDS_OF_HEADS:
        tokens = tokens[:-1]
    return all(not token.is_name and token.end - token.start > 1 for token in tokens)


def is_word(text: str) -> bool:
    """Tell whether a text is in the dictionary."""
    return chinese_level(simplified(text)) is not None


def is_rare_sign(sign: str) -> bool:
    """Tell whether a sign is rare in texts, so that it may begin any name."""
    return _level_of_sign(simplified(sign)) < _TOO_USUAL


def is_surname(sign: str) -> bool:
    """Tell whether a text is the family name of anybody."""
    return simplified(sign) in _names().surname


def is_usual_surname(sign: str) -> bool:
    """Tell whether a sign is the family name of one in three hundred people or more."""
    return _names().surname.get(simplified(sign), _UNUSUAL) >= _USUAL_SURNAME


def _foreign_names_at(run: str, start: int) -> Iterator[tuple[int, float]]:
    """Yield (end, worth) of a name that is written by its sounds: `库尔班江`, `拉姆次仁`."""
    match = _by_sound().match(run, start)
    if match:
        yield match.end(), _FOREIGN + _FOREIGN_SIGN * len(match.group())


@cache
def _by_sound() -> re.Pattern[str]:
    parts, sounds = foreign_sounds()
    part = f"(?:{'|'.join(parts)})"
    return re.compile(rf"{part}(?:{part}|[{sounds}]){{0,6}}|[{sounds}]{{1,2}}{part}(?:{part}|[{sounds}]){{0,4}}")


def _names_at(run: str, start: int, prior: float) -> Iterator[tuple[int, float]]:
    """Yield (end, worth) of what can be a name from a place on."""
    names = _names()
    for middle in (start + 1, start + 2):
        surname = names.surname.get(run[start:middle])
        if surname is None and middle == start + 1 and start == 0 and len(run) == 3 and prior >= STANDING_ALONE:
            surname = _ANY_SURNAME if _level_of_sign(run[start]) < _TOO_USUAL else None
        if surname is None or middle >= len(run):
            continue
        if surname <= _RARE_SURNAME and prior < STANDING_ALONE:
            surname += _RARER_IN_SENTENCES
        if run[middle] == "氏" and middle + 2 <= len(run):  # `阮氏秋香`, as women of Vietnam are named
            given = [
                _worth(names.first, run[middle + 1]),
                *(_worth(names.second, sign) for sign in run[middle + 2 : middle + 3]),
            ]
            yield middle + 1 + len(given), surname + sum(given)
        yield middle + 1, surname + _worth(names.alone, run[middle]) + _ONE_SIGN
        if middle + 2 <= len(run):
            yield middle + 2, surname + _worth_of_pair(names, run[middle], run[middle + 1]) + _TWO_SIGNS


def _worth_of_pair(names: _Names, first: str, second: str) -> float:
    apart = _worth(names.first, first) + _worth(names.second, second)
    return max(apart, names.pair.get(first + second, apart))


def _worth(usual: dict[str, int], sign: str) -> int:
    value = usual.get(sign)
    if value is not None:
        return value
    in_texts = _level_of_sign(sign)
    return max(_UNUSUAL, in_texts - 2) if in_texts <= _RARE else _UNUSUAL


def _level_of_sign(sign: str) -> int:
    level = chinese_level(sign)
    return _UNKNOWN_SIGN if level is None else level


@cache
def _names() -> _Names:
    tables: dict[str, dict[str, int]] = {title: {} for title in _Names._fields}
    for line in evidence_lines("zh_names"):
        title, rest = line.split(" ", 1)
        for level, signs in _levels([rest]):
            tables[title].update(dict.fromkeys(signs, level))
    for name in rare_surnames():
        tables["surname"].setdefault(name, _RARE_SURNAME)
    return _Names(**tables)


def _levels(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    for line in lines:
        level, *words = line.split()
        yield int(level), words
