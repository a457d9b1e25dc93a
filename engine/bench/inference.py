"""What an answer costs: Deskside beside other ways of driving the same llama.cpp, on the same files, in one run.

    python -m engine bench inference                          a random model of the 2B's sizes
    python -m engine bench inference --shape tiny             seconds instead of minutes
    python -m engine bench inference --llama-server PATH --llama-bench PATH

Peers: llama-cpp-python's `MTMDChatHandler` always; `llama-server` and `llama-bench` when their paths are given. All
get the same picture, limits, context and threads. First token means: an answer of one token, from request to end.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from engine.bench.drivers import Driver, OwnBackend, StockHandler, Took, processor_seconds
from engine.bench.options import InferenceOptions
from engine.bench.real_shapes import make_random_pair
from engine.bench.screens import form
from engine.bench.servers import LlamaServer, llama_bench_took
from engine.bench.tiny_model import PairShape, make_tiny_pair
from engine.domain.finding import CaseLabels
from engine.domain.picture import RedactedImage
from engine.errors import BackendError
from engine.redaction import ScreenReader, ScreenRedactor

Row = tuple[str, float, str]

_TINY = PairShape(
    width=256,
    layers=6,
    heads=4,
    kv_heads=2,
    feed_forward=768,
    vision_width=128,
    vision_layers=6,
    vision_heads=2,
    vision_feed_forward=512,
    deepstack=(1, 2, 3),
)
_WRITTEN = 64
_CONTEXT = 4096
_FIRST, _SECOND = "What does this error say?", "And how do I fix it?"
_ANSWER = "The print spooler has stopped."


@dataclass(slots=True)
class _Times:
    """What one way of asking took, run by run."""

    load_ms: list[float] = field(default_factory=list)
    text_only: list[Took] = field(default_factory=list)
    cold: list[Took] = field(default_factory=list)
    second: list[Took] = field(default_factory=list)
    prepared: list[Took] = field(default_factory=list)
    written: list[Took] = field(default_factory=list)
    """For `_WRITTEN` tokens after the first."""


def rows(options: InferenceOptions | None = None) -> list[Row]:
    """Measure and return (name, value, unit); medians, ratios at the end. Raises BackendError without `gguf`."""
    options = options or InferenceOptions()
    times: dict[str, _Times] = {}
    bare = []
    with tempfile.TemporaryDirectory(prefix="deskside-bench-") as folder:
        pair = _model(options, Path(folder))
        for run in range(options.runs):
            picture, next_picture = (_screen(f"{hour}:{run:02}", *options.picture) for hour in (8, 9))
            for name, start in _drivers(options, pair, Path(folder)).items():
                with start() as driver:
                    _measure(driver, picture, next_picture, times.setdefault(name, _Times()))
            if program := options.llama_bench:
                bare.append(llama_bench_took(program, pair[0], options.threads, options.device, _WRITTEN))
    return [*_rows_of(times, bare), *_ratios(times, bare, by_processor=options.device == "cpu")]


def _model(options: InferenceOptions, folder: Path) -> tuple[Path, Path]:
    try:
        if options.shape == "tiny":
            return make_tiny_pair(folder, shape=_TINY)
        return make_random_pair(options.models or folder, options.shape)
    except ModuleNotFoundError as error:
        raise BackendError("model.no_maker", detail=str(error)) from error


def _drivers(
    options: InferenceOptions, pair: tuple[Path, Path], folder: Path
) -> dict[str, Callable[[], AbstractContextManager[Driver]]]:
    """Return who takes part; each is started when its turn comes, so that only one model is in memory."""
    threads, device = options.threads, options.device
    drivers: dict[str, Callable[[], AbstractContextManager[Driver]]] = {
        "deskside": lambda: OwnBackend(pair, _CONTEXT, threads, device, folder),
        "stock handler": lambda: StockHandler(pair, _CONTEXT, threads, device),
    }
    if server := options.llama_server:
        drivers["llama-server"] = lambda: LlamaServer(server, pair, _CONTEXT, threads, device)
    return drivers


def _measure(driver: Driver, picture: RedactedImage, next_picture: RedactedImage, times: _Times) -> None:
    times.load_ms.append(driver.load_ms)
    driver.ask([("How are you?", None)], 1)  # a first call makes graphs and buffers, whoever is asked
    times.text_only.append(driver.ask([(_SECOND, None)], 1))
    times.cold.append(driver.ask([(_FIRST, picture)], 1))
    times.second.append(driver.ask([(_FIRST, picture), (_ANSWER, None), (_SECOND, None)], 1))
    typing_s = 1.5 * times.cold[-1].wall_ms / 1000 + 0.5
    if driver.prepare([(_FIRST, next_picture)], typing_s):
        times.prepared.append(driver.ask([(_SECOND, next_picture)], 1))
    short = driver.ask([(_FIRST, None)], 1)
    times.written.append(driver.ask([(_FIRST, None)], _WRITTEN + 1) - short)


def _rows_of(times: Mapping[str, _Times], bare: Sequence[Took]) -> list[Row]:
    found: list[Row] = []
    for name, one in times.items():
        found.append((f"{name}: start and load", statistics.median(one.load_ms), "ms"))
        for figure, took in (
            ("first token, text only", one.text_only),
            ("first token, new screenshot", one.cold),
            ("first token, second question on it", one.second),
            ("first token, screenshot read while typing", one.prepared),
        ):
            if took:
                found.append((f"{name}: {figure}", statistics.median(each.wall_ms for each in took), "ms"))
        found.append((f"{name}: writing", _rate(one.written), "tokens/s"))
    return [*found, ("llama-bench: writing", _rate(bare), "tokens/s")] if bare else found


def _rate(written: Sequence[Took]) -> float:
    return _WRITTEN / statistics.median(each.wall_ms for each in written) * 1000


def _ratios(times: Mapping[str, _Times], bare: Sequence[Took], *, by_processor: bool) -> list[Row]:
    """Return how Deskside compares; below 1 it is the cheaper."""
    unit = "x processor time" if by_processor and processor_seconds(os.getpid()) else "x time"

    def cost(took: Sequence[Took]) -> float:
        is_told = unit == "x processor time"
        return statistics.median(each.processor_ms if is_told else each.wall_ms for each in took)

    own = times["deskside"]
    found = [
        (f"deskside / {name}, {figure}", cost(ours) / cost(theirs), unit)
        for name, other in times.items()
        for figure, ours, theirs in (
            ("new screenshot", own.cold, other.cold),
            ("second question", own.second, other.second),
            ("writing", own.written, other.written),
        )
        if other is not own
    ]
    if bare:
        found.append(("deskside / llama-bench, writing", cost(own.written) / cost(bare), unit))
    return [*found, ("deskside: read while typing / text only", cost(own.prepared) / cost(own.text_only), unit)]


def _screen(clock: str, width: int, height: int) -> RedactedImage:
    """Return a drawn form, covered as every picture is before a model may look at it."""
    redactor = ScreenRedactor(ScreenReader())
    capture = form(width, height, clock=clock).capture()
    return redactor.cover(capture, redactor.plan(capture, CaseLabels()))
