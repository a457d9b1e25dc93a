"""Where each character of a line stands: the reader's rough places, moved to the gaps between the letters' ink."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from engine.redaction.reading.text_boxes import letter_pieces

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
        edges[word.start() : word.end()] = _in_word(centres[word.start() : word.end()], pieces, start, end)
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
