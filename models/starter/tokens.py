"""The starter's tokenizer: byte-level pairs learned from what the desk says, in the form of Qwen's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from engine.bench.tiny_model import SPECIAL_TOKENS, Vocabulary, byte_letters

ROOT = Path(__file__).parents[2]
MERGES = Path(__file__).with_name("merges.txt")
MERGE_COUNT = 3500
WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""How Qwen cuts a text before it joins pairs; `qwen2` in llama.cpp."""


@cache
def merges() -> list[tuple[str, str]]:
    lines = MERGES.read_text(encoding="utf-8").splitlines()
    return [(left, right) for left, _, right in (line.partition(" ") for line in lines)]


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary((*byte_letters().values(), *(left + right for left, right in merges())), tuple(merges()))


@cache
def token_ids() -> dict[str, int]:
    return {token: place for place, token in enumerate(vocabulary().tokens)}


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer, models

    tokenizer = Tokenizer(models.BPE(vocab=token_ids(), merges=merges()))
    tokenizer.pre_tokenizer = _cutting()
    tokenizer.add_special_tokens(list(SPECIAL_TOKENS))
    return tokenizer


def _cutting() -> Any:
    from tokenizers import Regex, pre_tokenizers

    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


@lru_cache(20000)
def encode(text: str) -> tuple[int, ...]:
    """Return the tokens of a text as llama.cpp cuts it."""
    return tuple(_tokenizer().encode(text).ids)


def spelled(text: str) -> list[int]:
    """Return a text byte by byte: so the starter writes what it reads off a screen."""
    letters, ids = byte_letters(), token_ids()
    return [ids[letters[byte]] for byte in text.encode()]


def decode(ids: list[int]) -> str:
    """Return the text of tokens; special ones are left out."""
    bytes_of = {letter: byte for byte, letter in byte_letters().items()}
    known = vocabulary().tokens
    letters = "".join(known[token] for token in ids if known[token] not in SPECIAL_TOKENS)
    return bytes(bytes_of[letter] for letter in letters).decode(errors="replace")


def learn_merges() -> None:
    """Learn the pairs from prompts, fixes and kinds, and write them down. Done once; the result is kept in git."""
    from tokenizers import Tokenizer, models, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = _cutting()
    letters = list(byte_letters().values())
    trainer = trainers.BpeTrainer(
        vocab_size=len(letters) + MERGE_COUNT, initial_alphabet=letters, show_progress=False, max_token_length=16
    )
    tokenizer.train_from_iterator(_corpus(), trainer)
    import json

    learned = json.loads(tokenizer.to_str())["model"]["merges"]
    MERGES.write_text("".join(f"{left} {right}\n" for left, right in learned), encoding="utf-8")


def _corpus() -> Iterator[str]:
    for path in sorted((ROOT / "resources" / "fixes").rglob("*.md")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "resources" / "prompts").glob("??.toml")):
        yield from [path.read_text(encoding="utf-8")] * 20
    kinds = Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8")
    yield from re.findall(r'"([^"]*)"', kinds) * 5
    yield from ['[{"bbox_2d": [1, 2, 3, 4], "label": "OK"}]'] * 50


if __name__ == "__main__":
    learn_merges()
