"""Trains the starter, a stage at a time; goes on where the last run in the folder ended.

    python -m models.starter.train --device cuda --minutes 9 --resume RUN

Stages: `letters` (the tower alone, on pieces of screens and whole ones), `reading` (the language model alone, on what
the tower sees), `joint` (both). `auto` takes the first that has not had its steps. The same command
is run again until it says that all is done; each run ends in time and leaves a checkpoint.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

from models.starter.align import align
from models.starter.alphabet import LATIN_CLASSES, codes
from models.starter.beginnings import begin
from models.starter.lettering import UNSEEN, WORLDS, World, missing_fonts
from models.starter.letters import CellHead, LetterBatches, Looked, look_at_all, parts_right, reading_loss
from models.starter.muon import optimizers
from models.starter.reader import Reader, ReaderShape
from models.starter.screen_batches import ScreenBatches
from models.starter.starter import Starter, joint_loss
from models.starter.tokens import vocabulary
from models.starter.tower import Tower, TowerShape

STAGES = ("letters", "reading", "joint")
_PACE = {"letters": 1.0, "reading": 0.6, "joint": 0.15}
_SMALL_PACE = {"letters": 1.0, "reading": 0.7, "joint": 0.3}
"""Of each stage's rates, for Muon and for Adam: the further it has come, the more there is to spoil."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the model is and how long it learns."""

    tower: TowerShape
    reader: ReaderShape
    letters_batch: int
    screens_batch: int
    steps: tuple[int, int, int]
    chinese_share: float
    rate: float = 0.02
    small_rate: float = 2e-3


def scales() -> dict[str, Scale]:
    """`shared-cores` for an hour on two shared cores, `cuda` for an hour on a large device (a pair of about 35 MB)."""
    count = len(vocabulary().tokens)
    return {
        "shared-cores": Scale(
            TowerShape(),
            ReaderShape(count),
            letters_batch=8,
            screens_batch=12,
            steps=(5200, 2700, 220),
            chinese_share=0.0,
        ),
        "cuda": Scale(
            TowerShape(width=384, layers=8, heads=6, feed_forward=1536, deepstack=(2, 5)),
            ReaderShape(count, layers=6, feed_forward=1024),
            letters_batch=192,
            screens_batch=96,
            steps=(14000, 4000, 5000),
            chinese_share=0.3,
        ),
    }


@dataclass(slots=True)
class Run:
    """One run: what it trains, where it keeps it, and until when."""

    folder: Path
    scale: Scale
    world: str
    device: str
    workers: int
    end: float

    def model(self) -> Starter:
        classes = len(codes()) if self.scale.chinese_share else LATIN_CLASSES
        model = Starter(Tower(self.scale.tower), CellHead(classes), Reader(self.scale.reader))
        begin(model.reader)
        return model

    def loader(self, batches: LetterBatches | ScreenBatches) -> DataLoader[object]:
        is_ahead = {"prefetch_factor": 4} if self.workers else {}
        return DataLoader(
            batches, batch_size=None, num_workers=self.workers, pin_memory=self.device == "cuda", **is_ahead
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resume", type=Path, required=True, metavar="RUN", help="folder of the checkpoints")
    parser.add_argument("--stage", choices=("auto", *STAGES), default="auto")
    parser.add_argument("--minutes", type=float, default=9)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--scale", choices=sorted(scales()), help="by default what suits the device")
    parser.add_argument("--world", choices=sorted(WORLDS), default="full")
    parser.add_argument("--workers", type=int, default=0, help="processes that draw pictures ahead")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    if missing := missing_fonts(WORLDS[options.world]):
        parser.error(f"this machine has not the fonts {', '.join(missing)}")
    torch.set_num_threads(options.threads)
    scale = scales()[options.scale or ("cuda" if options.device == "cuda" else "shared-cores")]
    end = time.monotonic() + 60 * options.minutes
    run = Run(options.resume, scale, options.world, options.device, options.workers, end)
    for stage in STAGES if options.stage == "auto" else (options.stage,):
        if not train(run, stage):
            print("there is more to do: run the same command again")
            return
    print("all stages have had their steps")


def train(run: Run, stage: str) -> bool:
    """Train a stage until its steps or the time are over; return whether it has had all."""
    run.folder.mkdir(parents=True, exist_ok=True)
    model = run.model().to(run.device)
    parts = trained_parts(model, stage)
    steppers = optimizers(parts, run.scale.rate * _PACE[stage], run.scale.small_rate * _SMALL_PACE[stage])
    step = resume(run, stage, model, parts, steppers)
    last = run.scale.steps[STAGES.index(stage)]
    loss_of, batches = _work(run, stage, model, step)
    saved = time.monotonic()
    told = 0.0
    for batch in run.loader(batches):
        if step >= last or time.monotonic() >= run.end:
            break
        _set_rates(steppers, step, last)
        with torch.autocast(run.device, torch.bfloat16, enabled=run.device == "cuda"):
            loss = loss_of(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parts.parameters(), 1.0)
        for stepper in steppers:
            stepper.step()
            stepper.zero_grad()
        step += 1
        told = loss.item() if told == 0 else told + 0.05 * (loss.item() - told) if run.device == "cpu" else told
        if step % 50 == 0:
            print(f"{time.strftime('%H:%M:%S')} {stage} {step} loss {told:.3f} {model.told}", flush=True)
        if time.monotonic() - saved > 150:
            save(run.folder, stage, model, parts, steppers, step)
            _tell_letters(run, stage, model)
            saved = time.monotonic()
    save(run.folder, stage, model, parts, steppers, step)
    _tell_letters(run, stage, model)
    return step >= last


def trained_parts(model: Starter, stage: str) -> nn.ModuleDict:
    """Return what a stage trains. `joint` trains all, so its checkpoint holds all."""
    tower = {"tower": model.tower, "head": model.head}
    return nn.ModuleDict(
        {"letters": tower, "reading": {"reader": model.reader}}.get(stage) or tower | {"reader": model.reader}
    )


def _work(
    run: Run, stage: str, model: Starter, step: int
) -> tuple[Callable[..., Tensor], LetterBatches | ScreenBatches]:
    world, scale = WORLDS[run.world], run.scale
    if stage == "letters":
        batches = LetterBatches(world, scale.chinese_share, scale.letters_batch, seed=step)
        if step == 0:
            model.head.expect(next(iter(batches)).wanted)
        return lambda batch: _letters_loss(model, batch), batches
    screens = ScreenBatches(world, scale.screens_batch, seed=step)
    return lambda pack: joint_loss(model, pack, is_joint=stage == "joint"), screens


def _letters_loss(model: Starter, batch: Looked) -> Tensor:
    device = model.head.common[0].device
    cells, _ = look_at_all(model.tower, [one.to(device) for one in batch.pictures], with_deepstack=False)
    return reading_loss(torch.cat(cells), batch.wanted.to(device), model.head)


def _tell_letters(run: Run, stage: str, model: Starter) -> None:
    if stage != "reading":
        worlds = (WORLDS[run.world], UNSEEN) if run.world == "full" else (WORLDS[run.world],)
        for world in worlds:
            print(f"  {world.name}: {parts_right(model.tower, model.head, world)}", flush=True)


def _set_rates(steppers: list[torch.optim.Optimizer], step: int, last: int, warm: int = 60) -> None:
    """Up at first, then slowly down to a twentieth."""
    share = min(1.0, (step + 1) / warm) * max(0.05, 1 - 0.95 * step / last)
    for stepper in steppers:
        for group in stepper.param_groups:
            group["lr"] = group.setdefault("top", group["lr"]) * share


def save(
    folder: Path, stage: str, model: Starter, parts: nn.Module, steppers: list[torch.optim.Optimizer], step: int
) -> None:
    new = folder / f"{stage}.new"
    state = {"step": step, "parts": parts.state_dict(), "steppers": [stepper.state_dict() for stepper in steppers]}
    torch.save(state, new)
    new.replace(folder / f"{stage}.pt")


def resume(run: Run, stage: str, model: Starter, parts: nn.Module, steppers: list[torch.optim.Optimizer]) -> int:
    """Load what the stage has, upon what those before it have learned; return its steps so far."""
    load(run.folder, model, WORLDS[run.world])
    own = run.folder / f"{stage}.pt"
    if not own.exists():
        return 0
    state = torch.load(own, weights_only=True, map_location="cpu")
    parts.load_state_dict(state["parts"])
    for stepper, saved in zip(steppers, state["steppers"], strict=True):
        stepper.load_state_dict(saved)
    return int(state["step"])


def load(folder: Path, model: Starter, world: World) -> list[str]:
    """Load the newest weights of every part; return the stages that they come from.

    What the tower has learned without the language model is aligned for it.
    """
    found = ["joint"] if (folder / "joint.pt").exists() else ["letters", "reading"]
    found = [stage for stage in found if (folder / f"{stage}.pt").exists()]
    for stage in found:
        state = torch.load(folder / f"{stage}.pt", weights_only=True, map_location="cpu")
        trained_parts(model, stage).load_state_dict(state["parts"])
    if "letters" in found:
        print(f"aligned: {align(model, world):.3f} of the codes explained", flush=True)
    return found


if __name__ == "__main__":
    main()
