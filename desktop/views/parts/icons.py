"""Icons: line drawings of our own, coloured to the look."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engine.wording import RESOURCES

_SIZES_PX = (14, 18, 36)
"""Those that the window uses, and twice the usual one for fine screens."""


@cache
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """Return the drawing `resources/icons/<name>.svg` in a colour, sharp at any of the usual sizes."""
    drawn = QIcon()
    modes = {QIcon.Mode.Normal: colour, QIcon.Mode.Disabled: disabled}
    for mode, tint in modes.items():
        for size in _SIZES_PX if tint else ():
            drawn.addPixmap(pixmap(name, tint, size), mode)
    return drawn


def pixmap(name: str, colour: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """Draw an icon at a size; black in the drawing becomes the colour."""
    renderer = _renderer(name, QColor(colour).name())
    side = round(size_px * ratio)
    canvas = QPixmap(QSize(side, side))
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    canvas.setDevicePixelRatio(ratio)
    return canvas


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Read a drawing once for all its sizes: reading takes longer than drawing."""
    return QSvgRenderer(QByteArray(_drawing(name).replace(b"#000", colour.encode())))


@cache
def _drawing(name: str) -> bytes:
    return (RESOURCES / "icons" / f"{name}.svg").read_bytes()


def app_icon() -> QIcon:
    """Return the program's own icon, in its own colours."""
    drawn = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        drawn.addPixmap(pixmap("deskside", "#000", size))
    return drawn
