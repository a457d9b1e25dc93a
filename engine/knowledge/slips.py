"""Slips of the keyboard: a word that no fix holds is taken for the one that it is a slip away from."""

from __future__ import annotations

from collections.abc import Iterable

SLIP_WEIGHT = 0.7
"""What a word counts that was taken for another."""
_SHORTEST = 5
"""Letters: with fewer too many words are a slip away from each other."""


class Spelling:
    """The words of a collection, by what is left of each with one letter out."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, tuple[str, ...]] = {}
        for word in dict.fromkeys(filter(_is_word, words)):
            for rest in _rests(word):
                self._by_rest[rest] = (
                    *self._by_rest.get(rest, ()),
                    word,
                )  # a set is four times as large

    def near(self, word: str) -> list[str]:
        """Return the words that one letter too many, too few, wrong or in another place makes of this one."""
        if not _is_word(word):
            return []
        found = {near for rest in _rests(word) for near in self._by_rest.get(rest, ())}
        return sorted(near for near in found if near[0] == word[0] and abs(len(near) - len(word)) <= 1)


def _is_word(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha()


def _rests(word: str) -> set[str]:
    """Two words a slip apart share one of these: the word itself, or the word without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
