"""The model process in trouble, in every phase: killed, frozen, starved, fed with junk, forgotten."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import cast

import pytest

from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.bench.damage import damaged_pairs, open_pair
from engine.domain.answer import (
    BackendEvent,
    BackendNotice,
    ChatRequest,
    GenerationFinished,
    Phase,
    PhaseChanged,
    SamplingParams,
    TextArrived,
    Turn,
)
from engine.domain.conversation import Role
from engine.domain.model import BackendState
from engine.domain.picture import RedactedImage
from engine.errors import BackendError, WorkerDied
from engine.wording import Language

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals")
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory")

Images = Callable[[int], RedactedImage]
Trouble = Callable[[LocalBackend], None]
SHORT = SamplingParams(temperature=0, presence_penalty=0, max_tokens=4)
ENDLESS = SamplingParams(temperature=0, presence_penalty=0, max_tokens=100_000)
HELLO = ChatRequest((Turn(Role.AGENT, ("Hello",)),), SHORT)


def pid_of(backend: LocalBackend) -> int:
    assert backend._process is not None
    return cast(int, backend._process.pid)


def kill(backend: LocalBackend) -> None:
    assert backend._process is not None
    backend._process._started.wait()
    os.kill(pid_of(backend), signal.SIGKILL)


def freeze(backend: LocalBackend) -> None:
    assert backend._process is not None
    backend._process._started.wait()
    os.kill(pid_of(backend), signal.SIGSTOP)


def feed_junk(backend: LocalBackend) -> None:
    process = backend._process
    assert process is not None
    process._started.wait()
    assert process._process is not None
    assert process._process.stdin is not None
    process._process.stdin.write(b"\x00" * 64)
    process._process.stdin.flush()


def fault_after(work: Callable[[], None]) -> BackendError | None:
    try:
        work()
    except BackendError as error:
        return error
    return None


def starve(backend: LocalBackend) -> None:
    """From now on every allocation fails."""
    import resource

    resource.prlimit(pid_of(backend), resource.RLIMIT_DATA, (0, resource.RLIM_INFINITY))


def answer(backend: LocalBackend, request: ChatRequest = HELLO) -> list[BackendEvent]:
    return list(backend.generate(request, threading.Event()))


def notices(events: list[BackendEvent]) -> list[str]:
    return [event.notice.key for event in events if isinstance(event, BackendNotice)]


def meet_trouble(backend: LocalBackend, request: ChatRequest, phase: Phase, trouble: Trouble) -> None:
    """Read an answer to its end; the trouble comes with the first event of a phase."""
    has_come = False
    for event in backend.generate(request, threading.Event()):
        if isinstance(event, PhaseChanged) and event.phase is phase and not has_come:
            has_come = True
            trouble(backend)


def wait_until(is_so: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = monotonic() + seconds
    while not is_so():
        assert monotonic() < deadline
        threading.Event().wait(0.02)


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.process._SILENT_S", 2.0)
    monkeypatch.setattr("engine.backends.local._LOOK_EVERY_S", 0.1)
    monkeypatch.setattr("engine.backends.process._PING_AFTER_S", 0.5)


@posix_only
@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("trouble", [kill, freeze, feed_junk])
@pytest.mark.parametrize("phase", [Phase.LOADING, Phase.ENCODING, Phase.READING, Phase.WRITING])
def test_trouble_in_any_phase_is_told_and_the_next_answer_works(
    local_backend: LocalBackend, redacted: Images, phase: Phase, trouble: Trouble
) -> None:
    request = ChatRequest((Turn(Role.AGENT, (redacted(1), "Hello " * 300)),), ENDLESS)
    with pytest.raises(WorkerDied) as caught:
        meet_trouble(local_backend, request, phase, trouble)
    assert caught.value.key in {"worker.died", "worker.died_loading", "worker.silent"}
    for language in Language:
        assert caught.value.remedy(language)
    assert isinstance(answer(local_backend)[-1], GenerationFinished)


@posix_only
@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("trouble", [kill, feed_junk])
def test_trouble_while_nothing_is_asked_costs_nothing(local_backend: LocalBackend, trouble: Trouble) -> None:
    local_backend.load()
    before = pid_of(local_backend)
    trouble(local_backend)
    wait_until(lambda: local_backend.status().state is not BackendState.READY)
    assert any(isinstance(event, TextArrived) for event in answer(local_backend))
    assert pid_of(local_backend) != before


@posix_only
@pytest.mark.usefixtures("_impatient")
def test_a_process_that_freezes_while_nothing_is_asked_is_replaced_and_that_is_told(
    local_backend: LocalBackend,
) -> None:
    local_backend.load()
    before = pid_of(local_backend)
    freeze(local_backend)
    wait_until(lambda: local_backend._process is not None and local_backend._process.pid not in (None, before))
    events = answer(local_backend)
    assert notices(events) == ["worker.replaced"]
    assert any(isinstance(event, TextArrived) for event in events)
    assert notices(answer(local_backend)) == []


Starved = Callable[..., LocalBackend]


@pytest.fixture
def new_backend(tiny_pair: tuple[Path, Path], tmp_path: Path) -> Iterator[Starved]:
    backends: list[LocalBackend] = []

    def make(
        *, memory_limit_mb: int = 0, context_tokens: int = 1024, image_tokens_max: int = 256, idle_minutes: float = 0
    ) -> LocalBackend:
        backends.append(
            LocalBackend(
                *tiny_pair,
                Loading(
                    device="cpu",
                    context_tokens=context_tokens,
                    image_tokens=(64, image_tokens_max),
                    threads=1,
                    memory_limit_mb=memory_limit_mb,
                ),
                model_name="tiny",
                log_folder=tmp_path,
                idle_minutes=idle_minutes,
            )
        )
        return backends[-1]

    yield make
    for backend in backends:
        backend.close()


@linux_only
def test_a_starved_process_goes_down_step_by_step_and_says_so(new_backend: Starved) -> None:
    starved = new_backend(memory_limit_mb=300, context_tokens=262_144, image_tokens_max=2048)
    events: list[BackendEvent] = []
    with pytest.raises(BackendError) as caught:
        events.extend(starved.generate(HELLO, threading.Event()))
    assert notices(events) == ["worker.fewer_image_tokens", "worker.smaller_cache"]
    assert caught.value.key in {"model.no_memory", "worker.died_of_memory"}
    assert caught.value.remedy()
    assert starved.status().state is BackendState.FAILED
    assert starved.status().image_tokens == (64, 1024), "the preview is to show what still holds"


@linux_only
@pytest.mark.parametrize("phase", [Phase.LOADING, Phase.ENCODING, Phase.READING, Phase.WRITING])
def test_memory_that_runs_out_in_any_phase_is_told_or_does_no_harm(
    local_backend: LocalBackend, redacted: Images, phase: Phase
) -> None:
    request = ChatRequest((Turn(Role.AGENT, (redacted(1), "Hello " * 300)),), SHORT)
    error = fault_after(lambda: meet_trouble(local_backend, request, phase, starve))
    assert error is None or error.remedy()
    assert local_backend.status().state in {BackendState.READY, BackendState.FAILED, BackendState.IDLE}
    local_backend.unload()  # a process that lives on is still starved
    assert isinstance(answer(local_backend)[-1], GenerationFinished)


@linux_only
def test_a_process_that_cannot_even_begin_is_told(new_backend: Starved) -> None:
    with pytest.raises(BackendError) as caught:
        answer(new_backend(memory_limit_mb=40))
    assert caught.value.key in {"model.no_memory", "worker.died_of_memory", "worker.died_loading"}
    assert caught.value.remedy()


@linux_only
def test_a_limit_that_suffices_is_not_noticed(new_backend: Starved) -> None:
    events = answer(new_backend(memory_limit_mb=2048))
    assert notices(events) == []
    assert isinstance(events[-1], GenerationFinished)


def test_memory_is_given_back_after_a_while_without_work(new_backend: Starved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.local._LOOK_EVERY_S", 0.05)
    backend = new_backend(idle_minutes=0.3 / 60)
    events = backend.generate(HELLO, threading.Event())
    next(events)
    process = backend._process
    assert process is not None
    list(events)
    wait_until(lambda: not process.is_alive)
    assert backend.status().state is BackendState.IDLE
    assert any(isinstance(event, TextArrived) for event in answer(backend))


def test_memory_is_not_given_back_while_an_answer_is_read_slowly(
    new_backend: Starved, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.backends.local._LOOK_EVERY_S", 0.02)
    backend = new_backend(idle_minutes=0.05 / 60)
    events = backend.generate(HELLO, threading.Event())
    while not isinstance(next(events), TextArrived):
        continue
    threading.Event().wait(0.3)
    assert isinstance(list(events)[-1], GenerationFinished)


def test_memory_is_not_given_back_while_the_model_is_loading_and_the_while_begins_when_it_is_there(
    new_backend: Starved, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.backends.local._LOOK_EVERY_S", 3600)
    backend = new_backend(idle_minutes=1)
    backend._used_at -= 3600
    loading = backend._load(threading.Event())
    next(loading)
    backend._look()
    assert backend.status().state is BackendState.LOADING
    list(loading)
    backend._look()
    assert backend.status().state is BackendState.READY


def test_damaged_files_never_bring_the_program_down(tmp_path: Path) -> None:
    count = 300 if os.environ.get("DESKSIDE_FULL") else 12
    for pair in damaged_pairs(tmp_path, count, seed=7):
        outcome = open_pair(pair, tmp_path / "logs")
        assert outcome.names_file, pair
        assert outcome.has_remedy, pair
