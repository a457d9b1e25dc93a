"""How each ink looks: colour, line, and the shape behind a number, so that no two differ by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.viewmodels.annotation import Ink


class Plate(Enum):
    """What a number stands on."""

    CIRCLE = auto()
    SQUARE = auto()
    DIAMOND = auto()
    HEXAGON = auto()
    OCTAGON = auto()


@dataclass(frozen=True, slots=True)
class InkLook:
    """Colours and line of an ink; dashes are in widths of the line."""

    colour: QColor
    halo: QColor
    letter: QColor
    dashes: tuple[float, ...]
    plate: Plate


_WHITE, _DARK = QColor(255, 255, 255, 230), QColor(20, 20, 24, 230)
LOOKS = {
    Ink.RED: InkLook(QColor(0xD9, 0x1E, 0x36), _WHITE, QColor("white"), (), Plate.CIRCLE),
    Ink.BLUE: InkLook(QColor(0x0B, 0x5C, 0xAD), _WHITE, QColor("white"), (3.0, 2.0), Plate.SQUARE),
    Ink.GREEN: InkLook(QColor(0x1B, 0x7F, 0x3B), _WHITE, QColor("white"), (1.0, 1.6), Plate.DIAMOND),
    Ink.BLACK: InkLook(QColor(0x16, 0x16, 0x1A), _WHITE, QColor("white"), (4.0, 1.6, 1.0, 1.6), Plate.HEXAGON),
    Ink.YELLOW: InkLook(QColor(0xFF, 0xC4, 0x00), _DARK, QColor("black"), (6.0, 2.0), Plate.OCTAGON),
}
KEYS = {ink: str(number) for number, ink in enumerate(Ink, 1)}
_CORNERS = {Plate.SQUARE: (4, 0.125, 1.15), Plate.DIAMOND: (4, 0.0, 1.3), Plate.HEXAGON: (6, 0.0, 1.1)}
"""Corners, where the first stands in turns, and the radius beside that of a circle."""


def ink_text(ink: Ink) -> str:
    """Return what an ink is called in the language of the window: its colour and its line."""
    texts = {
        Ink.RED: QCoreApplication.translate("Inks", "Red, solid"),
        Ink.BLUE: QCoreApplication.translate("Inks", "Blue, dashed"),
        Ink.GREEN: QCoreApplication.translate("Inks", "Green, dotted"),
        Ink.BLACK: QCoreApplication.translate("Inks", "Black, dash-dotted"),
        Ink.YELLOW: QCoreApplication.translate("Inks", "Yellow, long dashes"),
    }
    return texts[ink]


def ink_icon(ink: Ink, ratio: float) -> QIcon:
    """Draw a piece of the line."""
    width, height = 28, 12
    sharpness = 2 * ratio  # it is drawn larger beside larger text
    drawn = QPixmap(QSize(round(width * sharpness), round(height * sharpness)))
    drawn.setDevicePixelRatio(sharpness)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look = LOOKS[ink]
    painter.setPen(QPen(look.halo, 6.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(4, height / 2), QPointF(width - 4, height / 2))
    painter.setPen(pen_of(ink, 3.5))
    painter.drawLine(QPointF(4, height / 2), QPointF(width - 4, height / 2))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return QIcon(drawn)


def pen_of(ink: Ink, width: float) -> QPen:
    """Return what draws the line of an ink."""
    look = LOOKS[ink]
    pen = QPen(look.colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
    if look.dashes:
        pen.setDashPattern(look.dashes)
    return pen


def plate_path(ink: Ink, centre: QPointF, radius: float) -> QPainterPath:
    """Return the shape behind a number."""
    path, plate = QPainterPath(), LOOKS[ink].plate
    if plate is Plate.CIRCLE:
        path.addEllipse(centre, radius, radius)
        return path
    corners, turn, factor = _CORNERS.get(plate, (8, 1 / 16, 1.05))
    around = QPainterPath()
    around.addEllipse(QRectF(-1, -1, 2, 2))
    points = [around.pointAtPercent((turn + number / corners) % 1.0) for number in range(corners)]
    path.addPolygon(QPolygonF([centre + point * radius * factor for point in points]))
    path.closeSubpath()
    return path
