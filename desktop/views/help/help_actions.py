"""What the Help menu opens, but keys and about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.views.parts.opening import opened
from desktop.views.parts.surroundings import Surroundings


class HelpActions(QObject):
    """One function for each such action, for one window."""

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window, self._around = window, around
        self.handlers: Mapping[str, Callable[[], None]] = {
            "help.notices": self.show_notices,
            "help.logs": self.show_logs,
        }

    def show_notices(self) -> None:
        """Show what was told since the start."""
        from desktop.views.help.notice_history import NoticeHistory

        opened(NoticeHistory(self._around.theme, self._around.notices, self._window))

    def show_logs(self) -> None:
        """Show the log files."""
        from desktop.views.help.log_viewer import LogViewer

        opened(LogViewer(self._around.tasks, self._around.folders.logs, self._window))
