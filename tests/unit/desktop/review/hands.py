"""What an agent's hands do in the pane: keys, clicks, drags."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.review.review import ReviewPane
from desktop.views.review.review_canvas import ReviewCanvas
from engine.domain.region import Region


def press(pane: ReviewPane, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget() or pane._canvas
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def at(canvas: ReviewCanvas, x: int, y: int) -> QPoint:
    """Return where a pixel of the picture lies on the canvas."""
    return canvas.to_view(Region(x, y, 1, 1)).center().toPoint()


def drag(canvas: ReviewCanvas, start: QPoint, end: QPoint, *, release: bool = True) -> None:
    viewport = canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    if release:
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def click(canvas: ReviewCanvas, x: int, y: int) -> None:
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(canvas.viewport(), button, none, at(canvas, x, y))


def hover(widget: QWidget, place: QPoint) -> None:
    """Move over a widget without the real pointer, which may stand there already and then tells nothing."""
    none = Qt.MouseButton.NoButton
    where = widget.mapToGlobal(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(where), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def colour_at(canvas: ReviewCanvas, x: int, y: int) -> tuple[int, int, int]:
    image = canvas.viewport().grab().toImage()
    colour = image.pixelColor(at(canvas, x, y))
    return colour.red(), colour.green(), colour.blue()
