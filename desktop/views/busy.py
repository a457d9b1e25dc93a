"""Shown in the middle while a picture is opened, read or covered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.viewmodels.capture import Stage
from desktop.views.parts import SPACE, Speaking, button, column, label


class BusyView(Speaking, QWidget):
    """Says what is being done with the picture, and lets the agent give it up."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = Stage.IDLE
        self._title = label("heading")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label("muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(240)
        self._cancel = button()
        self._cancel.clicked.connect(self.cancelled)
        layout = column(self, gap=3 * SPACE)
        layout.addStretch(1)
        for widget in (self._title, self._text, self._bar, self._cancel):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.retranslate()

    def show_stage(self, stage: Stage) -> None:
        self._stage = stage
        self.retranslate()

    def retranslate(self) -> None:
        match self._stage:
            case Stage.GRABBING:
                title, text = self.tr("Opening the picture…"), ""
            case Stage.COVERING:
                title = self.tr("Covering…")
                text = self.tr("The covered picture is read once more before it is used.")
            case _:
                title = self.tr("Looking for what is sensitive…")
                text = self.tr("The picture stays in memory until you have seen what is covered.")
        self._title.setText(title)
        self._text.setText(text)
        self._bar.setAccessibleName(title)
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel"))
