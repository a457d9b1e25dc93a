"""The one door for background work: named serial lanes; what they deliver arrives on the GUI thread.

A job is a plain function, or a generator for work that reports as it goes. Jobs of one lane run one after
the other; lanes run side by side. Nothing that blocks may run anywhere else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from enum import StrEnum
from queue import SimpleQueue
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from engine.ports import StopSignal

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Lane(StrEnum):
    """What may run side by side."""

    ENGINE = "engine"
    STORE = "store"
    PICTURE = "picture"
    SMALL = "small"
    """Pictures of cases: nobody's capture waits for them, and they do not wait for what reads captures to load."""
    SCREEN = "screen"
    """Waits for a dialogue of the desktop."""
    ANSWER = "answer"
    MODEL = "model"
    FIXES = "fixes"
    SETTINGS = "settings"
    FILES = "files"
    """Looks at model files."""
    TRANSFERS = "transfers"
    """Copies, fetches and checks them, for hours if need be."""


def _ignore(*_: object) -> None:
    """For results that nobody waits for."""


class Task:
    """One job under way."""

    def __init__(self) -> None:
        self.stop_signal = threading.Event()
        self.is_dropped = False

    def stop(self) -> None:
        """Ask the job to end soon; what it still has to say arrives."""
        self.stop_signal.set()

    def cancel(self) -> None:
        """Ask the job to end, and let nothing of it arrive any more."""
        self.is_dropped = True
        self.stop_signal.set()


class Tasks(Protocol):
    """What starts background work. Call it from the GUI thread."""

    def run(
        self,
        lane: Lane,
        job: Callable[[], T],
        *,
        done: Callable[[T], None] = _ignore,
        failed: Failed | None = None,
    ) -> Task:
        """Run a function; `done` gets its result. Without `failed`, a fault goes to the common handler."""
        ...

    def stream(
        self,
        lane: Lane,
        job: Callable[[StopSignal], Iterable[T]],
        *,
        arrived: Callable[[T], None],
        done: Callable[[], None] = _ignore,
        failed: Failed | None = None,
    ) -> Task:
        """Run a generator; `arrived` gets what it yields."""
        ...


class _Courier(QObject):
    """Lives on the GUI thread; carries calls there from any other."""

    carried = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.carried.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _deliver(self, task: Task, call: Callable[[], None]) -> None:
        if not task.is_dropped:
            call()


class _Worker:
    """The thread of one lane."""

    def __init__(self, lane: Lane) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=f"lane-{lane}", daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def end(self) -> None:
        self._jobs.put(None)

    def join(self, timeout_s: float) -> bool:
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            del job  # while this waits for the next one, it would keep what the last one held: raw pixels, say


class ThreadedTasks:
    """Lanes with a thread each, started when first used."""

    def __init__(self, on_fault: Failed) -> None:
        self._on_fault = on_fault
        self._courier = _Courier()
        self._workers: dict[Lane, _Worker] = {}
        self._under_way: set[Task] = set()
        self._is_closed = False

    def run(
        self,
        lane: Lane,
        job: Callable[[], T],
        *,
        done: Callable[[T], None] = _ignore,
        failed: Failed | None = None,
    ) -> Task:
        task = Task()

        def work() -> None:
            result = job()
            self._carry(task, lambda: done(result))

        return self._start(lane, task, work, failed)

    def stream(
        self,
        lane: Lane,
        job: Callable[[StopSignal], Iterable[T]],
        *,
        arrived: Callable[[T], None],
        done: Callable[[], None] = _ignore,
        failed: Failed | None = None,
    ) -> Task:
        task = Task()

        def work() -> None:
            for event in job(task.stop_signal):
                self._carry(task, lambda event=event: arrived(event))  # type: ignore[misc]
            self._carry(task, done)

        return self._start(lane, task, work, failed)

    def close(self, timeout_s: float = 5.0) -> bool:
        """Ask everything to end and let nothing arrive any more. False when a job would not end in time."""
        self._is_closed = True
        for task in tuple(self._under_way):
            task.cancel()
        for worker in self._workers.values():
            worker.end()
        have_ended = [worker.join(timeout_s) for worker in self._workers.values()]
        return all(have_ended)

    def _start(self, lane: Lane, task: Task, work: Callable[[], None], failed: Failed | None) -> Task:
        if self._is_closed:
            task.cancel()
            return task
        self._under_way.add(task)
        if lane not in self._workers:
            self._workers[lane] = _Worker(lane)
        self._workers[lane].put(lambda: self._guarded(task, work, failed or self._on_fault))
        return task

    def _guarded(self, task: Task, work: Callable[[], None], failed: Failed) -> None:
        try:
            if not task.is_dropped:
                work()
        except Exception as error:  # noqa: BLE001 - the boundary of a lane: the fault is carried to the GUI thread
            fault = error
            self._carry(task, lambda: failed(fault))
        finally:
            self._under_way.discard(task)

    def _carry(self, task: Task, call: Callable[[], None]) -> None:
        if not self._is_closed and not task.is_dropped:
            self._courier.carried.emit(task, call)
