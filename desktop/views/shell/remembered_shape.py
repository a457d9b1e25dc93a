"""Size and place of the window and of its borders, from one start to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

_SETTLED_AFTER_MS = 500
_CHANGES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.WindowStateChange})


class Shaped(Protocol):
    """A part of the window whose borders the agent moves."""

    @property
    def reshaped(self) -> SignalInstance: ...

    def keep(self, state: QSettings) -> None: ...

    def restore(self, state: QSettings) -> None: ...


class RememberedShape(QObject):
    """In a file of its own: it belongs to this machine, not to the settings.

    Written as soon as nothing moves any more: a program that is killed has no other chance.
    """

    def __init__(self, file: Path, window: QWidget, parts: tuple[Shaped, ...]) -> None:
        """Give the window the shape that it had, and follow it from here on."""
        super().__init__(window)
        self._file, self._window, self._parts = file, window, parts
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_AFTER_MS)
        self._settled.timeout.connect(self.keep)
        self._restore()
        window.installEventFilter(self)
        for part in parts:
            part.reshaped.connect(self._settled.start)

    def keep(self) -> None:
        """Write how everything stands."""
        self._settled.stop()
        state = self._state()
        state.setValue("geometry", self._window.saveGeometry())
        for part in self._parts:
            part.keep(state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() in _CHANGES:
            self._settled.start()
        return False

    def _restore(self) -> None:
        state = self._state()
        geometry = state.value("geometry")
        if isinstance(geometry, QByteArray):
            self._window.restoreGeometry(geometry)
        for part in self._parts:
            part.restore(state)

    def _state(self) -> QSettings:
        return QSettings(str(self._file), QSettings.Format.IniFormat)
