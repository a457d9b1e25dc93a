"""The language model of Qwen3-VL, written for training; its tensors bear the reference's names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

Kept = tuple[Tensor, Tensor]
"""A layer's keys and values, (1, kv_heads, places, head_width), of what stands before all texts of a batch."""
Watched = tuple[Tensor, Tensor]
"""A layer's queries and all keys that they are matched with: (texts, heads, places, head_width)."""


@dataclass(frozen=True, slots=True)
class ReaderShape:
    """Sizes of the language model."""

    vocabulary: int
    width: int = 256
    layers: int = 5
    heads: int = 4
    kv_heads: int = 4
    head_width: int = 128
    feed_forward: int = 512
    rope_sections: tuple[int, int, int] = (24, 20, 20)
    rope_base: float = 5_000_000.0


class RootNorm(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, state: Tensor) -> Tensor:
        return functional.rms_norm(state, self.weight.shape, self.weight, 1e-6)


class Reader(nn.Module):
    """From embeddings (texts, places, width) to the state before the output layer, which is the embedding."""

    def __init__(self, shape: ReaderShape) -> None:
        super().__init__()
        self.shape = shape
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.width)
        nn.init.normal_(self.embed_tokens.weight, std=0.08)
        self.layers = nn.ModuleList(ReaderLayer(shape) for _ in range(shape.layers))
        self.norm = RootNorm(shape.width)

    def read_ahead(self, tokens: Tensor) -> list[Kept]:
        """Read what is the same for all texts once, (places,), and return what `forward` takes as `before`."""
        count = len(tokens)
        turn = turns(torch.arange(count, device=tokens.device).expand(3, 1, count), self.shape)
        mask = torch.ones(count, count, dtype=torch.bool, device=tokens.device).tril()
        state, kept = self.embed_tokens(tokens)[None], []
        for layer in self.layers:
            state, own, _ = layer(state, turn, mask)
            kept.append(own)
        return kept

    def forward(
        self,
        state: Tensor,
        positions: Tensor,
        mask: Tensor,
        picture: Tensor | None = None,
        deep: Sequence[Tensor] = (),
        before: Sequence[Kept] = (),
        watched: list[Watched] | None = None,
    ) -> Tensor:
        """`positions` is (3, texts, places); `mask` says what each place sees, of what is `before` too; `picture`
        marks the cells; `deep` holds, for each of the first layers, what is added to them there, (cells, width);
        `watched` is given what each layer looks with and at.
        """
        turn = turns(positions, self.shape)
        for place, layer in enumerate(self.layers):
            state, _, looked = layer(state, turn, mask, before[place] if before else None)
            if watched is not None:
                watched.append(looked)
            if picture is not None and place < len(deep):
                state = state.index_put((picture,), state[picture] + deep[place].to(state.dtype))
        return self.norm(state)

    def scores(self, state: Tensor) -> Tensor:
        return functional.linear(state, self.embed_tokens.weight)


class ReaderLayer(nn.Module):
    def __init__(self, shape: ReaderShape) -> None:
        super().__init__()
        self.input_layernorm = RootNorm(shape.width)
        self.post_attention_layernorm = RootNorm(shape.width)
        self.self_attn = ReaderAttention(shape)
        self.mlp = nn.ModuleDict(
            {
                "gate_proj": nn.Linear(shape.width, shape.feed_forward, bias=False),
                "up_proj": nn.Linear(shape.width, shape.feed_forward, bias=False),
                "down_proj": nn.Linear(shape.feed_forward, shape.width, bias=False),
            }
        )

    def forward(
        self, state: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor, before: Kept | None = None
    ) -> tuple[Tensor, Kept, Watched]:
        seen, kept, looked = self.self_attn(self.input_layernorm(state), turn, mask, before)
        state = state + seen
        normed = self.post_attention_layernorm(state)
        inner = functional.silu(self.mlp["gate_proj"](normed)) * self.mlp["up_proj"](normed)
        return state + self.mlp["down_proj"](inner), kept, looked


class ReaderAttention(nn.Module):
    def __init__(self, shape: ReaderShape) -> None:
        super().__init__()
        self.shape = shape
        queries, keys = shape.heads * shape.head_width, shape.kv_heads * shape.head_width
        self.q_proj = nn.Linear(shape.width, queries, bias=False)
        self.k_proj = nn.Linear(shape.width, keys, bias=False)
        self.v_proj = nn.Linear(shape.width, keys, bias=False)
        self.o_proj = nn.Linear(queries, shape.width, bias=False)
        self.q_norm, self.k_norm = RootNorm(shape.head_width), RootNorm(shape.head_width)

    def forward(
        self, state: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor, before: Kept | None
    ) -> tuple[Tensor, Kept, Watched]:
        shape, (texts, places, _) = self.shape, state.shape

        def split(joined: Tensor) -> Tensor:
            return joined.view(texts, places, -1, shape.head_width)

        values = split(self.v_proj(state)).transpose(1, 2)
        queries = turned(self.q_norm(split(self.q_proj(state))).transpose(1, 2), turn).to(values.dtype)
        keys = turned(self.k_norm(split(self.k_proj(state))).transpose(1, 2), turn).to(values.dtype)
        kept = keys, values
        if before:
            keys, values = (
                torch.cat([old.expand(texts, -1, -1, -1), own], 2) for old, own in zip(before, kept, strict=True)
            )
        times = shape.heads // shape.kv_heads
        keys = keys.repeat_interleave(times, 1)
        seen = functional.scaled_dot_product_attention(
            queries, keys, values.repeat_interleave(times, 1), attn_mask=mask
        )
        joined: Tensor = self.o_proj(seen.transpose(1, 2).flatten(2))
        return joined, kept, (queries, keys)


def turns(positions: Tensor, shape: ReaderShape) -> tuple[Tensor, Tensor]:
    """Return cosine and sine, (texts, 1, places, head_width); time, row and column take turns among the frequencies."""
    half = shape.head_width // 2
    frequencies = shape.rope_base ** -(torch.arange(half, device=positions.device) / half)
    angles = positions[..., None].float() * frequencies
    mixed = angles[0].clone()
    for axis in (1, 2):
        places = slice(axis, 3 * shape.rope_sections[axis], 3)
        mixed[..., places] = angles[axis][..., places]
    both = torch.cat([mixed, mixed], -1)[:, None]
    return both.cos(), both.sin()


def turned(state: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    cosine, sine = turn
    first, second = state.chunk(2, -1)
    return state * cosine + torch.cat([-second, first], -1) * sine
