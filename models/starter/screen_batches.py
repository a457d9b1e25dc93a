"""Whole screens with their questions, in batches."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.wording import Language
from models.starter.kinds import UNLIKE, kinds
from models.starter.layout import WITHIN, truth_of
from models.starter.lettering import FULL, World
from models.starter.packing import Batch, Row, pack, together
from models.starter.questions import exchanges, prompt
from models.starter.screens import Screen, Style, screen

WHOLE_SHARE = 0.04
"""Of the batches whose fixes are as long as the program's; they cost several times as much."""
OUTSIDE_SHARE = 0.15
"""Of the screens of the plain world that are from outside of it: of them it should say that it does not know them."""
_WIDEST, _TALLEST = 384, 224


@dataclass(slots=True)
class ScreenPack:
    """Pictures (height, width, 3) as bytes, what their cells should hold, all in one row, and the questions."""

    pictures: list[Tensor]
    truth: Tensor
    batch: Batch

    def pin_memory(self) -> ScreenPack:
        return self


class ScreenBatches(torch.utils.data.IterableDataset[ScreenPack]):
    """Packs without end; a worker process draws its own."""

    def __init__(self, world: World, count: int, seed: int) -> None:
        self._style, self._count, self._seed = Style.of(world), count, seed

    def __iter__(self) -> Any:
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        draw = random.Random(f"{self._seed}/{worker.id if worker else 0}")
        while True:
            yield from make_packs(draw, self._style, self._count)


def make_packs(draw: random.Random, style: Style, count: int, packs: int = 4) -> list[ScreenPack]:
    """Return some packs of rows of one language and about one length each, so that little is computed for nothing."""
    language = draw.choice((Language.EN, Language.EN, Language.ZH))
    is_whole = draw.random() < WHOLE_SHARE
    count = max(1, count // 4) if is_whole else count
    made = [_row(draw, style, language, is_whole) for _ in range(count * packs)]
    made.sort(key=lambda pair: len(pair[1].tokens))
    parts = [made[place : place + count] for place in range(0, len(made), count)]
    draw.shuffle(parts)
    before = prompt("", (), language).before
    return [_packed([one for one, _ in part], together([row for _, row in part], before)) for part in parts]


def _row(draw: random.Random, style: Style, language: Language, is_whole: bool) -> tuple[Screen, Row]:
    is_outside = style.is_plain and draw.random() < OUTSIDE_SHARE
    shown = outside(draw) if is_outside else screen(draw, style, with_covers=True)
    rows, columns = shown.cells.shape[0], shown.cells.shape[1] // WITHIN
    fix_chars = 10_000 if is_whole else draw.choice((0, 0, 40))
    return shown, pack(exchanges(shown, draw, language, fix_chars, style.is_plain), rows, columns)


def outside(draw: random.Random) -> Screen:
    """Return a part of a screen in the fonts and themes of the full world, and nothing of what stands on it."""
    shown = screen(draw, Style.of(FULL))
    while shown.kind.look == "black":
        shown = screen(draw, Style.of(FULL))
    cells = shown.cells[: _TALLEST // 16, : _WIDEST // 4]
    unlike = next(kind for kind in kinds() if kind.uid == UNLIKE)
    pixels = np.ascontiguousarray(shown.pixels[:_TALLEST, :_WIDEST])
    return Screen(unlike, pixels, cells, "", "", "", [], {}, [])


def _packed(shown: list[Screen], batch: Batch) -> ScreenPack:
    pictures = [torch.from_numpy(one.pixels) for one in shown]
    return ScreenPack(pictures, torch.from_numpy(np.concatenate(list(map(truth_of, shown)))).long(), batch)
