"""What the answers of the shown case quote, found in the background."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.evidence import Evidence


class EvidenceViewModel(QObject):
    """Answers each wish with `found` for every answer that has a picture before it."""

    found = Signal(int, object)
    """Id of the answer, and its Evidence."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._looking: list[Task] = []

    def want(self, conversation_id: int, answers: Collection[int]) -> None:
        """Look up what these answers of a case quote."""
        if not answers:
            return

        def job() -> dict[int, Evidence]:
            return self._desk.wait().assistant.evidence(conversation_id, answers)

        self._looking.append(self._tasks.run(Lane.PICTURE, job, done=self._tell))

    def forget(self) -> None:
        """Another case is shown: what is still being looked up is of no use."""
        for task in self._looking:
            task.cancel()
        self._looking.clear()

    def _tell(self, evidence: dict[int, Evidence]) -> None:
        for answer, quotes in evidence.items():
            self.found.emit(answer, quotes)
