"""The prompts on which our session and the reference implementation are compared."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.bench.tiny_model import Floats, PairShape, Tensor, make_tiny_pair, write_pair
from models.starter.tokens import vocabulary

GOLDEN = {name: Path(__file__).with_name(f"{name}.npz") for name in ("golden", "golden_starter")}
"""The tiny pair, and one that has all that the starter has and the tiny one has not; see `make_pair`."""
STARTER_SHAPE = PairShape(
    width=256,
    layers=4,
    heads=4,
    kv_heads=4,
    head_width=128,
    feed_forward=512,
    rope_sections=(24, 20, 20, 0),
    vision_width=128,
    vision_layers=5,
    vision_heads=4,
    vision_feed_forward=512,
    deepstack=(3,),
    patch_px=8,
    shares_embedding=True,
)


def shape_of(name: str) -> PairShape:
    return STARTER_SHAPE if name == "golden_starter" else PairShape()


def make_pair(name: str, folder: Path) -> tuple[Path, Path]:
    """Write the pair that a golden file was made with; random weights, the same everywhere."""
    if name == "golden":
        return make_tiny_pair(folder)
    return write_pair(folder, "starter", STARTER_SHAPE, _small_embedding, vocabulary=vocabulary())


def _small_embedding(name: str, tensor: Tensor) -> tuple[npt.NDArray[np.float32], None]:
    """Draw values: small ones for the embedding, which is the output layer too, or each token would repeat itself."""
    draw = np.random.default_rng(zlib.crc32(name.encode()))
    values, kind = Floats(draw)(name, tensor)
    return (values / np.float32(8) if name == "token_embd.weight" else values), kind


def cases_of(name: str) -> dict[str, Case]:
    """Return what a pair is asked; the starter's vocabulary is large, and so are its logits, so fewer."""
    chosen = ("text", "picture 256x160", "two pictures")
    return {case: CASES[case] for case in chosen} if name == "golden_starter" else CASES


IMAGE_TOKENS = (16, 120)
"""Fewest and most for one picture: one of the pictures below must be made smaller, one larger, one rounded."""
STEPS = 8
"""How many tokens are written greedily."""


@dataclass(frozen=True)
class Screen:
    """A picture that looks a little like a screen: windows of flat colour on a slope, and a grain."""

    seed: int
    width: int
    height: int

    @property
    def rgb(self) -> bytes:
        down, across = np.mgrid[0 : self.height, 0 : self.width]
        slope = np.stack([across * 3, down * 5, across + down], axis=-1)
        grain = (across * 7919 + down * 104729 + self.seed * 15485863) % 61
        tiles = ((across // 37 + down // 23 + self.seed) % 5 * 47)[..., None]
        return bytes(((slope + grain[..., None] + tiles) % 256).astype(np.uint8).tobytes())


Part = str | Screen
Case = tuple[tuple[str, tuple[Part, ...]], ...]
"""Turns: who speaks, and texts and pictures in reading order."""

_SYSTEM = ("system", ("Be short.",))

CASES: dict[str, Case] = {
    "text": (_SYSTEM, ("user", ("How do I reset the password?",))),
    "picture 256x160": (_SYSTEM, ("user", (Screen(1, 256, 160), "What is this?"))),
    "picture 320x320": (("user", (Screen(2, 320, 320), "打印机为什么脱机?")),),
    "picture 500x37, thin": (("user", (Screen(3, 500, 37), "What does this error say?")),),
    "picture 100x90, made larger": (_SYSTEM, ("user", (Screen(4, 100, 90), "What is this?"))),
    "picture 1366x768, made smaller": (_SYSTEM, ("user", (Screen(5, 1366, 768), "What is this?"))),
    "two pictures": (
        _SYSTEM,
        ("user", (Screen(6, 256, 192), "Before:", Screen(7, 192, 256), "and after. What changed?")),
    ),
    "three turns": (
        _SYSTEM,
        ("user", (Screen(8, 288, 160), "What is this?")),
        ("assistant", ("The print spooler has stopped.",)),
        ("user", ("And how do I fix it?",)),
        ("assistant", ("Restart the service.",)),
        ("user", (Screen(9, 160, 128), "再试一次",)),
    ),
}  # fmt: skip
