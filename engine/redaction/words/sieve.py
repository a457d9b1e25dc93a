"""Patterns that are tried only on texts in which they can match.

Hundreds of patterns look at every line, and nearly all of them find nothing. What a match of a pattern must contain
(one of some words, a digit, a backslash) follows from the pattern itself; which of all these signs stand in a text is
told in one pass over it. A pattern whose signs are missing is not tried, and not even compiled: the findings stay
the same. Who has time compiles the rest before a text asks for it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from re import _compiler, _parser  # type: ignore[attr-defined]  # parsed once, for the needs and for the pattern
from threading import Lock
from typing import Any
from weakref import WeakSet

from engine.redaction.words.entities import simplified
from engine.redaction.words.needs import ODD_CASES, Letters, Need, Sign, needs_of, needs_of_alternatives
from engine.redaction.words.word_index import WordIndex

_REMEMBERED = 16
_EVERYTHING = -1


class _Signs:
    """All signs that patterns ask for, a bit each, and which of them stand in a text. For use from any thread."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = Lock()
        self._bits: dict[Sign, int] = {}
        self._words: WordIndex[int] = WordIndex()
        self._letters: list[tuple[Letters, int]] = []
        self._by_character: dict[str, int] = {}

    def bit(self, sign: Sign) -> int:
        """Return the bit of a sign; a new one is looked for from now on."""
        with self._lock:
            if sign not in self._bits:
                bit = 1 << len(self._bits)
                if isinstance(sign, Letters) or len(sign) == 1:
                    self._add_letters(sign if isinstance(sign, Letters) else Letters.of(sign), bit)
                else:
                    self._words.add(sign, bit)
                self._bits[sign] = bit
                self.count = len(self._bits)
            return self._bits[sign]

    def stand_in(self, text: str) -> int:
        """Return the bits of the signs in a text."""
        if not text.isascii() and ODD_CASES.search(text):
            return _EVERYTHING
        found = 0
        with self._lock:
            for character in set(text):
                bits = self._by_character.get(character)
                found |= self._bits_of(character) if bits is None else bits
            for bit in self._words.found_in(text.lower()):
                found |= bit
        return found

    def _add_letters(self, letters: Letters, bit: int) -> None:
        self._letters.append((letters, bit))
        for character, bits in self._by_character.items():
            if character in letters:
                self._by_character[character] = bits | bit

    def _bits_of(self, character: str) -> int:
        self._by_character[character] = bits = sum(bit for letters, bit in self._letters if character in letters)
        return bits


_SIGNS = _Signs()


_NOTHING: Iterator[re.Match[str]] = iter(())
_last: tuple[str, int, int] = ("", 0, 0)
"""The text that was asked about last, how many signs there were then, and the bits of those in it."""


def _signs_in(text: str) -> int:
    """Return the bits of the signs in a text. All patterns ask about the same one in turn."""
    global _last  # one tuple, set at once: safe from any thread
    count = _SIGNS.count
    signs = _remembered_signs(text, count)
    _last = (text, count, signs)
    return signs


@lru_cache(maxsize=_REMEMBERED)
def _remembered_signs(text: str, _known: int) -> int:
    return _SIGNS.stand_in(text)


_PATTERNS: WeakSet[Pattern] = WeakSet()
_PATTERNS_LOCK = Lock()


def compile_the_rest() -> None:
    """Compile what no text has asked for so far: a third of a second, which the first screen need not wait for."""
    with _PATTERNS_LOCK:
        patterns = list(_PATTERNS)
    for pattern in patterns:
        _ = pattern.compiled


class Pattern:
    """A regular expression that searches only texts in which it can match. Otherwise as `re.Pattern`."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern, self.flags = simplified(source), flags  # the texts have simple signs only
        self._parsed: Any = None
        self._needs: tuple[int, ...] | None = None
        self._alternatives: tuple[tuple[int, ...], ...] = ()
        with _PATTERNS_LOCK:
            _PATTERNS.add(self)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression as Python's own."""
        compiled: re.Pattern[str] = _compiler.compile(self._parsed or self.pattern, self.flags)
        self._parsed = None
        return compiled

    @property
    def groups(self) -> int:
        """How many groups the expression has."""
        return self.compiled.groups

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return an iterator over all matches."""
        needs = self._needs
        if needs is None:
            needs = self._learned()
        if needs:
            asked, count, signs = _last
            if asked is not text or count != _SIGNS.count:  # two hundred patterns ask for each line: a call is dear
                signs = _signs_in(text)
            for need in needs:
                if not signs & need:
                    return _NOTHING
        if self._alternatives and not _one_is_met(self._alternatives, text):
            return _NOTHING
        return self.compiled.finditer(text, pos, endpos)

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match."""
        return self.compiled.search(text, pos, endpos)

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match at a place."""
        return self.compiled.match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of the whole."""
        return self.compiled.fullmatch(text, pos, endpos)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return the text with all matches replaced."""
        return self.compiled.sub(replacement, text)

    def _learned(self) -> tuple[int, ...]:
        """Ask the expression what it needs, when it is first used: that takes longer than a line."""
        parsed = _parser.parse(self.pattern, self.flags)
        flags = parsed.state.flags
        self._alternatives = tuple(map(_bits, needs_of_alternatives(parsed, flags)))
        self._parsed, self._needs = parsed, _bits(needs_of(parsed, flags))
        return self._needs


def _bits(needs: Iterable[Need]) -> tuple[int, ...]:
    return tuple(sum(map(_SIGNS.bit, need)) for need in needs)


def _one_is_met(alternatives: Iterable[tuple[int, ...]], text: str) -> bool:
    """Say whether a text holds all that one of some alternatives needs."""
    asked, count, signs = _last
    if asked is not text or count != _SIGNS.count:
        signs = _signs_in(text)
    for needs in alternatives:
        for need in needs:
            if not signs & need:
                break
        else:
            return True
    return False
