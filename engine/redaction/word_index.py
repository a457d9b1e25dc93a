"""Many words looked for in a text at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

_KEY_LENGTHS = (2, 3)
"""Words are looked up by their first three letters, those of two by both."""
What = TypeVar("What")


class WordIndex(Generic[What]):
    """Words of at least two letters, and what each stands for."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[str, What]]] = {}

    def add(self, word: str, what: What) -> None:
        self._by_key.setdefault(word[: _KEY_LENGTHS[1]], []).append((word, what))

    def found_in(self, text: str) -> Iterator[What]:
        """Yield what the words in a text stand for, each once, in no order."""
        pairs = list(map(str.__add__, text, text[1:]))
        for keys in (pairs, map(str.__add__, pairs, text[2:])):
            for key in self._by_key.keys() & keys:
                for word, what in self._by_key[key]:
                    if len(word) == len(key) or word in text:
                        yield what
