"""First stage: the vision tower learns its letters, without a language model.

For every cell the tower has to write what `layout.py` says. That is dense: some hundred letters a picture instead of
one answer.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.starter import crops
from models.starter.alphabet import BLANK
from models.starter.layout import LETTER_PART, PARTS, letters_only, part_codes, truth_of
from models.starter.lettering import LineBank, Texts, World
from models.starter.screens import Style, screen
from models.starter.tokens import ROOT
from models.starter.tower import Tower

_BLANKS_USED = 0.4
"""Of the places without a letter, which are most."""
_WEIGHTS = (1.0, 0.2, 0.1, 0.8, 0.06, 0.06, 0.1)
"""Of the parts in the loss."""


class CellHead(nn.Module):
    """Says how well each class of each part fits what a cell holds: by its code, and by how common it is."""

    def __init__(self, letter_classes: int) -> None:
        super().__init__()
        for number, part in enumerate(PARTS):
            self.register_buffer(f"code{number}", torch.from_numpy(part_codes(part, letter_classes)), persistent=False)
        self.common = nn.ParameterList(
            torch.zeros(part.count, len(self.code(place))) for place, part in enumerate(PARTS)
        )

    def code(self, number: int) -> Tensor:
        found: Tensor = getattr(self, f"code{number}")
        return found

    def expect(self, wanted: Tensor) -> None:
        """Begin with how common the classes are, (cells, classes of all parts), so that this need not be learnt."""
        for number, (classes, common) in enumerate(zip(_by_part(wanted), self.common, strict=True)):
            for place in range(common.shape[0]):
                known = classes[:, place][classes[:, place] >= 0]
                counts = torch.bincount(known, minlength=common.shape[1])[: common.shape[1]] + 0.5
                counts[0] *= _BLANKS_USED if number == 0 else 1
                with torch.no_grad():
                    common[place] = torch.log(counts / counts.sum())

    def scores(self, cells: Tensor) -> list[Tensor]:
        """From (cells, width) to (cells, count, classes) for each part."""
        held = [cells[:, part.start : part.end].unflatten(1, (part.count, part.width)) for part in PARTS]
        return [one @ self.code(number).T + self.common[number] for number, one in enumerate(held)]


def reading_loss(cells: Tensor, wanted: Tensor, head: CellHead) -> Tensor:
    """`cells` is (cells, width), `wanted` the classes (cells, classes of all parts). Of empty cells few count."""
    is_empty = (wanted[:, : LETTER_PART.count] == BLANK).all(1)
    is_used = ~is_empty | (torch.rand(len(wanted), device=wanted.device) < 0.15)
    cells, wanted = cells[is_used], wanted[is_used]
    parts = zip(head.scores(cells), _by_part(wanted), _WEIGHTS, strict=True)
    losses = []
    for number, (scores, classes, weight) in enumerate(parts):
        flat = classes.flatten()
        counts = flat >= 0
        if number == 0:
            counts &= (flat != BLANK) | (torch.rand(flat.shape, device=flat.device) < _BLANKS_USED)
        if counts.any():
            losses.append(weight * functional.cross_entropy(scores.flatten(0, 1)[counts], flat[counts]))
    return torch.stack(losses).sum()


def _by_part(wanted: Tensor) -> tuple[Tensor, ...]:
    return wanted.split([part.count for part in PARTS], 1)


@dataclass(slots=True)
class Looked:
    """Pictures of any sizes, as bytes (height, width, 3), and what their cells should hold, all in one row."""

    pictures: list[Tensor]
    wanted: Tensor

    def pin_memory(self) -> Looked:
        return self


def texts(chinese_share: float) -> Texts:
    """Return the words and phrases that stand on the lines: those of the desk's fixes."""
    folder = ROOT / "resources" / "fixes"
    english, chinese = (
        " ".join(path.read_text(encoding="utf-8") for path in sorted((folder / language).rglob("*.md")))
        for language in ("en", "zh")
    )
    return Texts(english.split(), re.findall(r"[\u4e00-\u9fff，。：“”（）]{2,14}", chinese), chinese_share)


class LetterBatches(torch.utils.data.IterableDataset[Looked]):
    """Pieces of screens and whole ones, without end; a worker process draws its own."""

    def __init__(self, world: World, chinese_share: float, count: int, seed: int) -> None:
        self._world, self._share, self._count, self._seed = world, chinese_share, count, seed

    def __iter__(self) -> Any:
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        seed = self._seed * 1000 + (worker.id if worker else 0)
        bank, draw = LineBank(texts(self._share), self._world, size=6000, seed=seed), random.Random(seed)
        while True:
            yield looked_at(bank, draw, self._count)


def looked_at(bank: LineBank, draw: random.Random, count: int) -> Looked:
    """Return half as many pieces as screens: the pieces are full of strings that no one can guess."""
    pieces = [crops.crop(bank, draw, *draw.choice(crops.SIZES)) for _ in range(count // 2)]
    screens = [screen(draw, Style.of(bank.world), with_covers=True) for _ in range(count - count // 2)]
    pictures = [torch.from_numpy(one) for one in [*(pixels for pixels, _ in pieces), *(one.pixels for one in screens)]]
    truths = [*(letters_only(slots) for _, slots in pieces), *map(truth_of, screens)]
    return Looked(pictures, torch.from_numpy(np.concatenate(truths)).long())


def look_at_all(
    tower: Tower, pictures: Sequence[Tensor], with_deepstack: bool = True
) -> tuple[list[Tensor], list[Tensor]]:
    """Return each picture's cells, and the deepstack's of all, layer by layer. Pictures of one size go together."""
    sizes: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, picture in enumerate(pictures):
        sizes[tuple(picture.shape)].append(place)
    looked: dict[int, list[Tensor]] = {}
    for places in sizes.values():
        pixels = torch.stack([pictures[place] for place in places])
        cells, deep = tower(pixels.float() / 127.5 - 1, with_deepstack)
        looked |= {place: [layer[row] for layer in (cells, *deep)] for row, place in enumerate(places)}
    in_order = [looked[place] for place in range(len(pictures))]
    deep_layers = [torch.cat([layers[number] for layers in in_order]) for number in range(1, len(in_order[0]))]
    return [layers[0] for layers in in_order], deep_layers


@torch.no_grad()
def parts_right(tower: Tower, head: CellHead, world: World, seed: int = 99) -> str:
    """Say which share of the classes is named right on screens of their own, by part; blanks do not count."""
    draw, style = random.Random(seed), Style.of(world)
    shown = [screen(draw, style) for _ in range(16)]
    device = head.common[0].device
    cells, _ = look_at_all(tower, [torch.from_numpy(one.pixels).to(device) for one in shown], with_deepstack=False)
    wanted = torch.from_numpy(np.concatenate([truth_of(one) for one in shown])).long()
    holds_letters = (wanted[:, : LETTER_PART.count] != BLANK).any(1)
    wanted, told = wanted[holds_letters], []
    scored = head.scores(torch.cat(cells)[holds_letters.to(device)])
    for part, scores, classes in zip(PARTS, scored, _by_part(wanted), strict=True):
        best, counts = scores.argmax(-1).cpu(), classes > 0
        right = [float((best == classes)[:, place][counts[:, place]].float().mean()) for place in range(part.count)]
        told.append(f"{part.name} " + " ".join(f"{one:.3f}" for one in right))
    return ", ".join(told)
