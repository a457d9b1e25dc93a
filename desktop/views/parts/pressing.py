"""Enter presses a button that has the keyboard, as Space does: it is the key that people try first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class PressedByEnter:
    """Mixed into a button, before the widget."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER or event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)  # type: ignore[misc]  # the button that this is mixed into
        elif not event.isAutoRepeat():
            self.click()  # type: ignore[attr-defined]
