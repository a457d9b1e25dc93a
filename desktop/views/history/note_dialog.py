"""Asks for the note on a case."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.parts.parts import room_for
from desktop.views.parts.question_dialog import QuestionDialog

_SIZE = QSize(520, 320)


class NoteDialog(QuestionDialog):
    """A few lines of plain text; Ctrl+Enter keeps them."""

    note_written = Signal(str)

    def __init__(self, note: str, parent: QWidget | None = None) -> None:
        self.field = QPlainTextEdit(note)
        super().__init__(self.field, parent)
        self.field.setTabChangesFocus(True)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.choose)
        self.retranslate()
        self.resize(room_for(self, _SIZE))

    def retranslate(self) -> None:
        self.write(
            title=self.tr("Note"),
            name=self.tr("Note on this case"),
            accept=self.tr("Keep note"),
            hint=self.tr(
                "The search finds it and exports hold it; the model never reads it. What is sensitive is covered."
            ),
        )

    def choose(self) -> None:
        self.note_written.emit(self.field.toPlainText())
        self.accept()
