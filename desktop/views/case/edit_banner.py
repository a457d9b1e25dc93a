"""The line above the question while an earlier one is being edited."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.views.parts.parts import SPACE, Speaking, button, grown, label, themed_icon
from desktop.views.parts.theme import Theme


class EditBanner(Speaking, QFrame):
    """Says what sending will do, and lets the agent leave it."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("notice", "info")
        self._icon = QLabel()
        self._title = label("strong")
        self._detail = label(wraps=True)
        self._cancel = button("quiet")
        self._cancel.clicked.connect(self.cancelled)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self._cancel)
        self.hide()
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Editing an earlier question"))
        self._detail.setText(self.tr("What followed it is kept as an earlier version."))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel editing"))
        self._cancel.setToolTip(self.tr("Bring back what stood here (Esc)"))
        self.setAccessibleName(self._title.text())

    def _draw_icon(self) -> None:
        self._icon.setPixmap(themed_icon(self._theme, "pencil", "info_text").pixmap(grown(18), grown(18)))
