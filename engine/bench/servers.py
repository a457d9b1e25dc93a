"""llama.cpp's own programs as peers of a benchmark. Their paths are given; Deskside ships neither.

Both can be built from the llama.cpp inside llama-cpp-python's source package:
`cmake -B build -DLLAMA_BUILD_TOOLS=ON -DBUILD_SHARED_LIBS=OFF`, then
`cmake --build build --target llama-server llama-bench`.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import time
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from engine.bench.drivers import IMAGE_LIMITS, ProcessClock, Talk, Took, chat_messages
from engine.errors import BackendError

_PATIENCE_S = 900
_LOOK_EVERY_S = 0.05
_ALL_LAYERS = 999


class LlamaServer:
    """`llama-server` on loopback, with the limits that the others have."""

    def __init__(self, program: Path, pair: tuple[Path, Path], context_tokens: int, threads: int, device: str) -> None:
        self._port = _free_port()
        weights, projector = pair
        least, most = IMAGE_LIMITS
        self._command = [
            *(str(program), "--model", str(weights), "--mmproj", str(projector)),
            *("--host", "127.0.0.1", "--port", str(self._port), "--parallel", "1", "--jinja", "--no-warmup"),
            *("--ctx-size", str(context_tokens), "--batch-size", "512", "--ubatch-size", "512"),
            *("--threads", str(threads), "--threads-batch", str(threads)),
            *("--image-min-tokens", str(least), "--image-max-tokens", str(most)),
            *(
                ("--n-gpu-layers", str(_ALL_LAYERS))
                if device != "cpu"
                else ("--n-gpu-layers", "0", "--no-mmproj-offload")
            ),
        ]
        self.load_ms = 0.0

    def __enter__(self) -> Self:
        began = perf_counter()
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while self._status("/health") != http.client.OK:
            if self._process.poll() is not None or perf_counter() - began > _PATIENCE_S:
                self._end()
                raise BackendError("model.peer_failed", program=self._command[0], code=self._process.returncode)
            time.sleep(_LOOK_EVERY_S)
        self.load_ms = (perf_counter() - began) * 1000
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def ask(self, talk: Talk, tokens: int) -> Took:
        body = json.dumps({"messages": chat_messages(talk), "max_tokens": tokens, "temperature": 0})
        watch = ProcessClock(self._process.pid)
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE_S)
        connection.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        took = watch.took()
        connection.close()
        if answer.status != http.client.OK:
            raise BackendError("model.peer_failed", program=self._command[0], code=answer.status, detail=text.decode())
        return took

    def prepare(self, talk: Talk, typing_s: float) -> bool:
        return False

    def _status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)


def llama_bench_took(program: Path, weights: Path, threads: int, device: str, tokens: int) -> Took:
    """Return what `llama-bench` takes for so many tokens, without sampling and text."""
    wanted = [_llama_bench(program, weights, threads, device, count) for count in (tokens, 2 * tokens)]
    return wanted[1] - wanted[0]  # so that loading the model does not count


def _llama_bench(program: Path, weights: Path, threads: int, device: str, tokens: int) -> Took:
    layers = 0 if device == "cpu" else _ALL_LAYERS
    command = [str(program), "-m", str(weights), "-p", "0", "-n", str(tokens), "-t", str(threads), "-ngl", str(layers)]
    children_before, began = os.times(), perf_counter()
    done = subprocess.run([*command, "-r", "1", "--no-warmup"], capture_output=True, check=False, text=True)
    wall_s, children = perf_counter() - began, os.times()
    if done.returncode:
        raise BackendError("model.peer_failed", program=program, code=done.returncode, detail=done.stderr[-2000:])
    processor_s = children.children_user - children_before.children_user
    processor_s += children.children_system - children_before.children_system
    return Took(wall_s * 1000, processor_s * 1000)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
