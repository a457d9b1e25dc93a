"""Reads the lines of fixes, each different one once: a desk's fixes share tags, products, symptoms and steps."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.domain.search_text import stands_alone
from engine.knowledge.terms import Term, terms


class ReadLine(NamedTuple):
    """What an index counts of one line of a text; nothing of it reaches into the next line."""

    values: tuple[str, ...]
    """All terms, in order."""
    telling: tuple[str, ...]
    """Those that count in full."""
    ones: tuple[str, ...]
    """Characters that stand alone."""
    pairs: tuple[str, ...]
    threes: tuple[str, ...]
    """Two pairs that share their middle character."""


class Lines:
    """The lines that were read. An index hands them to the one that takes its place."""

    def __init__(self) -> None:
        self._read: dict[str, ReadLine] = {}

    def read(self, text: str) -> Iterator[ReadLine]:
        """Yield the lines of a text that hold a term."""
        for line in text.splitlines():
            read = self._read.get(line)
            if read is None:
                read = self._read[line] = read_line(line)
            if read.values:
                yield read

    def kept_for(self, texts: Iterable[str]) -> Lines:
        """Return only the lines of these texts: what was deleted does not stay in memory."""
        kept = Lines()
        kept._read = {line: self._read[line] for text in texts for line in text.splitlines() if line in self._read}
        return kept


def is_pair(term: Term) -> bool:
    """Whether a term is two characters that stand alone."""
    return len(term.value) == 2 and all(map(stands_alone, term.value))


def overlap(first: Term, second: Term) -> bool:
    """Whether two pairs share their middle character, in its place."""
    return first.start < second.start < first.end and first.value[1] == second.value[0]


def read_line(line: str) -> ReadLine:
    """Return what an index counts of one line."""
    values, telling, ones, pairs, threes = [], [], [], [], []
    last: Term | None = None
    for term in terms(line):
        value = sys.intern(term.value)  # the same few thousand words in all of them
        values.append(value)
        if term.weight >= 1:
            telling.append(value)
        length = len(value)
        if length == 1 and stands_alone(value):
            ones.append(value)
        elif length == 2 and is_pair(term):
            pairs.append(value)
            if last is not None and overlap(last, term):
                threes.append(last.value + value[1])
            last = term
    return ReadLine(tuple(values), tuple(telling), tuple(ones), tuple(pairs), tuple(threes))
