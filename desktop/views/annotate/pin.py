"""A covered picture that stays above all windows while the agent works in another program."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.thumbnails import image_of
from desktop.views.capture.overlay_parts import ACCENT, INK
from desktop.views.parts.parts import Speaking
from desktop.views.parts.screens import screen_of
from engine.domain.picture import RedactedImage

_LEAST_PX = 120
_WHEEL_STEP = 1.1
_SHARE_OF_SCREEN = 0.4
_MOVE_PX = 10
_ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


class PinnedPicture(Speaking, QWidget):
    """Dragged or moved with the arrow keys, sized with the wheel or + and -; Esc or a double click closes it."""

    closed = Signal()

    def __init__(self, picture: RedactedImage, parent: QWidget | None = None) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(parent, flags)
        self._pixmap = QPixmap.fromImage(image_of(picture))
        self._grip: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.retranslate()
        room = screen_of(self).availableGeometry()
        self.resize(self._pixmap.size().scaled(room.size() * _SHARE_OF_SCREEN, Qt.AspectRatioMode.KeepAspectRatio))
        self.move(room.topRight() - QPoint(self.width() + 24, -24))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Pinned picture – Deskside"))
        self.setAccessibleName(self.tr("Pinned covered picture"))
        words = self.tr("Drag or arrow keys: move. Wheel, + and -: size. Esc or double click: close.")
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def resize_by(self, factor: float) -> None:
        """Make it larger or smaller about its middle, between a thumbnail and the screen."""
        room = screen_of(self).availableGeometry().size()
        wanted = QSize(round(self.width() * factor), round(self.height() * factor))
        if max(wanted.width(), wanted.height()) < _LEAST_PX or not _fits(wanted, room):
            return
        middle = self.geometry().center()
        self.resize(wanted)
        self.move(middle - self.rect().center())

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._pixmap)
        painter.setPen(QPen(ACCENT if self.isActiveWindow() else INK, 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
            self.update()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.close()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.resize_by(_WHEEL_STEP if event.angleDelta().y() > 0 else 1 / _WHEEL_STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.close()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.resize_by(_WHEEL_STEP)
        elif key is Qt.Key.Key_Minus:
            self.resize_by(1 / _WHEEL_STEP)
        elif key in _ARROWS:
            self.move(self.pos() + _ARROWS[key] * _MOVE_PX)
        else:
            super().keyPressEvent(event)


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()
