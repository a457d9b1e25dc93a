"""First stage: the vision tower learns its letters, without a language model.

For every 32 x 32 cell the tower has to put the right character's code into each of 16 slots. That is dense: some
hundred letters a picture instead of one answer.
"""

from __future__ import annotations

import random
import re
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.starter import crops
from models.starter.alphabet import BLANK, CODE_WIDTH, SLOTS, codes
from models.starter.lettering import LineBank, Texts, World
from models.starter.tokens import ROOT
from models.starter.tower import Tower

LATIN_CLASSES = 97
_BLANKS_USED = 0.4
"""Of the slots without a letter, which are most; the loss of all would cost more time than it is worth."""


class LetterHead(nn.Module):
    """Says how well each class fits a slot: by its code, and by how common it is."""

    code: Tensor

    def __init__(self, count: int) -> None:
        super().__init__()
        self.register_buffer("code", torch.from_numpy(codes()[:count]), persistent=False)
        self.common = nn.Parameter(torch.zeros(count))

    def expect(self, cells: Any) -> None:
        """Begin with how common the classes are in some pictures, so that this need not be learnt."""
        counts = np.bincount(np.minimum(cells.ravel(), len(self.common)), minlength=len(self.common) + 1)[:-1] + 0.5
        counts[BLANK] *= _BLANKS_USED
        with torch.no_grad():
            self.common.copy_(torch.from_numpy(np.log(counts / counts.sum())))

    def forward(self, slots: Tensor) -> Tensor:
        """From (..., CODE_WIDTH) to (..., classes)."""
        scores: Tensor = slots @ self.code.T + self.common
        return scores


def reading_loss(found: Tensor, wanted: Tensor, head: LetterHead) -> Tensor:
    """`found` is (pictures, cells, SLOTS * CODE_WIDTH), `wanted` the classes (pictures, cells, SLOTS)."""
    slots, classes = found.unflatten(-1, (SLOTS, CODE_WIDTH)).flatten(0, 2), wanted.flatten()
    is_used = (classes != BLANK) | (torch.rand(classes.shape, device=classes.device) < _BLANKS_USED)
    return functional.cross_entropy(head(slots[is_used]), classes[is_used])


def to_pixels(pictures: Any) -> Tensor:
    """From bytes (pictures, height, width, 3) to -1 to 1."""
    return torch.from_numpy(pictures).float() / 127.5 - 1


def to_slots(cells: Any) -> Tensor:
    """From (pictures, rows of 16 px, columns of 4 px) to (pictures, cells, SLOTS)."""
    count, rows, columns = cells.shape
    split = cells.reshape(count, rows // 2, 2, columns // 8, 2, 4)
    return torch.from_numpy(np.ascontiguousarray(split.transpose(0, 1, 3, 2, 4, 5))).reshape(count, -1, SLOTS).long()


def texts(chinese_share: float) -> Texts:
    """Return the words and phrases that stand on the lines: those of the desk's fixes."""
    folder = ROOT / "resources" / "fixes"
    english, chinese = (
        " ".join(path.read_text(encoding="utf-8") for path in sorted((folder / language).rglob("*.md")))
        for language in ("en", "zh")
    )
    return Texts(english.split(), re.findall(r"[\u4e00-\u9fff，。：“”（）]{2,14}", chinese), chinese_share)


class LetterBatches(torch.utils.data.IterableDataset[tuple[Tensor, Tensor]]):
    """Pictures and their slots, without end; a worker process draws its own."""

    def __init__(self, world: World, chinese_share: float, count: int, seed: int) -> None:
        self._world, self._share, self._count, self._seed = world, chinese_share, count, seed

    def __iter__(self) -> Any:
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        seed = self._seed * 1000 + (worker.id if worker else 0)
        bank, draw = LineBank(texts(self._share), self._world, size=6000, seed=seed), random.Random(seed)
        while True:
            pictures, cells = crops.batch(bank, draw, self._count, draw.choice(crops.SIZES))
            yield torch.from_numpy(pictures), to_slots(cells)


@torch.no_grad()
def letters_right(tower: Tower, head: LetterHead, world: World, chinese_share: float = 0.0, seed: int = 99) -> float:
    """Return the share of letters that are named right, on pictures of their own."""
    bank, draw = LineBank(texts(chinese_share), world, size=300, seed=seed), random.Random(seed)
    pictures, cells = crops.batch(bank, draw, 24, crops.SIZES[0])
    wanted, device = to_slots(cells), head.common.device
    found, _ = tower(to_pixels(pictures).to(device), with_deepstack=False)
    best = head(found.float().unflatten(-1, (SLOTS, CODE_WIDTH))).argmax(-1).cpu()
    is_letter = wanted != BLANK
    return float((best == wanted)[is_letter].float().mean())
