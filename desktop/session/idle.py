"""Notices that nobody has touched the program for a while."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
        QEvent.Type.DragMove,
    }
)
_MINUTE_MS = 60_000


class IdleWatch(QObject):
    """Counts from the last key or movement in any window of the program."""

    idled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idled)
        self._timer.setTimerType(self._timer.timerType().VeryCoarseTimer)

    @property
    def is_counting(self) -> bool:
        return self._timer.isActive()

    def start(self, minutes: int) -> None:
        """Count anew; with 0 minutes not at all."""
        self.stop()
        app = QCoreApplication.instance()
        if minutes > 0 and app is not None:
            app.installEventFilter(self)
            self._timer.start(minutes * _MINUTE_MS)

    def stop(self) -> None:
        """Count no more. May be called twice."""
        self._timer.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
