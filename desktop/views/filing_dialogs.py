"""Asks where cases are to be filed, and for a folder's other name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QWidget

from desktop.views.parts import SPACE, Speaking, button, column, label
from engine.domain.filing import FolderCount, clean_folder

_WIDTH_PX = 420


class FolderDialog(Speaking, QDialog):
    """A path to be typed, or chosen among those there are."""

    folder_chosen = Signal(str)
    """A clean path; empty for none."""

    def __init__(
        self, folders: Sequence[FolderCount], current: str, *, renames: bool = False, parent: QWidget | None = None
    ) -> None:
        """`renames`: the folder `current` is to be called otherwise, and to be none at all is no answer."""
        super().__init__(parent)
        self._renames = renames
        self._current = current
        self._name = label()
        self._hint = label("muted", wraps=True)
        self.field = QComboBox()
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field.addItems([folder.path for folder in folders])
        self.field.setMinimumWidth(_WIDTH_PX)
        self.field.setEditText(current)
        self.field.editTextChanged.connect(self._follow)
        editor = self.field.lineEdit()
        if editor is not None:
            editor.selectAll()
        self._name.setBuddy(self.field)
        self._out, self._cancel, self.accept_button = button("quiet"), button(), button("primary")
        self._out.setVisible(bool(current) and not renames)
        self._out.clicked.connect(self._take_out)
        self._cancel.clicked.connect(self.reject)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._choose)
        foot = QHBoxLayout()
        foot.addWidget(self._out)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.accept_button)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        for widget in (self._name, self.field, self._hint):
            layout.addWidget(widget)
        layout.addLayout(foot)
        self.retranslate()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Rename folder") if self._renames else self.tr("Move to folder"))
        self._name.setText(self.tr("Folder"))
        self._hint.setText(self.tr("A slash makes a folder within a folder: Printers/HP"))
        self.field.setAccessibleName(self._name.text())
        self.field.setAccessibleDescription(self._hint.text())
        self.field.view().setAccessibleName(self._name.text())
        editor = self.field.lineEdit()
        if editor is not None:
            editor.setAccessibleName(self._name.text())
        words = self.tr("Rename") if self._renames else self.tr("Move")
        for control, text in (
            (self._out, self.tr("Take out of the folder")),
            (self._cancel, self.tr("Cancel")),
            (self.accept_button, words),
        ):
            control.setText(text)
            control.setAccessibleName(text)
        self._follow()

    def _follow(self) -> None:
        path = clean_folder(self.field.currentText())
        self.accept_button.setEnabled(bool(path) and path != self._current)

    def _take_out(self) -> None:
        self.folder_chosen.emit("")
        self.accept()

    def _choose(self) -> None:
        self.folder_chosen.emit(clean_folder(self.field.currentText()))
        self.accept()
