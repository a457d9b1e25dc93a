"""Where each character of a line stands: the reader's rough places, moved to the gaps between the letters' ink."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from engine.redaction.reading.text_boxes import letter_pieces

_WIDE_RUN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff5e]{3,}")
"""Characters that have a square each."""
_INK_LEFT, _INK_RIGHT = "，。、；：！？）》」』】", "（《「『【"
"""Signs whose ink fills only one half of their square."""
_UNEVEN = 1.6
"""How much wider than another such a character never is."""
_MOSTLY = 0.6
"""Share of a grid's lines that cut no ink; some characters touch."""
_TOUCH = 0.06
"""How far a line between wide characters may lie in the ink of one, in widths of theirs."""

Piece = tuple[int, int]
"""First column of connected ink, and the one after its last."""


def letter_edges(text: str, centres: Sequence[float], line: NDArray[np.uint8]) -> tuple[int, ...]:
    """Return the left edge of each character and the right end, in columns of the line's ink.

    `centres` are the characters' middles as the reader saw them; they may be off by half a letter, so words are
    held by the gaps beside them, and letters by their ink.
    """
    width = line.shape[1]
    pieces = _side_by_side(letter_pieces(line))
    words = list(re.finditer(r"[^ ]+", text))
    starts, ends = [0] * len(words), [width] * len(words)
    for number, (word, following) in enumerate(pairwise(words)):
        before, after = centres[word.end() - 1], centres[following.start()]
        ends[number], starts[number + 1] = _gap(pieces, before, after)
    edges = [0.0] * (len(text) + 1)
    for word, start, end in zip(words, starts, ends, strict=True):
        own = [piece for piece in pieces if start <= piece[0] < end]
        inside = _in_word(centres[word.start() : word.end()], own, start, end)
        edges[word.start() : word.end()] = _on_grid(word.group(), inside, own, end)
        edges[word.end()] = end
    edges[0], edges[-1] = 0, width
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


def _in_word(centres: Sequence[float], own: list[Piece], start: int, end: int) -> list[float]:
    """Return the left edges of a word's letters: where they stand apart amid the gap, else as near as can be told."""
    if len(own) == len(centres):
        return [float(start), *((left[1] + right[0]) / 2 for left, right in pairwise(own))]
    middles = [(left + right) / 2 for left, right in own]
    behind = {right[0]: (left[1] + right[0]) / 2 for left, right in pairwise(own)}
    edges = [float(start)]
    for before, after in pairwise(centres):
        boundary = (before + after) / 2
        of_next = own[bisect_left(middles, boundary) : bisect_left(middles, after + (after - before) / 2)]
        first = min((left for left, _ in of_next if left > before), default=None)
        edges.append(boundary if first is None else behind.get(first, float(first)))
    return [min(max(edge, start), end) for edge in edges]


def _on_grid(word: str, edges: list[float], own: list[Piece], end: int) -> list[float]:
    """Return the edges with those of rows of wide characters on a grid, where the ink agrees.

    Such characters often come apart into several pieces or touch: their number may then agree by chance.
    """
    for run in _WIDE_RUN.finditer(word):
        first, behind = run.span()
        bounds = [*edges[first:behind], edges[behind] if behind < len(edges) else float(end)]
        grid = _grid(run.group(), bounds[0], bounds[-1], is_end=behind == len(word))
        inner = bounds[1:-1]
        widths = [right - left for left, right in pairwise(bounds)]
        is_uneven = max(widths) > _UNEVEN * min(widths)
        touch = max(1.0, _TOUCH * (bounds[-1] - bounds[0]) / len(widths))
        least = _MOSTLY * len(grid) if is_uneven else _free(inner, own, touch)
        if _free(grid, own, touch) >= least:
            edges[first + 1 : behind] = grid
    return edges


def _grid(run: str, left: float, right: float, is_end: bool) -> list[float]:
    """Return the lines between characters of one width that fill the columns from `left` to `right`."""
    before = 0.5 if run[0] in _INK_RIGHT else 0.0
    after = 0.5 if is_end and run[-1] in _INK_LEFT else 0.0
    pitch = (right - left) / (len(run) - before - after)
    return [left + (number - before) * pitch for number in range(1, len(run))]


def _free(edges: Sequence[float], own: list[Piece], touch: float) -> int:
    """Return how many edges cut no ink."""
    return sum(not any(left + touch < edge < right - touch for left, right in own) for edge in edges)
