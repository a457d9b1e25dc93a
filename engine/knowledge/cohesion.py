"""Which pairs of Chinese characters are words: learned from the fixes themselves, without a dictionary.

`计算` and `算机` in `计算机` say the same thing twice, and `台计` in `这台计算机` is a seam between two words; as they
stand both would count as much as a word. A pair whose characters meet hardly more often than by chance is a seam.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from engine.knowledge.reading import ReadLine, is_pair, overlap
from engine.knowledge.terms import Term

_LEAST_COHESION = 0.7
"""Logarithm of how much oftener than by chance the characters of a word meet."""
_SEAM_SHARE = 0.4
_SAME_WORD = 0.6
"""Share of its places at which a pair stands in one and the same longer word."""
_SAME_WORD_SHARE = 0.4


class Cohesion:
    """Counts of characters, pairs and threes in a collection."""

    def __init__(self) -> None:
        self._ones: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        self._threes: Counter[str] = Counter()
        self._characters = 0

    def learn(self, line: ReadLine) -> None:
        """Count one line of a text."""
        self._ones.update(line.ones)
        self._pairs.update(line.pairs)
        self._threes.update(line.threes)
        self._characters += len(line.ones)

    def weighed(self, text: Iterable[Term]) -> Iterator[Term]:
        """Yield terms with what each says beside those before it."""
        last: Term | None = None
        for term in text:
            share = 1.0
            if is_pair(term):
                if self._cohesion(term.value) < _LEAST_COHESION:
                    share = _SEAM_SHARE
                elif last is not None and overlap(last, term) and self._are_one_word(last.value, term.value):
                    share = _SAME_WORD_SHARE
                last = term
            yield Term(term.value, term.weight * share, term.start, term.end)

    def _cohesion(self, pair: str) -> float:
        count = self._pairs[pair]
        by_chance = self._ones[pair[0]] * self._ones[pair[1]] / max(1, self._characters)
        return math.log(count / by_chance) if count and by_chance else 0.0

    def _are_one_word(self, first: str, second: str) -> bool:
        together = self._threes[first + second[1]]
        return together > _SAME_WORD * min(self._pairs[first], self._pairs[second])
