"""Which words are words: of many languages, of programs, and of those who look after computers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from engine.redaction.words.entities import evidence_bytes, technical_words
from engine.redaction.words.names import is_usual_word, plain_letters

HASHES = 8
"""How many bits of the table a word sets."""
_SHORTEST = 3
_LONGEST = 64
"""No two words together are longer. Letters without end are not to be cut at each place in turn."""
_SHORTEST_PART, _SHORTEST_USUAL = 5, 4
"""Any two words of any two languages make up too much: of four letters, both have to be usual."""
_ENDINGS = ("r", "er", "or", "ing", "ed", "ly", "ment", "ist", "ion", "able", "ness", "ity", "al")
_ENDINGS_OF_TERMS = (
    "ide", "azole", "mycin", "cillin", "statin", "olol", "tion", "ment", "ness", "itat", "heit", "keit", "ung", "ering",
    "schaft", "ismus", "ology", "ics", "nik", "uro", "acja", "cion", "zione",
)  # fmt: skip
_BENT = ("n", "en", "es", "ed", "ing", "y", "u", "em", "ow", "om", "ami")
"""How words are bent and names hardly: the `s` of a genitive tells nothing."""
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
    if len(word) > _LONGEST:
        return False
    plain = plain_letters(word)
    if is_word(plain):
        return True
    cuts = range(_SHORTEST_USUAL, len(plain) - _SHORTEST_USUAL + 1)
    return any(_are_words(plain[:cut], plain[cut:]) for cut in cuts)


def is_built_of_words(word: str) -> bool:
    """Tell whether a word is made of usual ones, or ends and is bent as words are and names are not.

    `Prescriber`, `Payout`, `Furosemide`, `Serwis` beside `serwisu`; rare names have
    neither, though they stand in vocabularies.
    """
    if len(word) > _LONGEST:
        return False
    plain = plain_letters(word)
    if any(plain.endswith(end) and is_usual_word(plain[: -len(end)]) for end in _ENDINGS if len(plain) > len(end) + 3):
        return True
    cuts = range(_SHORTEST, len(plain) - _SHORTEST + 1)
    if any(is_usual_word(plain[:cut]) and is_usual_word(plain[cut:]) for cut in cuts):
        return True
    if not is_word(plain):
        return False
    return plain.endswith(_ENDINGS_OF_TERMS) or any(is_word(plain + bent) for bent in _BENT)


def _are_words(one: str, other: str) -> bool:
    if min(len(one), len(other)) >= _SHORTEST_PART:
        return is_word(one) and is_word(other)
    known = technical_words()
    return all(is_usual_word(part) or part in known for part in (one, other))


def words_of(token: str) -> list[str]:
    """Return the runs of letters in a token."""
    return _LETTERS.findall(token)
