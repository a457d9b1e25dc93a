"""The model process dies, sends junk, does not stop, falls silent or outlives its window, from the window's side."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic

import pytest

from engine.backends.local import LocalBackend
from engine.backends.process import WorkerProcess
from engine.backends.wire import read_frame, write_frame
from engine.bench.tiny_model import PairShape, make_tiny_pair
from engine.domain.answer import BackendEvent, GenerationFinished, Phase, PhaseChanged, TextArrived
from engine.domain.conversation import FinishReason
from engine.domain.model import BackendState
from engine.errors import WorkerDied
from tests.unit.backends.asked_of_local import (
    ENDLESS,
    Images,
    answer,
    backend_of,
    first_text,
    is_running,
    pid_of,
    posix_only,
    request,
)


@posix_only
def test_a_killed_process_is_told_and_the_next_answer_works(local_backend: LocalBackend) -> None:
    stop = threading.Event()
    events, seen = first_text(local_backend, request("Hello", sampling=ENDLESS), stop)
    os.kill(pid_of(local_backend), signal.SIGKILL)
    with pytest.raises(WorkerDied) as caught:
        list(events)
    assert caught.value.key == "worker.died"
    assert caught.value.remedy()
    assert any(isinstance(event, TextArrived) for event in seen)
    text, end = answer(local_backend, request("Hello"))
    assert text
    assert end.reason is FinishReason.LENGTH


@posix_only
def test_a_second_death_in_a_row_makes_the_next_start_wait(local_backend: LocalBackend) -> None:
    for _ in range(2):
        events, _seen = first_text(local_backend, request("Hello", sampling=ENDLESS), threading.Event())
        os.kill(pid_of(local_backend), signal.SIGKILL)
        with pytest.raises(WorkerDied):
            list(events)
    began = monotonic()
    assert answer(local_backend, request("Hello"))[0]
    assert monotonic() - began > 0.4


def test_junk_from_the_process_is_a_death_not_a_wrong_answer(
    local_backend: LocalBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.backends.process._command", lambda: [sys.executable, "-c", "print('hello there')"])
    with pytest.raises(WorkerDied) as caught:
        local_backend.load()
    assert caught.value.key == "worker.died_loading"


def test_a_process_that_cannot_be_started_is_a_death(
    local_backend: LocalBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.backends.process._command", lambda: ["/no/such/program"])
    with pytest.raises(WorkerDied):
        local_backend.load()
    assert local_backend.status().state is BackendState.FAILED


def test_a_stop_while_writing_is_answered_at_once(local_backend: LocalBackend) -> None:
    stop = threading.Event()
    events, _seen = first_text(local_backend, request("Hello", sampling=ENDLESS), stop)
    stop.set()
    began = monotonic()
    rest = list(events)
    assert monotonic() - began < 0.3
    assert isinstance(rest[-1], GenerationFinished)
    assert rest[-1].reason is FinishReason.STOPPED
    assert answer(local_backend, request("Hello"))[0]


@pytest.mark.parametrize("phase", [Phase.LOADING, Phase.ENCODING, Phase.READING])
def test_a_stop_in_any_phase_ends_the_answer_without_text(
    local_backend: LocalBackend, redacted: Images, phase: Phase
) -> None:
    stop = threading.Event()
    seen: list[BackendEvent] = []
    began = 0.0
    for event in local_backend.generate(request(redacted(1), "Hello " * 500, sampling=ENDLESS), stop):
        seen.append(event)
        if isinstance(event, PhaseChanged) and event.phase is phase:
            stop.set()
            began = began or monotonic()
    assert monotonic() - began < 0.3
    assert isinstance(seen[-1], GenerationFinished)
    assert seen[-1].reason is FinishReason.STOPPED
    assert not any(isinstance(event, TextArrived) for event in seen)


@posix_only
def test_a_process_that_does_not_obey_a_stop_is_replaced(local_backend: LocalBackend) -> None:
    stop = threading.Event()
    events, _seen = first_text(local_backend, request("Hello", sampling=ENDLESS), stop)
    frozen = pid_of(local_backend)
    os.kill(frozen, signal.SIGSTOP)
    stop.set()
    began = monotonic()
    rest = list(events)
    assert monotonic() - began < 0.5
    assert isinstance(rest[-1], GenerationFinished)
    assert rest[-1].reason is FinishReason.STOPPED
    while is_running(frozen):
        assert monotonic() - began < 1.0  # 0.3 seconds, and some for a busy machine
        threading.Event().wait(0.01)
    # Nobody has asked for it yet.
    while local_backend.process_id in (None, frozen) or local_backend.status().state is not BackendState.READY:
        assert monotonic() - began < 20.0
        threading.Event().wait(0.01)
    loaded = pid_of(local_backend)
    assert answer(local_backend, request("Hello"))[0]
    assert pid_of(local_backend) == loaded


@posix_only
def test_loading_that_was_stopped_does_not_go_on(local_backend: LocalBackend) -> None:
    stop = threading.Event()
    loading = 0
    for event in local_backend.generate(request("Hello"), stop):
        if isinstance(event, PhaseChanged) and not loading:
            loading = pid_of(local_backend)
            os.kill(loading, signal.SIGSTOP)  # the tiny model would be there at once
            stop.set()
            began = monotonic()
    while is_running(loading):
        assert monotonic() - began < 1.0  # 0.3 seconds, and some for a busy machine
        threading.Event().wait(0.01)
    assert answer(local_backend, request("Hello"))[0]


@posix_only
def test_a_process_that_falls_silent_is_ended(local_backend: LocalBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    events, _seen = first_text(local_backend, request("Hello", sampling=ENDLESS), threading.Event())
    monkeypatch.setattr("engine.backends.process._SILENT_S", 0.2)
    monkeypatch.setattr("engine.backends.process._PING_AFTER_S", 0.1)
    os.kill(pid_of(local_backend), signal.SIGSTOP)
    with pytest.raises(WorkerDied) as caught:
        list(events)
    assert caught.value.key == "worker.silent"


def test_closing_ends_process_and_threads(local_backend: LocalBackend) -> None:
    before = set(threading.enumerate())
    local_backend.load()
    pid = pid_of(local_backend)
    local_backend.close()
    local_backend.close()
    assert set(threading.enumerate()) <= before
    if sys.platform != "win32":
        assert not is_running(pid)


@posix_only
def test_the_process_ends_with_the_window_however_that_ends(tiny_pair: tuple[Path, Path], tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from engine.backends.loading import Loading\n"
        "from engine.backends.local import LocalBackend\n"
        "loading = Loading(device='cpu', context_tokens=1024, image_tokens=(64, 256), threads=1)\n"
        "weights, projector, logs = map(Path, sys.argv[1:])\n"
        "backend = LocalBackend(weights, projector, loading, model_name='tiny', log_folder=logs)\n"
        "backend.load(); print(backend._process.pid, flush=True); sys.stdin.read()"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, tiny_pair), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert window.stdout is not None
    worker = int(window.stdout.readline())
    assert is_running(worker)
    window.kill()
    window.communicate()
    deadline = monotonic() + 5
    while is_running(worker) and not _is_zombie(worker) and monotonic() < deadline:
        threading.Event().wait(0.01)
    assert not is_running(worker) or _is_zombie(worker)


def _is_zombie(pid: int) -> bool:
    """Ended, but not yet collected by whatever adopted it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_junk_to_the_process_ends_it_with_a_code_of_its_own(tmp_path: Path) -> None:
    process = _raw_worker(tmp_path)
    assert process.stdin is not None
    process.stdin.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    process.stdin.close()
    assert process.wait(20) == 3
    assert process.stdout is not None
    process.stdout.close()


def test_the_process_answers_pings_and_ends_with_the_pipe(tmp_path: Path) -> None:
    process = _raw_worker(tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    write_frame(process.stdin, {"op": "ping"})  # type: ignore[arg-type]
    frame = read_frame(process.stdout)  # type: ignore[arg-type]
    assert frame is not None
    assert frame.op == "pong"
    process.stdin.close()
    assert process.wait(20) == 0
    process.stdout.close()


def test_a_job_for_a_dead_process_ends_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.process._command", lambda: [sys.executable, "-c", ""])
    process = WorkerProcess(tmp_path / "log")
    first = process.open_job({"op": "ping"})
    assert first.take(20) is None
    assert first.is_orphaned
    late = process.open_job({"op": "ping"})
    assert late.take(20) is None
    assert late.is_orphaned
    process.close()


def _raw_worker(tmp_path: Path) -> "subprocess.Popen[bytes]":
    with (tmp_path / "worker.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "engine.backends.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )


def test_a_native_abort_is_told_and_the_window_lives_on(tmp_path: Path) -> None:
    """A sound header with senseless rotary sections: ggml's assertion ends its process at the first token."""
    backend = backend_of(*make_tiny_pair(tmp_path, shape=PairShape(rope_sections=(0, 0, 0, 0))), tmp_path)
    with pytest.raises(WorkerDied):
        answer(backend, request("Hello"))
    backend.close()
