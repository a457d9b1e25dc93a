"""Keeps what is being typed in the case file, covered, a moment after each pause: a crash does not lose it."""

from __future__ import annotations

from copy import deepcopy

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.finding import CaseLabels

PAUSE_MS = 800


class DraftKeeping(QObject):
    """Remembers per case what was last kept, so that nothing is written twice."""

    restored = Signal(object)
    """Texts by case: what had been typed when the program ended. 0 stands for a case that had not begun."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._due: dict[int, tuple[str, CaseLabels]] = {}
        self._kept: dict[int, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.keep_now)

    def typed(self, case: int | None, text: str, labels: CaseLabels) -> None:
        """What stands in a case's composer (None: one that has not begun)."""
        number = case or 0
        if number < 0:
            return
        if self._kept.get(number, "") == text:
            self._due.pop(number, None)
            return
        self._due[number] = text, labels
        if text.strip():
            self._timer.start()
        else:
            self.keep_now()

    def keep_now(self) -> None:
        """Write what is due; nothing while the cases are locked or not open yet."""
        self._timer.stop()
        if self._desk.now is None:
            return
        due, self._due = self._due, {}
        for case, (text, labels) in due.items():
            self._kept[case] = text
            self._keep(case, text, deepcopy(labels))

    def read(self) -> None:
        """Read what was kept, once the cases are open."""

        def job() -> dict[int, str]:
            return self._desk.wait().cases.drafts()

        self._tasks.run(Lane.STORE, job, done=self._take)

    def forget(self) -> None:
        """The cases are being locked."""
        self._timer.stop()
        self._due.clear()
        self._kept.clear()

    def _take(self, drafts: dict[int, str]) -> None:
        for case, text in drafts.items():
            self._kept.setdefault(case, text)
        self.restored.emit(drafts)

    def _keep(self, case: int, text: str, labels: CaseLabels) -> None:
        """Cover a text and keep it. `labels` is a copy: what is typed and deleted again takes no number away."""

        def job() -> None:
            desk = self._desk.wait()
            desk.cases.keep_draft(case, desk.redactor.cover_text(text, labels).text if text.strip() else "")

        self._tasks.run(Lane.STORE, job)
