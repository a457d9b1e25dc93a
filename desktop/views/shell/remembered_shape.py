"""Size, place and columns of the window, from one start to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from desktop.views.parts.columns import Columns


class RememberedShape:
    """In a file of its own: it belongs to this machine, not to the settings."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def keep(self, window: QWidget, columns: Columns) -> None:
        state = self._state()
        state.setValue("geometry", window.saveGeometry())
        columns.keep(state)

    def restore(self, window: QWidget, columns: Columns) -> None:
        state = self._state()
        geometry = state.value("geometry")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        columns.restore(state)

    def _state(self) -> QSettings:
        return QSettings(str(self._file), QSettings.Format.IniFormat)
