"""Finds the fixes that say much the same as another: before a second one is written about the same trouble."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from engine.domain.knowledge import CannedFix
from engine.knowledge.terms import terms

_TITLE_WEIGHT = 3
_LEAST = 0.4
"""Cosine of the weighted words. Of the fixes that come with Deskside no two of different uids reach it."""


def similar(fix: CannedFix, others: Iterable[CannedFix], limit: int = 3) -> list[tuple[CannedFix, float]]:
    """Return the fixes of another uid that say much the same, the likest first, each with its likeness from 0 to 1."""
    rivals = [other for other in others if other.uid != fix.uid and other.language is fix.language]
    counts = [_counts(each) for each in (fix, *rivals)]
    holders = Counter(word for each in counts for word in each)
    rarity = {word: math.log((1 + len(counts)) / count) + 0.1 for word, count in holders.items()}
    mine, *theirs = [{word: math.log1p(n) * rarity[word] for word, n in each.items()} for each in counts]
    scored = [(other, _cosine(mine, each)) for other, each in zip(rivals, theirs, strict=True)]
    near = [(other, likeness) for other, likeness in scored if likeness >= _LEAST]
    return sorted(near, key=lambda pair: (-pair[1], pair[0].uid))[:limit]


def _counts(fix: CannedFix) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, weight in ((fix.title, _TITLE_WEIGHT), ("\n".join(fix.symptoms), 2), (fix.body, 1)):
        for term in terms(text):
            if term.weight >= 1:
                counts[term.value] += weight
    return counts


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    sizes = math.hypot(*one.values()) * math.hypot(*other.values())
    return shared / sizes if sizes else 0.0
