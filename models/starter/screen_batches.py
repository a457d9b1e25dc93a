"""Whole screens with their questions, in batches."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from models.starter.letters import to_slots
from models.starter.lettering import World
from models.starter.packing import Batch, pack, together
from models.starter.questions import exchanges
from models.starter.screens import Style, screen

WHOLE_SHARE = 0.1
"""Of the prompts that are as long as the program's; they cost several times as much."""


@dataclass(slots=True)
class ScreenPack:
    """Pictures (height, width, 3) as bytes, their slots (cells, slots), and the questions on them."""

    pictures: list[Tensor]
    slots: list[Tensor]
    batch: Batch

    def pin_memory(self) -> ScreenPack:
        return self


class ScreenBatches(torch.utils.data.IterableDataset[ScreenPack]):
    """Packs without end; a worker process draws its own."""

    def __init__(self, world: World, count: int, seed: int, with_pixels: bool) -> None:
        self._style, self._count, self._seed, self._with_pixels = Style.of(world), count, seed, with_pixels

    def __iter__(self) -> Any:
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        draw = random.Random(f"{self._seed}/{worker.id if worker else 0}")
        while True:
            yield make_pack(draw, self._style, self._count, self._with_pixels)


def make_pack(draw: random.Random, style: Style, count: int, with_pixels: bool = True) -> ScreenPack:
    is_whole = draw.random() < WHOLE_SHARE
    shown = [screen(draw, style, with_pixels=with_pixels) for _ in range(max(1, count // 4) if is_whole else count)]
    rows = [
        pack(exchanges(one, draw, is_whole, style.is_plain), one.cells.shape[0] // 2, one.cells.shape[1] // 8)
        for one in shown
    ]
    pictures = [torch.from_numpy(one.pixels) for one in shown]
    return ScreenPack(pictures, [to_slots(one.cells[None])[0] for one in shown], together(rows))
