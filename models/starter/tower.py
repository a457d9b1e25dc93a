"""The vision tower of Qwen3-VL, written for batches of pictures of one size; its tensors bear the reference's names.

The reference takes pictures of any sizes in one row, which is slow for small ones. What is computed is the same
(`tests/parity` compares), so weights trained here load into transformers and into llama.cpp.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

PATCH = 8
CELL = 2 * PATCH
"""Pixels of a cell: a row of the plain world is as high, so a cell holds two or three letters of one line."""
_LOOKS = ((0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, 1), (-1, 1), (1, -1), (0, -2), (0, 2), (0, 0), (0, 3))
"""Where a head looks at first: rows down, columns to the right, in patches."""


@dataclass(frozen=True, slots=True)
class TowerShape:
    """Sizes of the tower. `out` is the language model's width."""

    width: int = 128
    layers: int = 5
    heads: int = 4
    feed_forward: int = 512
    out: int = 256
    deepstack: tuple[int, ...] = (3,)
    position_grid: int = 16

    @property
    def head_width(self) -> int:
        return self.width // self.heads


class Tower(nn.Module):
    """From pixels to one vector for each cell, and as many again for each layer of the deepstack."""

    def __init__(self, shape: TowerShape) -> None:
        super().__init__()
        self.shape = shape
        self.patch_embed = nn.ModuleDict({"proj": nn.Linear(3 * PATCH**2, shape.width)})
        _see_shapes(self.patch_embed["proj"])
        self.pos_embed = nn.Embedding(shape.position_grid**2, shape.width)
        _know_places(self.pos_embed, shape.position_grid)
        self.blocks = nn.ModuleList(Block(shape, layer) for layer in range(shape.layers))
        self.merger = Merger(shape, after_joining=False)
        self.deepstack_merger_list = nn.ModuleList(Merger(shape, after_joining=True) for _ in shape.deepstack)
        for merger in self.deepstack_merger_list:
            nn.init.zeros_(merger.linear_fc2.weight)  # adds nothing until the language model asks for it

    def forward(self, pixels: Tensor, with_deepstack: bool = True) -> tuple[Tensor, list[Tensor]]:
        """Take (pictures, height, width, 3) in -1 to 1; return (pictures, cells, out) and the deepstack's."""
        rows, columns = pixels.shape[1] // PATCH, pixels.shape[2] // PATCH
        state = self.patch_embed["proj"](patches(pixels)) + places(self.pos_embed.weight, rows, columns)
        turn = turns(rows, columns, self.shape.head_width, pixels.device)
        deep: list[Tensor] = []
        for layer, block in enumerate(self.blocks):
            state = block(state, turn)
            if with_deepstack and layer in self.shape.deepstack:
                deep.append(self.deepstack_merger_list[self.shape.deepstack.index(layer)](state))
        return self.merger(state), deep


class Block(nn.Module):
    def __init__(self, shape: TowerShape, layer: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-6)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-6)
        self.attn = Attention(shape, layer)
        self.mlp = nn.ModuleDict(
            {
                "linear_fc1": nn.Linear(shape.width, shape.feed_forward),
                "linear_fc2": nn.Linear(shape.feed_forward, shape.width),
            }
        )

    def forward(self, state: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
        state = state + self.attn(self.norm1(state), turn)
        inner = functional.gelu(self.mlp["linear_fc1"](self.norm2(state)), approximate="tanh")
        return state + self.mlp["linear_fc2"](inner)


class Attention(nn.Module):
    def __init__(self, shape: TowerShape, layer: int) -> None:
        super().__init__()
        self.heads, self.head_width = shape.heads, shape.head_width
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.proj = nn.Linear(shape.width, shape.width)
        looks = [_LOOKS[(layer % 2 * 4 + head if head >= 4 else head) % len(_LOOKS)] for head in range(shape.heads)]
        _look_at(self.qkv, looks, shape)

    def forward(self, state: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
        pictures, count, width = state.shape
        joined = self.qkv(state).view(pictures, count, 3, self.heads, self.head_width).permute(2, 0, 3, 1, 4)
        queries, keys, values = joined.unbind(0)
        queries, keys = (turned(part, turn).to(values.dtype) for part in (queries, keys))
        seen = functional.scaled_dot_product_attention(queries, keys, values)
        return self.proj(seen.transpose(1, 2).reshape(pictures, count, width))


class Merger(nn.Module):
    """Joins four patches to a cell."""

    def __init__(self, shape: TowerShape, after_joining: bool) -> None:
        super().__init__()
        joined = 4 * shape.width
        self.joined, self.after_joining = joined, after_joining
        self.norm = nn.LayerNorm(joined if after_joining else shape.width, eps=1e-6)
        self.linear_fc1 = nn.Linear(joined, joined)
        self.linear_fc2 = nn.Linear(joined, shape.out)

    def forward(self, state: Tensor) -> Tensor:
        pictures = state.shape[0]
        if not self.after_joining:
            state = self.norm(state)
        state = state.reshape(pictures, -1, self.joined)
        if self.after_joining:
            state = self.norm(state)
        return self.linear_fc2(functional.gelu(self.linear_fc1(state)))


def patches(pixels: Tensor) -> Tensor:
    """Return (pictures, patches, values of a patch), the four patches of a cell one after the other."""
    pictures, height, width, _ = pixels.shape
    rows, columns = height // CELL, width // CELL
    split = pixels.view(pictures, rows, 2, PATCH, columns, 2, PATCH, 3)
    return split.permute(0, 1, 4, 2, 5, 7, 3, 6).reshape(pictures, rows * columns * 4, 3 * PATCH**2)


def turns(rows: int, columns: int, head_width: int, device: Any = None) -> tuple[Tensor, Tensor]:
    """Return cosine and sine of each patch's place, (patches, head_width), in the order of `patches`."""
    row, column = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    angles = (_by_cell(torch.stack([row, column], -1))[:, :, None].float() * _frequencies(head_width)).flatten(1)
    angles = torch.cat([angles, angles], -1).to(device)
    return angles.cos(), angles.sin()


def places(embedding: Tensor, rows: int, columns: int) -> Tensor:
    """Return what each patch knows of its place in the picture, (patches, width), in the order of `patches`.

    The grid that is learned is stretched over the picture, from edge to edge.
    """
    side = int(len(embedding) ** 0.5)
    grid = embedding.T.view(1, -1, side, side)
    return _by_cell(
        functional.interpolate(grid, (rows, columns), mode="bilinear", align_corners=True)[0].permute(1, 2, 0)
    )


def _by_cell(grid: Tensor) -> Tensor:
    """From (rows, columns, values) to (patches, values), the four patches of a cell one after the other."""
    rows, columns, count = grid.shape
    return grid.view(rows // 2, 2, columns // 2, 2, count).transpose(1, 2).reshape(-1, count)


def turned(state: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    cosine, sine = turn
    first, second = state.chunk(2, -1)
    return state * cosine + torch.cat([-second, first], -1) * sine


def _frequencies(head_width: int) -> Tensor:
    quarter = head_width // 4
    return 10000.0 ** -(torch.arange(quarter) / quarter)


def _see_shapes(embed: nn.Linear) -> None:
    """Let the first layer see differences of brightness to begin with: no colour, no plain ground."""
    grey = torch.randn(embed.out_features, PATCH**2) / PATCH
    grey -= grey.mean(1, keepdim=True)
    with torch.no_grad():
        embed.weight.copy_(grey.repeat(1, 3) / 3)
        nn.init.normal_(embed.bias, std=0.1)  # plain ground must not be all zeros, which the next norm would blow up


def _know_places(embedding: nn.Embedding, side: int) -> None:
    """Begin with waves of four lengths down and across: a place is then known to a hundredth of the picture."""
    along = torch.arange(side) / (side - 1)
    waves = torch.cat([wave(torch.pi * along * times) for times in (1, 2, 4, 7) for wave in (torch.cos, torch.sin)])
    waves = waves.view(8, side)
    both = torch.cat([waves[:, :, None].expand(-1, -1, side), waves[:, None, :].expand(-1, side, -1)]).flatten(1)
    with torch.no_grad():
        embedding.weight.copy_(0.15 * both.T @ torch.randn(16, embedding.embedding_dim) / 4)


def _look_at(qkv: nn.Linear, looks: Sequence[tuple[int, int]], shape: TowerShape, sharpness: float = 5.0) -> None:
    """Let each head look at one neighbour to begin with, by the biases alone.

    The places are turned into angles; a query's bias that is ahead of the key's by the angle of a step makes the
    attention highest one step away. So the tower begins as a kind of convolution, and need not find out that
    neighbours matter.
    """
    width, half = shape.head_width, shape.head_width // 2
    nn.init.normal_(qkv.weight[: 2 * shape.width], std=0.02)
    frequencies = _frequencies(width)[:3]  # the slower ones hardly tell neighbours apart
    length = (sharpness * width**0.5) ** 0.5
    with torch.no_grad():
        qkv.bias.zero_()
        for head, step in enumerate(looks):
            query, key = qkv.bias[head * width :], qkv.bias[shape.width + head * width :]
            for axis in (0, 1):
                for place, frequency in enumerate(frequencies):
                    pair = axis * (half // 2) + place
                    angle = frequency * step[axis]
                    query[pair], query[pair + half] = length * angle.cos(), length * angle.sin()
                    key[pair] = length
