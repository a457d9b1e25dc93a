"""Trains the tagger: `python -m models.tagger.train POOL[=SHARE] ... --out WEIGHTS`.

One thread is enough. Runs with the same seed and the same number of steps give the same file.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, IterableDataset

from engine.domain.finding import EntityType
from engine.redaction.tagger.tagger_input import KINDS, OF_LISTS, SIGNS, Arrays, SignTable, parts_of
from models.tagger.augment import varied
from models.tagger.network import Shape, Tagger, grow
from models.tagger.packed import read
from models.tagger.screens import Piece, Screen, spans_of
from models.tagger.stock import chinese_levels

_TOGETHER = 4
"""Screens of one step."""
_WEIGHT_OF_FOUND = 0.15
_MEAN_OF_STEPS = 0.998
_UNLISTED = (0.0, 0.0, 0.08, 0.2, 0.5)
"""Shares of texts of which the lists know nothing, on some of the screens."""
_NUMBER = {kind: number for number, kind in enumerate(KINDS, 1)}


def usual_signs() -> str:
    """Return letters, digits and signs, then the ideographs by how usual they are in texts."""
    latin = "".join(map(chr, (*range(32, 127), *range(0xA1, 0x180), *range(0x386, 0x3CF), *range(0x400, 0x460))))
    extra = "‘’“”–—…·•→←↑↓×÷￥€£，。：；！？（）《》【】、％＋－～／＝＠＃＆＊"
    levels: dict[str, int] = {}
    for word, level in chinese_levels().items():
        for sign in word:
            levels[sign] = max(levels.get(sign, -99), level)
    signs = sorted(levels, key=lambda sign: (-levels[sign], sign))
    return "".join(dict.fromkeys(latin + extra + "".join(signs)))[: SIGNS - 1]


class Varied(IterableDataset[tuple[Arrays, Tensor, Tensor]]):
    """Screens without end, each time otherwise."""

    def __init__(self, screens: Sequence[Screen], shares: Sequence[float], seed: int) -> None:
        self._screens, self._shares, self._seed = screens, list(accumulate(shares)), seed

    def __iter__(self) -> Iterator[tuple[Arrays, Tensor, Tensor]]:
        rng = random.Random(self._seed)
        signs = SignTable(usual_signs())
        while True:
            (screen,) = rng.choices(self._screens, cum_weights=self._shares)
            for arrays, wanted, weight in examples(varied(screen, rng), signs):
                _doubt(arrays, rng)
                yield arrays, wanted, weight


def _doubt(arrays: Arrays, rng: random.Random) -> None:
    """Take from some texts what the lists know of their words, so that what stands around them has to tell."""
    share = rng.choice(_UNLISTED)
    for start, end in zip(arrays["starts"], arrays["ends"], strict=True):
        if rng.random() < share:
            arrays["evidence"][start:end, OF_LISTS] = 0


def examples(screen: Screen, signs: SignTable) -> Iterator[tuple[Arrays, Tensor, Tensor]]:
    """Yield (what the tagger sees, the kind of each letter, its weight).

    What the rules found weighs little: it is covered already, whatever the tagger says.
    """
    found = {number: found_on(line.pieces) for number, line in enumerate(screen.lines)}
    for part in parts_of(spans_of(screen), signs, found):
        size = len(part.arrays["letters"])
        wanted, weight = np.zeros(size, np.int64), np.zeros(size, np.float32)
        for number, start in zip(part.numbers, part.starts, strict=True):
            place = start
            for piece in screen.lines[number].pieces:
                end = place + len(piece.text)
                wanted[place:end] = _NUMBER.get(piece.kind, 0) if piece.kind else 0
                weight[place:end] = max(1, len(piece.text)) ** -0.5 if piece.kind else 0.3
                if piece.found:
                    weight[place:end] *= _WEIGHT_OF_FOUND
                place = end
        yield part.arrays, torch.from_numpy(wanted), torch.from_numpy(weight)


def found_on(pieces: Sequence[Piece]) -> list[tuple[int, int, EntityType]]:
    """Return (start, end, kind) of what the rules found on a text."""
    found, place = [], 0
    for piece in pieces:
        end = place + len(piece.text)
        if piece.found:
            found.append((place, end, piece.found))
        place = end
    return found


def tensors(arrays: Arrays) -> dict[str, Tensor]:
    return {name: torch.as_tensor(array) for name, array in arrays.items()}


def main() -> None:
    options = _options()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    screens: list[Screen] = []
    shares: list[float] = []
    for given in options.pools:
        name, _, share = given.partition("=")
        pool = list(read(Path(name)))
        screens += pool
        shares += [float(share or len(pool)) / len(pool)] * len(pool)
    print(f"{len(screens)} screens", flush=True)
    dataset = Varied(screens, shares, options.seed)
    loader = iter(DataLoader(dataset, batch_size=None, num_workers=1, prefetch_factor=16))
    network = Tagger(Shape())
    if options.start:
        grow(network, torch.load(options.start))
    train(network, loader, options)


def train(network: Tagger, loader: Iterator[tuple[Arrays, Tensor, Tensor]], options: argparse.Namespace) -> None:
    """Take the steps; what is kept is the running mean of the weights, which errs less than the last ones."""
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(_MEAN_OF_STEPS))
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.02)
    began, average = time.process_time(), 0.0
    for step in range(1, options.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1, step / 100) * (0.52 + 0.48 * math.cos(math.pi * step / options.steps))
        loss_sum = 0.0
        for _ in range(_TOGETHER):
            arrays, wanted, weight = next(loader)
            said = network(**tensors(arrays))
            each = functional.cross_entropy(said, wanted, reduction="none", label_smoothing=0.02)
            loss = (each * weight).sum() / weight.sum().clamp(min=1) / _TOGETHER
            loss.backward()
            loss_sum += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        mean.update_parameters(network)
        average = 0.98 * average + 0.02 * loss_sum if average else loss_sum
        if step % 100 == 0 or step == options.steps:
            print(f"step {step} loss {average:.4f} processor {time.process_time() - began:.0f}s", flush=True)
            torch.save(mean.module.state_dict(), options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pools", nargs="+", metavar="POOL[=SHARE]", help="files of pool.py")
    parser.add_argument("--out", required=True)
    parser.add_argument("--start", help="weights to go on from, also of a smaller network")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
