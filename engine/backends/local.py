"""The model on this machine: a Backend over the model process.

The process starts when it is first needed and is replaced when it dies. Nothing here imports llama.cpp.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from time import monotonic

from engine.backends import messages
from engine.backends.catalogue.pairing import check_pair
from engine.backends.ladder import Ladder, is_of_memory
from engine.backends.loading import Loading
from engine.backends.process import Job, WorkerProcess
from engine.backends.watch import Watch
from engine.backends.wire import Frame, Header, WireError
from engine.domain.answer import (
    BackendEvent,
    BackendNotice,
    ChatRequest,
    GenerationFinished,
    Phase,
    PhaseChanged,
    TextArrived,
    Turn,
)
from engine.domain.conversation import FinishReason, Usage
from engine.domain.model import BackendState, BackendStatus
from engine.domain.notice import Notice, Severity
from engine.errors import BackendError, WorkerDied
from engine.ports.backend import StopSignal

_log = logging.getLogger(__name__)

_POLL_S = 0.02
_STOP_ANSWER_S = 0.05
"""How long a stopped answer waits for the process before it ends by itself."""
_STOP_EFFECT_S = 0.3
"""How long the process may go on with an answer that was stopped before it is ended."""
_STOP_GRACE_S = 1.0
"""How long it may go on with reading ahead that no longer counts, before it is ended for the question's sake."""
_LOOK_EVERY_S = 1.0
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 8.0


class LocalBackend:
    """Runs a pair of model files in a child process."""

    def __init__(
        self,
        weights: Path,
        projector: Path,
        loading: Loading,
        *,
        model_name: str,
        log_folder: Path,
        idle_minutes: float = 0,
    ) -> None:
        """Nothing is started yet. After `idle_minutes` without work the memory is given back, 0 for never."""
        self._weights = weights
        self._projector = projector
        self._model_name = model_name
        self._ladder = Ladder(loading)
        self._idle_s = idle_minutes * 60
        self._used_at = monotonic()
        self._untold: list[Notice] = []
        """What happened while nobody was listening."""
        self._told_of_gpu = ""
        self._watch: Watch | None = None
        self._log_file = log_folder / "model.log"
        self._lock = threading.Lock()
        self._process: WorkerProcess | None = None
        self._running: Job | None = None
        """The job that the process was given last, generate or prepare."""
        self._read_ahead: frozenset[str] = frozenset()
        """Digests of the pictures of a `prepare` that is running; empty while an answer runs."""
        self._answers = 0
        """How many are running; one, but for a moment when a reader has left another."""
        self._deaths = 0
        self._not_before = 0.0
        self._fault = ""

    # --- the port -----------------------------------------------------------------------------------------------------

    def status(self) -> BackendStatus:
        loading = self._ladder.loading
        return replace(
            self._standing(), image_tokens=loading.image_tokens, adapters=tuple(loading.adapters), can_continue=True
        )

    def _standing(self) -> BackendStatus:
        process = self._process
        if process is None or not process.is_alive:
            fault = process.fault.key if process and process.fault else self._fault
            return BackendStatus(BackendState.FAILED if fault else BackendState.IDLE, self._model_name, detail=fault)
        end = process.load_job.last if process.load_job else None
        if end is None:
            return BackendStatus(BackendState.LOADING, self._model_name)
        if end.op != messages.LOADED:
            return BackendStatus(BackendState.FAILED, self._model_name, detail=str(end.header.get("key", "")))
        state = BackendState.BUSY if self._answers else BackendState.READY
        unused = (_unused(process.unused_gpu),) if process.unused_gpu else ()
        told = end.header.get("context_tokens", 0)
        return BackendStatus(
            state,
            self._model_name,
            str(end.header.get("device", "")),
            notices=unused,
            context_tokens=told if isinstance(told, int) else 0,
        )

    @property
    def process_id(self) -> int | None:
        """The process that holds the model, for measuring; None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    def load(self) -> None:
        for event in self._load(threading.Event()):
            if isinstance(event, BackendNotice):  # told with the next answer: here nobody listens
                self._untold.append(event.notice)

    def generate(self, request: ChatRequest, stop: StopSignal) -> Iterator[BackendEvent]:
        with self._lock:
            self._answers += 1
        try:
            yield from self._tell()
            yield from self._make_way(frozenset(messages.pictures_of(request.turns)), stop)
            process = self._process
            if stop.is_set() or process is None:
                if process is not None and process.load_job is not None:
                    self._see_to_the_stop(process, process.load_job)
                yield GenerationFinished(FinishReason.STOPPED, Usage(model=self._model_name))
                return
            wishes = messages.wishes_to_header(request)
            header = {"op": messages.GENERATE, "sampling": asdict(request.sampling), "wishes": wishes}
            job = self._submit(process, header, request.turns)
            with closing(self._answer(process, job, stop)) as events:
                yield from events
        finally:
            with self._lock:
                self._answers -= 1
                self._used_at = monotonic()

    def prepare(self, turns: Sequence[Turn]) -> None:
        with self._lock:
            if self._answers or monotonic() < self._not_before:
                return
            self._submit(self._started(), {"op": messages.PREPARE}, turns)
            self._read_ahead = frozenset(messages.pictures_of(turns))
            self._used_at = monotonic()

    def unload(self) -> None:
        with self._lock:
            if self._answers:
                return
            process, self._process = self._process, None
            self._ladder.climb()
        if process is not None:
            process.close()

    def close(self) -> None:
        with self._lock:
            process, self._process = self._process, None
            watch, self._watch = self._watch, None
            self._ladder.climb()
        if watch is not None:
            watch.end()
        if process is not None:
            process.close()

    # --- starting -----------------------------------------------------------------------------------------------------

    def _started(self) -> WorkerProcess:
        """Return a living process that is loading or has loaded; under the lock."""
        if self._process is None or not self._process.is_alive:
            # The files are looked at off this thread: the header of a large model takes a moment.
            self._process = WorkerProcess(self._log_file, lambda: check_pair(self._weights, self._projector))
            request = messages.load_to_header(self._weights, self._projector, self._ladder.loading)
            self._process.load_job = self._process.open_job(request)
            self._running = None
            if self._watch is None:
                self._watch = Watch(self._look, _LOOK_EVERY_S)
        return self._process

    def _load(self, stop: StopSignal) -> Generator[BackendEvent, None, None]:
        """Wait until the model is in memory, or until `stop`. Where memory runs out, go one step down and say so.

        Raises ModelFileError, BackendError, WorkerDied.
        """
        pause = threading.Event()
        while not stop.is_set():
            while monotonic() < self._not_before and not stop.is_set():
                pause.wait(_POLL_S)
            with self._lock:
                process = self._started()
            try:
                yield from self._follow_loading(process, stop)
                yield from self._tell()
                return
            except BackendError as error:
                if not self._can_go_on_with_less(process, error):
                    raise
                yield from self._tell()

    def _can_go_on_with_less(self, process: WorkerProcess, error: BackendError) -> bool:
        """Take a step down if it was memory that ran out. The step is told with the next events."""
        if not is_of_memory(error) and not process.ran_out_of_memory():
            return False
        with self._lock:
            notices = self._ladder.step_down(process)
            if notices:
                self._untold += notices
                self._fault, self._not_before = "", 0.0
            return notices is not None

    def _tell(self) -> Iterator[BackendEvent]:
        with self._lock:
            untold, self._untold = self._untold, []
        yield from map(BackendNotice, untold)

    def _make_way(self, pictures: frozenset[str], stop: StopSignal) -> Generator[BackendEvent, None, None]:
        """Load the model and bring what it is still doing to an end. Reading ahead that helps is let finish."""
        while not stop.is_set():
            yield from self._load(stop)
            process, job = self._process, self._running
            if process is None or job is None or job.last is not None:
                return
            if self._read_ahead and self._read_ahead <= pictures:
                yield from self._follow_reading_ahead(process, job, stop)
                return
            if self._has_stopped(process, job, stop):
                return

    def _follow_reading_ahead(
        self, process: WorkerProcess, job: Job, stop: StopSignal
    ) -> Generator[BackendEvent, None, None]:
        while job.last is None and not stop.is_set():
            frame = self._next(process, job, "worker.died")
            if frame is not None and frame.op == messages.PHASE:
                yield _event(frame)

    def _follow_loading(self, process: WorkerProcess, stop: StopSignal) -> Iterator[BackendEvent]:
        job = process.load_job
        while job is not None and job.last is None and not stop.is_set():
            frame = self._next(process, job, "worker.died_loading")
            if frame is not None and frame.op == messages.PHASE:
                yield _event(frame)
        if job is not None and job.last is not None and job.last.op == messages.LOADED:
            self._note_unused_gpu(process.unused_gpu)
        if job is not None and job.last is not None and job.last.op == messages.FAILED:
            error = _error(job.last)
            self._fault = error.key
            self._end(process)
            raise error

    def _note_unused_gpu(self, gpu: str) -> None:
        """Say it loudly, and once: a card that is there and not used makes everything ten times slower."""
        if gpu and gpu != self._told_of_gpu:
            self._told_of_gpu = gpu
            self._untold.append(_unused(gpu))

    # --- watching -----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Replace a process that no longer answers; give memory back that nobody has used for long."""
        with self._lock:
            process = self._process
            jobs = [job for job in (process.load_job if process else None, self._running) if job is not None]
            is_quiet = not self._answers and all(job.last is not None for job in jobs)
            idle_s = monotonic() - max(self._used_at, *(job.ended_at for job in jobs), 0.0)
        if process is None or not process.is_alive or self._answers:
            return
        if process.is_silent():
            with self._lock:
                self._untold.append(Notice(Severity.WARNING, "worker.replaced"))
            self._replace(process)
        elif self._idle_s and is_quiet and idle_s > self._idle_s:
            _log.info("the model gives its memory back after %d minutes", idle_s // 60)
            self.unload()

    def _has_stopped(self, process: WorkerProcess, job: Job, stop: StopSignal) -> bool:
        """Stop a job and wait for its end. A process that does not obey is ended: then it is False."""
        process.stop(job)
        deadline = monotonic() + _STOP_GRACE_S
        while job.last is None and not job.is_orphaned and not stop.is_set():
            if monotonic() > deadline:
                self._replace(process)
                return False
            job.take(_POLL_S)
        return job.last is not None

    def _submit(self, process: WorkerProcess, header: Header, turns: Sequence[Turn]) -> Job:
        if self._running is not None:
            process.stop(self._running)
            process.forget(self._running)
        for picture in messages.pictures_of(turns).values():
            process.send(messages.picture_to_header(picture), picture.rgb)
        self._read_ahead = frozenset()
        self._running = process.open_job({**header, "turns": messages.turns_to_header(turns)})
        return self._running

    # --- following a job ----------------------------------------------------------------------------------------------

    def _answer(self, process: WorkerProcess, job: Job, stop: StopSignal) -> Generator[BackendEvent, None, None]:
        """Yield the events of an answer up to its end, its stop or its death."""
        began, pieces = monotonic(), 0
        stopped_at = 0.0
        try:
            while True:
                if not stopped_at and stop.is_set():
                    process.stop(job)
                    stopped_at = monotonic()
                frame = self._next(process, job, "worker.died")
                if frame is not None and frame.op == messages.FAILED:
                    raise self._failed(process, _error(frame))
                event = None if frame is None else _event(frame)
                if isinstance(event, GenerationFinished):
                    self._deaths, self._fault = 0, ""
                    reason = FinishReason.STOPPED if stopped_at else event.reason
                    yield replace(event, reason=reason, usage=replace(event.usage, model=self._model_name))
                    return
                if stopped_at and monotonic() - stopped_at > _STOP_ANSWER_S:
                    total_ms = round((monotonic() - began) * 1000)
                    usage = Usage(self._model_name, completion_tokens=pieces, total_ms=total_ms)
                    yield GenerationFinished(FinishReason.STOPPED, usage)
                    return
                if event is not None and not stopped_at:
                    pieces += isinstance(event, TextArrived)
                    if isinstance(event, PhaseChanged) and event.phase is Phase.THINKING:
                        pieces = max(pieces, event.done)
                    yield event
        finally:
            if job.last is None:
                process.stop(job)
                self._see_to_the_stop(process, job)

    def _see_to_the_stop(self, process: WorkerProcess, job: Job) -> None:
        """A process that goes on after a stop is ended: who pressed stop wants the machine back."""

        def look() -> None:
            is_wanted_again = job is process.load_job and self._answers > 0
            if job.last is not None or not process.is_alive or is_wanted_again:
                return
            if job is process.load_job:
                self._end(process)
            else:
                self._replace(process)

        timer = threading.Timer(_STOP_EFFECT_S - _STOP_ANSWER_S, look)
        timer.daemon = True
        timer.start()

    def _next(self, process: WorkerProcess, job: Job, death_key: str) -> Frame | None:
        """Return the next frame, or None after a short wait. Raises WorkerDied, ModelFileError."""
        frame = job.take(_POLL_S)
        if frame is None:
            if job.is_orphaned:
                raise self._died(process, death_key)
            if process.is_silent():
                self._end(process)
                raise self._died(process, "worker.silent")
        return frame

    def _died(self, process: WorkerProcess, key: str) -> BackendError:
        """Note a death: the second in a row and those after it make the next start wait."""
        if process.fault is not None:
            self._fault = process.fault.key
            self._end(process)
            return process.fault
        self._deaths += 1
        if self._deaths > 1:
            pause_s = min(_FIRST_PAUSE_S * 2 ** (self._deaths - 2), _LONGEST_PAUSE_S)
            self._not_before = monotonic() + pause_s
        self._end(process)
        if key != "worker.silent" and process.ran_out_of_memory():
            is_at_work, key = key == "worker.died", "worker.died_of_memory"
            if is_at_work:  # while loading, `_load` goes on by itself
                self._can_go_on_with_less(process, WorkerDied(key))
        self._fault = key
        files = f"{self._weights.name} + {self._projector.name}"
        return WorkerDied(key, files=files, detail=f"exit code {process.exit_code}")

    def _failed(self, process: WorkerProcess, error: BackendError) -> BackendError:
        """An answer that failed for want of memory leaves a process that is not to be trusted with another."""
        if is_of_memory(error):
            self._end(process)
            self._can_go_on_with_less(process, error)
        return error

    def _replace(self, process: WorkerProcess) -> None:
        """End a process and load anew at once: the next question is not to wait for all of that."""
        process.kill()
        process.close()  # what it held on a GPU is free only when it is gone
        with self._lock:
            if self._process is process and self._watch is not None:  # it is None once this was closed
                self._started()

    def _end(self, process: WorkerProcess) -> None:
        with self._lock:
            if self._process is process:
                self._process = None
        process.kill()
        process.close()


def _unused(gpu: str) -> Notice:
    return Notice(Severity.WARNING, "worker.gpu_unused", {"name": gpu})


def _event(frame: Frame) -> BackendEvent:
    try:
        return messages.event_from_header(frame.header)
    except WireError as error:
        raise WorkerDied("worker.died", detail=str(error)) from error


def _error(frame: Frame) -> BackendError:
    try:
        return messages.error_from_header(frame.header)
    except WireError as error:
        return WorkerDied("worker.died", detail=str(error))
