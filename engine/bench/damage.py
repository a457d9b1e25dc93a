"""Opens damaged model files: whatever is in them, the program stays, and says which file it is and what to do."""

from __future__ import annotations

import logging
import random
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.bench.tiny_model import PairShape, make_tiny_pair
from engine.domain.answer import ChatRequest, GenerationFinished, SamplingParams, Turn
from engine.domain.conversation import FinishReason, Role
from engine.errors import BackendError, ModelFileError

COUNT = 300
_PATIENCE_S = 30.0
_QUESTION = ChatRequest((Turn(Role.AGENT, ("Hello",)),), SamplingParams(temperature=0, max_tokens=2))


@dataclass(frozen=True, slots=True)
class DamagedPair:
    """Two files to open, and how they were made."""

    weights: Path
    projector: Path
    kind: str
    spoiled: str
    """The name of the file that is damaged; of either one where they do not belong together."""


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """What became of opening a pair."""

    kind: str
    ending: str
    """`refused` before or by the model process, `ended` with the process, `answered` where the damage does no harm,
    `stopped` where it took too long."""
    names_file: bool
    has_remedy: bool


def damaged_pairs(folder: Path, count: int, seed: int = 1) -> Iterator[DamagedPair]:
    """Yield `count` pairs, the same for the same seed; the files of a pair are there until the next is asked for."""
    weights, projector = make_tiny_pair(folder / "whole")
    others = make_tiny_pair(folder / "other", shape=PairShape(width=192, deepstack=(1,)))
    strangers = ((weights, others[1]), (others[0], projector), (projector, weights), (weights, weights))
    draw = random.Random(seed)  # noqa: S311  # damage is no secret
    ways: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (_cut, _flipped, _flipped, _zeroed, _scrambled)
    for number in range(count):
        if number % 20 == 0:
            first, second = strangers[number // 20 % len(strangers)]
            yield DamagedPair(first, second, "wrong pair", second.name)
            continue
        way = ways[number % len(ways)]
        is_weights = draw.random() < 0.5
        whole = weights if is_weights else projector
        spoiled = folder / f"damaged-{whole.name}"
        spoiled.write_bytes(way(bytearray(whole.read_bytes()), draw))
        pair = (spoiled, projector) if is_weights else (weights, spoiled)
        yield DamagedPair(*pair, way.__name__.strip("_"), spoiled.name)


def open_pair(pair: DamagedPair, log_folder: Path) -> PairOutcome:
    """Load a pair and ask it something. Raises only what nobody has foreseen."""
    backend = LocalBackend(
        pair.weights,
        pair.projector,
        Loading(device="cpu", context_tokens=512, image_tokens=(64, 256), threads=1, memory_limit_mb=2048),
        model_name="damaged",
        log_folder=log_folder,
    )
    stop = threading.Event()
    alarm = threading.Timer(_PATIENCE_S, stop.set)
    alarm.start()
    try:
        events = list(backend.generate(_QUESTION, stop))
    except BackendError as error:
        text = error.message()
        names_file = pair.spoiled in text or pair.weights.name in text or pair.projector.name in text
        ending = "refused" if isinstance(error, ModelFileError) else "ended"
        return PairOutcome(pair.kind, ending, names_file, bool(error.remedy()))
    finally:
        alarm.cancel()
        backend.close()
    last = events[-1]
    was_stopped = isinstance(last, GenerationFinished) and last.reason is FinishReason.STOPPED
    return PairOutcome(pair.kind, "stopped" if was_stopped else "answered", names_file=True, has_remedy=True)


def rows() -> list[tuple[str, float, str]]:
    """Open `COUNT` damaged pairs and count how it ended."""
    logging.getLogger("engine").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="deskside-bench-") as name:
        folder = Path(name)
        outcomes = [open_pair(pair, folder / "logs") for pair in damaged_pairs(folder, COUNT)]
    endings = Counter((outcome.kind, outcome.ending) for outcome in outcomes)
    figures = [(f"{kind}: {ending}", float(count), "files") for (kind, ending), count in sorted(endings.items())]
    nameless = sum(not outcome.names_file or not outcome.has_remedy for outcome in outcomes)
    return [*figures, ("errors that do not name the file or a remedy", float(nameless), "files")]


def _place(size: int, draw: random.Random) -> int:
    """Draw a place in a file, half of the time in its header, where damage does the most harm."""
    return int(size ** draw.random()) - 1 if draw.random() < 0.5 else draw.randrange(size)


def _cut(content: bytearray, draw: random.Random) -> bytearray:
    return content[: _place(len(content), draw)]


def _flipped(content: bytearray, draw: random.Random) -> bytearray:
    for _ in range(draw.choice((1, 1, 4, 64))):
        content[_place(len(content), draw)] ^= 1 << draw.randrange(8)
    return content


def _zeroed(content: bytearray, draw: random.Random) -> bytearray:
    at, length = _place(len(content), draw), draw.choice((1, 8, 512, 4096))
    content[at : at + length] = bytes(len(content[at : at + length]))
    return content


def _scrambled(content: bytearray, draw: random.Random) -> bytearray:
    at, length = _place(len(content), draw), draw.choice((1, 8, 512, 4096))
    content[at : at + length] = draw.randbytes(len(content[at : at + length]))
    return content
