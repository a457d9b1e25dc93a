"""The key for the model server: kept or removed, never read back into the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.errors import DesksideError


class ServerKeyViewModel(QObject):
    """Asks the key store off the window's thread: it may ask the agent for a password."""

    changed = Signal()
    """`is_set` or `fault` is new."""
    replaced = Signal()
    """Another key holds, or none: whoever has read the old one must ask again."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self.is_set: bool | None = None
        """None until it is known."""
        self.fault: DesksideError | None = None

    def look(self) -> None:
        self._run(lambda: None)

    def keep(self, key: str) -> None:
        """Keep a key from now on."""
        self._run(lambda: self._desk.wait().server_key.keep(key.strip()), self.replaced.emit)

    def forget(self) -> None:
        self._run(lambda: self._desk.wait().server_key.forget(), self.replaced.emit)

    def _run(self, act: Callable[[], object], then: Callable[[], None] = lambda: None) -> None:
        def job() -> bool:
            act()
            return self._desk.wait().server_key.is_set()

        def done(is_set: bool) -> None:
            self.is_set, self.fault = is_set, None
            self.changed.emit()
            then()

        self._tasks.run(Lane.FILES, job, done=done, failed=self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DesksideError):
            raise error
        self.fault = error
        self.changed.emit()
