"""Another model, server or way to load: takes effect at once, and the case stays open."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.memory import MemoryEstimate, Placement
from engine.domain.model import BackendState, BackendStatus
from engine.domain.notice import Severity

_DELAY_MS = 1200
"""A number that is being typed or stepped is not yet the one that is meant."""
_SECTIONS = ("model.", "server.")
_ELSEWHERE = frozenset({"model.adapters", "model.downloads", "model.mirror", "model.mirror_hosts"})
"""These do not change what is loaded."""
_GIB = 2**30
_SENTENCES = ("desktop.model_changes", "desktop.model_changes_with_estimate", "desktop.model_too_large")


class SwitchingViewModel(QObject):
    """Follows the settings that say what answers."""

    switched = Signal()
    """Another backend stands there; it is being loaded."""

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
        self._awaited: tuple[MemoryEstimate | None] | None = None
        """What the one needs that takes over after the answer that is being written."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.switch)
        settings.changed.connect(self._follow_setting)

    def switch(self) -> None:
        """Give the memory of what answered so far back, tell what the new one needs, and load it in the background."""
        if self._desk.now is None:  # it opens with the settings of now
            return
        desk, is_local = self._desk, not self._settings.text("server.url").strip()

        def change() -> tuple[BackendStatus, MemoryEstimate | None]:
            engine = desk.wait()
            engine.change_backend()
            entry = next((each for each in engine.models.entries() if each.is_chosen), None)
            told = engine.models.estimate(entry.name) if is_local and entry is not None else None
            return engine.backend.status(), told

        self._tasks.run(Lane.ENGINE, change, done=self._load)

    def renew_if_none(self) -> None:
        """Model files have arrived: where nothing answered so far, they do."""
        desk = self._desk.now
        if desk is not None and desk.backend.status().state is BackendState.NO_MODEL:
            self.switch()

    def follow(self, status: BackendStatus | None) -> None:
        """The new one stands there once the answer that was being written has ended: load it."""
        if self._awaited is not None and status is not None and status.state is BackendState.IDLE:
            self._load((status, *self._awaited))

    def _follow_setting(self, key: str) -> None:
        if key.startswith(_SECTIONS) and key not in _ELSEWHERE:
            self._timer.start(0 if key == "model.name" else _DELAY_MS)

    def _load(self, found: tuple[BackendStatus, MemoryEstimate | None]) -> None:
        status, told = found
        self._awaited = (told,) if status.state is BackendState.BUSY else None
        self._settings.defaults_changed()
        if status.state is BackendState.IDLE:
            self._tell(status.model, told)
            self._tasks.run(Lane.MODEL, lambda: self._desk.wait().backend.load())
        self.switched.emit()

    def _tell(self, model: str, told: MemoryEstimate | None) -> None:
        for key in _SENTENCES:
            self._notices.dismiss(key)
        if told is None:
            self._notices.tell("desktop.model_changes", model=model)
            return
        needed = f"{told.needed_bytes / _GIB:.1f}"
        if told.placement is Placement.DOES_NOT_FIT:
            self._notices.tell("desktop.model_too_large", Severity.WARNING, model=model, needed=needed)
        else:
            self._notices.tell("desktop.model_changes_with_estimate", model=model, needed=needed)
