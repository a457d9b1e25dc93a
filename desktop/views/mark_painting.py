"""Draws marks: the same on the canvas and on the sheet that is laid on the picture."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPainterPathStroker, QPen

from desktop.viewmodels.annotation import Drawing, Mark, Tool
from engine.domain.annotation import Layer
from engine.domain.region import Region

_INK = QColor(0xD9, 0x1E, 0x36)
_HALO = QColor(255, 255, 255, 230)
_HIGHLIGHT = QColor(255, 214, 0, 96)
_USUAL_SIDE = 600
_LARGEST_SCALE = 4.0
_FAMILIES = ["Noto Sans", "DejaVu Sans", "Segoe UI", "Microsoft YaHei", "WenQuanYi Micro Hei"]


def scale_for(size: QSize) -> float:
    """Return how much larger lines and letters are on a picture than on a small one."""
    return min(max(min(size.width(), size.height()) / _USUAL_SIDE, 1.0), _LARGEST_SCALE)


def layer_of(drawing: Drawing, size: QSize) -> Layer:
    """Draw everything on a transparent sheet of the size of the picture."""
    sheet = QImage(size, QImage.Format.Format_RGBA8888)
    sheet.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sheet)
    paint_marks(painter, drawing.marks, scale_for(size))
    painter.end()
    return Layer(size.width(), size.height(), bytes(sheet.constBits()), drawing.crop)


def paint_marks(painter: QPainter, marks: tuple[Mark, ...], scale: float) -> None:
    """Draw marks in pixels of the picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        _PAINTERS[mark.tool](painter, mark, scale)


def _paint_arrow(painter: QPainter, mark: Mark, scale: float) -> None:
    start, end = QPointF(*mark.start), QPointF(*mark.end)
    length = math.hypot(end.x() - start.x(), end.y() - start.y())
    head = min(18 * scale, max(length * 0.6, 1.0))
    angle = math.atan2(end.y() - start.y(), end.x() - start.x())
    shaft_end = end - QPointF(math.cos(angle), math.sin(angle)) * head * 0.7
    shaft = QPainterPath(start)
    shaft.lineTo(shaft_end)
    stroker = QPainterPathStroker()
    stroker.setWidth(4 * scale)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    whole = stroker.createStroke(shaft)
    tip = QPainterPath(end)
    for side in (-1, 1):
        wing = angle + math.pi + side * 0.5
        tip.lineTo(end + QPointF(math.cos(wing), math.sin(wing)) * head)
    tip.closeSubpath()
    _paint_shape(painter, whole.united(tip), scale)


def _paint_box(painter: QPainter, mark: Mark, scale: float) -> None:
    box = _rect(mark.region)
    for colour, width in ((_HALO, 6 * scale), (_INK, 3.5 * scale)):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawRect(box)


def _paint_text(painter: QPainter, mark: Mark, scale: float) -> None:
    font = letters(scale)
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    for number, line in enumerate(mark.text.split("\n")):
        baseline = mark.start[1] + metrics.ascent() + number * metrics.lineSpacing()
        path.addText(QPointF(mark.start[0], baseline), font, line)
    _paint_shape(painter, path, scale, halo=4.5)


def _paint_step(painter: QPainter, mark: Mark, scale: float) -> None:
    radius = 15 * scale
    centre = QPointF(*mark.start)
    painter.setPen(QPen(_HALO, 2.5 * scale))
    painter.setBrush(_INK)
    painter.drawEllipse(centre, radius, radius)
    painter.setFont(letters(scale * 0.95, is_bold=True))
    painter.setPen(QColor(255, 255, 255))
    place = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark.text)


def _paint_highlight(painter: QPainter, mark: Mark, scale: float) -> None:
    painter.fillRect(_rect(mark.region), _HIGHLIGHT)


def _paint_crop(painter: QPainter, mark: Mark, scale: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, style in ((QColor(0, 0, 0), Qt.PenStyle.SolidLine), (QColor(255, 255, 255), Qt.PenStyle.DashLine)):
        painter.setPen(QPen(colour, 1.5 * scale, style))
        painter.drawRect(_rect(mark.region))


def letters(scale: float, *, is_bold: bool = True) -> QFont:
    """Return the font of words and numbers, which has Chinese letters too where the system does."""
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setPixelSize(max(round(20 * scale), 1))
    font.setBold(is_bold)
    return font


def _paint_shape(painter: QPainter, path: QPainterPath, scale: float, halo: float = 3.0) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    solid, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(_HALO, halo * scale, solid, cap, join))
    painter.drawPath(path)
    painter.fillPath(path, _INK)


def _rect(region: Region) -> QRectF:
    return QRectF(region.x, region.y, region.width, region.height)


_PAINTERS = {
    Tool.ARROW: _paint_arrow,
    Tool.BOX: _paint_box,
    Tool.TEXT: _paint_text,
    Tool.STEP: _paint_step,
    Tool.HIGHLIGHT: _paint_highlight,
    Tool.CROP: _paint_crop,
}
