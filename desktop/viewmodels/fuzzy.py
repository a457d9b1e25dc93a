"""Finds names by a few of their letters, in Latin and in Chinese script."""

from __future__ import annotations

from dataclasses import dataclass

_WHOLE, _BEGINS, _WORD_BEGINS, _WITHIN, _SCATTERED = 100.0, 80.0, 60.0, 40.0, 20.0
_CJK = range(0x2E80, 0xA000)
_MOST_PARTS = 3
"""Letters scattered over more places than this look like an accident to who typed them."""
_LONGEST_SCATTERED = 40


@dataclass(frozen=True, slots=True)
class Match:
    """How well a name fits (more is better), and which of its letters were meant."""

    score: float
    places: tuple[int, ...]


def match(query: str, name: str, *, is_exact: bool = False) -> Match | None:
    """Return how a name fits all words of a query; None where one of them does not fit. No words fit anything.

    `is_exact` finds only letters that stand together: for long texts, where scattered ones are chance.
    """
    score, places = 0.0, set[int]()
    text = name.lower() if len(name.lower()) == len(name) else name
    for word in query.lower().split():
        found = _match_word(word, text, is_exact=is_exact)
        if found is None:
            return None
        score += found.score
        places.update(found.places)
    return Match(score, tuple(sorted(places)))


def _match_word(word: str, text: str, *, is_exact: bool) -> Match | None:
    """The best of: the whole name, its beginning, a word's beginning, any part, or letters with gaps."""
    at = _best_place(word, text)
    if at < 0:
        return None if is_exact else _scattered(word, text)
    if word == text:
        score = _WHOLE
    elif at == 0:
        score = _BEGINS
    else:
        score = _WORD_BEGINS if _begins_word(text, at) else _WITHIN
    # Of two names that fit alike, the shorter is more likely the one that is meant.
    return Match(score + 10 * len(word) / len(text), tuple(range(at, at + len(word))))


def _best_place(word: str, text: str) -> int:
    """Return where a word stands, at the beginning of one if it can be; -1 where it does not."""
    first = at = text.find(word)
    while at >= 0:
        if _begins_word(text, at):
            return at
        at = text.find(word, at + 1)
    return first


def _scattered(word: str, text: str) -> Match | None:
    """Find the letters in their order, each at the beginning of a word or next to the one before it."""
    if not 2 <= len(word) <= len(text) <= _LONGEST_SCATTERED:
        return None
    places = _walk(word, text, 0, -2, _MOST_PARTS)
    return Match(_SCATTERED + 10 * len(word) / len(text), places) if places else None


def _walk(word: str, text: str, start: int, before: int, parts_left: int) -> tuple[int, ...] | None:
    """Place the letters of `word` from `start` on; give up where it takes too many parts."""
    if not word:
        return ()
    for at in range(start, len(text)):
        goes_on = at == before + 1
        if text[at] != word[0] or not (goes_on or (parts_left and _begins_word(text, at))):
            continue
        rest = _walk(word[1:], text, at + 1, at, parts_left - (not goes_on))
        if rest is not None:
            return (at, *rest)
    return None


def _begins_word(text: str, at: int) -> bool:
    """In Chinese every sign may begin a word."""
    return at == 0 or ord(text[at]) in _CJK or not text[at - 1].isalnum()
