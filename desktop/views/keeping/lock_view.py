"""What stands in place of everything else while the cases are locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.views.parts.parts import SPACE, Speaking, button, column, label, themed_icon
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.errors import CasesLocked, DesksideError
from engine.wording import remedy, say

_WIDTH_PX = 440
_ICON_PX = 40


class LockView(Speaking, QWidget):
    """Asks for the passphrase or the recovery key; nothing of a case is on it or behind it."""

    unlock_wanted = Signal(str)
    """What was typed; empty where no passphrase is needed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fault: DesksideError | None = None
        self._is_asking = False
        self._is_busy = False
        self.setObjectName("middle_column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = label("heading")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text = label("muted", wraps=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(1000)
        self.field.returnPressed.connect(self._unlock)
        self.field.textChanged.connect(self._follow)
        self.unlock = button("primary")
        self.unlock.setAutoDefault(True)
        self.unlock.clicked.connect(self._unlock)
        self._build()
        theme.changed.connect(self._draw)
        self._draw()
        self.retranslate()

    def ask(self, fault: DesksideError | None) -> None:
        """Show what is needed to go on, or why it failed; None where opening again asks for nothing."""
        self._fault = fault
        if fault is None or isinstance(fault, CasesLocked):
            self._is_asking = fault is not None
        self._is_busy = False
        self.field.clear()
        self.field.setVisible(self._is_asking)
        self.retranslate()
        self._follow()
        (self.field if self._is_asking else self.unlock).setFocus()

    def retranslate(self) -> None:
        language = shown_language()
        self._title.setText(self.tr("Your cases are locked"))
        self.field.setAccessibleName(self.tr("Passphrase or recovery key"))
        self.field.setPlaceholderText(self.tr("Passphrase or recovery key"))
        self.unlock.setText(self.tr("Opening…") if self._is_busy else self.tr("Unlock"))
        self.unlock.setAccessibleName(self.unlock.text())
        if self._fault is None:
            self.text.setText(self.tr("Nothing of them is open. What you had typed is still there."))
        elif self._fault.key == "store.passphrase_needed":
            self.text.setText(self.tr("Type your passphrase, or the recovery key."))
        else:
            key, values = self._fault.key, self._fault.values
            self.text.setText(f"{say(key, language, **values)}\n{remedy(key, language, **values)}")

    def _build(self) -> None:
        card = QWidget()
        card.setMaximumWidth(_WIDTH_PX)
        inside = column(card, gap=3 * SPACE)
        for widget in (self._icon, self._title, self.text, self.field, self.unlock):
            inside.addWidget(widget)
        row = QHBoxLayout()
        row.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        layout = column(self)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)

    def _unlock(self) -> None:
        if not self.unlock.isEnabled():
            return
        self._is_busy = True
        typed = self.field.text()
        self.field.clear()
        self.retranslate()
        self._follow()
        self.unlock_wanted.emit(typed)

    def _follow(self) -> None:
        self.unlock.setEnabled(not self._is_busy and (not self._is_asking or bool(self.field.text())))
        self.field.setEnabled(not self._is_busy)

    def _draw(self) -> None:
        self._icon.setPixmap(themed_icon(self._theme, "lock", "accent").pixmap(_ICON_PX, _ICON_PX))
