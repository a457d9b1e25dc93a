"""Between the stages: lets the language model say the figures of the edges that its place heads bring.

Left and right edges differ from screen to screen by a little, so saying them is learned late. Some hidden units of
the place layer that do least are set anew, by least squares on drawn screens: each is open while one figure of one
edge is to be said (which that is the model knows by then), and passes that figure on to what is said.
"""

from __future__ import annotations

import random

import torch
from torch import Tensor

from models.starter.beginnings import END_HEAD, PLACE_LAYER, START_HEAD
from models.starter.layout import DIGITS, EDGE_PART, part_codes
from models.starter.lettering import World
from models.starter.letters import look_at_all
from models.starter.packing import Batch
from models.starter.screen_batches import make_packs
from models.starter.screens import Style
from models.starter.starter import Starter
from models.starter.tokens import decode, encode

EDGES = {0: START_HEAD, 2: END_HEAD}
"""Which of the four numbers of a box each of the heads brings."""
_OPEN, _SHUT, _STRENGTH = 6.0, -3.0, 0.1


@torch.no_grad()
def say_figures(model: Starter, world: World, packs: int = 14, seed: int = 23) -> None:
    """Set the units in place."""
    seen, said, count = _pairs(model, world, packs, seed)
    mlp = model.reader.layers[PLACE_LAYER].mlp
    gate, up, down = (mlp[name].weight for name in ("gate_proj", "up_proj", "down_proj"))
    digit_codes = torch.from_numpy(part_codes(EDGE_PART))[1:]
    free = (down.norm(dim=0) * up.norm(dim=1)).argsort()
    outputs = (
        model.reader.embed_tokens.weight[[encode(str(digit))[0] for digit in range(10)]] * model.reader.norm.weight
    )
    to_tokens = torch.linalg.pinv(outputs) @ digit_codes * _STRENGTH
    for number, head in EDGES.items():
        for place in range(DIGITS):
            is_here = (said[:, 0] == number) & (said[:, 1] == place)
            opening = _fitted(seen, torch.where(is_here, _OPEN, _SHUT)[:, None], balance=is_here)[:, 0]
            start = 24 * head
            inside = slice(start, start + EDGE_PART.count * EDGE_PART.width)
            bring = _fitted(seen[is_here, inside], digit_codes[said[is_here, 2]])
            for value in range(EDGE_PART.width):
                unit, free = int(free[0]), free[1:]
                gate[unit], up[unit] = opening, 0
                up[unit, inside] = bring[:, value]
                down[:, unit] = to_tokens[:, value]
    print(f"figures of edges set from {count} boxes", flush=True)


def _pairs(model: Starter, world: World, packs: int, seed: int) -> tuple[Tensor, Tensor, int]:
    """Return what the place layer's units see where something is to be said, and (number, figure's place, figure)."""
    draw, seen, said = random.Random(seed), [], []
    watch = model.reader.layers[PLACE_LAYER].post_attention_layernorm
    caught: list[Tensor] = []
    keep = watch.register_forward_hook(lambda _layer, _given, made: caught.append(made))
    for _ in range(packs):
        pack = next(pack for pack in make_packs(draw, Style.of(world), 12) if pack.batch.tokens.shape[1] < 900)
        batch = pack.batch
        cells, deep = look_at_all(model.tower, pack.pictures)
        before = model.reader.read_ahead(batch.opening)
        state = model.reader.embed_tokens(batch.tokens).index_put((batch.is_picture,), torch.cat(cells))
        caught.clear()
        model.reader(state, batch.positions, batch.mask, batch.is_picture, deep, before)
        figures = _figures(batch)
        for row, place in (batch.wanted >= 0).nonzero().tolist():
            seen.append(caught[-1][row, place])
            said.append(figures.get((row, place), (-1, -1, 0)))
    keep.remove()
    found = torch.tensor(said)
    return torch.stack(seen), found, int(((found[:, 0] == 0) & (found[:, 1] == 0)).sum())


def _figures(batch: Batch) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Return for each place of a box's answer where a figure is wanted: which number, its place in it, the figure."""
    found: dict[tuple[int, int], tuple[int, int, int]] = {}
    number, place, row_before = -1, 0, -1
    for row, at, *_, start, _end, _fix in batch.looks.tolist():
        if start < 0:
            continue
        word = decode([int(batch.wanted[row, at])])
        if row != row_before:
            number, place, row_before = -1, 0, row
        if word.strip() == "[":
            number, place = 0, 0
        elif number >= 0 and word == ",":
            number, place = number + 1, 0
        elif "]" in word:
            number = -1
        elif number >= 0 and word.isdigit():
            found[row, at] = (number, place, int(word))
            place += 1
    return found


def _fitted(seen: Tensor, target: Tensor, balance: Tensor | None = None, strength: float = 3e-3) -> Tensor:
    """Return the best linear map, (inputs, outputs); with `balance` both sorts of rows count alike."""
    weights = torch.ones(len(seen))
    if balance is not None:
        weights = torch.where(balance, 0.5 / balance.float().mean(), 0.5 / (~balance).float().mean())
    square = seen.T @ (seen * weights[:, None])
    square += strength * square.diagonal().mean() * torch.eye(len(square))
    solved: Tensor = torch.linalg.solve(square, seen.T @ (target * weights[:, None]))
    return solved
