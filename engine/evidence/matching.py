"""Looks for one quote in lines of text, allowing for what OCR and models confuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.domain.evidence import Place, QuoteKind
from engine.domain.search_text import normalised
from engine.evidence.codes import code_pattern, has_cue
from engine.evidence.quotes import Candidate
from engine.evidence.screen_lines import Line, ScreenLines, compacted, stands_free

MOST_PLACES = 6
_FIRST_FUZZY = 7
"""Names shorter than this must be the same letter by letter."""
_SHORT = 4
"""Within a sentence, Latin names up to this length must stand in the same capitals: `.NET` is no `net` of a command."""
_SHARED_PAIRS = 0.5
"""Of a name's pairs of letters, that a line must hold to be looked at closely."""
_NEGATIONS = frozenset("不未无無没沒非否勿")
_NUMBERS = re.compile(r"[^\W_]*\d[^\W_]*")
_NO_WORDS = re.compile(
    r"(?<![a-z])(?:not|no|cannot|can't|without|never|un\w{3,}|dis\w{4,}|in(?:valid|active))(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a quote stands in a line (half-open offsets)."""

    line: Line
    start: int
    end: int


def places_of(quote: Candidate, screen: ScreenLines) -> tuple[Place, ...]:
    """Return where a quote stands on the pictures, whole buttons and cells before parts of sentences."""
    hits = list(_hits(quote, screen.spans, is_fuzzy=False)) or list(_hits(quote, screen.joined, is_fuzzy=False))
    hits = hits or list(_hits(quote, screen.spans, is_fuzzy=True)) or list(_hits(quote, screen.joined, is_fuzzy=True))
    hits.sort(key=lambda hit: not hit.line.is_whole(hit.start, hit.end))
    found = (hit.line.place(hit.start, hit.end) for hit in hits)
    return tuple(dict.fromkeys(place for place in found if place is not None))[:MOST_PLACES]


def stands_in(quote: Candidate, lines: Iterable[Line]) -> bool:
    """Tell whether a quote stands in a text that is on no picture."""
    kept = tuple(lines)
    return any(True for _ in _hits(quote, kept, is_fuzzy=False)) or any(True for _ in _hits(quote, kept, is_fuzzy=True))


def _hits(quote: Candidate, lines: Iterable[Line], *, is_fuzzy: bool) -> Iterator[Hit]:
    if quote.kind is QuoteKind.CODE:
        return iter(()) if is_fuzzy else _code_hits(quote, lines)
    return _fuzzy_hits(quote.text, lines) if is_fuzzy else _name_hits(quote.text, lines)


def _code_hits(quote: Candidate, lines: Iterable[Line]) -> Iterator[Hit]:
    pattern = code_pattern(quote.text)
    for line in lines:
        if quote.is_short and not has_cue(line.text):
            continue
        for match in pattern.finditer(line.form):
            if match.end() > match.start():
                yield Hit(line, *line.origin(match.start(), match.end()))


def _name_hits(name: str, lines: Iterable[Line]) -> Iterator[Hit]:
    needle = compacted(name)[0]
    if not needle:
        return
    is_lone = len(needle) == 1
    for line in lines:
        form, origins = line.compact
        start = form.find(needle)
        while start >= 0:
            left, right = origins[start], origins[start + len(needle) - 1] + 1
            is_whole = line.is_whole(left, right)
            if is_whole or (not is_lone and stands_free(line.text, left, right) and _is_as_written(name, line, left)):
                yield Hit(line, left, right)
            start = form.find(needle, start + 1)


def _is_as_written(name: str, line: Line, left: int) -> bool:
    """Tell whether a short name stands there with its capitals and the mark that it begins with."""
    letters = [char for char in name if char.isalnum()]
    if len(letters) > _SHORT or not name.isascii():
        return True
    there = [char for char in line.text[left:] if char.isalnum()][: len(letters)]
    mark = name.strip()[0]
    return there == letters and (mark.isalnum() or line.text[:left].rstrip().endswith(mark))


def _fuzzy_hits(name: str, lines: Iterable[Line]) -> Iterator[Hit]:
    """Yield where a name stands with a few letters wrong, but no digit and no "not"."""
    needle = compacted(name)[0]
    if len(needle) < _FIRST_FUZZY:
        return
    allowed = _allowed(needle)
    pairs = _pairs(needle)
    for line in lines:
        form, origins = line.compact
        if len(pairs & _pairs(form)) < _SHARED_PAIRS * len(pairs):
            continue
        found = _nearest(needle, form, allowed)
        if found is None:
            continue
        left, right = origins[found[0]], origins[found[1] - 1] + 1
        if stands_free(line.text, left, right) and _says_the_same(name, line.text[left:right]):
            yield Hit(line, left, right)


def _allowed(needle: str) -> int:
    """Return how many letters may be wrong."""
    return 1 if len(needle) < 14 else 2 if len(needle) < 30 else min(6, len(needle) // 14)


@lru_cache(maxsize=4096)
def _pairs(form: str) -> frozenset[str]:
    return frozenset(form[place : place + 2] for place in range(len(form) - 1))


def _nearest(needle: str, form: str, allowed: int) -> tuple[int, int] | None:
    """Return the stretch of `form` that is most like the needle, if no more than `allowed` edits away."""
    edits, end = _best_end(needle, form)
    if edits > allowed:
        return None
    _, length = _best_end(needle[::-1], form[:end][::-1])
    return (end - length, end) if length else None


def _best_end(needle: str, form: str) -> tuple[int, int]:
    """Return the fewest edits with which the needle stands in `form`, and where it first ends with so few.

    Myers' bit vectors: a column of the table of edit distances is two numbers, one bit a row.
    """
    masks: dict[str, int] = {}
    for place, letter in enumerate(needle):
        masks[letter] = masks.get(letter, 0) | 1 << place
    every, last = (1 << len(needle)) - 1, 1 << (len(needle) - 1)
    up, down, edits = every, 0, len(needle)
    best, end = edits, 0
    for place, letter in enumerate(form, 1):
        equal = masks.get(letter, 0)
        diagonal = (((equal & up) + up) ^ up) | equal
        right_up, right_down = down | ~(diagonal | up) & every, up & diagonal
        edits += bool(right_up & last) - bool(right_down & last)
        right_up, right_down = right_up << 1 & every, right_down << 1 & every
        up, down = right_down | ~(equal | down | right_up) & every, right_up & (equal | down)
        if edits < best:
            best, end = edits, place
    return best, end


def _says_the_same(quoted: str, read: str) -> bool:
    """Tell whether two texts that look alike agree in every number and in what they deny."""
    one, other = normalised(quoted), normalised(read)
    if [char for char in one if char in _NEGATIONS] != [char for char in other if char in _NEGATIONS]:
        return False
    if sorted(_NO_WORDS.findall(one)) != sorted(_NO_WORDS.findall(other)):
        return False
    numbers = [compacted(number)[0] for number in _NUMBERS.findall(one)]
    text = compacted(other)[0]
    return all(number in text for number in numbers)
