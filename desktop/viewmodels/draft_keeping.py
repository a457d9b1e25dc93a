"""Keeps what is being begun in the case file, covered, a moment after each pause: a crash does not lose it.

Pictures are there only once they are covered: one under review is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.tasks import Lane, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.conversation import KeptDraft
from engine.domain.finding import CaseLabels
from engine.domain.picture import RedactedImage
from engine.errors import StoreError

PAUSE_MS = 800


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be kept, and the labels of its case."""

    text: str
    pictures: tuple[RedactedImage, ...]
    labels: CaseLabels

    @property
    def as_kept(self) -> KeptDraft:
        return KeptDraft(self.text, tuple(picture.digest for picture in self.pictures))


class DraftKeeping(QObject):
    """Remembers per case what was last kept, so that nothing is written twice."""

    restored = Signal(object)
    """KeptDrafts by case: what had been begun when the program ended. 0 stands for a case that had not begun."""
    pictures_read = Signal(object, object)
    """The digests of a kept draft's pictures, and those of them that are still there (a tuple of RedactedImage)."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._due: dict[int, _Due] = {}
        self._kept: dict[int, KeptDraft] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.keep_now)

    def begun(self, case: int | None, text: str, pictures: Sequence[RedactedImage], labels: CaseLabels) -> None:
        """What stands in a case's composer (None: one that has not begun)."""
        number = case or 0
        if number < 0:
            return
        due = _Due(text, tuple(pictures), labels)
        if self._kept.get(number, KeptDraft()) == due.as_kept:
            self._due.pop(number, None)
            return
        self._due[number] = due
        if text.strip() or pictures:
            self._timer.start()
        else:
            self.keep_now()

    def keep_now(self) -> None:
        """Write what is due; nothing while the cases are locked or not open yet."""
        self._timer.stop()
        if self._desk.now is None:
            return
        due, self._due = self._due, {}
        for case, each in due.items():
            self._kept[case] = each.as_kept
            self._keep(case, each)

    def read(self) -> None:
        """Read what was kept, once the cases are open."""

        def job() -> dict[int, KeptDraft]:
            return self._desk.wait().cases.drafts()

        self._tasks.run(Lane.STORE, job, done=self._take)

    def read_pictures(self, digests: tuple[str, ...]) -> None:
        """Read the pictures of a kept draft, when it is shown. One that is gone is left out."""

        def job() -> tuple[RedactedImage, ...]:
            cases, found = self._desk.wait().cases, []
            for digest in digests:
                try:
                    found.append(cases.picture(digest))
                except StoreError:
                    continue
            return tuple(found)

        self._tasks.run(Lane.STORE, job, done=partial(self.pictures_read.emit, digests))

    def forget(self) -> None:
        """The cases are being locked."""
        self._timer.stop()
        self._due.clear()
        self._kept.clear()

    def _take(self, drafts: Mapping[int, KeptDraft]) -> None:
        for case, draft in drafts.items():
            self._kept.setdefault(case, draft)
        self.restored.emit(drafts)

    def _keep(self, case: int, due: _Due) -> None:
        """Cover a text and keep it. The labels are copied: what is typed and deleted again takes no number away."""
        labels = deepcopy(due.labels)

        def job() -> None:
            desk = self._desk.wait()
            text = desk.redactor.cover_text(due.text, labels).text if due.text.strip() else ""
            desk.cases.keep_draft(case, text, due.pictures)

        self._tasks.run(Lane.STORE, job)
