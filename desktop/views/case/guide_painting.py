"""Draws boxes and numbers on a covered picture, and the steps below it: one picture to send to the user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop.viewmodels.thumbnails import image_of
from engine.domain.evidence import GuideMark, GuideStep
from engine.domain.picture import RedactedImage
from engine.domain.region import Region

BOX, INK, PAPER, TEXT = QColor("#C2185B"), QColor("#FFFFFF"), QColor("#FFFFFF"), QColor("#17212B")
"""The same in every look: the picture is for somebody else. White beside the colour keeps it visible on any ground."""
_PADDING = 4
_LEAST_WIDTH = 480
"""A small cut-out gets paper beside it, so that the steps can be read."""


def paint_box(painter: QPainter, box: QRectF, thickness: float = 3.0) -> None:
    """Draw a frame around a place: the colour between two thin white lines."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(INK, thickness + 2.5))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QPen(BOX, thickness))
    painter.drawRoundedRect(box, 4, 4)


def paint_number(painter: QPainter, box: QRectF, label: str, size_px: float, room: QRectF) -> None:
    """Write a number on a disc at the corner of a box, moved so that it lies within `room`."""
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(size_px * 0.62)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    width = max(size_px, QFontMetricsF(font).horizontalAdvance(label) + size_px * 0.5)
    disc = QRectF(box.left() - width * 0.6, box.top() - size_px * 0.75, width, size_px)
    disc.moveLeft(min(max(disc.left(), room.left() + 1), max(room.right() - width - 1, room.left())))
    disc.moveTop(min(max(disc.top(), room.top() + 1), max(room.bottom() - size_px - 1, room.top())))
    painter.setPen(QPen(INK, max(1.5, size_px / 14)))
    painter.setBrush(BOX)
    painter.drawRoundedRect(disc, size_px / 2, size_px / 2)
    painter.setPen(INK)
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, label)


def around(region: Region, width: int, height: int) -> Region:
    """Return a place with a little air, on a picture of that size."""
    margin = max(_PADDING, region.height // 4)
    return region.grown(margin, margin).clipped(width, height)


def guide_picture(steps: Sequence[GuideStep], pictures: Mapping[str, RedactedImage], font: QFont) -> QImage:
    """Return the pictures that the steps point to, below one another, with boxes, numbers and the steps as text.

    A picture that is not at hand is left out; without any the image is null.
    """
    marks = [mark for step in steps for mark in step.marks]
    shown = [pictures[digest] for digest in dict.fromkeys(mark.place.digest for mark in marks) if digest in pictures]
    if not shown:
        return QImage()
    parts = [_marked(picture, [mark for mark in marks if mark.place.digest == picture.digest]) for picture in shown]
    width = max(_LEAST_WIDTH, *(part.width() for part in parts))
    parts.append(_written(steps, width, font))
    whole = QImage(width, sum(part.height() for part in parts), QImage.Format.Format_RGB32)
    whole.fill(PAPER)
    painter = QPainter(whole)
    top = 0
    for part in parts:
        painter.drawImage(0, top, part)
        top += part.height()
    painter.end()
    return whole


def steps_text(steps: Iterable[GuideStep]) -> str:
    """Return the steps as lines of plain text."""
    return "\n".join(f"{step.number}. {step.text}" for step in steps)


def number_size(width: int, height: int) -> float:
    """Return how high a number's disc is on a picture of that size."""
    return min(max(22.0, min(width, height) / 28), 64.0)


def _marked(picture: RedactedImage, marks: Sequence[GuideMark]) -> QImage:
    image = image_of(picture).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_marks(painter, marks, picture, QPointF(0, 0), 1.0, number_size(picture.width, picture.height))
    painter.end()
    return image


def paint_marks(
    painter: QPainter, marks: Sequence[GuideMark], picture: RedactedImage, origin: QPointF, scale: float, size_px: float
) -> None:
    """Draw numbered boxes where a picture is drawn at `origin` and `scale`."""
    room = QRectF(origin.x(), origin.y(), picture.width * scale, picture.height * scale)
    boxes = []
    for mark in marks:
        region = around(mark.place.region, picture.width, picture.height)
        boxes.append(
            QRectF(
                origin.x() + region.x * scale,
                origin.y() + region.y * scale,
                region.width * scale,
                region.height * scale,
            )
        )
    for box in boxes:
        paint_box(painter, box, max(2.0, size_px / 9))
    for mark, box in zip(marks, boxes, strict=True):
        paint_number(painter, box, mark.label, size_px, room)


def _written(steps: Sequence[GuideStep], width: int, font: QFont) -> QImage:
    """Write the steps on a strip of paper of that width."""
    face = QFont(font)
    size = round(min(max(15.0, width / 80), 28.0))
    face.setPixelSize(size)
    metrics = QFontMetricsF(face)
    indent = size * 2.6
    room = QRectF(0, 0, width - indent - size, 10_000)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    heights = [max(size * 1.6, metrics.boundingRect(room, int(flags), step.text).height()) for step in steps]
    gap = size * 0.6
    strip = QImage(width, round(sum(heights) + gap * (len(steps) + 1)), QImage.Format.Format_RGB32)
    strip.fill(PAPER)
    painter = QPainter(strip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = gap
    for step, height in zip(steps, heights, strict=True):
        disc = QRectF(size * 0.6, top, size * 1.5, size * 1.5)
        paint_number(
            painter, disc.translated(size * 0.9, size * 1.1), str(step.number), size * 1.5, QRectF(strip.rect())
        )
        painter.setFont(face)
        painter.setPen(TEXT)
        painter.drawText(QRectF(indent, top + size * 0.1, room.width(), height), int(flags), step.text)
        top += height + gap
    painter.end()
    return strip


def crop_around(region: Region, picture: RedactedImage, width: int, height: int) -> QRect:
    """Return the part of a picture, at most that large, in whose middle a place lies."""
    width, height = min(width, picture.width), min(height, picture.height)
    left = min(max(0, region.x + region.width // 2 - width // 2), picture.width - width)
    top = min(max(0, region.y + region.height // 2 - height // 2), picture.height - height)
    return QRect(left, top, width, height)
