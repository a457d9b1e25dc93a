"""Small dialogs that ask for a case's title or tags."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.parts.question_dialog import QuestionDialog

_TITLE_PX = 420


class TitleDialog(QuestionDialog):
    """Asks for another title of a case."""

    title_chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        self.field = QLineEdit(title)
        super().__init__(self.field, parent)
        self.field.selectAll()
        self.field.setMinimumWidth(_TITLE_PX)
        self.field.returnPressed.connect(self.choose)
        self.field.textChanged.connect(self._follow)
        self.retranslate()
        self._follow()

    def retranslate(self) -> None:
        self.write(title=self.tr("Rename case"), name=self.tr("Title"), accept=self.tr("Rename"))

    def choose(self) -> None:
        if self.accept_button.isEnabled():
            self.title_chosen.emit(self.field.text().strip())
            self.accept()

    def _follow(self) -> None:
        self.accept_button.setEnabled(bool(self.field.text().strip()))


class TagsDialog(QuestionDialog):
    """Asks for the tags of a case, in one line."""

    tags_chosen = Signal(object)
    """A list of texts."""

    def __init__(self, tags: tuple[str, ...], parent: QWidget | None = None, *, adds: bool = False) -> None:
        """`adds`: they come beside those that several cases have."""
        self.field = QLineEdit(" ".join(f"#{tag}" for tag in tags))
        super().__init__(self.field, parent)
        self._adds = adds
        self.field.setMinimumWidth(_TITLE_PX)
        self.retranslate()

    def retranslate(self) -> None:
        accept = self.tr("Add tags") if self._adds else self.tr("Set tags")
        self.write(title=self.tr("Tags"), name=self.tr("Tags, with spaces between"), accept=accept)

    def choose(self) -> None:
        self.tags_chosen.emit(self.field.text().replace(",", " ").split())
        self.accept()
