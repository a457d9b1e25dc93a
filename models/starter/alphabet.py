"""The characters that the starter reads, and the code vector by which a cell of the picture holds each of them.

A code is drawn from the character alone, so the tower and the language model can be trained apart and still agree.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

CODE_WIDTH = 16
BLANK = 0
UNKNOWN = 1
LINE_END = "\n"
"""Stands after the last letter of each line, so that the end of a line is read like a letter."""

_FILE = Path(__file__).with_name("alphabet.txt")
_LATIN = "".join(map(chr, range(0x20, 0x7F))) + LINE_END
LATIN_CLASSES = 2 + len(_LATIN)


@cache
def characters() -> str:
    """Return all that can be read; the place of a character here, plus two, is its class."""
    return _LATIN + _FILE.read_text(encoding="utf-8").replace("\n", "")


@cache
def classes() -> dict[str, int]:
    """Return the class of each character; `BLANK` is no character, `UNKNOWN` one that is not in the alphabet."""
    return {character: place + 2 for place, character in enumerate(characters())}


@cache
def codes() -> npt.NDArray[np.float32]:
    """Return the code of every class as (classes, CODE_WIDTH).

    The blank's is zero. All others begin with the same number, so that "some letter" can be said before it is known
    which; the rest is the letter's own, and the Latin letters' are pushed apart.
    """
    own = np.stack([np.random.default_rng(ord(one)).standard_normal(CODE_WIDTH - 1) for one in _coded()])
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    latin = LATIN_CLASSES - 1
    own[:latin] = _apart(own[:latin])
    shared = np.full((len(own), 1), 2.0)
    rows = np.concatenate([shared, 3.5 * own], 1)
    return np.concatenate([np.zeros((1, CODE_WIDTH)), rows]).astype(np.float32)


def _coded() -> str:
    return "\ufffd" + characters()


def _apart(rows: npt.NDArray[np.float64], rounds: int = 300) -> npt.NDArray[np.float64]:
    """Push unit vectors away from those that they are nearest to."""
    for _ in range(rounds):
        near = rows @ rows.T
        np.fill_diagonal(near, -1)
        rows = rows - 0.05 * np.exp(8 * (near - 0.6)) @ rows
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows
