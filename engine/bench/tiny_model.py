"""Makes a Qwen3-VL of random weights in the real architecture and file format; by default tiny, in about a second.

It writes nonsense, but everything around it is genuine: M-RoPE, deepstack, a byte-level tokenizer, the chat
template inside the file. Tests and benchmarks run on it, so they need no download. `engine.bench.real_shapes` has
the sizes of the published models.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

_LONGEST_TOKEN_BYTES = 12

Array = npt.NDArray[np.float32]

SPECIAL_TOKENS = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|image_pad|>",
    "<|video_pad|>",
)

CHAT_TEMPLATE = """\
{%- macro show(content) -%}
  {%- if content is string -%}{{- content -}}
  {%- else -%}
    {%- for item in content -%}
      {%- if item.type == 'image' -%}<|vision_start|><|image_pad|><|vision_end|>
      {%- elif item.type == 'text' -%}{{- item.text -}}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro -%}
{%- for message in messages -%}
{{- '<|im_start|>' + message.role + '\\n' -}}{{- show(message.content) -}}{{- '<|im_end|>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}
"""

_CORPUS = (
    "The printer is offline. Restart the print spooler service, then print a test page. "
    "The user cannot sign in: the account is locked. Unlock the account and reset the password. "
    "What does this error say? How do I fix the error on this screen? system user assistant "
    "打印机脱机。请重新启动打印服务。用户无法登录:账户已锁定。请重置密码。这个错误是什么意思?"
)


@dataclass(frozen=True, slots=True)
class PairShape:
    """Sizes of a model, by default of the tiny one. `head_width` is 2 * sum(rope_sections)."""

    width: int = 128
    layers: int = 4
    heads: int = 2
    kv_heads: int = 1
    head_width: int = 64
    feed_forward: int = 256
    rope_sections: tuple[int, int, int, int] = (12, 10, 10, 0)
    vision_width: int = 64
    vision_layers: int = 4
    vision_heads: int = 2
    vision_feed_forward: int = 128
    deepstack: tuple[int, ...] = (1, 2)
    patch_px: int = 16
    merge: int = 2
    position_grid: int = 16
    context: int = 32768
    vocabulary: int = 0
    """0 takes just the tokens of the tiny tokenizer."""
    shares_embedding: bool = False
    """Whether the output layer is the token embedding."""
    rope_base: float = 5_000_000.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A byte-level vocabulary: its plain tokens in order, and the pairs that were joined to make them."""

    plain: tuple[str, ...]
    merges: tuple[tuple[str, str], ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """All tokens in order; the special ones come last."""
        return (*self.plain, *SPECIAL_TOKENS)


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor to be: its dimensions as NumPy has them, and a constant or, where `fill` is None, random values."""

    dimensions: tuple[int, ...]
    fill: float | None = None
    gain: float = 1.0

    @property
    def spread(self) -> float:
        """The standard deviation that keeps the variance of what passes through, times the gain."""
        return self.gain / float(np.sqrt(np.prod(self.dimensions[1:])))


class Fill(Protocol):
    """Draws the values of a tensor: floats, or blocks of a quantized type as bytes."""

    def __call__(self, name: str, tensor: Tensor) -> tuple[npt.NDArray[Any], Any]:
        """Return the array and its GGML type; None for the type that NumPy says."""
        ...


def make_tiny_pair(folder: Path, seed: int = 0, shape: PairShape | None = None) -> tuple[Path, Path]:
    """Write weights and projector into `folder`, the same bytes for the same seed and shape.

    Needs the `gguf` package, which is there with the `dev` extra; raises ModuleNotFoundError without it.
    """
    fill = Floats(np.random.default_rng(seed))
    return write_pair(folder, "tiny-qwen3vl", shape or PairShape(), fill, title="Tiny Qwen3-VL")


def write_pair(
    folder: Path,
    name: str,
    shape: PairShape,
    fill: Fill,
    title: str = "Random Qwen3-VL",
    vocabulary: Vocabulary | None = None,
) -> tuple[Path, Path]:
    """Write `NAME.gguf` and `mmproj-NAME.gguf` into `folder`, by default with the tiny vocabulary.

    Raises ModuleNotFoundError without `gguf`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights, projector = folder / f"{name}.gguf", folder / f"mmproj-{name}.gguf"
    _write_weights(weights, title, shape, fill, vocabulary or tiny_vocabulary(shape.vocabulary))
    _write_projector(projector, title, shape, fill)
    return weights, projector


def make_tiny_adapter(path: Path, seed: int = 0, shape: PairShape | None = None, rank: int = 4) -> Path:
    """Write a LoRA adapter for the tiny pair that changes what it says."""
    import gguf

    shape, fill = shape or PairShape(), Floats(np.random.default_rng(seed))
    writer = gguf.GGUFWriter(path, "qwen3vl")
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(rank))
    tensors: dict[str, Tensor] = {}
    for i in range(shape.layers):
        name, queries = f"blk.{i}.attn_q.weight", shape.heads * shape.head_width
        tensors |= {name + ".lora_a": Tensor((rank, shape.width)), name + ".lora_b": Tensor((queries, rank))}
    _write_tensors(writer, tensors, fill)
    return path


@dataclass(frozen=True, slots=True)
class Floats:
    """Normal values in 32 bits."""

    draw: np.random.Generator

    def __call__(self, name: str, tensor: Tensor) -> tuple[Array, None]:
        if tensor.fill is not None:
            return np.full(tensor.dimensions, tensor.fill, np.float32), None
        values: Array = (self.draw.standard_normal(tensor.dimensions) * tensor.spread).astype(np.float32)
        if name == "output.weight":
            values[-len(SPECIAL_TOKENS) :] = 0  # logit 0: never the likeliest, so a greedy answer runs to its limit
        return values, None


def _write_weights(path: Path, title: str, shape: PairShape, fill: Fill, vocabulary: Vocabulary) -> None:
    import gguf

    writer = gguf.GGUFWriter(path, "qwen3vl")
    writer.add_name(title)
    writer.add_basename(title.replace(" ", "-"))
    writer.add_block_count(shape.layers)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head_width)
    writer.add_value_length(shape.head_width)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_rope_dimension_sections(list(shape.rope_sections))
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_num_deepstack_layers(len(shape.deepstack))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    _add_tokenizer(writer, vocabulary)
    _write_tensors(writer, _text_tensors(shape, len(vocabulary.tokens)), fill)


def _text_tensors(shape: PairShape, vocabulary: int) -> dict[str, Tensor]:
    """All tensors of the language model, each as [out, in]."""
    width, queries, keys = shape.width, shape.heads * shape.head_width, shape.kv_heads * shape.head_width
    tensors = {} if shape.shares_embedding else {"output.weight": Tensor((vocabulary, width), gain=4)}
    tensors |= {
        "token_embd.weight": Tensor((vocabulary, width), gain=float(np.sqrt(width))),
        "output_norm.weight": Tensor((width,), fill=1),
    }
    for i in range(shape.layers):
        block = f"blk.{i}."
        tensors |= {
            block + "attn_norm.weight": Tensor((width,), fill=1),
            block + "attn_q.weight": Tensor((queries, width)),
            block + "attn_k.weight": Tensor((keys, width)),
            block + "attn_v.weight": Tensor((keys, width)),
            block + "attn_output.weight": Tensor((width, queries)),
            block + "attn_q_norm.weight": Tensor((shape.head_width,), fill=2),
            block + "attn_k_norm.weight": Tensor((shape.head_width,), fill=2),
            block + "ffn_norm.weight": Tensor((width,), fill=1),
            block + "ffn_gate.weight": Tensor((shape.feed_forward, width)),
            block + "ffn_up.weight": Tensor((shape.feed_forward, width)),
            block + "ffn_down.weight": Tensor((width, shape.feed_forward)),
        }
    return tensors


def _write_projector(path: Path, title: str, shape: PairShape, fill: Fill) -> None:
    import gguf

    writer = gguf.GGUFWriter(path, "clip")
    writer.add_type("mmproj")
    writer.add_name(title)
    writer.add_basename(title.replace(" ", "-"))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "qwen3vl_merger")
    writer.add_bool("clip.use_gelu", True)
    vision = "clip.vision."
    for key, value in {
        "image_size": shape.position_grid * shape.patch_px,
        "patch_size": shape.patch_px,
        "embedding_length": shape.vision_width,
        "feed_forward_length": shape.vision_feed_forward,
        "block_count": shape.vision_layers,
        "attention.head_count": shape.vision_heads,
        "projection_dim": shape.width,
        "spatial_merge_size": shape.merge,
    }.items():
        writer.add_uint32(vision + key, value)
    writer.add_float32(vision + "attention.layer_norm_epsilon", 1e-6)
    for key in ("image_mean", "image_std"):
        writer.add_array(vision + key, [0.5, 0.5, 0.5])
    writer.add_array(vision + "is_deepstack_layers", [i in shape.deepstack for i in range(shape.vision_layers)])
    _write_tensors(writer, _vision_tensors(shape), fill)


def _vision_tensors(shape: PairShape) -> dict[str, Tensor]:
    """All tensors of the vision tower and its projector."""
    width, merged, patch = shape.vision_width, shape.vision_width * shape.merge**2, shape.patch_px
    tensors = {
        "v.patch_embd.weight": Tensor((width, 3, patch, patch)),
        "v.patch_embd.weight.1": Tensor((width, 3, patch, patch)),
        "v.patch_embd.bias": Tensor((width,), fill=0),
        "v.position_embd.weight": Tensor((shape.position_grid**2, width)),
        "v.post_ln.weight": Tensor((width,), fill=1),
        "v.post_ln.bias": Tensor((width,), fill=0),
        **_linear("mm.0", merged, merged),
        **_linear("mm.2", shape.width, merged, gain=4),
    }
    for i in range(shape.vision_layers):
        block = f"v.blk.{i}."
        for norm in ("ln1", "ln2"):
            tensors |= {
                f"{block}{norm}.weight": Tensor((width,), fill=1),
                f"{block}{norm}.bias": Tensor((width,), fill=0),
            }
        tensors |= _linear(block + "attn_qkv", 3 * width, width)
        tensors |= _linear(block + "attn_out", width, width)
        tensors |= _linear(block + "ffn_up", shape.vision_feed_forward, width)
        tensors |= _linear(block + "ffn_down", width, shape.vision_feed_forward)
    for i in shape.deepstack:
        block = f"v.deepstack.{i}."
        tensors |= {block + "norm.weight": Tensor((merged,), fill=1), block + "norm.bias": Tensor((merged,), fill=0)}
        tensors |= _linear(block + "fc1", merged, merged)
        tensors |= _linear(block + "fc2", shape.width, merged)
    return tensors


def _linear(name: str, outputs: int, inputs: int, gain: float = 1) -> dict[str, Tensor]:
    return {f"{name}.weight": Tensor((outputs, inputs), gain=gain), f"{name}.bias": Tensor((outputs,), fill=0)}


def _write_tensors(writer: Any, tensors: Mapping[str, Tensor], fill: Fill) -> None:
    for name, tensor in tensors.items():
        values, kind = fill(name, tensor)
        writer.add_tensor(name, values, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def tiny_vocabulary(size: int) -> Vocabulary:
    """Return a vocabulary with a few merges, filled up to `size`."""
    letters = byte_letters()
    merges = _learn_merges(_CORPUS, letters, count=160)
    plain = [*letters.values(), *(left + right for left, right in merges)]
    plain += [f"w{number}" for number in range(size - len(plain) - len(SPECIAL_TOKENS))]
    return Vocabulary(tuple(plain), tuple(merges))


def _add_tokenizer(writer: Any, vocabulary: Vocabulary) -> None:
    import gguf

    tokens = vocabulary.tokens
    kinds = [gguf.TokenType.NORMAL] * len(vocabulary.plain) + [gguf.TokenType.CONTROL] * len(SPECIAL_TOKENS)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{left} {right}" for left, right in vocabulary.merges])
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_pad_token_id(tokens.index("<|endoftext|>"))
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def byte_letters() -> dict[int, str]:
    """The visible letter that stands for each byte in a byte-level vocabulary."""
    visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in visible]
    return {byte: chr(byte) for byte in visible} | {byte: chr(256 + i) for i, byte in enumerate(hidden)}


def _learn_merges(text: str, letters: dict[int, str], count: int) -> list[tuple[str, str]]:
    """Byte-pair encoding: join the commonest pair `count` times. Ties go to the smaller pair."""
    words = [[letters[byte] for byte in (" " + word).encode()] for word in text.split()]
    merges: list[tuple[str, str]] = []
    for _ in range(count):
        pairs = Counter(pair for word in words for pair in pairwise(word) if len("".join(pair)) <= _LONGEST_TOKEN_BYTES)
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        words = [_joined(word, best) for word in words]
    return merges


def _joined(word: list[str], pair: tuple[str, str]) -> list[str]:
    joined: list[str] = []
    for letter in word:
        if joined and (joined[-1], letter) == pair:
            joined[-1] += letter
        else:
            joined.append(letter)
    return joined
