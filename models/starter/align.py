"""Between the stages: turns what the tower writes into the codes themselves.

The tower is trained to be nearest to the right code: that leaves its numbers free in length, and free where no letter
is. The language model has learned from the codes. The best affine map between the two is found by least squares, one
for all slots, and is folded into the tower's last layer.
"""

from __future__ import annotations

import random

import torch
from torch import Tensor

from models.starter.alphabet import BLANK, CODE_WIDTH, SLOTS
from models.starter.lettering import World
from models.starter.letters import to_slots
from models.starter.screens import Style, screen
from models.starter.starter import Starter

LENGTH = 1.4
"""How long the codes are that the language model is shown."""


@torch.no_grad()
def align(model: Starter, world: World, screens: int = 120, seed: int = 17) -> float:
    """Align the tower in place; return the share of the codes' variance that it explains afterwards."""
    seen, meant = _pairs(model, world, screens, seed)
    ones = torch.ones(len(seen), 1)
    solution = torch.linalg.lstsq(torch.cat([seen, ones], 1), meant).solution
    turn, shift = solution[:-1].to(model.head.code.device), solution[-1].to(model.head.code.device)
    last = model.tower.merger.linear_fc2
    by_slot = last.weight.view(SLOTS, CODE_WIDTH, -1)
    last.weight.copy_(torch.einsum("scw,cd->sdw", by_slot, turn).reshape_as(last.weight))
    last.bias.copy_((last.bias.view(SLOTS, CODE_WIDTH) @ turn + shift).flatten())
    left = meant - torch.cat([seen, ones], 1) @ solution
    return float(1 - left.square().sum() / (meant - meant.mean(0)).square().sum())


def _pairs(model: Starter, world: World, screens: int, seed: int) -> tuple[Tensor, Tensor]:
    """Return what the tower wrote into slots and what it should have, (slots, CODE_WIDTH) each.

    Of the slots without a letter only as many as there are letters, or they alone would count.
    """
    draw, seen, meant = random.Random(seed), [], []
    for _ in range(screens):
        shown = screen(draw, Style.of(world))
        wanted = to_slots(shown.cells[None]).flatten()
        cells, _ = model.look(torch.from_numpy(shown.pixels)[None].to(model.head.code.device))
        share = float((wanted != BLANK).float().mean())
        is_used = (wanted != BLANK) | (torch.rand(len(wanted)) < share)
        seen.append(cells.float().view(-1, CODE_WIDTH).cpu()[is_used])
        classes = torch.where(wanted < len(model.head.code), wanted, 0)
        meant.append(LENGTH * model.head.code.cpu()[classes[is_used]])
    return torch.cat(seen), torch.cat(meant)
