"""Ctrl+C as a stop signal: what runs ends in order, and what there is by then is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED = 3
"""The exit code of what was stopped."""


@contextmanager
def stop_at_interrupt() -> Iterator[threading.Event]:
    """Let Ctrl+C set the event; pressed again it breaks off at once, as usual."""
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
