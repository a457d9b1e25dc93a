"""Lanes: serial in themselves, side by side with others, silent once cancelled."""

import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop.tasks import Lane, ThreadedTasks
from engine.ports import StopSignal


@pytest.fixture
def faults() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qtbot: QtBot, faults: list[Exception]) -> Iterator[ThreadedTasks]:
    tasks = ThreadedTasks(faults.append)
    yield tasks
    assert tasks.close()


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot, tasks: ThreadedTasks) -> None:
    places: list[bool] = []
    gui = QThread.currentThread()
    ran_on: list[threading.Thread] = []

    def job() -> int:
        ran_on.append(threading.current_thread())
        return 7

    def done(result: int) -> None:
        assert result == 7
        places.append(QThread.currentThread() is gui)

    tasks.run(Lane.STORE, job, done=done)
    qtbot.waitUntil(lambda: bool(places))
    assert places == [True]
    assert ran_on != [threading.main_thread()]


def test_jobs_of_one_lane_run_in_order(qtbot: QtBot, tasks: ThreadedTasks) -> None:
    order: list[int] = []
    gate = threading.Event()

    def first() -> None:
        gate.wait(5)
        order.append(1)

    tasks.run(Lane.STORE, first)
    tasks.run(Lane.STORE, lambda: order.append(2))
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == [1, 2]


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, tasks: ThreadedTasks) -> None:
    gate = threading.Event()
    seen: list[str] = []
    tasks.run(Lane.ANSWER, lambda: gate.wait(5))
    tasks.run(Lane.STORE, lambda: "store", done=seen.append)
    qtbot.waitUntil(lambda: seen == ["store"])
    gate.set()


def test_a_stream_delivers_each_event_in_order_and_then_its_end(qtbot: QtBot, tasks: ThreadedTasks) -> None:
    seen: list[object] = []
    tasks.stream(Lane.ANSWER, lambda _: iter([1, 2, 3]), arrived=seen.append, done=lambda: seen.append("end"))
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == [1, 2, 3, "end"]


def test_stopping_asks_the_job_to_end_and_lets_its_last_words_arrive(qtbot: QtBot, tasks: ThreadedTasks) -> None:
    seen: list[str] = []
    has_begun = threading.Event()

    def job(stop: StopSignal) -> Iterator[str]:
        yield "begun"
        has_begun.set()
        while not stop.is_set():
            yield "more"
        yield "stopped"

    task = tasks.stream(Lane.ANSWER, job, arrived=seen.append)
    qtbot.waitUntil(lambda: "begun" in seen)
    task.stop()
    qtbot.waitUntil(lambda: "stopped" in seen)


def test_nothing_arrives_after_cancelling_even_what_was_already_on_its_way(qtbot: QtBot, tasks: ThreadedTasks) -> None:
    seen: list[str] = []
    was_run = threading.Event()

    def job() -> str:
        was_run.set()
        return "late"

    task = tasks.run(Lane.STORE, job, done=seen.append)
    assert was_run.wait(5)
    task.cancel()
    tasks.run(Lane.STORE, lambda: "next", done=seen.append)
    qtbot.waitUntil(lambda: "next" in seen)
    assert seen == ["next"]


def test_a_job_cancelled_before_its_turn_is_not_run(qtbot: QtBot, tasks: ThreadedTasks) -> None:
    gate = threading.Event()
    ran: list[str] = []
    ended: list[object] = []
    tasks.run(Lane.STORE, lambda: gate.wait(5))
    task = tasks.run(Lane.STORE, lambda: ran.append("cancelled"))
    tasks.run(Lane.STORE, lambda: None, done=ended.append)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert ran == []


def test_a_fault_goes_to_its_own_handler(qtbot: QtBot, tasks: ThreadedTasks, faults: list[Exception]) -> None:
    seen: list[Exception] = []

    def job() -> None:
        raise ValueError("broken")

    tasks.run(Lane.STORE, job, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert str(seen[0]) == "broken"
    assert faults == []


def test_a_fault_nobody_waits_for_goes_to_the_common_handler_and_the_lane_lives_on(
    qtbot: QtBot, tasks: ThreadedTasks, faults: list[Exception]
) -> None:
    seen: list[str] = []

    def job() -> None:
        raise ValueError("broken")

    tasks.run(Lane.STORE, job)
    tasks.run(Lane.STORE, lambda: "alive", done=seen.append)
    qtbot.waitUntil(lambda: seen == ["alive"])
    assert [str(fault) for fault in faults] == ["broken"]


def test_closing_ends_a_stream_that_would_go_on_for_ever(qtbot: QtBot, faults: list[Exception]) -> None:
    tasks = ThreadedTasks(faults.append)
    seen: list[int] = []

    def job(stop: StopSignal) -> Iterator[int]:
        while not stop.is_set():
            yield 1

    tasks.stream(Lane.ANSWER, job, arrived=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert tasks.close()
    assert tasks.run(Lane.STORE, lambda: None).is_dropped


def test_a_lane_at_rest_keeps_nothing_of_its_last_job(qtbot: QtBot, tasks: ThreadedTasks) -> None:
    class Pixels:
        """Something that must not stay."""

    pixels = Pixels()
    seen = weakref.ref(pixels)
    arrived: list[int] = []

    def job(held: Pixels = pixels) -> int:
        return id(held)

    tasks.run(Lane.PICTURE, job, done=arrived.append)
    qtbot.waitUntil(lambda: bool(arrived))
    del pixels, job
    qtbot.waitUntil(lambda: seen() is None, timeout=2000)
