"""What asks for one thing: a field with its name above, and below it a way back and a way on."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from desktop.views.parts.parts import SPACE, Speaking, button, column, label


class QuestionDialog(Speaking, QDialog):
    """Its kinds give the field, write the texts, and tell what was chosen."""

    def __init__(self, field: QWidget, parent: QWidget | None = None, *, aside: QPushButton | None = None) -> None:
        """`aside` is one more way out, at the other end of the foot."""
        super().__init__(parent)
        self._asked = field
        self._name, self._hint = label(wraps=True), label("muted", wraps=True)
        self._name.setBuddy(field)
        self._cancel, self.accept_button = button(), button("primary")
        self._cancel.clicked.connect(self.reject)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.choose)
        foot = QHBoxLayout()
        if aside is not None:
            foot.addWidget(aside)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.accept_button)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        layout.addWidget(self._name)
        layout.addWidget(field, 1)
        layout.addWidget(self._hint)
        layout.addLayout(foot)

    @abstractmethod
    def choose(self) -> None:
        """Tell what stands in the field, and close."""

    def write(self, *, title: str, name: str, accept: str, hint: str = "") -> None:
        """Write all texts, and the same for screen readers."""
        self.setWindowTitle(title)
        self._name.setText(name)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._asked.setAccessibleName(name)
        self._asked.setAccessibleDescription(hint)
        for control, text in ((self._cancel, self.tr("Cancel")), (self.accept_button, accept)):
            control.setText(text)
            control.setAccessibleName(text)
