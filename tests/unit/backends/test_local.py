"""The model process from the window's side: kills, junk, stops, orphans."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.backends.process import WorkerProcess
from engine.backends.wire import read_frame, write_frame
from engine.bench.tiny_model import ModelShape, make_tiny_pair
from engine.domain.answer import (
    BackendEvent,
    ChatRequest,
    GenerationFinished,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
    Turn,
)
from engine.domain.conversation import FinishReason, Role
from engine.domain.model import BackendState
from engine.domain.picture import RedactedImage
from engine.errors import BackendError, ModelFileError, WorkerDied

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


def test_the_window_process_never_imports_the_native_library() -> None:
    code = "import sys, engine.backends.local, engine.backends.catalogue.folder; print('llama_cpp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_nothing_is_started_before_it_is_needed(local_backend: LocalBackend) -> None:
    assert local_backend.status().state is BackendState.IDLE
    local_backend.close()
    assert local_backend._process is None


def test_loading_tells_the_device(local_backend: LocalBackend) -> None:
    local_backend.load()
    status = local_backend.status()
    assert (status.state, status.model) == (BackendState.READY, "tiny")
    assert status.context_tokens > 0, "the size that was loaded, for the gauge"
    assert status.device.startswith("CPU")
    pid = pid_of(local_backend)
    local_backend.load()
    assert pid_of(local_backend) == pid


def test_what_an_answer_is_to_be_like_reaches_the_process(local_backend: LocalBackend) -> None:
    plain = request("Hello")
    text, end = answer(local_backend, plain)
    assert end.logprobs is not None
    stop = text[len(text) // 2 :][:3]
    cut, ended = answer(local_backend, replace(plain, stop=(stop,)))
    assert (cut, ended.reason) == (text[: text.index(stop)], FinishReason.COMPLETE)
    form, _ = answer(local_backend, replace(plain, json_schema='{"enum": ["yes", "no"]}'))
    assert form in {'"yes"', '"no"'}
    with pytest.raises(BackendError) as caught:
        answer(local_backend, replace(plain, adapters=("bank",)))
    assert caught.value.key == "model.adapter_unknown"
    assert answer(local_backend, plain)[0] == text


def test_adapters_are_named_when_the_model_is_loaded(
    tiny_pair: tuple[Path, Path], tiny_adapter: Path, tmp_path: Path
) -> None:
    backend = LocalBackend(
        *tiny_pair,
        Loading(
            device="cpu",
            context_tokens=1024,
            image_tokens=(64, 256),
            threads=1,
            kv_type="q8_0",
            adapters={"bank": tiny_adapter},
        ),
        model_name="tiny",
        log_folder=tmp_path,
    )
    plain = request("Hello")
    adapted = answer(backend, replace(plain, adapters=("bank",)))[0]
    assert adapted != answer(backend, plain)[0]
    backend.close()


def test_the_second_question_on_a_picture_costs_no_second_look(local_backend: LocalBackend, redacted: Images) -> None:
    picture = redacted(1)
    _, first = answer(local_backend, request(picture, "What is this?"))
    _, second = answer(local_backend, request(picture, "What is that?"))
    assert (first.usage.image_encodes, second.usage.image_encodes) == (1, 0)
    assert second.usage.reused_tokens > 64
    assert second.usage.model == "tiny"


def test_reading_ahead_returns_at_once_and_saves_the_look(local_backend: LocalBackend, redacted: Images) -> None:
    picture = redacted(1)
    began = monotonic()
    local_backend.prepare([Turn(Role.AGENT, (picture,))])
    assert monotonic() - began < 0.2
    events = list(local_backend.generate(request(picture, "What is this?"), threading.Event()))
    end = events[-1]
    assert isinstance(end, GenerationFinished)
    assert end.usage.image_encodes == 0
    assert end.usage.reused_tokens > 64
    phases = list(dict.fromkeys(event.phase for event in events if isinstance(event, PhaseChanged)))
    assert phases == [Phase.LOADING, Phase.ENCODING, Phase.READING, Phase.WRITING]


def test_reading_ahead_for_another_picture_is_interrupted(local_backend: LocalBackend, redacted: Images) -> None:
    local_backend.load()
    local_backend.prepare([Turn(Role.AGENT, (redacted(1), "Hello " * 1000))])
    _, end = answer(local_backend, request(redacted(2), "What is this?"))
    assert end.usage.image_encodes == 1
    assert end.usage.reused_tokens < 10


@posix_only
def test_reading_ahead_that_no_longer_counts_is_given_up_even_where_it_does_not_stop(
    local_backend: LocalBackend, redacted: Images
) -> None:
    local_backend.load()
    local_backend.prepare([Turn(Role.AGENT, (redacted(1), "Hello " * 1000))])
    frozen = pid_of(local_backend)
    os.kill(frozen, signal.SIGSTOP)
    began = monotonic()
    with ThreadPoolExecutor() as pool:
        answering = pool.submit(answer, local_backend, request(redacted(2), "What is this?"))
        while is_running(frozen):
            assert monotonic() - began < 2.0  # one second, and some for a busy machine
            threading.Event().wait(0.01)
        assert answering.result()[1].usage.image_encodes == 1


def test_the_newest_reading_ahead_is_the_one_that_is_kept(local_backend: LocalBackend, redacted: Images) -> None:
    for seed in (1, 2, 3):
        local_backend.prepare([Turn(Role.AGENT, (redacted(seed),))])
    _, end = answer(local_backend, request(redacted(3), "What is this?"))
    assert end.usage.image_encodes == 0


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


@pytest.mark.parametrize("cut", [0, 100, 3000, 1_000_000])
def test_a_damaged_file_is_refused_before_any_process_starts(
    tiny_pair: tuple[Path, Path], tmp_path: Path, cut: int
) -> None:
    weights = tmp_path / "cut.gguf"
    weights.write_bytes(tiny_pair[0].read_bytes()[:cut])
    backend = _backend(weights, tiny_pair[1], tmp_path)
    with pytest.raises(ModelFileError) as caught:
        backend.load()
    assert caught.value.key == "model.damaged"
    assert "cut.gguf" in caught.value.message()
    assert backend._process is None
    assert backend.status().state is BackendState.FAILED
    assert backend.status().detail == "model.damaged"
    assert not (tmp_path / "model.log").exists()


def test_a_wrong_pair_is_refused_before_any_process_starts(tiny_pair: tuple[Path, Path], tmp_path: Path) -> None:
    _, projector = make_tiny_pair(tmp_path, shape=ModelShape(width=192))
    backend = _backend(tiny_pair[0], projector, tmp_path)
    with pytest.raises(ModelFileError) as caught:
        next(iter(backend.generate(request("Hello"), threading.Event())))
    assert caught.value.key == "model.wrong_pair"


def test_what_only_the_native_loader_notices_is_a_model_file_error(
    tiny_pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """A tensor is missing, though the header is sound: the process survives and says so."""
    content = tiny_pair[0].read_bytes().replace(b"output_norm.weight", b"output_horm.weight")
    weights = tmp_path / "renamed.gguf"
    weights.write_bytes(content)
    with pytest.raises(ModelFileError) as caught:
        _backend(weights, tiny_pair[1], tmp_path).load()
    assert caught.value.key == "model.unreadable"


def test_a_prompt_that_does_not_fit_is_refused_and_the_process_lives_on(local_backend: LocalBackend) -> None:
    with pytest.raises(Exception, match="too long") as caught:
        answer(local_backend, request("x " * 20_000))
    assert getattr(caught.value, "key", "") == "model.context_full"
    pid = pid_of(local_backend)
    assert answer(local_backend, request("Hello"))[0]
    assert pid_of(local_backend) == pid


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


def test_code_in_the_process_has_no_network() -> None:
    code = (
        "import sys, socket; from engine.backends.worker import _refuse_network\n"
        "sys.addaudithook(_refuse_network)\n"
        "socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "the model process has no network" in done.stderr


def test_the_log_holds_no_word_of_the_conversation(local_backend: LocalBackend, tmp_path: Path) -> None:
    local_backend.load()
    answer(local_backend, request("The password is swordfish"))
    local_backend.close()
    log = (tmp_path / "logs" / "model.log").read_text(encoding="utf-8")
    assert "loaded on" in log
    assert "swordfish" not in log


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


def _backend(weights: Path, projector: Path, tmp_path: Path) -> LocalBackend:
    return LocalBackend(
        weights,
        projector,
        Loading(device="cpu", context_tokens=1024, image_tokens=(64, 256), threads=1),
        model_name="tiny",
        log_folder=tmp_path,
    )


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
    backend = _backend(*make_tiny_pair(tmp_path, shape=ModelShape(rope_sections=(0, 0, 0, 0))), tmp_path)
    with pytest.raises(WorkerDied):
        answer(backend, request("Hello"))
    backend.close()
