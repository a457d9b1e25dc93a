"""The sizes of the published Qwen3-VL models, filled with random blocks of the types that Q4_K_M uses.

What such a model writes is noise; what it costs in time and memory is what the real one costs. Sizes are those of
the published configurations (`text_config` and `vision_config`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.bench.tiny_model import PairShape, Tensor, write_pair

Bytes = npt.NDArray[np.uint8]

_COMMON: dict[str, Any] = {
    "kv_heads": 8,
    "head_width": 128,
    "rope_sections": (24, 20, 20, 0),
    "position_grid": 48,
    "context": 262_144,
    "vocabulary": 151_936,
}
_SMALL_TOWER: dict[str, Any] = {
    "vision_width": 1024,
    "vision_layers": 24,
    "vision_heads": 16,
    "vision_feed_forward": 4096,
    "deepstack": (5, 11, 17),
}
_LARGE_TOWER: dict[str, Any] = {
    "vision_width": 1152,
    "vision_layers": 27,
    "vision_heads": 16,
    "vision_feed_forward": 4304,
    "deepstack": (8, 16, 24),
}

SHAPES: Mapping[str, PairShape] = {
    "2b": PairShape(
        width=2048, layers=28, heads=16, feed_forward=6144, shares_embedding=True, **_SMALL_TOWER, **_COMMON
    ),
    "4b": PairShape(
        width=2560, layers=36, heads=32, feed_forward=9728, shares_embedding=True, **_SMALL_TOWER, **_COMMON
    ),
    "8b": PairShape(width=4096, layers=36, heads=32, feed_forward=12288, **_LARGE_TOWER, **_COMMON),
}


def make_random_pair(folder: Path, name: str, seed: int = 0) -> tuple[Path, Path]:
    """Write weights and projector of a published size (`2b`: 1.6 GB); what is there already is kept.

    Raises ModuleNotFoundError without the `gguf` package.
    """
    stem = f"random-qwen3vl-{name}-q4_k_m"
    pair = folder / f"{stem}.gguf", folder / f"mmproj-{stem}.gguf"
    if not all(path.exists() for path in pair):
        draft = folder / "unfinished"
        made = write_pair(draft, stem, SHAPES[name], Blocks(np.random.default_rng(seed), SHAPES[name].layers))
        for path, target in zip(made, pair, strict=True):
            path.replace(target)
        draft.rmdir()
    return pair


class Blocks:
    """Random values in the types in which llama.cpp's Q4_K_M keeps each tensor; the projector in Q8_0."""

    def __init__(self, draw: np.random.Generator, layers: int) -> None:
        self._draw = draw
        self._layers = layers

    def __call__(self, name: str, tensor: Tensor) -> tuple[npt.NDArray[Any], Any]:
        import gguf

        if tensor.fill is not None:
            return np.full(tensor.dimensions, tensor.fill, np.float32), None
        if name.startswith("v.position_embd"):
            return (self._draw.standard_normal(tensor.dimensions) * tensor.spread).astype(np.float32), None
        kind, block, make = self._kind_of(name)
        if len(tensor.dimensions) != 2 or tensor.dimensions[1] % block:
            return (self._draw.standard_normal(tensor.dimensions) * tensor.spread).astype(np.float16), None
        rows, columns = tensor.dimensions
        blocks = make(self._draw, rows * columns // block, tensor.spread)
        return blocks.reshape(rows, -1), gguf.GGMLQuantizationType[kind]

    def _kind_of(self, name: str) -> tuple[str, int, Callable[[np.random.Generator, int, float], Bytes]]:
        if name.startswith(("v.", "mm.")):
            return "Q8_0", 32, _q8_0
        if name in ("output.weight", "token_embd.weight") or self._wants_more_bits(name):
            return "Q6_K", 256, _q6_k
        return "Q4_K", 256, _q4_k

    def _wants_more_bits(self, name: str) -> bool:
        """llama.cpp's rule: values and down-projections of the outer eighths, and of every third layer between."""
        if not name.endswith(("attn_v.weight", "ffn_down.weight")):
            return False
        layer, eighth = int(name.split(".")[1]), self._layers // 8
        return layer < eighth or layer >= 7 * self._layers // 8 or (layer - eighth) % 3 == 2


def _q4_k(draw: np.random.Generator, count: int, spread: float) -> Bytes:
    """Blocks of 256: w = d * scale * q - dmin * least, with scale and least in 6 bits and q in 4."""
    blocks = _random_bytes(draw, count, 144)
    step = spread / 258  # so wide is scale * q - 7.5 * least when all are uniform
    blocks[:, :4] = np.array([step, 7.5 * step], np.float16).view(np.uint8)
    return blocks


def _q6_k(draw: np.random.Generator, count: int, spread: float) -> Bytes:
    """Blocks of 256: w = d * scale * (q - 32), with scale in 8 bits and q in 6."""
    blocks = _random_bytes(draw, count, 210)
    blocks[:, 208:] = np.array([spread / 1365], np.float16).view(np.uint8)
    return blocks


def _q8_0(draw: np.random.Generator, count: int, spread: float) -> Bytes:
    """Blocks of 32: w = d * q, with q in 8 bits."""
    blocks = _random_bytes(draw, count, 34)
    blocks[:, :2] = np.array([spread / 73.9], np.float16).view(np.uint8)
    return blocks


def _random_bytes(draw: np.random.Generator, count: int, width: int) -> Bytes:
    return np.frombuffer(bytearray(draw.bytes(count * width)), np.uint8).reshape(count, width)
