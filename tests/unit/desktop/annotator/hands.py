"""What a hand does on the canvas, and what stands on it then."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.viewmodels.annotation import Mark
from desktop.views.annotate.annotator import Annotator

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


def marks(dialog: Annotator) -> tuple[Mark, ...]:
    return dialog.canvas.history.now.marks


def drag(dialog: Annotator, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag between two pixels of the picture, which is shown at its own size in the middle of the canvas."""
    canvas = dialog.canvas
    corner = QPoint(round((canvas.width() - 400) / 2), round((canvas.height() - 300) / 2))
    first, last = corner + QPoint(*start), corner + QPoint(*end)
    QTest.mousePress(canvas, _LEFT, _NONE, first)
    QTest.mouseMove(canvas, last)
    QTest.mouseRelease(canvas, _LEFT, _NONE, last)
