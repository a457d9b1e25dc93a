"""What tests ask of the model process from the window's side."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.domain.answer import BackendEvent, ChatRequest, GenerationFinished, SamplingParams, TextArrived, Turn
from engine.domain.conversation import Role
from engine.domain.picture import RedactedImage

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals")
ENDLESS = SamplingParams(temperature=0, presence_penalty=0, max_tokens=100_000)
Images = Callable[[int], RedactedImage]


def request(*parts: str | RedactedImage, sampling: SamplingParams | None = None) -> ChatRequest:
    sampling = sampling or SamplingParams(temperature=0, presence_penalty=0, max_tokens=16)
    return ChatRequest((Turn(Role.AGENT, parts),), sampling)


def answer(backend: LocalBackend, ask: ChatRequest) -> tuple[str, GenerationFinished]:
    events = list(backend.generate(ask, threading.Event()))
    end = events[-1]
    assert isinstance(end, GenerationFinished)
    return "".join(event.text for event in events if isinstance(event, TextArrived)), end


def pid_of(backend: LocalBackend) -> int:
    process = backend._process
    assert process is not None
    assert process.pid is not None
    return process.pid


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def first_text(
    backend: LocalBackend, ask: ChatRequest, stop: threading.Event
) -> tuple[Iterator[BackendEvent], list[BackendEvent]]:
    """Start an answer and go on until it is being written."""
    events = backend.generate(ask, stop)
    seen: list[BackendEvent] = []
    for event in events:
        seen.append(event)
        if isinstance(event, TextArrived):
            break
    return events, seen


def backend_of(weights: Path, projector: Path, tmp_path: Path) -> LocalBackend:
    return LocalBackend(
        weights,
        projector,
        Loading(device="cpu", context_tokens=1024, image_tokens=(64, 256), threads=1),
        model_name="tiny",
        log_folder=tmp_path,
    )
