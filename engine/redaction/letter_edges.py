"""Where each character of a line stands: the reader's rough places, moved to the gaps between the letters' ink."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from engine.redaction.text_boxes import inked, letter_pieces

_SQUARE_SIGNS = re.compile(r"[一-鿿，。、；：？！（）【】《》]{2,}")
_NARROWEST, _WIDEST = 0.7, 1.5
"""How wide Chinese signs are, with what stands between them, in heights of their line's ink."""
_SLIP, _SLIP_OF_WORD = 1.1, 0.25
"""How far, in signs, the place of a sign may be off; the first of a word stands behind a gap."""
_OF_A_SLIP = 0.05
"""What a slip of one sign costs, in shares of ink."""
_MOST_INK = 0.12
"""Share of ink in the columns that the teeth meet: more says that the signs are not set like this."""
Piece = tuple[int, int]
"""First column of connected ink, and the one after its last."""


def letter_edges(text: str, centres: Sequence[float], line: NDArray[np.uint8]) -> tuple[int, ...]:
    """Return the left edge of each character and the right end, in columns of the line's ink.

    `centres` are the characters' middles as the reader saw them; they may be off by half a letter, so words are
    held by the gaps beside them, and letters by their ink.
    """
    width = line.shape[1]
    ink = inked(line)
    pieces = _side_by_side(letter_pieces(ink))
    words = list(re.finditer(r"[^ ]+", text))
    starts, ends = [0] * len(words), [width] * len(words)
    for number, (word, following) in enumerate(pairwise(words)):
        before, after = centres[word.end() - 1], centres[following.start()]
        ends[number], starts[number + 1] = _gap(pieces, before, after)
    edges = [0.0] * (len(text) + 1)
    for word, start, end in zip(words, starts, ends, strict=True):
        edges[word.start() : word.end()] = _in_word(centres[word.start() : word.end()], pieces, start, end)
        edges[word.end()] = end
    edges[0], edges[-1] = 0, width
    _set_square_signs(edges, text, ink)
    return tuple(accumulate((min(max(round(edge), 0), width) for edge in edges), max))


def _side_by_side(pieces: Sequence[tuple[float, int, int]]) -> list[Piece]:
    """Join pieces that stand one above the other, as the dot of an i."""
    joined: list[Piece] = []
    for start, end in sorted((start, end) for _, start, end in pieces):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _gap(pieces: list[Piece], before: float, after: float) -> tuple[int, int]:
    """Return the widest gap in the ink between two middles of letters: its first column and the one after its last."""
    gaps = [(left[1], right[0]) for left, right in pairwise(pieces) if before < (left[1] + right[0]) / 2 < after]
    middle = round((before + after) / 2)
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=(middle, middle))


def _in_word(centres: Sequence[float], pieces: list[Piece], start: int, end: int) -> list[float]:
    """Return the left edges of a word's letters: where they stand apart their ink's, else as near as can be told."""
    own = [piece for piece in pieces if start <= piece[0] < end]
    if len(own) == len(centres):
        return [float(left) for left, _ in own]
    middles = [(left + right) / 2 for left, right in own]
    edges = [float(start)]
    for before, after in pairwise(centres):
        boundary = (before + after) / 2
        of_next = own[bisect_left(middles, boundary) : bisect_left(middles, after + (after - before) / 2)]
        edges.append(float(min((left for left, _ in of_next if left > before), default=boundary)))
    return [min(max(edge, start), end) for edge in edges]


def _set_square_signs(edges: list[float], text: str, ink: NDArray[np.uint8]) -> None:
    """Move the edges of Chinese signs, which all are as wide: to the comb whose teeth meet the least ink.

    The reader's middles of them drift by whole signs beside punctuation, and their own strokes stand apart. What one
    run of signs is off, the next is too, up to the gap before the next word.
    """
    runs = [match.span() for match in _SQUARE_SIGNS.finditer(text)]
    if not runs:
        return
    columns, height = ink.sum(axis=0) / ink.shape[0], ink.shape[0]
    first, last = max(runs, key=lambda run: run[1] - run[0])
    pitches = np.arange(round(_NARROWEST * height * 2), round(_WIDEST * height * 2) + 1) / 2
    seen = (edges[last] - edges[first]) / (last - first)
    pitches = pitches[abs(pitches - seen) <= _SLIP * seen / (last - first)]
    if not len(pitches):
        return
    pitch = _comb(columns, edges[first], last - first, pitches, _SLIP)[2:]
    seen_at, before, off = list(edges), 0, 0.0
    for start, end in runs:
        if " " in text[before:start] or before == 0:
            before, off = text.rfind(" ", 0, start) + 1, 0.0
        slip = _SLIP_OF_WORD if start == before else _SLIP
        met, offset, _ = _comb(columns, seen_at[start] + off, end - start, np.array(pitch), slip)
        word_end = next((place for place in range(end, len(text)) if text[place] == " "), len(text))
        is_apart = end == word_end and abs(offset + (end - start) * pitch[0] - seen_at[end]) > _SLIP_OF_WORD * pitch[0]
        if met > _MOST_INK or is_apart:
            continue
        off = offset - seen_at[start]
        edges[start : end + 1] = [offset + number * pitch[0] for number in range(end - start + 1)]
        _spread(edges, seen_at, before, start)
        before = end
    following = text.find(" ", before)
    _spread(edges, seen_at, before, following if following > 0 else len(text))


def _spread(edges: list[float], seen: list[float], first: int, last: int) -> None:
    """Move the edges between two that were moved in proportion."""
    width = seen[last] - seen[first]
    for number in range(first + 1, last):
        share = (seen[number] - seen[first]) / width if width else 0.0
        edges[number] = edges[first] + share * (edges[last] - edges[first])


def _comb(
    columns: NDArray[np.float64], start: float, count: int, pitches: NDArray[np.float64], slip: float
) -> tuple[float, float, float]:
    """Return the share of ink that the best comb near a place meets, where it begins, and its pitch."""
    slips = np.arange(-round(slip * pitches.mean()), round(slip * pitches.mean()) + 1)
    teeth = np.rint(start + slips[None, :, None] + np.arange(count + 1) * pitches[:, None, None]).astype(int)
    is_there = (teeth >= 0) & (teeth < len(columns))
    met = np.where(is_there, columns[np.clip(teeth, 0, len(columns) - 1)], 0).mean(axis=2)
    cost = met + _OF_A_SLIP * abs(slips) / pitches.mean()
    row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
    return float(met[row, column]), float(start + slips[column]), float(pitches[row])
