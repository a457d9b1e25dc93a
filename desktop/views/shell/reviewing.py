"""Shows the review in the middle of the window while there is a picture to be reviewed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.viewmodels.capture import CaptureViewModel, Stage
from desktop.views.parts.columns import Columns
from desktop.views.parts.surroundings import ReviewPane, Surroundings
from desktop.views.review.pane_leading import PaneLeading
from desktop.views.shell.middle import MiddleColumn

_STAGES_OF_REVIEW = frozenset({Stage.FINDING, Stage.REVIEWING, Stage.COVERING})


class Reviewing(QObject):
    """Makes room for the pane of one window, and takes it back."""

    def __init__(
        self,
        surroundings: Surroundings,
        capture: CaptureViewModel,
        review: ReviewPane,
        middle: MiddleColumn,
        columns: Columns,
    ) -> None:
        super().__init__(middle)
        self._middle = middle
        self._columns = columns
        capture.stage_changed.connect(self._show_stage)
        middle.busy.cancelled.connect(capture.cancel)
        PaneLeading(surroundings, capture, review, self)

    def _show_stage(self, stage: Stage) -> None:
        self._middle.show_stage(stage)
        self._columns.give_way(stage in _STAGES_OF_REVIEW)
