"""What the overlay draws beside the picture: plates with words, and the magnifier."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

PLATE = QColor(0x16, 0x19, 0x20, 235)
INK = QColor(255, 255, 255)
ACCENT = QColor(0x56, 0xB4, 0xE9)
_LENS_PIXELS = 17
_LENS_ZOOM = 8
_LENS_GAP = 24
_SWATCH = 12


def plate_size(font: QFont, text: str) -> QRectF:
    """Return the room that a text of one or more lines takes with its plate, at the origin."""
    metrics = QFontMetricsF(font)
    lines = text.split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines)
    return QRectF(0, 0, width + 24, metrics.lineSpacing() * len(lines) + 12)


def in_lines(font: QFont, parts: Sequence[str], width: float) -> str:
    """Join short texts with dots, and break the line between two where a plate would get wider than allowed."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and plate_size(font, longer).width() <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)


def paint_plate(painter: QPainter, place: QRectF, text: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(255, 255, 255, 60), 1))
    painter.setBrush(PLATE)
    painter.drawRoundedRect(place, 6, 6)
    painter.setPen(INK)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_frame(painter: QPainter, box: QRectF, colour: QColor = INK) -> None:
    """Draw a frame that is seen on light and on dark."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 170), 3))
    painter.drawRect(box)
    painter.setPen(QPen(colour, 1))
    painter.drawRect(box)


def paint_lens(
    painter: QPainter, image: QImage, pixel: tuple[int, int], at: QPointF, room: QSizeF, lines: Sequence[str]
) -> None:
    """Enlarge the pixels around the pointer; the framed one is where an edge would lie.

    `at` is the pointer and `room` the size of the window, both logical. The last line gets a swatch of the colour.
    """
    side = _LENS_PIXELS * _LENS_ZOOM
    sizes = [plate_size(painter.font(), line) for line in lines]
    line_height = sizes[0].height() - 8
    width = max(side, *(size.width() + _SWATCH for size in sizes))
    lens = _beside(at, QSizeF(width, side + line_height * len(lines) + 6), room)
    half = _LENS_PIXELS // 2
    glass = QRectF(lens.left() + (lens.width() - side) / 2, lens.top(), side, side)
    painter.fillRect(lens, PLATE)
    painter.drawImage(glass, image.copy(QRect(pixel[0] - half, pixel[1] - half, _LENS_PIXELS, _LENS_PIXELS)))
    _paint_hair_cross(painter, glass)
    paint_frame(painter, lens)
    painter.setPen(INK)
    for number, line in enumerate(lines):
        words = QRectF(lens.left(), glass.bottom() + 3 + number * line_height, lens.width(), line_height)
        if number == len(lines) - 1:
            words = _paint_swatch(painter, words, line, image.pixelColor(*pixel))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, line)


def _paint_hair_cross(painter: QPainter, glass: QRectF) -> None:
    offset = _LENS_PIXELS // 2 * _LENS_ZOOM
    centre = QRectF(glass.left() + offset, glass.top() + offset, _LENS_ZOOM, _LENS_ZOOM)
    middle = centre.center()
    painter.setPen(QPen(QColor(ACCENT.red(), ACCENT.green(), ACCENT.blue(), 120), 1))
    painter.drawLine(QPointF(glass.left(), middle.y()), QPointF(glass.right(), middle.y()))
    painter.drawLine(QPointF(middle.x(), glass.top()), QPointF(middle.x(), glass.bottom()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0), 3))
    painter.drawRect(centre)
    painter.setPen(QPen(ACCENT, 1.5))
    painter.drawRect(centre)


def _paint_swatch(painter: QPainter, words: QRectF, line: str, colour: QColor) -> QRectF:
    """Show a colour before its value; return what room is left for the value."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(line)
    left = words.center().x() - (width + _SWATCH + 6) / 2
    swatch = QRectF(left, words.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
    painter.fillRect(swatch, colour)
    painter.setPen(QPen(INK, 1))
    painter.drawRect(swatch)
    return QRectF(swatch.right() + 6, words.top(), width + 2, words.height())


def _beside(at: QPointF, size: QSizeF, room: QSizeF) -> QRectF:
    """Return a place beside the pointer that lies on the screen."""
    is_right = at.x() + _LENS_GAP + size.width() > room.width()
    is_low = at.y() + _LENS_GAP + size.height() > room.height()
    x = at.x() - _LENS_GAP - size.width() if is_right else at.x() + _LENS_GAP
    y = at.y() - _LENS_GAP - size.height() if is_low else at.y() + _LENS_GAP
    return QRectF(QPointF(x, y), size)
