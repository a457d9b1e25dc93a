"""Draws the masks of a plan over the picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPalette, QPen

from desktop.views.parts.mask_style import (
    COVER,
    COVER_TEXT,
    PLAIN_COVER,
    MaskStyle,
    mixed,
    paint_covered,
    paint_eye,
    paint_open,
    readable_on,
    style_of,
)
from engine.domain.finding import CoverLook, Finding, Mask
from engine.domain.region import Region

HANDLE_PX = 8.0
_ROOM_FOR_MIDDLE_PX = 40.0
_SMALLEST_TEXT_PX, _LARGEST_TEXT_PX = 8, 15
_TAG_TEXT_PX = 12


def paint_mask(painter: QPainter, box: QRectF, mask: Mask) -> None:
    """Draw a mask for review: covered and patterned, or open and dashed, with its label."""
    style = style_of(mask.finding.entity_type)
    if mask.is_covered:
        paint_covered(painter, box, style)
        _paint_label(painter, box.adjusted(3, 2, -3, -2), mask.finding.label, is_plated=True)
    else:
        paint_open(painter, box, style)
        _paint_tag(painter, box, mask.finding, style)


def paint_cover(painter: QPainter, box: QRectF, finding: Finding, look: CoverLook, frost: QColor) -> None:
    """Draw a covered place about as it will be sent. `frost` is the colour of its surroundings."""
    if look is CoverLook.FROSTED:
        painter.fillRect(box, frost)
        grain = QColor(readable_on(frost))
        grain.setAlpha(36)
        painter.fillRect(box, QBrush(grain, Qt.BrushStyle.Dense5Pattern))
        return
    painter.fillRect(box, COVER if look is CoverLook.LABEL else PLAIN_COVER)
    if look is CoverLook.LABEL:
        _paint_label(painter, box.adjusted(2, 1, -2, -1), finding.label, is_plated=False)


def paint_selection(painter: QPainter, box: QRectF, palette: QPalette) -> None:
    """Draw the frame and the eight handles of the selected box."""
    accent = palette.color(QPalette.ColorRole.Highlight)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255), 5))
    painter.drawRect(box.adjusted(-3, -3, 3, 3))
    painter.setPen(QPen(accent, 3))
    painter.drawRect(box.adjusted(-3, -3, 3, 3))
    painter.setPen(QPen(accent.darker(130), 1.5))
    painter.setBrush(QColor(255, 255, 255))
    for centre in handle_points(box).values():
        half = HANDLE_PX / 2
        painter.drawRect(QRectF(centre.x() - half, centre.y() - half, HANDLE_PX, HANDLE_PX))


def paint_draft(painter: QPainter, box: QRectF, palette: QPalette) -> None:
    """Draw the box that is being drawn."""
    accent = palette.color(QPalette.ColorRole.Highlight)
    wash = QColor(accent)
    wash.setAlpha(70)
    painter.fillRect(box, wash)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255), 3))
    painter.drawRect(box)
    painter.setPen(QPen(accent, 1.5))
    painter.drawRect(box)


def handle_points(box: QRectF) -> dict[tuple[int, int], QPointF]:
    """Return where the handles stand, by the edges they move: (-1, 0) is the left edge, (1, 1) a corner.

    A small box has only its corners, so that its handles never hide it.
    """
    frame = box.adjusted(-3, -3, 3, 3)
    xs = {-1: frame.left(), 0: frame.center().x(), 1: frame.right()}
    ys = {-1: frame.top(), 0: frame.center().y(), 1: frame.bottom()}
    has_room = {"x": frame.width() >= _ROOM_FOR_MIDDLE_PX, "y": frame.height() >= _ROOM_FOR_MIDDLE_PX}
    return {
        (dx, dy): QPointF(xs[dx], ys[dy])
        for dx in xs
        for dy in ys
        if (dx or (dy and has_room["x"])) and (dy or has_room["y"])
    }


def surrounding_colour(image: QImage, region: Region) -> QColor:
    """Return the mean colour of the pixels just outside a region; none inside it is read."""
    ring = region.grown(2, 2)
    points = [
        *((x, y) for x in range(ring.x, ring.right, 4) for y in (ring.y, ring.bottom - 1)),
        *((x, y) for y in range(ring.y, ring.bottom, 4) for x in (ring.x, ring.right - 1)),
    ]
    colours = [image.pixelColor(x, y) for x, y in points if image.valid(x, y)]
    if not colours:
        return QColor(COVER)
    count = len(colours)
    return QColor(
        sum(colour.red() for colour in colours) // count,
        sum(colour.green() for colour in colours) // count,
        sum(colour.blue() for colour in colours) // count,
    )


def _paint_label(painter: QPainter, room: QRectF, label: str, *, is_plated: bool) -> None:
    """Write the label as large as it fits; in a box too small for it, nothing."""
    font = _fitting_font(painter.font(), room, label)
    if font is None or not label:
        return
    painter.save()
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room.width())
    if is_plated:
        width = metrics.horizontalAdvance(text) + 8
        height = min(metrics.height(), room.height())
        plate = QRectF(0, 0, min(width, room.width()), height)
        plate.moveCenter(room.center())
        painter.fillRect(plate, PLAIN_COVER)
    painter.setPen(COVER_TEXT)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _fitting_font(base: QFont, room: QRectF, label: str) -> QFont | None:
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold)
    for pixels in range(_LARGEST_TEXT_PX, _SMALLEST_TEXT_PX - 1, -1):
        font.setPixelSize(pixels)
        is_low_enough = pixels * 1.15 <= room.height() + 2
        if is_low_enough and QFontMetricsF(font).horizontalAdvance(label) <= room.width():
            return font
    return font if room.height() >= _SMALLEST_TEXT_PX and room.width() >= _SMALLEST_TEXT_PX * 3 else None


def _paint_tag(painter: QPainter, box: QRectF, finding: Finding, style: MaskStyle) -> None:
    """Hang the label of an open box at its right end, with the eye; above it where there is no room."""
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(min(max(round(box.height() * 0.8), _SMALLEST_TEXT_PX), _TAG_TEXT_PX))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    height = metrics.height() + 2
    eye_px = metrics.height()
    tag = QRectF(box.left() - 1, 0, metrics.horizontalAdvance(finding.label) + eye_px + 16, height)
    if box.right() + tag.width() + 3 <= painter.window().right():
        tag.moveTo(box.right() + 3, box.center().y() - height / 2)
    else:
        tag.moveBottom(max(box.top() - 2, height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(mixed(style.colour, QColor(0, 0, 0), 0.7), 1))
    painter.setBrush(style.colour)
    painter.drawRoundedRect(tag, 3, 3)
    paint_eye(painter, QRectF(tag.left() + 5, tag.top(), eye_px, height), style.text_colour)
    painter.setPen(style.text_colour)
    room = tag.adjusted(eye_px + 10, 0, 0, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, finding.label)
    painter.restore()
