"""How one row of the list of cases is drawn."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.viewmodels.cases import CaseRole, CaseRow
from desktop.viewmodels.small_pictures import SmallPictures
from desktop.views.case.question_card import when
from desktop.views.parts.parts import SPACE, grown
from desktop.views.parts.theme import Theme

_PADDING_PX = 10
_SMALL_SHARE = 9 / 10.5
_PICTURE_SHAPE = 4 / 3
_LARGEST_PICTURE = (64, 48)
"""With ordinary text; larger text makes it larger."""


class CaseDelegate(QStyledItemDelegate):
    """Draws a case in two lines: title, and time or the place that was found; beside them its picture."""

    def __init__(self, theme: Theme, pictures: SmallPictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = QFontMetrics(option.font).height()
        row: CaseRow = index.data(CaseRole.ROW)
        lines = 3 if row.snippet else 2
        return QSize(120, line * lines + 2 * _PADDING_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: CaseRow = index.data(CaseRole.ROW)
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = option.rect.adjusted(2, 1, -2, -1)
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if is_chosen else colours.hover))
            painter.drawRoundedRect(card, 6, 6)
        if is_chosen:  # by shape, too: a bar at its beginning
            bar = QRectF(card.left(), card.top() + 8, 3, card.height() - 16)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(0, 0, -1, -1), 6, 6)
        room = card.adjusted(_PADDING_PX - 2, _PADDING_PX - 2, -8, -6)
        self._write(painter, option, row, self._beside_picture(painter, row, room))
        painter.restore()

    def _beside_picture(self, painter: QPainter, row: CaseRow, room: QRect) -> QRect:
        """Draw the row's picture at the right, if it is there, and return the room that is left."""
        image = self._pictures.image(row.picture) if row.picture else None
        if image is None:
            return room
        size = QSize(round(room.height() * _PICTURE_SHAPE), room.height()).boundedTo(
            QSize(*map(grown, _LARGEST_PICTURE))
        )
        place = QRect(
            room.right() - size.width() + 1, room.top() + (room.height() - size.height()) // 2 - 1, *size.toTuple()
        )
        ratio = max(place.width() / image.width(), place.height() / image.height())
        part = QRectF(0, 0, place.width() / ratio, place.height() / ratio)
        part.moveCenter(QRectF(image.rect()).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(place), 4, 4)
        painter.setClipPath(frame)
        painter.drawImage(QRectF(place), image, part)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(self._theme.colours.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)
        painter.restore()
        return room.adjusted(0, 0, -size.width() - SPACE, 0)

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, row: CaseRow, room: QRect) -> None:
        colours = self._theme.colours
        metrics = QFontMetrics(option.font)
        line = metrics.height()
        painter.setPen(QColor(colours.text))
        title = metrics.elidedText(row.conversation.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), room.top(), room.width(), line), Qt.AlignmentFlag.AlignVCenter, title)
        small = option.font
        small.setPointSizeF(small.pointSizeF() * _SMALL_SHARE)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        below = QRect(room.left(), room.top() + line + 2, room.width(), line)
        if row.snippet:
            self._write_snippet(painter, row, below)
            below.translate(0, line)
        second = painter.fontMetrics().elidedText(self._second_line(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, second)

    def _second_line(self, row: CaseRow) -> str:
        case = row.conversation
        parts = [when(case.updated_ms)]
        claims = (
            (self.tr("on a picture"), row.is_on_picture),
            (self.tr("earlier version"), row.is_replaced),
            (self.tr("pinned"), case.is_pinned),
            (self.tr("held"), case.is_held),
            (self.tr("archived"), case.is_archived),
            (self.tr("note"), bool(case.note)),
            (case.folder, bool(case.folder)),
        )
        parts += [word for word, holds in claims if holds]
        return " · ".join([*parts, *(f"#{tag}" for tag in case.tags)])

    def _write_snippet(self, painter: QPainter, row: CaseRow, room: QRect) -> None:
        """Write the words around the hit on one line, the hit itself marked."""
        colours = self._theme.colours
        layout = QTextLayout(row.snippet.replace("\n", " "), painter.font())
        found = []
        for start, end in row.highlights:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = start, end - start
            form = QTextCharFormat()
            form.setForeground(QColor(colours.text))
            form.setBackground(QColor(colours.selection))
            mark.format = form
            found.append(mark)
        layout.setFormats(found)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(10_000)
        layout.endLayout()
        painter.save()
        painter.setClipRect(room)
        shift = _shift_into_sight(line, row.highlights, room.width())
        layout.draw(painter, QPoint(room.left() - shift, room.top() + (room.height() - int(line.height())) // 2))
        painter.restore()


def _shift_into_sight(line: QTextLine, places: tuple[tuple[int, int], ...], width: int) -> int:
    """Return by how much a line must move to the left so that the first hit can be seen, with what stands before it."""
    if not places:
        return 0
    start, end = (round(line.cursorToX(place)[0]) for place in places[0])  # type: ignore[index]  # a pair, say the docs
    return max(0, min(start - width // 4, end - width + SPACE)) if end > width else 0
