"""The long lists of words and names, read as they lie in their files: as sets of words they took 38 MB of every window.

A file has a line for each beginning that words share, so that a look-up searches a few hundred characters. Behind
the rest of a word stands what it is, or how usual it is:

    latin.txt       `hol 010 da14 dings02 land20 …` is `hol`, `holda`, …; kinds as two octal digits
    zh_words.txt    `数 Q 据P学S 据库U` is `数`, `数据`, `数学`, `数据库`; what a word costs as a letter
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from engine.redaction.words.entities import evidence_lines

ENGLISH, RARE, GIVEN, FAMILY, FOREIGN, PLACE = (1 << bit for bit in range(6))
"""What a word in Latin letters is; it can be several of them."""
LONGEST_CHINESE = 4
_BEGINNING = 3
_KINDS_LENGTH = 2
_NO_COST = ord("@")
_IDEOGRAPHS = re.compile("[一-鿿]+")
_UNKNOWN = ("", "", "", "")


@lru_cache(maxsize=8192)
def kinds_of(word: str) -> int:
    """Return what a word in plain letters is, of the kinds above; 0 where it is in no list."""
    rests = _latin().get(word[:_BEGINNING])
    if rests is None or not word.isalpha():
        return 0
    # A word stands before those that begin with it: the first place at which its rest is found is its own.
    rest = " " + word[_BEGINNING:]
    start = rests.find(rest)
    end = start + len(rest)
    kinds = rests[end : end + _KINDS_LENGTH]
    return int(kinds, 8) if start >= 0 and kinds.isdigit() else 0


def chinese_words_at(run: str, start: int) -> list[tuple[int, int]]:
    """Return where the words end that begin at a place of a run of simplified ideographs, and how usual each is."""
    single, *longer = _chinese_words_from(run[start])
    found = [(start + 1, _NO_COST - ord(single))] if single else []
    for end, rests in zip(range(start + 2, len(run) + 1), longer, strict=False):
        if rests:
            place = rests.find(run[start + 1 : end])
            if place >= 0:
                found.append((end, _NO_COST - ord(rests[place + end - start - 1])))
    return found


def chinese_level(word: str) -> int | None:
    """Return how usual a word of simplified ideographs is, as logarithm in halves; None where it is in no list."""
    words = chinese_words_at(word, 0) if _IDEOGRAPHS.fullmatch(word) else []
    return next((level for end, level in words if end == len(word)), None)


def lines_of_latin(words_by_kind: Mapping[int, Iterable[str]]) -> Iterator[str]:
    """Yield the lines of `latin.txt`."""
    kinds: dict[str, int] = {}
    for kind, words in words_by_kind.items():
        for word in words:
            kinds[word] = kinds.get(word, 0) | kind
    rests: dict[str, list[str]] = {}
    for word, of_word in sorted(kinds.items()):
        rests.setdefault(word[:_BEGINNING], []).append(f"{word[_BEGINNING:]}{of_word:0{_KINDS_LENGTH}o}")
    yield from (f"{beginning} {' '.join(found)}" for beginning, found in rests.items())


def lines_of_chinese(levels: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines of `zh_words.txt`, of words of up to four ideographs and their levels below 0."""
    rests: dict[str, list[str]] = {}
    for word, level in sorted(levels.items()):
        of_sign = rests.setdefault(word[0], [""] * LONGEST_CHINESE)
        of_sign[len(word) - 1] += word[1:] + chr(_NO_COST - level)
    yield from (" ".join((sign, *found)).rstrip() for sign, found in rests.items())


@cache
def _latin() -> dict[str, str]:
    """Return the lines by the beginning of their words, which each still has: `hol`, but `of` for a word of two."""
    return {line.split(" ", 1)[0]: line for line in evidence_lines("latin")}


@lru_cache(maxsize=2048)
def _chinese_words_from(sign: str) -> tuple[str, ...]:
    """Return the words that begin with an ideograph, those of one sign, of two, three and four apart."""
    line = _chinese().get(sign)
    if line is None:
        return _UNKNOWN
    words = line.split(" ")
    return (*words, *_UNKNOWN[len(words) :])


@cache
def _chinese() -> dict[str, str]:
    return {line[0]: line[2:] for line in evidence_lines("zh_words")}
