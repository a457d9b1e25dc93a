"""The backups there are, what a look through each has shown, and what is to be put back of one: all, or some cases."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.upkeep import Backup, BackupCheck
from engine.errors import DesksideError
from engine.ports import ClosedCases


@dataclass(frozen=True, slots=True)
class _Found:
    backups: tuple[Backup, ...]
    needs_secret: bool


class RestoringViewModel(QObject):
    """Lists backups while the case file is open, locked or damaged; looks through them only while it is open."""

    listed = Signal()
    checked = Signal(object)
    """The path of the Backup that was looked through."""
    failed = Signal(object)
    """A DesksideError: they cannot be listed, or one of them not read."""
    missing_found = Signal(object, object)
    """The path of a Backup, and the cases in it that the case file lacks: a sequence of Conversation."""
    taken = Signal(int)
    """So many missing cases were taken in."""

    def __init__(
        self, desk: FutureDesk, tasks: Tasks, shelf: Callable[[], ClosedCases], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._shelf = desk, tasks, shelf
        self._checking: Task | None = None
        self.backups: tuple[Backup, ...] = ()
        self.checks: dict[object, BackupCheck] = {}
        """By path."""
        self.needs_secret = False
        """Whether a passphrase is wanted before one is put back."""

    def load(self) -> None:
        """Read which there are, and then look through one after the other, the newest first."""

        def job() -> _Found:
            shelf = self._shelf()
            return _Found(tuple(shelf.backups()), shelf.needs_secret())

        def done(found: _Found) -> None:
            self.backups, self.needs_secret = found.backups, found.needs_secret
            self.listed.emit()
            self._check_next()

        self._tasks.run(Lane.FILES, job, done=done, failed=self._fail)

    @property
    def is_open(self) -> bool:
        """Whether the case file is open: only then can cases be put beside the present ones."""
        return self._desk.now is not None

    def look_for_missing(self, path: Path) -> None:
        """Find the cases of a backup that the case file lacks."""
        desk = self._desk.now
        if desk is not None:
            self._tasks.run(
                Lane.FILES,
                lambda: desk.upkeep.missing_cases(path),
                done=lambda cases: self.missing_found.emit(path, cases),
                failed=self._fail,
            )

    def take_missing(self, path: Path, numbers: Collection[int]) -> None:
        """Take in cases of a backup beside the present ones."""
        desk = self._desk.now
        if desk is not None:
            self._tasks.run(
                Lane.STORE, lambda: desk.upkeep.take_missing(path, numbers), done=self.taken.emit, failed=self._fail
            )

    def stop(self) -> None:
        """Look through no more of them."""
        if self._checking is not None:
            self._checking.cancel()

    def _check_next(self) -> None:
        desk = self._desk.now
        unchecked = [each for each in self.backups if each.path not in self.checks]
        if desk is None or not unchecked:
            return
        path = unchecked[0].path

        def done(check: BackupCheck) -> None:
            self.checks[path] = check
            self.checked.emit(path)
            self._check_next()

        self._checking = self._tasks.run(
            Lane.FILES, lambda: desk.upkeep.check_backup(path), done=done, failed=self._fail
        )

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DesksideError):
            raise error
        self.failed.emit(error)
