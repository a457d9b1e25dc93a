"""Gives cards their height at once.

Qt hands a new height up one level at a time, and may paint between two of them: each time that an answer grows by a
line, all cards would flash up squeezed into the height of before.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QLayout, QWidget

_PASSES = 2
"""A text tells its height once it has its width."""


class Settling(QObject):
    """Watches the cards of a column that lies on the canvas of a scroll area."""

    def __init__(self, canvas: QWidget, column: QWidget, cards: QLayout) -> None:
        super().__init__(canvas)
        self._canvas, self._column, self._cards = canvas, column, cards

    def watch(self, card: QWidget) -> None:
        card.installEventFilter(self)

    def settle(self) -> None:
        """Give new cards their room. Those that were not shown yet get none."""
        for _ in range(_PASSES):
            self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget) and watched.isVisible():
            width, has_one = watched.width(), watched.hasHeightForWidth()
            if watched.height() != (watched.heightForWidth(width) if has_one else watched.sizeHint().height()):
                watched.updateGeometry()
                self._lay_out()
        return False

    def _lay_out(self) -> None:
        self._cards.invalidate()
        self._column.updateGeometry()
        QCoreApplication.sendEvent(self._canvas, QEvent(QEvent.Type.LayoutRequest))
