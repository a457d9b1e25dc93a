"""What is watched while an answer is being written: whole characters, stop strings, endless loops."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

import numpy as np

from engine.backends.thinking import Thought

_LONGEST_PERIOD = 256
_SHORTEST_LOOP = 256
"""Tokens that must repeat before it counts: a ruled line, an empty table row or a block of zeros is shorter."""
_FEWEST_ROUNDS = 4
"""How often a long passage must come word for word. Lines that are only alike never repeat exactly."""


class TextFlow:
    """Turns the bytes of tokens into text to show, and ends it before the first stop string.

    Bytes are held back until they make whole characters, and text for as long as it may be the beginning of a stop
    string.
    """

    def __init__(self, stop: Sequence[str] = (), thought: Thought | None = None) -> None:
        """A stop string inside a thought ends nothing."""
        self._characters = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = tuple(text for text in stop if text)
        self._thought = thought or Thought(has_begun=False)
        self._held_back = ""
        self.is_stopped = False
        """A stop string was written: nothing follows."""

    def add(self, piece: bytes) -> str:
        """Return what can be shown now."""
        text = self._held_back + self._thought.add(self._characters.decode(piece))
        found = min((place for place in map(text.find, self._stop) if place >= 0), default=-1)
        if found >= 0:
            self.is_stopped = True
            self._held_back = ""
            return text[:found]
        sure = len(text) - self._possible_beginning(text)
        self._held_back = text[sure:]
        return text[:sure]

    def rest(self) -> str:
        """Return what was held back in vain. Half a character is left out."""
        rest, self._held_back = self._held_back + self._thought.rest(), ""
        return rest

    def _possible_beginning(self, text: str) -> int:
        """How many characters at the end of `text` may be the beginning of a stop string."""
        longest = max(map(len, self._stop), default=1) - 1
        for length in range(min(longest, len(text)), 0, -1):
            if any(stop.startswith(text[-length:]) for stop in self._stop):
                return length
        return 0


class LoopWatch:
    """Notices when the same tokens come round and round."""

    def __init__(self) -> None:
        self._recent = np.full(_LONGEST_PERIOD, -1, np.int64)
        """The last tokens, newest first."""
        self._runs = np.zeros(_LONGEST_PERIOD, np.int64)
        """For each period, how many tokens in a row were those of one period before."""
        periods = np.arange(1, _LONGEST_PERIOD + 1)
        self._enough = np.maximum(_SHORTEST_LOOP, _FEWEST_ROUNDS * periods) - periods

    def add(self, token: int) -> bool:
        """Take in a token; True where it closes a loop."""
        same = self._recent == token
        self._runs = np.where(same, self._runs + 1, 0)
        self._recent[1:] = self._recent[:-1]
        self._recent[0] = token
        return bool((self._runs >= self._enough).any())
