"""The characters that the starter reads, and the code vector by which a cell of the picture holds each of them.

A code is drawn from the character alone, so the tower and the language model can be trained apart and still agree.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

CODE_WIDTH = 16
SLOTS = 16
"""Of a 32 x 32 cell: two rows of 16 px, eight columns of 4 px. A slot holds the character whose middle is in it."""
BLANK = 0
UNKNOWN = 1

_FILE = Path(__file__).with_name("alphabet.txt")
_LATIN = "".join(map(chr, range(0x20, 0x7F)))


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
    which; the rest is the letter's own.
    """
    rows = [np.zeros(CODE_WIDTH, np.float32)]
    for character in ["\ufffd", *characters()]:
        own = np.random.default_rng(ord(character)).standard_normal(CODE_WIDTH - 1)
        rows.append(np.concatenate([[2.0], 3.5 * own / np.linalg.norm(own)]).astype(np.float32))
    return np.stack(rows)
