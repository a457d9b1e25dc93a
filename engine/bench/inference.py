"""What the own session saves: the same model, the same questions, beside the stock handler of llama-cpp-python.

A tiny Qwen3-VL is made for it, so the figures compare two ways of driving llama.cpp; they say nothing about how fast
a real model is. Both run in this process with one thread, so that a busy machine disturbs both alike.
"""

from __future__ import annotations

import base64
import io
import statistics
import tempfile
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from engine.backends.local import LocalBackend
from engine.backends.native import LoadOptions
from engine.backends.prompt import Pixels, PromptTurn
from engine.backends.session import Session
from engine.bench.tiny_model import TinyShape, make_tiny_pair
from engine.domain.answer import SamplingParams
from engine.domain.conversation import Role
from engine.domain.picture import pixel_digest
from engine.errors import BackendError

Row = tuple[str, float, str]

_SHAPE = TinyShape(
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
_WIDTH, _HEIGHT = 960, 544
_WRITTEN = 128
_CONTEXT = 4096
_RUNS = 3
_ANSWER = "The print spooler has stopped."
_QUESTIONS = ("What does this error say?", "And how do I fix it?")
_STOCK_LIMITS = (8, 4096)  # the stock handler cannot set others


@dataclass(slots=True)
class _Times:
    """One run. The first token is timed as an answer of one token."""

    load_ms: float = 0.0
    first_token_ms: list[float] = field(default_factory=list)
    tokens_per_second: float = 0.0


def rows() -> list[Row]:
    """Measure and return (name, value, unit); medians. Raises BackendError without the `gguf` package."""
    return run()


def run(runs: int = _RUNS) -> list[Row]:
    """Measure `runs` times, the two ways in turn."""
    with tempfile.TemporaryDirectory(prefix="deskside-bench-") as folder:
        try:
            pair = make_tiny_pair(Path(folder), shape=_SHAPE)
        except ModuleNotFoundError as error:
            raise BackendError("model.no_maker", detail=str(error)) from error
        pictures = [_screen(seed) for seed in range(runs)]
        own, stock = [], []
        for picture in pictures:
            own.append(_own_run(pair, picture))
            stock.append(_stock_run(pair, picture))
        worker_ms = statistics.median(_process_start_ms(pair, Path(folder)) for _ in range(runs))
    return [
        ("model process started and model loaded", worker_ms, "ms"),
        *_rows_of("own session", own),
        *_rows_of("stock handler", stock),
    ]


def _rows_of(name: str, times: Iterable[_Times]) -> list[Row]:
    measured = list(times)

    def middle(value: Callable[[_Times], float]) -> float:
        return statistics.median(map(value, measured))

    return [
        (f"{name}: load", middle(lambda one: one.load_ms), "ms"),
        (f"{name}: first token, new screenshot", middle(lambda one: one.first_token_ms[0]), "ms"),
        (f"{name}: first token, second question on it", middle(lambda one: one.first_token_ms[1]), "ms"),
        (f"{name}: writing", middle(lambda one: one.tokens_per_second), "tokens/s"),
    ]


def _screen(seed: int) -> Pixels:
    rgb = np.random.default_rng(seed).integers(0, 256, (_HEIGHT, _WIDTH, 3), dtype=np.uint8).tobytes()
    return Pixels(pixel_digest(_WIDTH, _HEIGHT, rgb), _WIDTH, _HEIGHT, rgb)


def _process_start_ms(pair: tuple[Path, Path], folder: Path) -> float:
    backend = LocalBackend(
        *pair,
        model_name="tiny",
        device="cpu",
        context_tokens=_CONTEXT,
        image_tokens=_STOCK_LIMITS,
        log_folder=folder,
        threads=1,
    )
    began = perf_counter()
    backend.load()
    took_ms = (perf_counter() - began) * 1000
    backend.close()
    return took_ms


def _own_run(pair: tuple[Path, Path], picture: Pixels) -> _Times:
    times = _Times()
    began = perf_counter()
    session = Session(LoadOptions(*pair, "cpu", _CONTEXT, *_STOCK_LIMITS, threads=1))
    times.load_ms = (perf_counter() - began) * 1000

    def ask(turns: list[PromptTurn], max_tokens: int) -> float:
        sampling = SamplingParams(temperature=0, presence_penalty=0, max_tokens=max_tokens)
        return _elapsed_ms(session.generate(turns, sampling, lambda: False))

    turns = [PromptTurn(Role.AGENT, (picture, _QUESTIONS[0]))]
    times.first_token_ms.append(ask(turns, 1))
    turns += [PromptTurn(Role.ASSISTANT, (_ANSWER,)), PromptTurn(Role.AGENT, (_QUESTIONS[1],))]
    times.first_token_ms.append(ask(turns, 1))
    text_only = [PromptTurn(Role.AGENT, (_QUESTIONS[0],))]
    times.tokens_per_second = _rate(lambda count: ask(text_only, count))
    session.close()
    return times


def _stock_run(pair: tuple[Path, Path], picture: Pixels) -> _Times:
    from llama_cpp import Llama
    from llama_cpp.llama_chat_format import MTMDChatHandler

    weights, projector = map(str, pair)
    times = _Times()
    handler = MTMDChatHandler(clip_model_path=projector, verbose=False, use_gpu=False)
    began = perf_counter()
    model = Llama(
        weights,
        chat_handler=handler,
        n_ctx=_CONTEXT,
        n_batch=512,
        n_threads=1,
        n_threads_batch=1,
        n_gpu_layers=0,
        verbose=False,
    )
    handler._init_mtmd_context(model)  # it would load the projector with the first picture only
    times.load_ms = (perf_counter() - began) * 1000

    def ask(messages: list[dict[str, Any]], max_tokens: int) -> float:
        began = perf_counter()
        model.create_chat_completion(
            messages, max_tokens=max_tokens, temperature=0, presence_penalty=0, repeat_penalty=1.0
        )
        return (perf_counter() - began) * 1000

    image = {"type": "image_url", "image_url": {"url": _data_uri(picture)}}
    messages: list[dict[str, Any]] = [{"role": "user", "content": [image, {"type": "text", "text": _QUESTIONS[0]}]}]
    times.first_token_ms.append(ask(messages, 1))
    messages += [{"role": "assistant", "content": _ANSWER}, {"role": "user", "content": _QUESTIONS[1]}]
    times.first_token_ms.append(ask(messages, 1))
    text_only = [{"role": "user", "content": _QUESTIONS[0]}]
    times.tokens_per_second = _rate(lambda count: ask(text_only, count))
    model.close()
    return times


def _elapsed_ms(events: Iterable[object]) -> float:
    began = perf_counter()
    deque(events, maxlen=0)
    return (perf_counter() - began) * 1000


def _rate(ask: Callable[[int], float]) -> float:
    """Return tokens a second: a long answer less what a short one takes, so that reading does not count."""
    short_ms = ask(1)
    return _WRITTEN / (ask(_WRITTEN + 1) - short_ms) * 1000


def _data_uri(picture: Pixels) -> str:
    from PIL import Image

    stream = io.BytesIO()
    Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).save(stream, "PNG")
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
