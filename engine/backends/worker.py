"""The model process: owns llama.cpp, has no key and no network, and ends with the window that started it.

One thread reads the pipe and answers pings, also while the model works; the main thread does one job after
another. Started as `python -m engine.backends.worker <pid of the window>`, or by the frozen program with
`--model-process <pid>`.
"""

from __future__ import annotations

import ctypes
import logging
import os
import queue
import signal
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from engine.backends import messages
from engine.backends.limits import limit_own_memory
from engine.backends.wire import Frame, Header, WireError, read_frame, write_frame
from engine.domain.answer import Phase, PhaseChanged
from engine.errors import BackendError, DesksideError

if TYPE_CHECKING:
    from engine.backends.native import LoadOptions
    from engine.backends.prompt import Pixels
    from engine.backends.session import Session

_PR_SET_PDEATHSIG = 1
_SIGKILL = 9
_EXIT_PARENT_GONE, _EXIT_JUNK = 0, 3
_NETWORK_EVENTS = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
)

_log = logging.getLogger("engine.backends.worker")


def main(arguments: list[str] | None = None) -> None:
    """Run until the window closes the pipe."""
    arguments = sys.argv[1:] if arguments is None else arguments
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    _end_with(int(arguments[0]) if arguments else 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program that started this one
    _leave_no_core_file()
    requests, replies = _take_pipes()
    sys.addaudithook(_refuse_network)
    Worker(requests, replies).run()


class Worker:
    """Does the jobs that come over the pipe."""

    def __init__(self, requests: BinaryIO, replies: BinaryIO) -> None:
        self._requests = requests
        self._replies = replies
        self._write_lock = threading.Lock()
        self._jobs: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._stopped_up_to = 0
        """Jobs are numbered in order: this one and all before it are to stop."""
        self._session: Session | None = None
        self._pictures: dict[str, Pixels] = {}

    def run(self) -> None:
        threading.Thread(target=self._read, name="pipe", daemon=True).start()
        while True:
            self._do(self._jobs.get())

    def _read(self) -> None:
        """Take in frames until the window is gone; then end the process, whatever it is doing."""
        try:
            while (frame := read_frame(self._requests)) is not None:
                if frame.op == messages.PING:
                    self._send({"op": messages.PONG})
                elif frame.op == messages.STOP:
                    self._stopped_up_to = max(self._stopped_up_to, frame.job)
                else:
                    self._jobs.put(frame)
        except WireError as error:
            _log.error("the pipe carried junk: %s", error)
            os._exit(_EXIT_JUNK)
        except OSError as error:
            _log.info("the pipe broke: %s", error)
        os._exit(_EXIT_PARENT_GONE)

    def _do(self, frame: Frame) -> None:
        try:
            self._dispatch(frame)
        except DesksideError as error:
            _log.warning("job %s: %s %s", frame.job, error.key, error.detail)
            self._reply(frame, messages.error_to_header(error))
        except MemoryError:
            _log.warning("job %s: MemoryError", frame.job)
            self._reply(frame, messages.error_to_header(BackendError("worker.out_of_memory")))
        except WireError as error:
            _log.error("job refused: %s", error)
            os._exit(_EXIT_JUNK)

    def _dispatch(self, frame: Frame) -> None:
        match frame.op:
            case messages.LOAD:
                self._load(frame)
            case messages.PICTURE:
                pixels = messages.picture_from_frame(frame.header, frame.payload)
                self._pictures[pixels.digest] = pixels
            case messages.GENERATE | messages.PREPARE:
                self._work(frame)
            case other:
                raise WireError(f"unknown request {other!r}")

    def _load(self, frame: Frame) -> None:
        from engine.backends.placing import place
        from engine.backends.session import Session

        if self._session is not None:
            self._session.close()
            self._session = None
        options = _options(frame.header)
        limit_own_memory(int(frame.header.get("memory_limit_mb", 0)))
        spot = place(options)
        self._reply(frame, {"op": messages.PLACED, "gpu_layers": spot.gpu_layers, "unused_gpu": spot.unused_gpu})
        options = replace(options, gpu_layers=spot.gpu_layers, device=options.device if spot.gpu_layers else "cpu")
        percent_told = -1

        def report(share: float) -> None:
            nonlocal percent_told
            percent = round(share * 100)
            if percent > percent_told:
                percent_told = percent
                phase = PhaseChanged(Phase.LOADING, percent, 100)
                self._reply(frame, messages.event_to_header(phase))

        self._session = Session(options, on_progress=report)
        _log.info("loaded on %s", self._session.device)
        self._reply(
            frame,
            {"op": messages.LOADED, "device": self._session.device, "context_tokens": self._session.context_tokens},
        )

    def _work(self, frame: Frame) -> None:
        turns = messages.turns_from_header(frame.header.get("turns"), self._pictures)
        self._pictures = {}
        if self._session is None:
            raise BackendError("worker.not_loaded")

        def should_stop() -> bool:
            return frame.job <= self._stopped_up_to

        if frame.op == messages.PREPARE:
            events = self._session.prepare(turns, should_stop)
        else:
            sampling = messages.sampling_from_header(frame.header.get("sampling"))
            wishes = messages.wishes_from_header(frame.header.get("wishes"))
            events = self._session.generate(turns, sampling, should_stop, wishes)
        with closing(events):
            for event in events:
                self._reply(frame, messages.event_to_header(event))
        self._reply(frame, {"op": messages.DONE})

    def _reply(self, frame: Frame, header: Header) -> None:
        self._send({**header, "job": frame.job})

    def _send(self, header: Header) -> None:
        with self._write_lock:
            try:
                write_frame(self._replies, header)
            except OSError:
                os._exit(_EXIT_PARENT_GONE)


def _options(row: Header) -> LoadOptions:
    """Raises WireError for a request that is none."""
    from engine.backends.native import LoadOptions

    try:
        low, high = row["image_tokens"]
        return LoadOptions(
            Path(row["weights"]),
            Path(row["projector"]),
            row["device"],
            row["context_tokens"],
            low,
            high,
            gpu_layers=row["gpu_layers"],
            threads=row["threads"],
            kv_type=row["kv_type"],
            adapters={name: Path(path) for name, path in row["adapters"].items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WireError("this is no way to load") from error


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output for the frames; what native code prints goes to standard error."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, replies


def _end_with(parent: int) -> None:
    """Ask Linux to end this process with the thread that started it; elsewhere the end of the pipe tells."""
    if not sys.platform.startswith("linux"):
        return
    libc: Any = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    if parent and os.getppid() != parent:  # it ended before the call
        os._exit(_EXIT_PARENT_GONE)


def _leave_no_core_file() -> None:
    """A crash must not write the memory, and so the conversation, to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    """Let no code in this process open a connection: it has nothing to say to anybody."""
    if event in _NETWORK_EVENTS:
        raise PermissionError("the model process has no network")


if __name__ == "__main__":
    main()
