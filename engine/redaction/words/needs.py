"""What a text must contain for a regular expression to match in it, taken from the expression itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from math import log
from re import _constants as op  # type: ignore[attr-defined]  # what `re.compile` itself works with
from typing import Any

_ODD = "İıſµ\u0345Σςϐϑϕϖϰϱϵẛẞ\u1fbe\ufb05\ufb06\u1fd3\u1fe3\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88\ua64b"
ODD_CASES = re.compile(f"[{_ODD}]")
"""Letters that equal, without regard to case, another than their small form."""
_ANY_CASE, _ASCII = re.IGNORECASE.value, re.ASCII.value
_MOST_WORDS = 128
_FEW_LETTERS = 4
_MOST_NEEDS = 3
_LEAST_WORTH, _LEAST_WORTH_OF_ONE = 0.5, 0.2
_LONGEST_COUNTED = 6
_COMMON = "etaoinsr"
_ZERO_WIDTH = (op.AT, op.ASSERT_NOT)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}
_ODD_CODES = frozenset(map(ord, _ODD))
_EMPTY = frozenset([""])
Token = tuple[Any, Any]
"""A part of an expression as the parser gives it: what it is, and what belongs to it."""


@dataclass(frozen=True, slots=True)
class Letters:
    """A set of characters, as an expression describes it."""

    items: tuple[Token, ...]
    flags: int

    @classmethod
    def of(cls, character: str) -> Letters:
        """Return the set of one character in both cases."""
        return cls(((op.LITERAL, ord(character)),), _ANY_CASE)

    def __contains__(self, character: str) -> bool:
        if self.items[0][0] is op.NEGATE:
            return True
        forms = {character, character.lower(), character.upper()} if self.flags & _ANY_CASE else {character}
        return any(_is_in(form, item, self.flags) for form in forms for item in self.items)


Sign = str | Letters
"""A word in small letters, or one of some characters."""
Need = frozenset[Sign]
"""Signs of which one at least stands in every text in which the expression matches."""


@dataclass(slots=True)
class _Part:
    """What a part of an expression asks for. `words`: all that it can match, in small letters, where they are few."""

    words: frozenset[str] | None
    needs: list[Need] = field(default_factory=list)

    def all_needs(self) -> list[Need]:
        return [*self.needs, frozenset(self.words)] if self.words and "" not in self.words else self.needs


def needs_of(parsed: Iterable[Token], flags: int) -> list[Need]:
    """Return the needs of a parsed expression that tell most, the most telling first; none where it may match anywhere.

    An expression matches only in texts that meet all of them. Texts with `ODD_CASES` are not promised anything.
    """
    telling = {need for need in _of_sequence(parsed, flags).all_needs() if _worth(need) >= _LEAST_WORTH}
    return [_shortest(need) for need in sorted(telling, key=_worth, reverse=True)[:_MOST_NEEDS]]


def needs_of_alternatives(parsed: Iterable[Token], flags: int) -> list[list[Need]]:
    """Return the needs of each alternative of an expression; none where it has no alternatives, or one without needs.

    A long row of alternatives tells little as a whole: some character of one, some word of another. One by one they do.
    """
    rows = [branches for code, (*_, branches) in _wide(parsed) if code is op.BRANCH]
    if not rows:
        return []
    found = []
    for branch in max(rows, key=len):
        telling = {need for need in _of_sequence(branch, flags).all_needs() if _worth(need) >= _LEAST_WORTH_OF_ONE}
        found.append([_shortest(need) for need in sorted(telling, key=_worth, reverse=True)[:_MOST_NEEDS]])
    return found if all(found) else []


def _wide(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens whose argument has several parts."""
    return (token for token in tokens if isinstance(token[1], tuple))


def _shortest(need: Need) -> Need:
    """Return a need without the words in which another of its words stands: they tell nothing more."""
    words = {sign[:_LONGEST_COUNTED] for sign in need if isinstance(sign, str)}
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset([*kept, *(sign for sign in need if isinstance(sign, Letters))])


def _of_sequence(tokens: Iterable[Token], flags: int) -> _Part:
    needs: list[Need] = []
    words, is_whole = _EMPTY, True
    for code, argument in tokens:
        if code is op.LITERAL and argument not in _ODD_CODES:
            letter = chr(argument).lower()
            words = frozenset([word + letter for word in words])
        elif code is op.ASSERT:
            needs += _of_sequence(argument[1], flags).all_needs()
        elif code not in _ZERO_WIDTH:
            part = _of_token(code, argument, flags)
            needs += part.needs
            joined = _joined(words, part.words)
            if joined is None:
                is_whole = False
                needs += _Part(words).all_needs()
            words = (part.words or _EMPTY) if joined is None else joined
    return _Part(words, needs) if is_whole else _Part(None, [*needs, *_Part(words).all_needs()])


def _joined(words: frozenset[str], others: frozenset[str] | None) -> frozenset[str] | None:
    """Return each word with each of the others behind it; None when they are too many or not known."""
    if others is None or len(words) * len(others) > _MOST_WORDS:
        return None
    return frozenset([one + other for one, other in product(words, others)])


def _of_token(code: Any, argument: Any, flags: int) -> _Part:
    if code is op.IN:
        return _of_letters(argument, flags)
    if code is op.SUBPATTERN:
        _, added, dropped, inner = argument
        return _of_sequence(inner, (flags | added) & ~dropped)
    if code is op.ATOMIC_GROUP:
        return _of_sequence(argument, flags)
    if code is op.BRANCH:
        return _of_branches([_of_sequence(branch, flags) for branch in argument[1]])
    if code in _REPEATS:
        least, most, inner = argument
        return _of_repeat(least, most, inner, flags)
    return _Part(None)


def _of_repeat(least: int, most: int, inner: Iterable[Token], flags: int) -> _Part:
    part = _of_sequence(inner, flags)
    if least == 0:
        return _Part(part.words | _EMPTY if most == 1 and part.words is not None else None)
    return part if most == 1 else _Part(None, part.all_needs())


def _of_letters(items: Sequence[Token], flags: int) -> _Part:
    if all(code is op.LITERAL and value not in _ODD_CODES for code, value in items):
        characters = {chr(value).lower() for _, value in items}
        if len(characters) <= _FEW_LETTERS:
            return _Part(frozenset(characters))
    return _Part(None, [frozenset([Letters(tuple(items), flags & (_ANY_CASE | _ASCII))])])


def _of_branches(parts: Sequence[_Part]) -> _Part:
    """Return what one of several parts needs: all their words, or the signs that tell most in each."""
    known = [part.words for part in parts if part.words is not None]
    if len(known) == len(parts) and sum(map(len, known)) <= _MOST_WORDS:
        return _Part(frozenset().union(*known), _united([part.needs for part in parts]))
    return _Part(None, _united([part.all_needs() for part in parts]))


def _united(alternatives: Sequence[list[Need]]) -> list[Need]:
    """Return needs that hold whichever alternative matches: by words, and by characters."""
    if not all(alternatives):
        return []
    by_words = [max(needs, key=_worth) for needs in alternatives]
    by_letters = [max(needs, key=lambda need: (_is_of_letters(need), _worth(need))) for needs in alternatives]
    return list({_union(by_words), _union(by_letters)})


def _union(needs: Iterable[Need]) -> Need:
    return frozenset(sign for need in needs for sign in need)


def _is_of_letters(need: Need) -> bool:
    return all(isinstance(sign, Letters) or len(sign) == 1 for sign in need)


def _worth(need: Need) -> float:
    """Tell roughly how seldom one of the signs stands in a line."""
    return min(map(_rareness, need)) - 0.2 * log(len(need))


@cache
def _rareness(sign: Sign) -> float:
    if isinstance(sign, str) and len(sign) > 1:
        return float(min(len(sign), _LONGEST_COUNTED))
    letters = sign if isinstance(sign, Letters) else Letters.of(sign)
    if any(letter in letters for letter in _COMMON):
        return 0.0
    if " " in letters:
        return 0.2
    return 1.0 if "0" in letters or "E" in letters else 2.0


def _is_in(character: str, item: Token, flags: int) -> bool:
    code, value = item
    if len(character) > 1:
        return True
    if code is op.LITERAL:
        return bool(ord(character) == value)
    if code is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if code is op.CATEGORY and value in _CATEGORIES:
        return re.match(_CATEGORIES[value], character, flags & _ASCII) is not None
    return True
