"""The model process as the window sees it: started, spoken to, listened to, ended."""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import BinaryIO, cast

from engine.backends import messages
from engine.backends.loading import tells_of_memory
from engine.backends.wire import Frame, Header, WireError, read_frame, write_frame
from engine.errors import ModelFileError

_log = logging.getLogger(__name__)

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
FROZEN_ARGUMENT = "--model-process"
"""What makes the frozen program the model process: it then calls `engine.backends.worker.main`."""
_LARGEST_LOG_BYTES = 2**20
_CLOSE_SECONDS = 2.0
_PING_AFTER_S = 2.0
_SILENT_S = 15.0
_SILENT_AT_START_S = 90.0
"""A cold disk, a virus scanner: until its first word it may take long."""
_LAST_OPS = frozenset({messages.LOADED, messages.FINISHED, messages.FAILED, messages.DONE})
_FOREIGN_LIBRARIES = (
    "LLAMA_CPP_LIB",
    "LLAMA_CPP_LIB_PATH",
    "MTMD_CPP_LIB",
    "GGML_BACKEND_PATH",
    "LD_PRELOAD",
)


class Job:
    """One request and what has come back for it. `frames` ends with None when the process has died."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self.last: Frame | None = None
        """The frame that ended it."""
        self.ended_at = 0.0
        """When that came, on the monotonic clock."""
        self.is_orphaned = False
        """The process died, and everything that it had sent has been taken."""

    def take(self, timeout_s: float) -> Frame | None:
        """Return the next frame; None when there is none yet, or never will be (`is_orphaned`)."""
        try:
            frame = self.frames.get(timeout=timeout_s)
        except queue.Empty:
            return None
        self.is_orphaned = frame is None
        return frame


class WorkerProcess:
    """A running model process. Methods return at once, but for `close`, which waits for its end, `kill`, which waits
    until it has been started, and `ran_out_of_memory`, which reads its log."""

    def __init__(self, log_file: Path, before_start: Callable[[], None] = lambda: None) -> None:
        """`before_start` may refuse with a ModelFileError, which then is the `fault`; it runs in a thread."""
        self._log_file = log_file
        self._log_start = 0
        """Where in the log the words of this process begin."""
        self._before_start = before_start
        self.fault: ModelFileError | None = None
        self._outbox: queue.SimpleQueue[tuple[Header, bytes] | None] = queue.SimpleQueue()
        self._jobs: dict[int, Job] = {}
        self._lock = threading.Lock()
        self._number = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = threading.Event()
        self._heard_at = monotonic()
        self._pinged_at = 0.0
        self.has_spoken = False
        """Whether anything has come from it: a process that is only starting cannot answer yet."""
        self.load_job: Job | None = None
        self.gpu_layers = 0
        """How many it puts on a GPU; told before it loads them."""
        self.unused_gpu = ""
        """A graphics card that it cannot use."""
        # Linux ends the process with the thread that started it, so one thread starts it and stays.
        self._keeper = threading.Thread(target=self._keep, name="model-keeper", daemon=True)
        self._listener = threading.Thread(target=self._listen, name="model-listener", daemon=True)
        self._started = threading.Event()
        self._keeper.start()
        self._listener.start()

    @property
    def is_alive(self) -> bool:
        return not self._ended.is_set()

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    @property
    def exit_code(self) -> int | None:
        return None if self._process is None else self._process.poll()

    def open_job(self, header: Header) -> Job:
        """Send a request under a new number."""
        with self._lock:
            self._number += 1
            job = Job(self._number)
            self._jobs[job.number] = job
            if self._ended.is_set():
                job.frames.put(None)
        self.send({**header, "job": job.number})
        return job

    def forget(self, job: Job) -> None:
        """Stop listening for a job."""
        with self._lock:
            self._jobs.pop(job.number, None)

    def stop(self, job: Job) -> None:
        """Ask for this job and all before it to stop."""
        self.send({"op": messages.STOP, "job": job.number})

    def send(self, header: Header, payload: bytes = b"") -> None:
        self._outbox.put((header, payload))

    def is_silent(self) -> bool:
        """Tell whether it is to be given up: it lives, and does not answer. Asks a quiet one whether it is there."""
        return self._silence_s() > (_SILENT_S if self.has_spoken else _SILENT_AT_START_S)

    def _silence_s(self) -> float:
        """Ask a quiet process whether it is there; return for how long it has not answered."""
        now = monotonic()
        if self._pinged_at > self._heard_at:
            return now - self._pinged_at
        if now - self._heard_at > _PING_AFTER_S:
            self._pinged_at = now
            self.send({"op": messages.PING})
        return 0.0

    def ran_out_of_memory(self) -> bool:
        """Tell whether its last words were about memory."""
        return tells_of_memory(self._log_file, self._log_start)

    def kill(self) -> None:
        """End it at once."""
        self._started.wait()
        if self._process is not None:
            self._process.kill()
        self._outbox.put(None)

    def close(self) -> None:
        """End it and its threads; it has two seconds to go by itself."""
        self._outbox.put(None)
        self._started.wait()
        if self._process is not None and not self._ended.wait(_CLOSE_SECONDS):
            self._process.kill()
        for thread in (self._keeper, self._listener):
            if thread is not threading.current_thread():
                thread.join()

    # --- threads ------------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Start the process, write what is to be sent, and wait for its end."""
        try:
            self._before_start()
            self._log_start = _trimmed(self._log_file)
            process = self._process = _start(self._log_file)
        except ModelFileError as error:
            self.fault = error
            return
        except OSError:
            _log.exception("the model process cannot be started")
            return
        finally:
            self._started.set()
        pipe = cast(BinaryIO, process.stdin)
        try:
            while (item := self._outbox.get()) is not None:
                write_frame(pipe, *item)
        except (OSError, ValueError) as error:
            _log.info("the pipe to the model process is closed: %s", error)
        except WireError as error:
            _log.warning("a message cannot be sent: %s", error)
            process.kill()
        _close(pipe)
        process.wait()

    def _listen(self) -> None:
        """Hand every frame to its job; when the pipe ends, tell all of them."""
        self._started.wait()
        if self._process is not None:
            pipe = cast(BinaryIO, self._process.stdout)
            try:
                while (frame := read_frame(pipe)) is not None:
                    self._hand_out(frame)
            except (WireError, OSError) as error:
                _log.warning("the model process sent junk: %s", error)
                self._process.kill()
            self._process.wait()
            pipe.close()
        with self._lock:
            self._ended.set()
            for job in self._jobs.values():
                job.frames.put(None)
        self._outbox.put(None)

    def _hand_out(self, frame: Frame) -> None:
        self.has_spoken = True
        self._heard_at = monotonic()
        self._pinged_at = 0.0
        with self._lock:
            job = self._jobs.get(frame.job)
        if frame.op == messages.PLACED:
            self.gpu_layers = int(frame.header.get("gpu_layers", 0))
            self.unused_gpu = str(frame.header.get("unused_gpu", ""))
            return
        if job is None:
            return
        if frame.op in _LAST_OPS:
            job.ended_at = monotonic()
            job.last = frame
        job.frames.put(frame)


def _close(pipe: BinaryIO) -> None:
    try:
        pipe.close()
    except OSError as error:  # what was not written yet cannot be: the reader is gone
        _log.debug("closing the pipe: %s", error)


def _trimmed(log_file: Path) -> int:
    """Empty a log that has grown large; return how long it is now. Raises OSError."""
    log_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = log_file.stat().st_size if log_file.exists() else 0
    if size > _LARGEST_LOG_BYTES:
        log_file.write_bytes(b"")
        return 0
    return size


def _start(log_file: Path) -> subprocess.Popen[bytes]:
    with log_file.open("ab") as log:
        return subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=PACKAGE_ROOT,
            env=environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_ARGUMENT, str(os.getpid())]
    return [sys.executable, "-P", "-m", "engine.backends.worker", str(os.getpid())]


def environment() -> dict[str, str]:
    """What a process with llama.cpp inherits: nothing that would make it load somebody else's libraries."""
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN_LIBRARIES}
    environment["GGML_NO_BACKTRACE"] = "1"  # on an abort ggml would let a debugger into the process
    if not getattr(sys, "frozen", False):
        environment["PYTHONPATH"] = str(PACKAGE_ROOT)
    return environment
