"""Which words are words: of many languages, of programs, and of those who look after computers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from engine.redaction.entities import evidence_bytes, technical_words
from engine.redaction.names import is_usual_word, plain_letters

HASHES = 8
"""How many bits of the table a word sets."""
_SHORTEST = 3
_SHORTEST_PART, _SHORTEST_USUAL = 5, 4
"""Any two words of any two languages make up too much: of four letters, both have to be usual."""
_LETTERS = re.compile(r"[^\W\d_]+")


def places_of(word: str, size: int) -> Iterator[int]:
    """Yield the bits that a word sets in a table of so many bytes, a power of two."""
    digest = hashlib.blake2b(word.encode(), digest_size=16).digest()
    first, step = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
    for number in range(HASHES):
        yield (first + number * step) % (size * 8)


@cache
def _table() -> bytes:
    return evidence_bytes("words.bloom")


@lru_cache(maxsize=8192)
def is_word(word: str) -> bool:
    """Tell whether letters are a word that people or programs write. Two letters always are."""
    plain = plain_letters(word)
    if len(plain) < _SHORTEST or plain in technical_words() or is_usual_word(plain):
        return True
    table = _table()
    return all(table[place >> 3] & 1 << (place & 7) for place in places_of(plain, len(table)))


@lru_cache(maxsize=4096)
def is_made_of_words(word: str) -> bool:
    """Tell whether letters are a word, or two that were written as one: `Anmeldeserver`, `webhook`."""
    plain = plain_letters(word)
    if is_word(plain):
        return True
    cuts = range(_SHORTEST_USUAL, len(plain) - _SHORTEST_USUAL + 1)
    return any(_are_words(plain[:cut], plain[cut:]) for cut in cuts)


def _are_words(one: str, other: str) -> bool:
    if min(len(one), len(other)) >= _SHORTEST_PART:
        return is_word(one) and is_word(other)
    known = technical_words()
    return all(is_usual_word(part) or part in known for part in (one, other))


def words_of(token: str) -> list[str]:
    """Return the runs of letters in a token."""
    return _LETTERS.findall(token)
