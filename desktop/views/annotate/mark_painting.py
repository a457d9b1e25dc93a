"""Draws marks: the same on the canvas and on the sheet that is laid on the picture."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPainterPathStroker, QPen

from desktop.viewmodels.annotation import Drawing, Ink, Mark, Point, Tool
from desktop.views.annotate.inks import LOOKS, pen_of, plate_path
from engine.domain.annotation import Layer
from engine.domain.region import Region

_MARKER_OPACITY = 96
_NEAR_PX = 8
_STEP_RADIUS = 15
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
    dashes = LOOKS[mark.ink].dashes
    if dashes:
        stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
        stroker.setDashPattern(dashes)
    whole = stroker.createStroke(shaft)
    tip = QPainterPath(end)
    for side in (-1, 1):
        wing = angle + math.pi + side * 0.5
        tip.lineTo(end + QPointF(math.cos(wing), math.sin(wing)) * head)
    tip.closeSubpath()
    _paint_shape(painter, whole.united(tip), mark.ink, scale)


def _paint_box(painter: QPainter, mark: Mark, scale: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (_halo_pen(mark.ink, 6 * scale), pen_of(mark.ink, 3.5 * scale)):
        painter.setPen(pen)
        painter.drawRect(_rect(mark.region))


def _paint_text(painter: QPainter, mark: Mark, scale: float) -> None:
    font = letters(scale)
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    for number, line in enumerate(mark.text.split("\n")):
        baseline = mark.start[1] + metrics.ascent() + number * metrics.lineSpacing()
        path.addText(QPointF(mark.start[0], baseline), font, line)
    _paint_shape(painter, path, mark.ink, scale, halo=4.5)
    if LOOKS[mark.ink].dashes:
        under = path.boundingRect()
        foot = under.bottom() + 4 * scale
        painter.setPen(pen_of(mark.ink, 2.5 * scale))
        painter.drawLine(QPointF(under.left(), foot), QPointF(under.right(), foot))


def _paint_step(painter: QPainter, mark: Mark, scale: float) -> None:
    radius, look = _STEP_RADIUS * scale, LOOKS[mark.ink]
    centre = QPointF(*mark.start)
    painter.setPen(_halo_pen(mark.ink, 2.5 * scale))
    painter.setBrush(look.colour)
    painter.drawPath(plate_path(mark.ink, centre, radius))
    painter.setFont(letters(scale * 0.95, is_bold=True))
    painter.setPen(look.letter)
    place = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark.text)


def _paint_highlight(painter: QPainter, mark: Mark, scale: float) -> None:
    marker = QColor(LOOKS[mark.ink].colour)
    marker.setAlpha(_MARKER_OPACITY)
    painter.fillRect(_rect(mark.region), marker)
    if mark.ink is not Ink.YELLOW:  # the marker of every desk needs no edge to be told from the others
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (_halo_pen(mark.ink, 3.5 * scale), pen_of(mark.ink, 2 * scale)):
            painter.setPen(pen)
            painter.drawRect(_rect(mark.region))


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


def _paint_shape(painter: QPainter, path: QPainterPath, ink: Ink, scale: float, halo: float = 3.0) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_halo_pen(ink, halo * scale))
    painter.drawPath(path)
    painter.fillPath(path, LOOKS[ink].colour)


def _halo_pen(ink: Ink, width: float) -> QPen:
    """Return what sets a mark off from any picture behind it."""
    solid, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(LOOKS[ink].halo, width, solid, cap, join)


def bounds(mark: Mark, scale: float) -> QRectF:
    """Return what a mark takes up on the picture."""
    if mark.tool is Tool.STEP:
        radius = _STEP_RADIUS * scale
        return QRectF(mark.start[0] - radius, mark.start[1] - radius, 2 * radius, 2 * radius)
    if mark.tool is Tool.TEXT:
        metrics, lines = QFontMetricsF(letters(scale)), mark.text.split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines)
        return QRectF(mark.start[0], mark.start[1], width, metrics.lineSpacing() * len(lines))
    return _rect(mark.region)


def whole_on(mark: Mark, size: QSize) -> Mark:
    """Return words or a step number so far from the border that nothing of them is cut off."""
    around, (x, y) = bounds(mark, scale_for(size)), mark.start
    left = max(0.0, min(around.left(), size.width() - around.width()))
    top = max(0.0, min(around.top(), size.height() - around.height()))
    place = (x + round(left - around.left()), y + round(top - around.top()))
    return replace(mark, start=place, end=place)


def is_at(mark: Mark, point: Point, scale: float) -> bool:
    """Tell whether a mark would be meant by a click on the picture."""
    near = _NEAR_PX * scale
    if mark.tool is not Tool.ARROW:
        return bounds(mark, scale).adjusted(-near, -near, near, near).contains(QPointF(*point))
    shaft = QPainterPath(QPointF(*mark.start))
    shaft.lineTo(QPointF(*mark.end))
    around = QPainterPathStroker()
    around.setWidth(2 * near)
    return around.createStroke(shaft).contains(QPointF(*point))


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
