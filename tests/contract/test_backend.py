"""What every Backend keeps to, whatever runs the model."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import pytest

from engine.backends.chosen import ChosenBackend
from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.backends.remote import RemoteBackend
from engine.backends.server_link import ServerAddress, ServerLink
from engine.domain.answer import (
    BackendEvent,
    ChatRequest,
    GenerationFinished,
    SamplingParams,
    TextArrived,
    Turn,
)
from engine.domain.conversation import FinishReason, Role
from engine.domain.model import BackendState
from engine.domain.picture import RedactedImage
from engine.errors import BackendError, WorkerDied
from engine.ports import Backend
from tests.fakes.backend import ScriptedBackend
from tests.servers.real import KEY, LLAMA_SERVER
from tests.servers.relay import Relay, relay_to

PICTURE = RedactedImage(64, 64, bytes(range(256)) * 48)
QUESTION = ChatRequest(
    (Turn(Role.SYSTEM, ("Be short.",)), Turn(Role.AGENT, (PICTURE, "What is this?"))),
    SamplingParams(temperature=0, presence_penalty=0, max_tokens=16),
)
LONG = replace(QUESTION, sampling=replace(QUESTION.sampling, max_tokens=3000))


class Stage(Protocol):
    """A backend, and a way to let its model die in mid-answer."""

    @property
    def backend(self) -> Backend: ...
    @property
    def tells_usage(self) -> bool: ...
    def let_next_answer_die(self) -> None: ...
    def kill(self) -> None: ...
    def holding(self) -> Callable[[], bool]:
        """Return what tells, now and after the end, whether the backend still holds what it holds now."""
        ...


@dataclass
class ScriptedStage:
    backend: ScriptedBackend
    tells_usage: bool = True

    def let_next_answer_die(self) -> None:
        self.backend._scripts.clear()
        self.backend.will_fail(after=["one", "two"])

    def kill(self) -> None:
        """The script breaks off by itself."""

    def holding(self) -> Callable[[], bool]:
        return lambda: self.backend.times_closed == 0


class ChosenStage:
    """What the settings name, behind the seam where it can be changed."""

    tells_usage = True

    def __init__(self, scripted: ScriptedBackend) -> None:
        self.backend = ChosenBackend(lambda: scripted)
        self._scripted = ScriptedStage(scripted)

    def let_next_answer_die(self) -> None:
        self._scripted.let_next_answer_die()

    def kill(self) -> None:
        """The script breaks off by itself."""

    def holding(self) -> Callable[[], bool]:
        return self._scripted.holding()


@dataclass
class LocalStage:
    backend: LocalBackend
    tells_usage: bool = True

    def let_next_answer_die(self) -> None:
        """`kill` does it."""

    def kill(self) -> None:
        assert self.backend._process is not None
        assert self.backend._process.pid is not None
        os.kill(self.backend._process.pid, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)

    def holding(self) -> Callable[[], bool]:
        process = self.backend._process
        assert process is not None
        return lambda: process.is_alive


@dataclass
class RemoteStage:
    backend: RemoteBackend
    relay: Relay
    tells_usage: bool

    def let_next_answer_die(self) -> None:
        """`kill` does it."""

    def kill(self) -> None:
        self.relay.cut()

    def holding(self) -> Callable[[], bool]:
        return lambda: self.backend._key is not None


@pytest.fixture(params=["scripted", "chosen", "local", "python_server", *(["llama_server"] if LLAMA_SERVER else [])])
def stage(request: pytest.FixtureRequest, tiny_pair: tuple[Path, Path], tmp_path: Path) -> Iterator[Stage]:
    if request.param.endswith("server"):
        with relay_to(request.getfixturevalue(request.param)) as relay:
            link = ServerLink(ServerAddress.parse(f"http://127.0.0.1:{relay.port}"))
            remote = RemoteBackend(link, model="tiny", key=lambda: KEY)
            # llama-cpp-python's server tells no usage in a stream.
            yield RemoteStage(remote, relay, tells_usage=request.param == "llama_server")
            remote.close()
        return
    if request.param in ("scripted", "chosen"):
        scripted = ScriptedBackend()
        for _ in range(3):
            scripted.will_answer("Open ", "the ", "console.")
        yield ScriptedStage(scripted) if request.param == "scripted" else ChosenStage(scripted)
        return
    local = LocalBackend(
        *tiny_pair,
        Loading(device="cpu", context_tokens=4096, image_tokens=(64, 256), threads=1),
        model_name="tiny",
        log_folder=tmp_path,
    )
    yield LocalStage(local)
    local.close()


def ends(events: list[BackendEvent]) -> list[GenerationFinished]:
    return [event for event in events if isinstance(event, GenerationFinished)]


def has_text(events: list[BackendEvent]) -> bool:
    return any(isinstance(event, TextArrived) and event.text for event in events)


def until_written(events: Iterator[BackendEvent]) -> None:
    """Let an answer come as far as its first text."""
    while not isinstance(next(events), TextArrived):
        continue


def let_an_answer_die(stage: Stage) -> None:
    """Begin an answer, let the model die in the middle of it, and be told."""
    stage.let_next_answer_die()
    events = stage.backend.generate(LONG, threading.Event())
    until_written(events)
    stage.kill()
    with pytest.raises(WorkerDied):
        list(events)


def test_an_answer_is_text_and_then_one_end(stage: Stage) -> None:
    events = list(stage.backend.generate(QUESTION, threading.Event()))
    assert has_text(events)
    assert ends(events) == events[-1:]
    assert ends(events)[0].reason in (FinishReason.COMPLETE, FinishReason.LENGTH)


def test_usage_names_the_model_and_counts(stage: Stage) -> None:
    end = ends(list(stage.backend.generate(QUESTION, threading.Event())))[0]
    assert end.usage.model == stage.backend.status().model
    assert end.usage.prompt_tokens > 0 or not stage.tells_usage
    assert end.usage.completion_tokens > 0


def test_a_stop_beforehand_gives_no_text(stage: Stage) -> None:
    stop = threading.Event()
    stop.set()
    events = list(stage.backend.generate(QUESTION, stop))
    assert not has_text(events)
    assert ends(events)[0].reason is FinishReason.STOPPED


def test_after_a_stop_no_more_text_comes_and_the_next_answer_works(stage: Stage) -> None:
    stop = threading.Event()
    events = stage.backend.generate(LONG, stop)
    until_written(events)
    stop.set()
    rest = list(events)
    assert not has_text(rest)
    assert ends(rest)[0].reason is FinishReason.STOPPED
    assert has_text(list(stage.backend.generate(QUESTION, threading.Event())))


def test_a_reader_may_leave_in_the_middle(stage: Stage) -> None:
    events = stage.backend.generate(LONG, threading.Event())
    until_written(events)
    del events
    assert has_text(list(stage.backend.generate(QUESTION, threading.Event())))


def test_a_death_in_mid_answer_is_told_and_the_next_answer_works(stage: Stage) -> None:
    let_an_answer_die(stage)
    assert has_text(list(stage.backend.generate(QUESTION, threading.Event())))


def test_after_a_fault_the_next_answer_is_shown_as_being_written(stage: Stage) -> None:
    let_an_answer_die(stage)
    events = stage.backend.generate(QUESTION, threading.Event())
    until_written(events)
    assert stage.backend.status().state is BackendState.BUSY
    list(events)
    assert stage.backend.status().state is BackendState.READY


def test_reading_ahead_does_not_change_that_an_answer_comes(stage: Stage) -> None:
    stage.backend.prepare(QUESTION.turns[:1])
    stage.backend.prepare(QUESTION.turns)
    assert has_text(list(stage.backend.generate(QUESTION, threading.Event())))


def test_the_state_is_told_at_every_moment(stage: Stage) -> None:
    assert stage.backend.status().state is BackendState.IDLE
    stage.backend.load()
    assert stage.backend.status().state is BackendState.READY
    events = stage.backend.generate(QUESTION, threading.Event())
    until_written(events)
    assert stage.backend.status().state is BackendState.BUSY
    list(events)
    assert stage.backend.status().state is BackendState.READY
    stage.backend.close()
    assert stage.backend.status().state is BackendState.IDLE


def test_memory_is_given_back_when_asked_and_taken_again(stage: Stage) -> None:
    stage.backend.load()
    stage.backend.unload()
    stage.backend.unload()
    assert has_text(list(stage.backend.generate(QUESTION, threading.Event())))


def test_giving_memory_back_does_not_break_an_answer(stage: Stage) -> None:
    events = stage.backend.generate(QUESTION, threading.Event())
    until_written(events)
    stage.backend.unload()
    assert isinstance(list(events)[-1], GenerationFinished)


def test_closing_gives_back_process_and_key_and_may_be_done_twice(stage: Stage) -> None:
    list(stage.backend.generate(QUESTION, threading.Event()))
    is_holding = stage.holding()
    assert is_holding()
    stage.backend.close()
    assert not is_holding()
    stage.backend.close()
    assert not is_holding()
    assert stage.backend.status().state is BackendState.IDLE


def test_an_answer_is_written_on_or_that_is_refused_and_known_beforehand(stage: Stage) -> None:
    """What is told are the new words alone."""
    stage.backend.load()
    request = replace(QUESTION, continues="Restart the")
    if stage.backend.status().can_continue:
        events = list(stage.backend.generate(request, threading.Event()))
        assert isinstance(events[-1], GenerationFinished)
        assert not "".join(event.text for event in events if isinstance(event, TextArrived)).startswith("Restart the")
    else:
        with pytest.raises(BackendError):
            list(stage.backend.generate(request, threading.Event()))
    assert has_text(list(stage.backend.generate(QUESTION, threading.Event())))
