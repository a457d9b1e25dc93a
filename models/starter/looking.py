"""The loss of the heads that are told where to look; see `pointing.py` and `beginnings.py`."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from models.starter.alphabet import BLANK
from models.starter.beginnings import COPY_LAYER, END_HEAD, FIX_HEAD, NEAR_LAYER, PLACE_LAYER, START_HEAD
from models.starter.layout import WITHIN
from models.starter.packing import Batch
from models.starter.pointing import NOTHING_FITS
from models.starter.reader import Watched

LOOKING_SHARE = 0.3


def looking_loss(batch: Batch, mask: Tensor, watched: Sequence[Watched], truth: Sequence[Tensor]) -> tuple[Tensor, str]:
    """Return the loss, and how much of their looking goes where it should: letters, boxes, fixes."""
    copying: list[Tensor] = []
    nearing: list[Tensor] = []
    placing: list[Tensor] = []
    fixing: list[Tensor] = []
    opening = len(batch.opening)
    for row in range(len(batch.tokens)):
        looks = batch.looks[batch.looks[:, 0] == row].to(mask.device)
        is_letter, is_box, is_fix = looks[:, 2] >= 0, looks[:, 4] >= 0, looks[:, 6] != -1
        if is_letter.any():
            for found, layer in ((copying, COPY_LAYER), (nearing, NEAR_LAYER)):
                shares = _shares(watched[layer], mask, row, looks[is_letter, 1])
                found.append(_letters(shares, looks[is_letter], truth[row], opening))
        if is_box.any() or is_fix.any():
            shares = _shares(watched[PLACE_LAYER], mask, row, looks[:, 1])
            for head, column in ((START_HEAD, 4), (END_HEAD, 5)) if is_box.any() else ():
                places = opening + looks[is_box, column]
                placing.append(shares[head, is_box].gather(1, places[:, None])[:, 0])
            if is_fix.any():
                fixing.append(_fixes(shares[FIX_HEAD, is_fix], looks[is_fix, 6], opening))
    losses, told = [], []
    for found, name in ((copying, "copied"), (nearing, "near"), (placing, "placed"), (fixing, "cited")):
        if found:
            together = torch.cat(found)
            losses.append(-together.mean())
            told.append(f"{name} {together.exp().mean():.3f}")
    return torch.stack(losses).sum() if losses else mask.new_zeros((), dtype=torch.float), " ".join(told)


def _shares(looked: Watched, mask: Tensor, row: int, places: Tensor) -> Tensor:
    """Return the logarithm of what each head gives to each place it may look at, (heads, looks, places)."""
    queries, keys = looked
    scores = queries[row][:, places] @ keys[row].transpose(-1, -2) * queries.shape[-1] ** -0.5
    return scores.masked_fill(~mask[row, 0, places], -1e9).float().log_softmax(-1)


def _letters(shares: Tensor, looks: Tensor, truth: Tensor, opening: int) -> Tensor:
    """The head of the letter's place should look at its cell, the others at no letter, or before the picture."""
    found = []
    for number in range(WITHIN):
        is_own = looks[:, 3] == number
        right = opening + looks[is_own, 2]
        found.append(shares[number, is_own].gather(1, right[:, None])[:, 0])
        is_nothing = torch.zeros(shares.shape[-1], dtype=torch.bool, device=shares.device)
        is_nothing[:opening] = True
        is_nothing[opening : opening + len(truth)] = truth[:, number] == BLANK
        found.append(shares[number, ~is_own][:, is_nothing].logsumexp(-1))
    return torch.cat(found)


def _fixes(shares: Tensor, fixes: Tensor, opening: int) -> Tensor:
    fits = fixes != NOTHING_FITS
    right = shares[fits].gather(1, (opening + fixes[fits])[:, None])[:, 0]
    return torch.cat([right, shares[~fits][:, :opening].logsumexp(-1)])
