"""Many words looked for in a text at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

_KEY, _LONG_KEY = 3, 6
"""Words are looked up by their first three letters, long ones by six, those of two by both."""
What = TypeVar("What")


class WordIndex(Generic[What]):
    """Words of at least two letters, and what each stands for."""

    def __init__(self) -> None:
        self._short: dict[str, list[tuple[str, What]]] = {}
        self._long: dict[str, list[tuple[str, What]]] = {}

    def add(self, word: str, what: What) -> None:
        if len(word) >= _LONG_KEY:
            self._long.setdefault(word[:_LONG_KEY], []).append((word, what))
        else:
            self._short.setdefault(word[:_KEY], []).append((word, what))

    def found_in(self, text: str) -> Iterator[What]:
        """Yield what the words in a text stand for, each once, in no order."""
        pairs = list(map(str.__add__, text, text[1:]))
        threes = list(map(str.__add__, pairs, text[2:]))
        sixes = map(str.__add__, threes, threes[_KEY:])
        for words, keys in ((self._short, pairs), (self._short, threes), (self._long, sixes)):
            for key in words.keys() & keys:
                for word, what in words[key]:
                    if len(word) == len(key) or word in text:
                        yield what
