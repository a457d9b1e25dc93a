"""Shown in the middle while a picture is opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.parts.motion import BusyBar
from desktop.views.parts.parts import SPACE, Speaking, button, column, label


class BusyView(Speaking, QWidget):
    """Says that a picture is coming, and lets the agent give it up."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("heading")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label("muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = BusyBar()
        self._bar.setFixedWidth(240)
        self._cancel = button()
        self._cancel.clicked.connect(self.cancelled)
        layout = column(self, gap=3 * SPACE)
        layout.addStretch(1)
        for widget in (self._title, self._text, self._bar, self._cancel):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Opening the picture…"))
        self._text.setText(self.tr("It stays in memory until you have seen what is covered."))
        self._bar.setAccessibleName(self._title.text())
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel"))
