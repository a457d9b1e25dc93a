"""The models that are known and installed, and the one transfer that is under way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.catalogue import LAST_STEPS, ModelEntry, Transfer, TransferStep
from engine.domain.memory import MemoryEstimate
from engine.errors import DesksideError
from engine.ports import ModelCatalogue, StopSignal


class ModelsViewModel(QObject):
    """Lists models and moves their files; a transfer goes on when nobody is looking."""

    listed = Signal()
    """`entries` and `refusal` are new."""
    estimated = Signal(str)
    """The name of a model whose estimate is new."""
    moved = Signal()
    """`transfer` or `busy_with` is new."""
    arrived = Signal()
    """A transfer has ended well: there may be another model now."""
    failed = Signal(object)
    """A DesksideError; None takes the last one away."""

    def __init__(
        self,
        desk: FutureDesk,
        tasks: Tasks,
        notices: Notices,
        settings: SettingsBridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._settings = settings
        self._task: Task | None = None
        self.entries: Sequence[ModelEntry] = ()
        self.estimates: dict[str, MemoryEstimate | None] = {}
        self.refusal = ""
        """The wording key of what forbids downloads; empty where nothing does."""
        self.busy_with = ""
        """The name of the model whose files are moved; `+` while files are added."""
        self.transfer: Transfer | None = None
        self.is_stopping = False

    @property
    def is_busy(self) -> bool:
        return bool(self.busy_with)

    def entry(self, name: str) -> ModelEntry | None:
        return next((entry for entry in self.entries if entry.name == name), None)

    def refresh(self) -> None:
        """List again, and estimate what has not been estimated."""

        def look() -> tuple[Sequence[ModelEntry], str]:
            models = self._desk.wait().models
            return models.entries(), models.why_no_download()

        self._tasks.run(Lane.FILES, look, done=self._take_entries, failed=self._fail)

    def use(self, name: str) -> None:
        """Choose a model; it answers from now on."""
        if self._settings.set("model.name", name):
            self.refresh()

    def download(self, name: str, file: str = "") -> None:
        """Fetch a model or one file of it, or go on with that."""
        self._move(name, lambda models, stop: models.download(name, stop, file))

    def verify(self, name: str) -> None:
        self._move(name, lambda models, stop: models.verify(name, stop))

    def add(self, source: Path) -> None:
        """Copy the model files of a file, a folder or a stick."""
        self._move("+", lambda models, stop: models.add(source, stop))

    def stop(self) -> None:
        """Pause the download, or end what else is under way; what has arrived of a download is kept."""
        if self._task is not None:
            self.is_stopping = True
            self._task.stop()
            self.moved.emit()

    def remove(self, name: str) -> None:
        self.failed.emit(None)
        self.estimates.pop(name, None)
        self._tasks.run(
            Lane.FILES, lambda: self._desk.wait().models.remove(name), done=self._removed, failed=self._fail
        )

    def _move(self, name: str, start: Callable[[ModelCatalogue, StopSignal], Iterable[Transfer]]) -> None:
        if self.is_busy:
            return
        self.failed.emit(None)
        self.busy_with, self.transfer, self.is_stopping = name, None, False
        self._task = self._tasks.stream(
            Lane.TRANSFERS,
            lambda stop: _sparingly(start(self._desk.wait().models, stop)),
            arrived=self._take,
            done=self._ended,
            failed=self._move_failed,
        )
        self.moved.emit()

    def _take(self, transfer: Transfer) -> None:
        self.transfer = transfer
        if transfer.step in LAST_STEPS:
            self.refresh()
        self.moved.emit()

    def _ended(self) -> None:
        last, entry = self.transfer, self.entry(self.busy_with)
        if last is not None and last.step is not TransferStep.PAUSED:
            self._notices.tell("model.files_ready", name=entry.title if entry else last.file)
            self.arrived.emit()
        self._set_idle()

    def _move_failed(self, error: Exception) -> None:
        self._set_idle()
        self._fail(error)

    def _set_idle(self) -> None:
        self.busy_with, self._task, self.is_stopping = "", None, False
        self.estimates.clear()  # what is there now tells more than a manifest
        self.refresh()
        self.moved.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DesksideError):
            raise error
        self.failed.emit(error)

    def _removed(self, _nothing: None) -> None:
        self.refresh()

    def _take_entries(self, found: tuple[Sequence[ModelEntry], str]) -> None:
        self.entries, self.refusal = found
        self.listed.emit()
        for entry in self.entries:
            if entry.name not in self.estimates:
                self._estimate(entry.name)

    def _estimate(self, name: str) -> None:
        self.estimates[name] = None

        def take(told: MemoryEstimate | None) -> None:
            self.estimates[name] = told
            self.estimated.emit(name)

        self._tasks.run(Lane.FILES, lambda: self._desk.wait().models.estimate(name), done=take, failed=self._fail)


def _sparingly(transfers: Iterable[Transfer]) -> Iterator[Transfer]:
    """Pass on what can be seen: a new step, or a thousandth more of the file."""
    shown: tuple[object, ...] = ()
    for transfer in transfers:
        seen = (transfer.file, transfer.step, transfer.done_bytes * 1000 // max(1, transfer.total_bytes))
        if seen != shown:
            yield transfer
        shown = seen
