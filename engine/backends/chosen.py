"""The backend that the settings name, which may be another one a moment later: the window goes on with it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence

from engine.domain.answer import BackendEvent, ChatRequest, Turn
from engine.domain.model import BackendStatus
from engine.errors import BackendError
from engine.ports import Backend, StopSignal

_log = logging.getLogger(__name__)


class ChosenBackend:
    """Passes everything on to the backend of now. What is being written is written to its end by the old one."""

    def __init__(self, make: Callable[[], Backend]) -> None:
        """`make` looks at the settings; what it makes takes no memory until it is loaded."""
        self._make = make
        self._current = make()
        self._lock = threading.Lock()
        self._answers = 0
        self._is_stale = False
        self._is_closed = False

    def change(self) -> None:
        """Take what the settings name now, and give back the memory of what answered so far: at once, or after the
        answer that is being written."""
        with self._lock:
            self._is_stale = True
        self._renew()

    def status(self) -> BackendStatus:
        return self._current.status()

    def load(self) -> None:
        """As the port says. A model that was replaced while it was being loaded, or closed, is no fault."""
        loading = self._current
        try:
            loading.load()
        except BackendError as error:
            if loading is self._current and not self._is_closed:
                raise
            _log.info("given up while it was being loaded: %s", error.key)

    def generate(self, request: ChatRequest, stop: StopSignal) -> Iterator[BackendEvent]:
        with self._lock:
            self._answers += 1
            answering = self._current
        try:
            yield from answering.generate(request, stop)
        finally:
            with self._lock:
                self._answers -= 1
            self._renew()

    def prepare(self, turns: Sequence[Turn]) -> None:
        self._current.prepare(turns)

    def unload(self) -> None:
        self._current.unload()

    def close(self) -> None:
        self._is_closed = True
        self._current.close()

    def _renew(self) -> None:
        with self._lock:
            if not self._is_stale or self._answers:
                return
            self._is_stale = False
            old, self._current = self._current, self._make()
        old.close()
