"""What a benchmark can be told, apart from the benchmarks so that a command line need not load them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SHAPE_NAMES = ("tiny", "2b", "4b", "8b")


@dataclass(frozen=True, slots=True)
class InferenceOptions:
    """What to measure with."""

    shape: str = "2b"
    runs: int = 1
    threads: int = 1
    device: str = "cpu"
    picture: tuple[int, int] = (960, 544)
    llama_server: Path | None = None
    llama_bench: Path | None = None
    models: Path | None = None
    """Where the random model is kept for the next time; None makes it anew and removes it."""


@dataclass(frozen=True, slots=True)
class StarterOptions:
    """Which starter to ask, and about how many screens."""

    folder: Path | None = None
    """Of the pair; None is the one that came with the program."""
    world: str = "unseen"
    """What the screens are drawn from: see `models.starter.lettering`."""
    screens: int = 500
    covered: int = 200
    threads: int = 2
