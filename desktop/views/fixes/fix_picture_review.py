"""The review of a picture that a fix is to show: what will be covered on it, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.notices import Notices
from desktop.viewmodels.capture import CaptureViewModel, Stage
from desktop.views.capture.pictures_in import PictureSource
from desktop.views.parts.opening import come_over_window
from desktop.views.parts.parts import Speaking, room_for
from desktop.views.parts.surroundings import Surroundings
from desktop.views.parts.translation import shown_language
from desktop.views.review.pane_leading import PaneLeading
from engine.domain.finding import CaseLabels

_SIZE = QSize(1120, 760)
_SHOWN_IN = frozenset({Stage.FINDING, Stage.REVIEWING, Stage.COVERING})


class FixPictureReview(Speaking, QDialog):
    """The same review that captures go through, one picture after the other; it is there only while there is one."""

    covered = Signal(object)
    """A RedactedImage, covered as the agent left the plan."""
    told = Signal(str)
    """Why a picture was refused, with what to do."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._notices = Notices(self)
        # labels of their own: a fix is for all cases, and knows none
        self._capture = CaptureViewModel(around.desk, around.tasks, self._notices, around.settings, CaseLabels, self)
        self.pane = around.make_review(self)
        PaneLeading(around, self._capture, self.pane, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cast(QWidget, self.pane))
        self._capture.stage_changed.connect(self._follow)
        self._capture.picture_ready.connect(self.covered)
        self._notices.changed.connect(self._tell)
        self.retranslate()
        self.resize(room_for(self, _SIZE))

    def take(self, sources: Sequence[PictureSource]) -> None:
        """Lead pictures that came in from outside through the review."""
        for source in sources:
            source.lead_into(self._capture)

    def forget(self) -> None:
        """Give up the picture at hand and those that wait: nothing of them stays in memory."""
        self._capture.forget()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("What will be covered on the picture"))

    def reject(self) -> None:
        self.forget()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.forget()
        super().closeEvent(event)

    def _follow(self, stage: Stage) -> None:
        if stage in _SHOWN_IN and not self.isVisible():
            come_over_window(self)
            self.open()
        elif stage is Stage.IDLE:
            self.hide()

    def _tell(self) -> None:
        if self._notices.standing:
            newest, language = self._notices.standing[-1], shown_language()
            self.told.emit(f"{newest.text(language)} {newest.remedy(language)}".strip())
