"""Puts the locked view in the place of everything else, and takes every action away that would show or do something."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.actions import SPECS, ActionSet
from desktop.views.keeping.curtain import Curtain
from desktop.views.keeping.lock_view import LockView
from desktop.views.parts.theme import Theme
from engine.errors import DesksideError

_STAY = frozenset(
    {"app.quit", "view.larger", "view.smaller", "view.normal", "view.theme", "help.keys", "help.about", "help.logs"}
)  # fmt: skip


class Locking(QObject):
    """The two faces of one window."""

    wanted = Signal()
    """The agent asked to lock."""
    unlock_wanted = Signal(str)
    """With what was typed."""

    def __init__(self, theme: Theme, actions: ActionSet, whole: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._whole = whole
        self._were_enabled: dict[str, bool] = {}
        self._curtain = Curtain(parent)
        self.view = LockView(theme)
        self.view.unlock_wanted.connect(self.unlock_wanted)
        self.pages = QStackedWidget()
        self.pages.addWidget(whole)
        self.pages.addWidget(self.view)

    @property
    def is_locked(self) -> bool:
        return self.pages.currentWidget() is self.view

    def lock(self, fault: DesksideError | None) -> None:
        """Hide everything; `fault` says what is needed to open it again or why that failed, None that nothing is."""
        if not self.is_locked:
            self._were_enabled = {name: self._actions[name].isEnabled() for name in SPECS if name not in _STAY}
            for name in self._were_enabled:
                self._actions[name].setEnabled(False)
            self._curtain.draw()
        self.pages.setCurrentWidget(self.view)
        self.view.ask(fault)

    def open(self) -> None:
        """Show everything again."""
        if not self.is_locked:
            return
        for name, was_enabled in self._were_enabled.items():
            self._actions[name].setEnabled(was_enabled)
        self.pages.setCurrentWidget(self._whole)
        self._curtain.lift()
