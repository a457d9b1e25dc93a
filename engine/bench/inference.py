"""What the own session saves: the same model, the same questions, beside the stock handler of llama-cpp-python.

A tiny Qwen3-VL is made for it, so the figures compare two ways of driving llama.cpp; they say nothing about how fast
a real model is. Both run in this process with one thread, so that a busy machine disturbs both alike.
"""

from __future__ import annotations

import base64
import io
import statistics
import tempfile
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
from engine.domain.answer import GenerationFinished, SamplingParams, TextArrived
from engine.domain.conversation import Role
from engine.domain.picture import pixel_digest
from engine.errors import BackendError

Row = tuple[str, float, str]

_SHAPE = TinyShape(
    width=512,
    layers=8,
    heads=8,
    kv_heads=2,
    feed_forward=1536,
    vision_width=256,
    vision_layers=8,
    vision_heads=4,
    vision_feed_forward=1024,
    deepstack=(1, 3, 5),
)
_WIDTH, _HEIGHT = 1280, 704
_ANSWER_TOKENS = 64
_CONTEXT = 4096
_RUNS = 3
_QUESTIONS = ("What does this error say?", "And how do I fix it?")
_STOCK_LIMITS = (8, 4096)  # the stock handler cannot set others


@dataclass(slots=True)
class _Times:
    """One run: milliseconds, and tokens a second of the second answer."""

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
    greedy = SamplingParams(temperature=0, presence_penalty=0, max_tokens=_ANSWER_TOKENS)
    turns: list[PromptTurn] = []
    for question in _QUESTIONS:
        parts: tuple[str | Pixels, ...] = (question,) if turns else (picture, question)
        turns.append(PromptTurn(Role.AGENT, parts))
        answer = ""
        for event in session.generate(turns, greedy, lambda: False):
            if isinstance(event, TextArrived):
                answer += event.text
            elif isinstance(event, GenerationFinished):
                times.first_token_ms.append(event.usage.first_token_ms)
                times.tokens_per_second = event.usage.tokens_per_second
        turns.append(PromptTurn(Role.ASSISTANT, (answer,)))
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
    times.load_ms = (perf_counter() - began) * 1000
    messages: list[dict[str, Any]] = []
    for question in _QUESTIONS:
        content: list[dict[str, Any]] = [{"type": "text", "text": question}]
        if not messages:
            content.insert(0, {"type": "image_url", "image_url": {"url": _data_uri(picture)}})
        messages.append({"role": "user", "content": content})
        messages.append({"role": "assistant", "content": _stock_answer(model, messages, times)})
    model.close()
    return times


def _stock_answer(model: Any, messages: list[dict[str, Any]], times: _Times) -> str:
    began = perf_counter()
    first, count, answer = 0.0, 0, ""
    stream = model.create_chat_completion(
        messages, max_tokens=_ANSWER_TOKENS, temperature=0, presence_penalty=0, repeat_penalty=1.0, stream=True
    )
    for chunk in stream:
        text = chunk["choices"][0]["delta"].get("content")
        if text:
            first = first or perf_counter()
            count += 1
            answer += text
    times.first_token_ms.append((first - began) * 1000)
    # The stream joins tokens into characters; the limit is what was written.
    times.tokens_per_second = _ANSWER_TOKENS / (perf_counter() - first)
    return answer


def _data_uri(picture: Pixels) -> str:
    from PIL import Image

    stream = io.BytesIO()
    Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).save(stream, "PNG")
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
