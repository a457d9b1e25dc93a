"""Which words near a text tell that an account or a machine is meant: less than a label, in two dozen languages."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from engine.domain.finding import EntityType
from engine.redaction.words.entities import simplified, surroundings_table
from engine.redaction.words.names import plain_letters

VEHICLE = "VEHICLE"
PAPER = "PAPER"
"""Numbers of tickets, orders, forms and products, which are built like names of machines."""
_WORD = re.compile(r"(?<!_)[^\W\d_一-鿿ぁ-ヿ가-힣]+(?!_)")
_SHORT = 4
"""A beginning of so few letters is the whole word: `host`, not `hostel`."""


@lru_cache(maxsize=256)
def named_in(text: str, about: EntityType | str) -> tuple[int, ...]:
    """Return where the words end that tell of accounts, machines, vehicles or papers."""
    starts, sequences = _words(str(about.value if isinstance(about, EntityType) else about))
    ends = [match.end() for match in sequences.finditer(simplified(text))] if sequences else []
    for match in _WORD.finditer(text):
        word = plain_letters(match.group())
        if any(word.startswith(start) for start in starts.get(word[:2], ()) if _begins(word, start)):
            ends.append(match.end())
    return tuple(sorted(ends))


@cache
def words_between() -> frozenset[str]:
    """Return the words that may stand between an announcement and what it announces."""
    return frozenset(surroundings_table()["BETWEEN"]["latin"].split())


def _begins(word: str, start: str) -> bool:
    return len(start) > _SHORT or word in (start, start + "s", start + "e")


@cache
def _words(about: str) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str] | None]:
    """Return beginnings of words by their first two letters, and a pattern of what is written without blanks."""
    table = surroundings_table()[about]
    starts: dict[str, tuple[str, ...]] = {}
    for word in table["latin"].split():
        starts[word[:2]] = (*starts.get(word[:2], ()), word)
    phrases = [phrase.strip() for phrase in table.get("phrases", "").split(";") if phrase.strip()]
    sequences = [re.escape(simplified(word)) for word in table["zh"].split()]
    sequences += [rf"(?i:\b{re.escape(phrase)}\b)" for phrase in phrases]
    return starts, re.compile("|".join(sorted(sequences, key=len, reverse=True))) if sequences else None
