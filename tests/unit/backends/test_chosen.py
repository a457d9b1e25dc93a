"""Another backend takes over: at once, or after the answer that is being written."""

import threading
from collections.abc import Iterator

import pytest

from engine.backends.chosen import ChosenBackend
from engine.domain.answer import ChatRequest, GenerationFinished, TextArrived, Turn
from engine.domain.conversation import Role
from engine.errors import BackendError
from engine.ports import Backend
from tests.fakes.backend import ScriptedBackend

QUESTION = ChatRequest((Turn(Role.AGENT, ("What now?",)),))


def _over(*backends: Backend) -> ChosenBackend:
    waiting: Iterator[Backend] = iter(backends)
    return ChosenBackend(lambda: next(waiting))


def test_what_is_chosen_now_answers_and_the_old_one_gives_its_memory_back() -> None:
    old, new = ScriptedBackend("old", model="old"), ScriptedBackend("new", model="new")
    backend = _over(old, new)
    backend.change()
    events = list(backend.generate(QUESTION, threading.Event()))
    assert [event.text for event in events if isinstance(event, TextArrived)] == ["new"]
    assert (backend.status().model, old.times_closed, new.times_closed) == ("new", 1, 0)


def test_an_answer_is_written_to_its_end_by_the_model_that_began_it() -> None:
    old, new = ScriptedBackend(model="old"), ScriptedBackend(model="new")
    old.will_answer("one ", "two")
    backend = _over(old, new)
    events = backend.generate(QUESTION, threading.Event())
    next(events)
    backend.change()
    assert (backend.status().model, old.times_closed) == ("old", 0)
    assert isinstance(list(events)[-1], GenerationFinished)
    assert (backend.status().model, old.times_closed) == ("new", 1)


def test_a_reader_who_leaves_lets_the_new_one_take_over() -> None:
    old, new = ScriptedBackend("one", model="old"), ScriptedBackend(model="new")
    backend = _over(old, new)
    events = backend.generate(QUESTION, threading.Event())
    next(events)
    backend.change()
    del events
    assert backend.status().model == "new"


def test_a_model_that_was_replaced_while_it_was_being_loaded_is_no_fault() -> None:
    class Loading(ScriptedBackend):
        def load(self) -> None:
            backend.change()  # as another thread would: it closes this one, which ends its process
            raise BackendError("worker.not_loaded")

    backend = _over(Loading(), ScriptedBackend(model="new"))
    backend.load()
    assert backend.status().model == "new"


def test_a_model_that_was_closed_while_it_was_being_loaded_is_no_fault() -> None:
    class Loading(ScriptedBackend):
        def load(self) -> None:
            backend.close()  # as the window does when the cases are locked
            raise BackendError("worker.not_loaded")

    backend = _over(Loading())
    backend.load()


def test_a_model_that_cannot_be_loaded_is_told() -> None:
    class Broken(ScriptedBackend):
        def load(self) -> None:
            raise BackendError("worker.out_of_memory")

    with pytest.raises(BackendError):
        _over(Broken()).load()
