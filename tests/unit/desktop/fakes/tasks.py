"""Lanes of work without threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from desktop.tasks import Failed, Lane, Task
from engine.ports import StopSignal

T = TypeVar("T")


class InlineTasks:
    """Runs every job at once, on the calling thread; what it raises goes where it would go from a lane."""

    def __init__(self) -> None:
        self.faults: list[Exception] = []
        self.lanes: list[Lane] = []

    def run(
        self,
        lane: Lane,
        job: Callable[[], T],
        *,
        done: Callable[[T], None] = lambda _: None,
        failed: Failed | None = None,
    ) -> Task:
        self.lanes.append(lane)
        task = Task()
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - the boundary of a lane
            (failed or self.faults.append)(error)
        else:
            done(result)
        return task

    def stream(
        self,
        lane: Lane,
        job: Callable[[StopSignal], Iterable[T]],
        *,
        arrived: Callable[[T], None],
        done: Callable[[], None] = lambda: None,
        failed: Failed | None = None,
    ) -> Task:
        self.lanes.append(lane)
        task = Task()
        try:
            for event in job(task.stop_signal):
                arrived(event)
        except Exception as error:  # noqa: BLE001 - the boundary of a lane
            (failed or self.faults.append)(error)
        else:
            done()
        return task


class HeldTasks(InlineTasks):
    """Keeps jobs until the test lets them go; a stream is let go event by event."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Callable[[], object]] = []

    def run(self, lane: Lane, job: Callable[[], T], **kwargs: object) -> Task:
        task = Task()

        def let_go() -> None:
            if not task.is_dropped:
                InlineTasks.run(self, lane, job, **kwargs)  # type: ignore[arg-type]

        self.held.append(let_go)
        return task

    def stream(self, lane: Lane, job: Callable[[StopSignal], Iterable[T]], **kwargs: object) -> Task:
        self.task = Task()
        events = iter(job(self.task.stop_signal))
        arrived: Callable[[T], None] = kwargs["arrived"]  # type: ignore[assignment]
        failed: Failed = kwargs["failed"]  # type: ignore[assignment]
        done: Callable[[], None] = kwargs.get("done", lambda: None)  # type: ignore[assignment]
        task, has_ended = self.task, list[bool]()

        def next_event() -> bool:
            try:
                event = next(events)
            except StopIteration:
                if not task.is_dropped and not has_ended:
                    has_ended.append(True)
                    done()
                return False
            except Exception as error:  # noqa: BLE001 - the boundary of a lane
                failed(error)
                return False
            if not task.is_dropped:
                arrived(event)
            return True

        self.next_event = next_event
        return self.task

    def let_all_go(self) -> None:
        while self.held:
            self.held.pop(0)()
