"""Ways of asking a model, each driven alike: as a child process of Deskside, and by llama-cpp-python's own handler."""

from __future__ import annotations

import base64
import io
import os
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from threading import Event
from time import perf_counter
from types import TracebackType
from typing import Any, Protocol, Self

from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.domain.answer import ChatRequest, SamplingParams, Turn
from engine.domain.conversation import Role
from engine.domain.picture import RedactedImage

Talk = Sequence[tuple[str, RedactedImage | None]]
"""The turns of a conversation, the agent's first, each with its picture."""

IMAGE_LIMITS = (8, 4096)
"""The stock handler cannot set others."""


@dataclass(frozen=True, slots=True)
class Took:
    """What an answer took, in milliseconds. On a busy machine only the processor's time is worth comparing."""

    wall_ms: float
    processor_ms: float
    """Of the process that runs the model; 0 where the system does not tell."""

    def __sub__(self, other: Took) -> Took:
        return Took(self.wall_ms - other.wall_ms, self.processor_ms - other.processor_ms)


class ProcessClock:
    """Times what a process does."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._began, self._processor_began = perf_counter(), processor_seconds(process)

    def took(self) -> Took:
        processor_s = processor_seconds(self._process) - self._processor_began
        return Took((perf_counter() - self._began) * 1000, processor_s * 1000)


def processor_seconds(process: int) -> float:
    """Return the processor time that a running process has used; 0 off Linux."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Driver(Protocol):
    """Runs one model until its context ends."""

    load_ms: float

    def ask(self, talk: Talk, tokens: int) -> Took:
        """Answer greedily in so many tokens; return what it took from request to end."""
        ...

    def prepare(self, talk: Talk, typing_s: float) -> bool:
        """Read ahead for as long as somebody types; False where that cannot be done."""
        ...


class OwnBackend:
    """What the window uses: the model in a child process, fed over a pipe."""

    def __init__(
        self, pair: tuple[Path, Path], context_tokens: int, threads: int, device: str, log_folder: Path
    ) -> None:
        self._backend = LocalBackend(
            *pair,
            Loading(device=device, context_tokens=context_tokens, image_tokens=IMAGE_LIMITS, threads=threads),
            model_name="benchmark",
            log_folder=log_folder,
        )
        self.load_ms = 0.0

    def __enter__(self) -> Self:
        began = perf_counter()
        self._backend.load()
        self.load_ms = (perf_counter() - began) * 1000
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._backend.close()

    def ask(self, talk: Talk, tokens: int) -> Took:
        request = ChatRequest(_turns(talk), SamplingParams(temperature=0, presence_penalty=0, max_tokens=tokens))
        watch = ProcessClock(self._backend.process_id or 0)
        deque(self._backend.generate(request, Event()), maxlen=0)
        return watch.took()

    def prepare(self, talk: Talk, typing_s: float) -> bool:
        """Read the pictures ahead, without the last question: the agent is still typing it."""
        turns = _turns(talk)
        pictures = tuple(part for part in turns[-1].parts if isinstance(part, RedactedImage))
        self._backend.prepare((*turns[:-1], Turn(Role.AGENT, pictures)))
        time.sleep(typing_s)
        return True


class StockHandler:
    """llama-cpp-python as it comes, in this process."""

    def __init__(self, pair: tuple[Path, Path], context_tokens: int, threads: int, device: str) -> None:
        self._pair = pair
        self._context_tokens = context_tokens
        self._threads = threads
        self._uses_gpu = device != "cpu"
        self.load_ms = 0.0

    def __enter__(self) -> Self:
        from llama_cpp import Llama
        from llama_cpp.llama_chat_format import MTMDChatHandler

        from engine.backends.library import start_library

        start_library()  # else it writes its whole log to the terminal
        weights, projector = map(str, self._pair)
        began = perf_counter()
        handler = MTMDChatHandler(clip_model_path=projector, verbose=False, use_gpu=self._uses_gpu)
        self._model = Llama(
            weights,
            chat_handler=handler,
            n_ctx=self._context_tokens,
            n_batch=512,
            n_threads=self._threads,
            n_threads_batch=self._threads,
            n_gpu_layers=-1 if self._uses_gpu else 0,
            verbose=False,
        )
        handler._init_mtmd_context(self._model)  # it would load the projector with the first picture only
        self.load_ms = (perf_counter() - began) * 1000
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._model.close()

    def ask(self, talk: Talk, tokens: int) -> Took:
        messages: Any = chat_messages(talk)
        watch = ProcessClock(os.getpid())
        self._model.create_chat_completion(
            messages, max_tokens=tokens, temperature=0, presence_penalty=0, repeat_penalty=1.0
        )
        return watch.took()

    def prepare(self, talk: Talk, typing_s: float) -> bool:
        return False


def chat_messages(talk: Talk) -> list[dict[str, Any]]:
    """Return a conversation as OpenAI-compatible interfaces take it."""
    messages = []
    for role, (text, picture) in zip(cycle(("user", "assistant")), talk, strict=False):
        parts: list[dict[str, Any]] = [{"type": "text", "text": text}]
        if picture is not None:
            parts.insert(0, {"type": "image_url", "image_url": {"url": _data_uri(picture)}})
        messages.append({"role": role, "content": parts if picture is not None else text})
    return messages


def _turns(talk: Talk) -> tuple[Turn, ...]:
    roles = cycle((Role.AGENT, Role.ASSISTANT))
    return tuple(
        Turn(role, (text,) if picture is None else (picture, text))
        for role, (text, picture) in zip(roles, talk, strict=False)
    )


def _data_uri(picture: RedactedImage) -> str:
    from PIL import Image

    stream = io.BytesIO()
    Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).save(stream, "PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
