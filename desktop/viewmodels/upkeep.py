"""Keeps the case file in order while the window is open: what is over its time goes, backups are made."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.notice import Severity
from engine.domain.upkeep import RetentionRules, UpkeepReport

_EVERY_MS = 30 * 60 * 1000
_AHEAD_AFTER_MS = 1000
"""So long nobody has asked for the list of cases."""


class UpkeepViewModel(QObject):
    """Runs a round when the engine is there, and then every half hour."""

    cases_gone = Signal()
    """Cases were deleted: their time was over."""

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
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.go)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD_AFTER_MS)
        self._ahead.timeout.connect(self._read_ahead)

    def start(self) -> None:
        self._timer.start()
        self.go()

    def stop(self) -> None:
        self._timer.stop()
        self._ahead.stop()

    def read_ahead_soon(self) -> None:
        """Something may be gone, or the engine has just opened: let the next search find its words read."""
        self._ahead.start()

    def go(self) -> None:
        """Do one round."""
        self._run(is_confirmed=False)

    def confirm(self) -> None:
        """The agent says that the clock is right: do a round all the same."""
        self._run(is_confirmed=True)

    def _run(self, *, is_confirmed: bool) -> None:
        if self._desk.now is None:
            return
        settings = self._settings
        rules = RetentionRules(settings.integer("retention.picture_days"), settings.integer("retention.case_days"))
        desk = self._desk

        def job() -> UpkeepReport:
            return desk.wait().upkeep.upkeep(rules, is_confirmed=is_confirmed)

        def done(report: UpkeepReport) -> None:
            self._tell(report, is_confirmed=is_confirmed)

        self._tasks.run(Lane.STORE, job, done=done)

    def _read_ahead(self) -> None:
        """Read piece by piece: what else is wanted of the case file comes between."""
        if self._desk.now is None:
            return
        desk = self._desk

        def done(is_more: bool) -> None:
            if is_more:
                self._read_ahead()

        self._tasks.run(Lane.STORE, lambda: desk.wait().upkeep.read_ahead(), done=done)

    def _tell(self, report: UpkeepReport, *, is_confirmed: bool) -> None:
        gone = report.retention
        if gone.reason:
            self._notices.tell(gone.reason, Severity.WARNING, action_id="data.tidy")
            return
        for reason in ("store.clock_jumped", "store.clock_set_back"):
            self._notices.dismiss(reason)
        if gone.cases or gone.pictures or is_confirmed:
            self._notices.tell("store.tidied", cases=gone.cases, pictures=gone.pictures)
        if gone.cases:
            self.cases_gone.emit()
