"""The key for the model server in the settings dialog: typed once, then only known to be there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit

from desktop.viewmodels.server_key import ServerKeyViewModel
from desktop.views.parts.parts import SPACE, Speaking, button, label
from desktop.views.parts.translation import shown_language

_FIELD_PX = 260
_RIGHT_PX = 49
"""Where the rows of the table have their way back to the default: fields stand below fields."""


class ServerKeyCard(Speaking, QFrame):
    """What is typed goes to the key store and leaves the field; it is not shown again."""

    def __init__(self, key: ServerKeyViewModel) -> None:
        super().__init__()
        self._key = key
        self.setProperty("card", "plain")
        self._name = label()
        self.state = label("muted", wraps=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFixedWidth(_FIELD_PX)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._name.setBuddy(self.field)
        self.keep, self.remove = button(), button()
        self.field.textChanged.connect(self._show_state)
        self.field.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(key.forget)
        acts = QHBoxLayout()
        acts.setSpacing(2 * SPACE)
        for act in (self.keep, self.remove):
            acts.addWidget(act)
        acts.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, _RIGHT_PX, 10)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.state, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(acts, 1, 1)
        key.changed.connect(self._show_state)
        self.retranslate()
        key.look()

    def matches(self, words: list[str]) -> bool:
        """Tell whether a search for settings means this."""
        haystack = f"{self._name.text()} model server key password 模型服务器 密钥".casefold()
        return all(word in haystack for word in words)

    def retranslate(self) -> None:
        self._name.setText(self.tr("Key for the model server"))
        self.field.setAccessibleName(self.tr("Key for the model server"))
        self.field.setPlaceholderText(self.tr("New key"))
        self.keep.setText(self.tr("Keep"))
        self.keep.setAccessibleName(self.tr("Keep this key"))
        self.remove.setText(self.tr("Remove"))
        self.remove.setAccessibleName(self.tr("Remove the key"))
        self._show_state()

    def _keep(self) -> None:
        typed = self.field.text()
        if typed.strip():
            self.field.clear()
            self._key.keep(typed)

    def _show_state(self) -> None:
        key, language = self._key, shown_language()
        self.keep.setEnabled(bool(self.field.text().strip()))
        self.remove.setEnabled(bool(key.is_set))
        if key.fault is not None:
            self.state.setText(f"{key.fault.message(language)} {key.fault.remedy(language)}")
        elif key.is_set is None:
            self.state.setText(self.tr("Looking into the key store…"))
        else:
            there = self.tr("A key is set. It is never shown.")
            self.state.setText(there if key.is_set else self.tr("No key is set."))
