"""The piece of a text that a search shows: around the first hit, cut between words, never within a letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from engine.domain import search_text
from engine.domain.search_text import QueryTerm

_BEFORE = 30
_LENGTH = 120
_LONGEST_WORD = 20
"""What is longer is no word that a cut would spoil, but a path or a number."""
_SPACE = re.compile(r"\s")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def snippet_of(text: str, terms: tuple[QueryTerm, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a piece of `text` around the first hit, on one line, and where the hits stand in it."""
    first = min((place for term in terms if (place := _a_place(text, term.needle))), default=(0, 0))
    start = _start_before(text, max(0, first[0] - _BEFORE), first[0])
    end = _end_after(text, start + _LENGTH, max(first[1], start))
    piece = text[start:end]
    found = {place for term in terms for place in search_text.places(piece, term.needle)}
    if first[1] > first[0]:  # longer than the piece, it would not be found in it
        found.add((first[0] - start, min(first[1] - start, len(piece))))
    lead, tail = ("…" if start else ""), ("…" if end < len(text) else "")
    shown = ((begin + len(lead), stop + len(lead)) for begin, stop in sorted(found))
    line = _SPACE.sub(" ", piece)
    return lead + line + tail, tuple(joined(shown))


def joined(places: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join places that overlap or touch; they come sorted."""
    current: tuple[int, int] | None = None
    for place in places:
        if current is None:
            current = place
        elif place[0] <= current[1]:
            current = (current[0], max(current[1], place[1]))
        else:
            yield current
            current = place
    if current is not None:
        yield current


def _start_before(text: str, wanted: int, hit: int) -> int:
    """Return where the piece begins: at the next word from `wanted` on, but no later than the hit."""
    if wanted == 0:
        return 0
    for place in range(wanted, min(hit, wanted + _LONGEST_WORD) + 1):
        if _is_between_words(text, place):
            while place < hit and text[place].isspace():
                place += 1
            return place
    return _whole_letter(text, wanted)


def _end_after(text: str, wanted: int, hit: int) -> int:
    """Return where the piece ends: after the last word before `wanted`, but no earlier than the hit."""
    if wanted >= len(text):
        return len(text)
    for place in range(wanted, max(hit, wanted - _LONGEST_WORD) - 1, -1):
        if _is_between_words(text, place):
            while place > hit and text[place - 1].isspace():
                place -= 1
            return place
    return _whole_letter(text, wanted)


def _is_between_words(text: str, place: int) -> bool:
    if place <= 0 or place >= len(text):
        return True
    before, after = text[place - 1], text[place]
    if _continues(after) or before in _JOINERS:
        return False
    stands_alone = search_text.stands_alone(before) or search_text.stands_alone(after)
    return stands_alone or not (before.isalnum() and after.isalnum())


def _whole_letter(text: str, place: int) -> int:
    """Return the nearest place from `place` back at which no letter is cut into its marks."""
    while place > 0 and place < len(text) and (_continues(text[place]) or text[place - 1] in _JOINERS):
        place -= 1
    return place


def _continues(char: str) -> bool:
    """Whether a character belongs to the one before: an accent, a skin tone, a joiner."""
    is_mark = unicodedata.combining(char) != 0 or unicodedata.category(char) in {"Mn", "Me", "Mc"}
    return is_mark or char in _JOINERS or "\U0001f3fb" <= char <= "\U0001f3ff"


def _a_place(text: str, needle: str) -> tuple[int, int] | None:
    """Return where the needle stands. Maps the whole text only where its normal form has another length."""
    form = search_text.normalised(text)
    start = form.find(needle)
    end = start + len(needle)
    if start < 0:
        return None
    if len(form) == len(text) and search_text.normalised(text[start:end]) == needle:
        return start, end
    return next(search_text.places(text, needle))
