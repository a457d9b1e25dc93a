"""A tiny model that writes only whole letters.

llama-cpp-python's server holds back bytes that are no UTF-8 yet, and tries the held bytes anew at every token, in
cubic time. A model of random weights that falls into a row of lone bytes so keeps it busy for minutes, and as it looks
for a reader that left only between two pieces of text, every later question waits.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.bench.tiny_model import Fill, Floats, PairShape, Tensor, byte_letters, tiny_vocabulary, write_pair


def make_legible_pair(folder: Path) -> tuple[Path, Path]:
    """Write weights and projector whose answer, at temperature 0, has no broken letter."""
    fill = _Legible(Floats(np.random.default_rng(0)))
    return write_pair(folder, "legible-qwen3vl", PairShape(), fill)


@dataclass(frozen=True, slots=True)
class _Legible:
    """Draws like another fill, but gives every token that is no whole letters a logit of 0: never the likeliest."""

    others: Fill

    def __call__(self, name: str, tensor: Tensor) -> tuple[npt.NDArray[Any], Any]:
        values, kind = self.others(name, tensor)
        if name == "output.weight":
            values[_broken_tokens()] = 0
        return values, kind


def _broken_tokens() -> list[int]:
    bytes_of = {letter: byte for byte, letter in byte_letters().items()}
    plain = [bytes(bytes_of[letter] for letter in token) for token in tiny_vocabulary(0).plain]
    return [place for place, content in enumerate(plain) if "\ufffd" in content.decode(errors="replace")]
