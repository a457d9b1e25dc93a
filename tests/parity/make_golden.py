"""Lets the reference implementation in transformers answer the cases, with the weights of the pairs.

    pip install torch transformers gguf jinja2 numpy pillow
    python -m tests.parity.make_golden

Everything comes from elsewhere than in our session: the tokenizer, the picture's scaling, the positions, the model.
Only the weights, the vocabulary and the chat template are read from the two GGUF files.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gguf
import jinja2
import numpy as np
import torch
import transformers
from PIL import Image
from tokenizers import Regex, Tokenizer, models, pre_tokenizers
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from engine.bench.tiny_model import CHAT_TEMPLATE, SPECIAL_TOKENS, PairShape
from models.starter import reference_names
from tests.parity.cases import GOLDEN, IMAGE_TOKENS, STEPS, Case, Screen, cases_of, make_pair, shape_of

_TOKEN_PX = 32
"""As the program counts the tokens that a picture may cost, whatever the model's cells."""
_WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def main(names: Sequence[str]) -> None:
    for name in names or list(GOLDEN):
        _make(name)


def _make(pair: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        weights, projector = (gguf.GGUFReader(path) for path in make_pair(pair, Path(folder)))
        shape = shape_of(pair)
        tokenizer = _tokenizer(weights)
        model = _model(shape, weights, projector, tokenizer)
        rows: dict[str, Any] = {"made_with": f"transformers {transformers.__version__}, torch {torch.__version__}"}
        for name, case in cases_of(pair).items():
            tokens, logits, prompt = _answer(model, tokenizer, case, shape.patch_px)
            rows |= {f"{name}/tokens": tokens, f"{name}/logits": logits, f"{name}/prompt": prompt}
            print(f"{name}: {len(prompt)} cells, {tokens.tolist()}")
        np.savez_compressed(GOLDEN[pair], **rows)


def _answer(model: Any, tokenizer: Tokenizer, case: Case, patch_px: int) -> tuple[Any, Any, Any]:
    """Return the greedy tokens, the logits of each step, and the prompt's tokens (a picture's cells as its mark)."""
    screens = [part for _role, parts in case for part in parts if isinstance(part, Screen)]
    pictures = _pictures(screens, patch_px)
    ids = _prompt(tokenizer, case, pictures.get("image_grid_thw", []))
    mark = tokenizer.token_to_id("<|image_pad|>")
    prompt, tokens, steps = list(ids), [], []
    for _ in range(STEPS):
        batch = torch.tensor([ids])
        kinds = (batch == mark).int() if screens else None
        with torch.no_grad():
            output = model(input_ids=batch, mm_token_type_ids=kinds, use_cache=False, **pictures)
        logits = output.logits[0, -1]
        steps.append(logits.numpy().astype(np.float32))
        tokens.append(int(logits.argmax()))
        ids.append(tokens[-1])
    return np.array(tokens, np.int32), np.stack(steps), np.array(prompt, np.int32)


def _pictures(screens: Sequence[Screen], patch_px: int) -> dict[str, Any]:
    if not screens:
        return {}
    least, most = (tokens * _TOKEN_PX**2 for tokens in IMAGE_TOKENS)
    processor = Qwen2VLImageProcessorPil(
        patch_size=patch_px,
        merge_size=2,
        temporal_patch_size=2,
        image_mean=[0.5] * 3,
        image_std=[0.5] * 3,
        size={"shortest_edge": least, "longest_edge": most},
    )
    images = [Image.frombytes("RGB", (screen.width, screen.height), screen.rgb) for screen in screens]
    return dict(processor(images=images, return_tensors="pt"))


def _prompt(tokenizer: Tokenizer, case: Case, grids: Any) -> list[int]:
    messages = [
        {
            "role": role,
            "content": [
                {"type": "image"} if isinstance(part, Screen) else {"type": "text", "text": part} for part in parts
            ],
        }
        for role, parts in case
    ]
    text = jinja2.Template(CHAT_TEMPLATE, trim_blocks=True, lstrip_blocks=True).render(
        messages=messages, add_generation_prompt=True
    )
    counts = iter([int(grid.prod()) // 4 for grid in grids])
    text = re.sub(re.escape("<|image_pad|>"), lambda _match: "<|image_pad|>" * next(counts), text)
    ids: list[int] = tokenizer.encode(text).ids
    return ids


def _tokenizer(weights: Any) -> Tokenizer:
    tokens = weights.fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(pair.split(" ")) for pair in weights.fields["tokenizer.ggml.merges"].contents()]
    vocabulary = {token: place for place, token in enumerate(tokens)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WORDS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.add_special_tokens(list(SPECIAL_TOKENS))
    return tokenizer


def _model(shape: PairShape, weights: Any, projector: Any, tokenizer: Tokenizer) -> Any:
    config = transformers.Qwen3VLConfig(
        text_config={
            "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": shape.width,
            "intermediate_size": shape.feed_forward,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "num_key_value_heads": shape.kv_heads,
            "head_dim": shape.head_width,
            "rms_norm_eps": 1e-6,
            "max_position_embeddings": shape.context,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": shape.rope_base,
                "mrope_section": list(shape.rope_sections[:3]),
                "mrope_interleaved": True,
            },
        },
        vision_config={
            "depth": shape.vision_layers,
            "hidden_size": shape.vision_width,
            "intermediate_size": shape.vision_feed_forward,
            "num_heads": shape.vision_heads,
            "patch_size": shape.patch_px,
            "spatial_merge_size": shape.merge,
            "temporal_patch_size": 2,
            "out_hidden_size": shape.width,
            "num_position_embeddings": shape.position_grid**2,
            "deepstack_visual_indexes": list(shape.deepstack),
        },
        image_token_id=tokenizer.token_to_id("<|image_pad|>"),
        video_token_id=tokenizer.token_to_id("<|video_pad|>"),
        vision_start_token_id=tokenizer.token_to_id("<|vision_start|>"),
        vision_end_token_id=tokenizer.token_to_id("<|vision_end|>"),
        tie_word_embeddings=shape.shares_embedding,
        attn_implementation="eager",
    )
    model = transformers.Qwen3VLForConditionalGeneration(config).float().eval()
    tensors = {name: torch.from_numpy(values) for name, values in _tensors(shape, weights, projector).items()}
    if shape.shares_embedding:
        tensors["lm_head.weight"] = tensors["model.language_model.embed_tokens.weight"]
    model.load_state_dict(tensors, strict=True)
    return model


def _tensors(shape: PairShape, weights: Any, projector: Any) -> dict[str, Any]:
    """Return the tensors of both files under the reference's names."""
    found: dict[str, Any] = {}
    for tensor in weights.tensors:
        found[_text_name(tensor.name)] = np.array(tensor.data)
    vision = {tensor.name: np.array(tensor.data) for tensor in projector.tensors}
    first, second = vision.pop("v.patch_embd.weight"), vision.pop("v.patch_embd.weight.1")
    found["model.visual.patch_embed.proj.weight"] = np.stack([first, second], axis=2)  # one for each of two frames
    for name, values in vision.items():
        found["model.visual." + _vision_name(name, shape)] = values
    return found


def _text_name(name: str) -> str:
    match name.split("."):
        case ["token_embd", "weight"]:
            return "model.language_model.embed_tokens.weight"
        case ["output_norm", "weight"]:
            return "model.language_model.norm.weight"
        case ["output", "weight"]:
            return "lm_head.weight"
        case ["blk", layer, part, "weight"]:
            return f"model.language_model.layers.{layer}.{reference_names.TEXT[part]}.weight"
    raise ValueError(name)


def _vision_name(name: str, shape: PairShape) -> str:
    match name.split("."):
        case ["v", "patch_embd", "bias"]:
            return "patch_embed.proj.bias"
        case ["v", "position_embd", "weight"]:
            return "pos_embed.weight"
        case ["v", "post_ln", kind]:
            return f"merger.norm.{kind}"
        case ["mm", place, kind]:
            return f"merger.linear_fc{1 if place == '0' else 2}.{kind}"
        case ["v", "blk", layer, part, kind]:
            return f"blocks.{layer}.{reference_names.VISION[part]}.{kind}"
        case ["v", "deepstack", layer, part, kind]:
            own = {"norm": "norm", "fc1": "linear_fc1", "fc2": "linear_fc2"}[part]
            return f"deepstack_merger_list.{shape.deepstack.index(int(layer))}.{own}.{kind}"
    raise ValueError(name)


if __name__ == "__main__":
    main(sys.argv[1:])
