"""Asks whether the master key is to be replaced, and for the passphrase where one opens the cases."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from desktop.views.parts.parts import SPACE, Speaking, button, column, label

_WIDTH_PX = 520


class RotateDialog(Speaking, QDialog):
    """Says what will happen; one button does it."""

    confirmed = Signal(str)
    """With the passphrase; empty where none is wanted."""

    def __init__(self, parent: QWidget | None = None, *, needs_secret: bool) -> None:
        super().__init__(parent)
        self._needs_secret = needs_secret
        self.setMinimumWidth(_WIDTH_PX)
        self._title = label("heading", wraps=True)
        self._text = label(wraps=True)
        self._name = label()
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.textChanged.connect(self._follow)
        self._name.setBuddy(self.field)
        self._name.setVisible(needs_secret)
        self.field.setVisible(needs_secret)
        self._cancel, self.accept_button = button(), button("primary")
        self._cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._confirm)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.accept_button)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        for widget in (self._title, self._text, self._name, self.field):
            layout.addWidget(widget)
        layout.addLayout(foot)
        self.retranslate()
        self._follow()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Replace the master key"))
        self._title.setText(self.tr("Encrypt everything anew under another key"))
        self._text.setText(
            self.tr(
                "Do this when somebody may have got hold of an old key. Cases and pictures stay as they are. The "
                "backups made so far are removed, since they open with the old key alone, and you are shown a new "
                "recovery key. An end on the way loses nothing."
            )
        )
        self._name.setText(self.tr("Your passphrase"))
        self.field.setAccessibleName(self._name.text())
        for control, text in ((self._cancel, self.tr("Cancel")), (self.accept_button, self.tr("Replace key"))):
            control.setText(text)
            control.setAccessibleName(text)

    def _follow(self) -> None:
        self.accept_button.setEnabled(not self._needs_secret or bool(self.field.text().strip()))

    def _confirm(self) -> None:
        secret = self.field.text()
        self.field.clear()
        self.accept()
        self.confirmed.emit(secret if self._needs_secret else "")
