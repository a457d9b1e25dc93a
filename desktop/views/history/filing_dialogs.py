"""Asks where cases are to be filed, and for a folder's other name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.views.parts.parts import button
from desktop.views.parts.question_dialog import QuestionDialog
from engine.domain.filing import FolderCount, clean_folder

_WIDTH_PX = 420


class FolderDialog(QuestionDialog):
    """A path to be typed, or chosen among those there are."""

    folder_chosen = Signal(str)
    """A clean path; empty for none."""

    def __init__(
        self, folders: Sequence[FolderCount], current: str, *, renames: bool = False, parent: QWidget | None = None
    ) -> None:
        """`renames`: the folder `current` is to be called otherwise, and to be none at all is no answer."""
        self.field, self._out = QComboBox(), button("quiet")
        super().__init__(self.field, parent, aside=self._out)
        self._renames = renames
        self._current = current
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field.addItems([folder.path for folder in folders])
        self.field.setMinimumWidth(_WIDTH_PX)
        self.field.setEditText(current)
        self.field.editTextChanged.connect(self._follow)
        editor = self.field.lineEdit()
        if editor is not None:
            editor.selectAll()
        self._out.setVisible(bool(current) and not renames)
        self._out.clicked.connect(self._take_out)
        self.retranslate()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        name = self.tr("Folder")
        self.write(
            title=self.tr("Rename folder") if self._renames else self.tr("Move to folder"),
            name=name,
            accept=self.tr("Rename") if self._renames else self.tr("Move"),
            hint=self.tr("A slash makes a folder within a folder: Printers/HP"),
        )
        self.field.view().setAccessibleName(name)
        editor = self.field.lineEdit()
        if editor is not None:
            editor.setAccessibleName(name)
        self._out.setText(self.tr("Take out of the folder"))
        self._out.setAccessibleName(self._out.text())
        self._follow()

    def choose(self) -> None:
        self.folder_chosen.emit(clean_folder(self.field.currentText()))
        self.accept()

    def _follow(self) -> None:
        path = clean_folder(self.field.currentText())
        self.accept_button.setEnabled(bool(path) and path != self._current)

    def _take_out(self) -> None:
        self.folder_chosen.emit("")
        self.accept()
