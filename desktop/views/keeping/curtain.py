"""What stands open beside the window goes out of sight while the cases are locked, and comes back as it was left."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

from desktop.views.parts.opening import WhenLocked, may_come_while_locked, when_locked

_KINDS = frozenset({Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Tool, Qt.WindowType.Sheet})


@dataclass(frozen=True, slots=True)
class _Covered:
    """A window that was hidden. What is written in it stays in it."""

    window: QWidget
    was_modal: bool


class Curtain(QObject):
    """Hides the dialogs and pins of one main window, also those that a late answer opens behind it."""

    def __init__(self, main: QObject) -> None:
        super().__init__(main)
        self._main = main
        self._covered: list[_Covered] = []
        self._is_drawn = False

    def draw(self) -> None:
        """Hide everything but the main window."""
        self._is_drawn = True
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for window in sorted(filter(self._is_ours, QApplication.topLevelWidgets()), key=_depth, reverse=True):
            does = when_locked(window)
            if does is WhenLocked.ENDS and isinstance(window, QDialog):
                window.reject()
            elif does is not WhenLocked.STAYS:
                self._cover(window)

    def lift(self) -> None:
        """Show again what was hidden and is still there."""
        if not self._is_drawn:
            return
        self._is_drawn = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        covered, self._covered = self._covered, []
        for each in reversed(covered):
            if not isValid(each.window):
                continue
            if each.was_modal and isinstance(each.window, QDialog):
                each.window.open()
            else:
                each.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QDialog) and self._is_late(watched):
            self._cover(watched)
        return False

    def _is_late(self, window: QDialog) -> bool:
        return self._is_ours(window) and not may_come_while_locked(window)

    def _cover(self, window: QWidget) -> None:
        self._covered.append(_Covered(window, window.isModal()))
        window.hide()

    def _is_ours(self, window: QWidget) -> bool:
        if not window.isVisible() or window.windowType() not in _KINDS or isinstance(window, QMainWindow):
            return False
        oldest: QObject = window
        while (parent := oldest.parent()) is not None:
            oldest = parent
        return oldest is self._main or oldest is window  # a pin has no parent: it stands above other programs


def _depth(window: QObject) -> int:
    parent = window.parent()
    return 0 if parent is None else 1 + _depth(parent)
