"""How the model stands, asked once a second while the window is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.notices import Notices
from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.model import BackendStatus

_PERIOD_MS = 1000


class StatusViewModel(QObject):
    """Announces a new BackendStatus when it differs from the last."""

    changed = Signal(object)
    """A BackendStatus, or None while the engine is being opened."""
    protection_known = Signal(str)
    """The wording key that says what protects the case file."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._has_asked_protection = False
        self.status: BackendStatus | None = None
        self.has_failed = False
        self.protection = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self.look()
        self._timer.start()

    def fail(self) -> None:
        """The engine could not be opened."""
        self.has_failed = True
        self.changed.emit(None)

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Ask now."""
        desk = self._desk.now
        if desk is None:
            return
        status = desk.backend.status()
        if not self._has_asked_protection:
            self._has_asked_protection = True
            self.look_at_protection()
        if status != self.status:
            self._tell_new(status)
            self.status = status
            self.changed.emit(status)

    def look_at_protection(self) -> None:
        """Ask what protects the cases: it may have been changed."""
        desk = self._desk.now
        if desk is not None:
            self._tasks.run(Lane.STORE, desk.cases.protection, done=self._know_protection)

    def forget(self) -> None:
        """The engine is gone until the cases are unlocked."""
        self._timer.stop()
        self._has_asked_protection = False
        self.status = None
        self.has_failed = False
        self.changed.emit(None)

    def unload(self) -> None:
        """Give the model's memory to other programs, and say so."""
        desk = self._desk.now
        if desk is not None:
            self._tasks.run(Lane.MODEL, desk.backend.unload, done=self._say_unloaded)

    def _say_unloaded(self, _nothing: object) -> None:
        self._notices.tell("desktop.unloaded")
        self.look()

    def _tell_new(self, status: BackendStatus) -> None:
        told = self.status.notices if self.status else ()
        for notice in status.notices:
            if notice not in told:
                self._notices.pass_on(notice)

    def _know_protection(self, key: str) -> None:
        self.protection = key
        self.protection_known.emit(key)
