"""Asks for the note on a case."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from desktop.views.parts import SPACE, Speaking, button, column, label, room_for

_SIZE = QSize(520, 320)


class NoteDialog(Speaking, QDialog):
    """A few lines of plain text; Ctrl+Enter keeps them."""

    note_written = Signal(str)

    def __init__(self, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._hint = label(), label("muted", wraps=True)
        self.field = QPlainTextEdit(note)
        self.field.setTabChangesFocus(True)
        self._name.setBuddy(self.field)
        self._cancel, self.keep = button(), button("primary")
        self._cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._write)
        self.keep.setDefault(True)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._write)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.keep)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        layout.addWidget(self._name)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._hint)
        layout.addLayout(foot)
        self.retranslate()
        self.resize(room_for(self, _SIZE))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Note"))
        self._name.setText(self.tr("Note on this case"))
        self._hint.setText(
            self.tr("The search finds it and exports hold it; the model never reads it. What is sensitive is covered.")
        )
        self.field.setAccessibleName(self._name.text())
        for control, text in ((self._cancel, self.tr("Cancel")), (self.keep, self.tr("Keep note"))):
            control.setText(text)
            control.setAccessibleName(text)

    def _write(self) -> None:
        self.note_written.emit(self.field.toPlainText())
        self.accept()
