"""Muon: steps of equal size in every direction of a weight matrix; it needs fewer samples than Adam here.

After Keller Jordan's description; matrices that are joined (query, key, value) are stepped one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn


def optimizers(model: nn.Module, rate: float, small_rate: float) -> list[torch.optim.Optimizer]:
    """Return Muon for the matrices within layers, and Adam for the rest: for mergers, Muon's rounds cost too much."""
    matrices: list[Tensor] = []
    others: list[Tensor] = []
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            is_matrix = weight.ndim == 2 and not any(word in name for word in ("embed", "merger", "lm_head"))
            (matrices if is_matrix else others).append(weight)
    adam = torch.optim.AdamW(others, lr=small_rate, betas=(0.9, 0.98), weight_decay=0.0)
    return [Muon(matrices, rate), adam]


class Muon(torch.optim.Optimizer):
    def __init__(self, weights: Iterable[Tensor], lr: float, momentum: float = 0.95, decay: float = 0.01) -> None:
        super().__init__(list(weights), {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is not None:
                    self._step(weight, group, self.state[weight])

    def _step(self, weight: Tensor, group: dict[str, Any], state: dict[str, Tensor]) -> None:
        moving = state.setdefault("moving", torch.zeros_like(weight))
        moving.lerp_(weight.grad, 1 - group["momentum"])
        ahead = weight.grad.lerp(moving, group["momentum"])
        parts = ahead.split(weight.shape[1]) if weight.shape[0] == 3 * weight.shape[1] else (ahead,)
        step = torch.cat([_orthogonal(part) * max(1, part.shape[0] / part.shape[1]) ** 0.5 for part in parts])
        weight.mul_(1 - group["lr"] * group["decay"])
        weight.add_(step, alpha=-group["lr"])


def _orthogonal(matrix: Tensor, rounds: int = 5) -> Tensor:
    """Return about the nearest matrix whose singular values are all near 1 (Newton and Schulz)."""
    tall = matrix.shape[0] > matrix.shape[1]
    now = matrix.T if tall else matrix
    now = now / (now.norm() + 1e-7)
    for _ in range(rounds):
        square = now @ now.T
        now = 3.4445 * now + (-4.7750 * square + 2.0315 * square @ square) @ now
    return now.T if tall else now
