"""The seconds before a capture, shown where they can be seen and take nothing from the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QWidget

from desktop.views.parts.surroundings import GlobalKey

_SIDE = 128
_FROM_TOP = 48
_REDRAW_MS = 50
_PLATE = QColor(0x16, 0x19, 0x20, 235)
_RING = QColor(0x56, 0xB4, 0xE9)
_INK = QColor(255, 255, 255)


class Countdown(QWidget):
    """Counts down on one screen. It takes no focus, so that menus can be opened meanwhile; a click ends it."""

    finished = Signal()
    cancelled = Signal()

    def __init__(self, seconds: int, screen: QScreen, make_key: Callable[[], GlobalKey] | None = None) -> None:
        """`make_key` asks the system for Esc while it counts: the keyboard belongs to other programs."""
        super().__init__(None, _flags())
        self._escape = make_key() if make_key is not None else None
        if self._escape is not None:
            self._escape.pressed.connect(self.cancel)
        self._has_escape = False
        self._length_ms = seconds * 1000
        self._elapsed = QElapsedTimer()
        self._redraw = QTimer(self, interval=_REDRAW_MS)
        self._redraw.timeout.connect(self.update)
        self._end = QTimer(self, singleShot=True, interval=self._length_ms)
        self._end.setTimerType(Qt.TimerType.PreciseTimer)
        self._end.timeout.connect(self._finish)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Deskside: capture in a moment"))
        self.setAccessibleName(self.tr("Seconds until the screen is captured; a click or Esc cancels"))
        self.setToolTip(self.tr("Click to cancel"))
        area = screen.availableGeometry()
        self.setGeometry(area.center().x() - _SIDE // 2, area.top() + _FROM_TOP, _SIDE, _SIDE)

    @property
    def seconds_left(self) -> int:
        """Whole seconds, as they are shown: never 0 while it counts."""
        left_ms = self._length_ms - (self._elapsed.elapsed() if self._elapsed.isValid() else 0)
        return max(1, -(-left_ms // 1000))

    def start(self) -> None:
        self._has_escape = self._escape is not None and self._escape.hold_escape().registration == "registered"
        self._elapsed.start()
        self._redraw.start()
        self._end.start()
        self.show()
        self.raise_()

    def cancel(self) -> None:
        self._stop()
        self.cancelled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.cancel()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawEllipse(plate)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_RING, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        left = max(0.0, 1 - self._elapsed.elapsed() / max(self._length_ms, 1))
        painter.drawArc(plate.adjusted(6, 6, -6, -6), 90 * 16, round(360 * 16 * left))
        painter.setPen(_INK)
        self._write(painter, QPointF(0, -11), 44, str(self.seconds_left))
        hint = self.tr("Esc cancels") if self._has_escape else self.tr("Click cancels")
        self._write(painter, QPointF(0, 24), 11, hint)

    def _write(self, painter: QPainter, offset: QPointF, pixels: int, text: str) -> None:
        font = QFont(painter.font())
        font.setPixelSize(pixels)
        painter.setFont(font)
        painter.drawText(QRectF(self.rect()).translated(offset), Qt.AlignmentFlag.AlignCenter, text)

    def _finish(self) -> None:
        self._stop()
        self.finished.emit()

    def _stop(self) -> None:
        if self._escape is not None:
            self._escape.unregister()
        self._redraw.stop()
        self._end.stop()
        self.close()


def _flags() -> Qt.WindowType:
    return (
        Qt.WindowType.Tool
        | Qt.WindowType.FramelessWindowHint
        | Qt.WindowType.WindowStaysOnTopHint
        | Qt.WindowType.WindowDoesNotAcceptFocus
        | Qt.WindowType.BypassWindowManagerHint
    )
