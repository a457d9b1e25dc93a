"""Between the stages: turns what the tower writes into the codes themselves.

The tower is trained to be nearest to the right code: that leaves its numbers free in length, and free where nothing
is. The language model begins by reading the codes. So the tower's last layer is set anew, by least squares on drawn
screens; what it is not taught begins as nothing, and the number that is always the same is set.
"""

from __future__ import annotations

import random

import numpy as np
import torch
from torch import Tensor

from models.starter.layout import ALWAYS, ALWAYS_VALUE, PARTS, truth_of
from models.starter.lettering import World
from models.starter.screens import Style, screen
from models.starter.starter import Starter


@torch.no_grad()
def align(model: Starter, world: World, screens: int = 250, seed: int = 17) -> float:
    """Align the tower in place; return the share of the codes' variance that it explains afterwards."""
    seen, wanted = _pairs(model, world, screens, seed)
    last = model.tower.merger.linear_fc2
    weight, bias = torch.zeros_like(last.weight), torch.zeros_like(last.bias)
    left = spread = 0.0
    for number, part in enumerate(PARTS):
        codes = model.head.code(number).cpu()
        for place in range(part.count):
            classes = wanted[number][:, place]
            known = classes >= 0
            target = codes[classes[known]]
            solution = _ridge(seen[known], target)
            at = slice(part.start + place * part.width, part.start + (place + 1) * part.width)
            weight[at], bias[at] = solution[:-1].T.to(weight), solution[-1].to(bias)
            missed = target - _with_one(seen[known]) @ solution
            left += float(missed.square().sum())
            spread += float((target - target.mean(0)).square().sum())
    bias[ALWAYS] = ALWAYS_VALUE
    last.weight.copy_(weight)
    last.bias.copy_(bias)
    return 1 - left / spread


def _pairs(model: Starter, world: World, screens: int, seed: int) -> tuple[Tensor, tuple[Tensor, ...]]:
    """Return what the tower's last layer sees, (cells, values), and the classes of every part; few empty cells."""
    draw, device, seen = random.Random(seed), model.head.common[0].device, []
    keep = model.tower.merger.linear_fc2.register_forward_pre_hook(lambda _layer, given: seen.append(given[0].cpu()))
    truths = []
    for _ in range(screens):
        shown = screen(draw, Style.of(world), with_covers=True)
        model.look(torch.from_numpy(shown.pixels)[None].to(device))
        truths.append(truth_of(shown))
    keep.remove()
    wanted = torch.from_numpy(np.concatenate(truths)).long()
    chance = torch.rand(len(wanted), generator=torch.Generator().manual_seed(seed))
    is_used = (wanted[:, 0] != 0) | (chance < 0.3)
    return torch.cat([one[0] for one in seen])[is_used], wanted[is_used].split([part.count for part in PARTS], 1)


def _ridge(seen: Tensor, target: Tensor, strength: float = 1e-3) -> Tensor:
    inputs = _with_one(seen)
    square = inputs.T @ inputs
    square += strength * len(inputs) * torch.eye(len(square)) * square.diagonal().mean() / len(inputs)
    return torch.linalg.solve(square, inputs.T @ target)


def _with_one(seen: Tensor) -> Tensor:
    return torch.cat([seen, torch.ones(len(seen), 1)], 1)
