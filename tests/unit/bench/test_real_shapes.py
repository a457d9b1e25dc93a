"""The random models of published sizes: valid blocks, and the files' sizes."""

import math

import gguf
import numpy as np
import pytest

from engine.bench.real_shapes import SHAPES, Blocks
from engine.bench.tiny_model import PairShape, Tensor, _text_tensors, _vision_tensors


@pytest.mark.parametrize(
    ("name", "kind"), [("blk.9.ffn_up.weight", "Q4_K"), ("blk.0.attn_v.weight", "Q6_K"), ("mm.0.weight", "Q8_0")]
)
def test_random_blocks_keep_the_variance_of_what_passes_through(name: str, kind: str) -> None:
    tensor = Tensor((512, 2048))
    blocks, made = Blocks(np.random.default_rng(0), 28)(name, tensor)
    assert made == gguf.GGMLQuantizationType[kind]
    values = gguf.dequantize(blocks, made)
    assert values.shape == tensor.dimensions
    assert values.std() == pytest.approx(tensor.spread, rel=0.02)
    assert abs(values.mean()) < tensor.spread / 20


@pytest.mark.parametrize(("name", "billions"), [("2b", 2.13), ("4b", 4.44), ("8b", 8.77)])
def test_the_sizes_are_those_of_the_published_models(name: str, billions: float) -> None:
    shape: PairShape = SHAPES[name]
    tensors = [*_text_tensors(shape, shape.vocabulary).values(), *_vision_tensors(shape).values()]
    assert sum(math.prod(tensor.dimensions) for tensor in tensors) / 1e9 == pytest.approx(billions, rel=0.01)
