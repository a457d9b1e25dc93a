"""Cuts Chinese text into words and names by what each is worth, so that a name is told from words anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from engine.redaction.entities import evidence_lines

IN_SENTENCE, STANDING_ALONE, ANNOUNCED, LABELLED = -9.0, -6.5, 0.0, 6.0
"""How likely a name is at a place before it is looked at, as logarithm in halves: one word in ninety of prose."""
_LONGEST_WORD = 4
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
    words = _words()
    worth = [0.0] + [float("-inf")] * len(plain)
    came: list[Token] = [Token(0, 0, False)] * (len(plain) + 1)
    for start in range(len(plain)):
        here = worth[start]
        for end in range(start + 1, min(start + _LONGEST_WORD, len(plain)) + 1):
            value = words.get(plain[start:end], _UNKNOWN_SIGN if end == start + 1 else None)
            if value is not None and here + value > worth[end]:
                worth[end], came[end] = here + value, Token(start, end, False)
        for end, of_name in _names_at(plain, start):
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


def is_usual_surname(sign: str) -> bool:
    """Tell whether a sign is the family name of one in three hundred people or more."""
    return _names().surname.get(simplified(sign), _UNUSUAL) >= _USUAL_SURNAME


@cache
def _simple_forms() -> dict[int, str]:
    pairs = (pair for line in evidence_lines("traditional") for pair in line.split())
    return {ord(pair[1]): pair[0] for pair in pairs}


def simplified(text: str) -> str:
    """Return a text with the signs of Taiwan and Hong Kong replaced, one by one."""
    return text.translate(_simple_forms())


def _names_at(run: str, start: int) -> Iterator[tuple[int, float]]:
    """Yield (end, worth) of what can be a name from a place on."""
    names = _names()
    for middle in (start + 1, start + 2):
        surname = names.surname.get(run[start:middle])
        if surname is None or middle >= len(run):
            continue
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
    in_texts = _words().get(sign, _UNKNOWN_SIGN)
    return max(_UNUSUAL, in_texts - 2) if in_texts <= _RARE else _UNUSUAL


@cache
def _words() -> dict[str, int]:
    return {word: level for level, words in _levels(evidence_lines("zh_words")) for word in words}


@cache
def _names() -> _Names:
    tables: dict[str, dict[str, int]] = {title: {} for title in _Names._fields}
    for line in evidence_lines("zh_names"):
        title, rest = line.split(" ", 1)
        for level, signs in _levels([rest]):
            tables[title].update(dict.fromkeys(signs, level))
    return _Names(**tables)


def _levels(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    for line in lines:
        level, *words = line.split()
        yield int(level), words
