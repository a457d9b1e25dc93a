"""The report of a fault of the program."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from desktop.views.parts.opening import WhenLocked
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.translation import shown_language
from engine.wording import remedy, say


class ReportDialog(Speaking, QDialog):
    """Something went wrong: where in the program, never with what. One button copies it."""

    when_locked = WhenLocked.STAYS

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._title = label("heading", wraps=True)
        self._text = label(wraps=True)
        self._details = QPlainTextEdit(report)
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy = button()
        self._copy.clicked.connect(self._copy_report)
        self._close = button("primary")
        self._close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._copy)
        foot.addWidget(self._close)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        for widget in (self._title, self._text, self._details):
            layout.addWidget(widget)
        layout.addLayout(foot)
        self.resize(620, 420)
        self.retranslate()

    def retranslate(self) -> None:
        language = shown_language()
        self.setWindowTitle(self.tr("Deskside has a fault"))
        self._title.setText(say("desktop.other_fault", language))
        self._text.setText(remedy("desktop.other_fault", language))
        self._details.setAccessibleName(self.tr("Error report"))
        self._copy.setText(self.tr("Copy report"))
        self._copy.setAccessibleName(self.tr("Copy report"))
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
