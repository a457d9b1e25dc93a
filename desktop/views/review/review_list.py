"""The list of findings beside the picture: two lines for each, with a box to tick."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.viewmodels.naming import entity_name
from desktop.viewmodels.review import NOTHING, ReviewModel
from desktop.views.parts.mask_style import (
    mixed,
    paint_covered,
    paint_eye,
    paint_open,
    readable_on,
    style_of,
)
from desktop.views.parts.parts import grown
from desktop.views.review.wording import describe, origin_text, state_text
from engine.domain.finding import Mask

MASK_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_PADDING = 10
_TICK = 18
_SWATCH = (30, 20)
"""With ordinary text; larger text makes them larger."""


class FindingsModel(QAbstractListModel):
    """The masks of a plan in reading order."""

    def __init__(self, review: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._order: list[int] = []
        review.plan_changed.connect(self._follow)

    def mask_index(self, row: int) -> int:
        """Return which mask of the plan a row shows."""
        return self._order[row] if 0 <= row < len(self._order) else NOTHING

    def row_of(self, mask_index: int) -> int:
        return self._order.index(mask_index) if mask_index in self._order else -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._order)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mask = self._review.plan.masks[self._order[index.row()]]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entity_name(mask.finding.entity_type)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if mask.is_covered else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return describe(mask)
            case _ if role == MASK_ROLE:
                return mask
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._review.set_covered(self._order[index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def retell(self) -> None:
        """Say everything again, in another language."""
        self.dataChanged.emit(self.index(0), self.index(len(self._order) - 1))

    def _follow(self) -> None:
        order = self._review.reading_order()
        if order == self._order:
            self.retell()
            return
        self.beginResetModel()
        self._order = order
        self.endResetModel()


class FindingDelegate(QStyledItemDelegate):
    """Draws a finding: tick, swatch, kind and label above, rule and source below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        metrics = QFontMetrics(option.font)
        return QSize(220, 2 * metrics.height() + 2 * _PADDING + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown: Any = option
        mask: Mask = index.data(MASK_ROLE)
        painter.save()
        _paint_ground(painter, shown)
        _paint_tick(painter, shown, mask)
        _paint_swatch(painter, shown.rect, mask)
        _paint_words(painter, shown, mask)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Toggle when the tick is clicked. The rest of the row only selects."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            reach = _tick_rect(option.rect).adjusted(-_PADDING, -_PADDING, 5, _PADDING)
            if event.button() == Qt.MouseButton.LeftButton and reach.contains(event.position().toPoint()):
                is_covered = index.data(MASK_ROLE).is_covered
                wanted = Qt.CheckState.Unchecked if is_covered else Qt.CheckState.Checked
                return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)
        return False


class FindingsList(QListView):
    """Lists the findings and selects with the canvas, both ways. Leaves the review's own keys to the pane."""

    def __init__(self, review: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._empty_text = ""
        self._rows = FindingsModel(review, self)
        self.setModel(self._rows)
        self.setItemDelegate(FindingDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._select_mask)
        self._rows.modelReset.connect(self._select_row)
        review.selection_changed.connect(self._select_row)

    def retell(self) -> None:
        """Say everything again, in another language."""
        self._rows.retell()

    def set_empty_text(self, text: str) -> None:
        """Say what stands where the rows would be."""
        self._empty_text = text
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.rowCount() == 0:
            painter = QPainter(self.viewport())
            palette = self.palette()
            painter.setPen(mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.74))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walking = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        if event.key() in (*walking, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0:
            self._review.toggle(self._rows.mask_index(row))

    def _select_mask(self, current: QModelIndex) -> None:
        if current.isValid():
            self._review.select(self._rows.mask_index(current.row()))

    def _select_row(self) -> None:
        row = self._rows.row_of(self._review.selected)
        if row < 0:
            self.selectionModel().clear()
        elif row != self.currentIndex().row():
            self.setCurrentIndex(self._rows.index(row))


def _tick_rect(row: QRect) -> QRect:
    side = grown(_TICK)
    return QRect(row.left() + _PADDING, row.center().y() - side // 2, side, side)


def _swatch_size() -> QSize:
    return QSize(*map(grown, _SWATCH))


def _paint_ground(painter: QPainter, option: Any) -> None:
    palette: QPalette = option.palette
    accent = palette.color(QPalette.ColorRole.Highlight)
    base = palette.color(QPalette.ColorRole.Base)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, mixed(accent, base, 0.22))
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), accent)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, mixed(accent, base, 0.08))
    painter.setPen(mixed(palette.color(QPalette.ColorRole.Text), base, 0.12))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def _paint_tick(painter: QPainter, option: Any, mask: Mask) -> None:
    """Draw the box to tick; by hand, since the styles' own is lost on a dark ground."""
    palette: QPalette = option.palette
    text = palette.color(QPalette.ColorRole.Text)
    accent = palette.color(QPalette.ColorRole.Highlight)
    box = QRectF(_tick_rect(option.rect)).adjusted(0.75, 0.75, -0.75, -0.75)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent if mask.is_covered else mixed(text, accent, 0.7), 1.5))
    painter.setBrush(accent if mask.is_covered else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    if mask.is_covered:
        ink = QPen(readable_on(accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(ink)
        unit = box.width() / _TICK
        corner = box.center() + QPointF(-1.2, 3.6) * unit
        painter.drawPolyline([corner + QPointF(-3.6, -3.6) * unit, corner, corner + QPointF(5.4, -6.6) * unit])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_swatch(painter: QPainter, row: QRect, mask: Mask) -> None:
    """Draw a small piece of the box as it looks on the picture."""
    left = _tick_rect(row).right() + _PADDING
    size = _swatch_size()
    box = QRectF(left, row.center().y() - size.height() / 2, size.width(), size.height())
    style = style_of(mask.finding.entity_type)
    if mask.is_covered:
        paint_covered(painter, box, style)
    else:
        paint_open(painter, box.adjusted(1, 1, -1, -1), style)


def _paint_words(painter: QPainter, option: Any, mask: Mask) -> None:
    palette: QPalette = option.palette
    text = palette.color(QPalette.ColorRole.Text)
    muted = mixed(text, palette.color(QPalette.ColorRole.Base), 0.74)
    left = 3 * _PADDING + grown(_TICK) + _swatch_size().width()
    room = option.rect.adjusted(left, _PADDING, -_PADDING, -_PADDING)
    metrics = QFontMetrics(option.font)
    upper = QRect(room.left(), room.top(), room.width(), metrics.height())
    lower = QRect(room.left(), room.bottom() - metrics.height(), room.width(), metrics.height())
    taken = _paint_state(painter, option.font, upper, mask, text)
    bold = QFont(option.font)
    bold.setWeight(QFont.Weight.DemiBold)
    kind = entity_name(mask.finding.entity_type)
    _paint_line(painter, bold, upper.adjusted(0, 0, -taken - 8, 0), kind, text)
    label_width = metrics.horizontalAdvance(mask.finding.label)
    _paint_line(painter, option.font, lower, mask.finding.label, muted, Qt.AlignmentFlag.AlignRight)
    _paint_line(painter, option.font, lower.adjusted(0, 0, -label_width - 8, 0), origin_text(mask), muted)


def _paint_state(painter: QPainter, font: QFont, room: QRect, mask: Mask, colour: QColor) -> int:
    """Write `Covered`, or `Readable` with the eye, at the right; return the width taken."""
    word = state_text(mask)
    width = QFontMetrics(font).horizontalAdvance(word)
    _paint_line(painter, font, room, word, colour, Qt.AlignmentFlag.AlignRight)
    if mask.is_covered:
        return width
    eye = QRectF(room.right() - width - 21, room.top(), 15, room.height())
    paint_eye(painter, eye, colour)
    return width + 21


def _paint_line(
    painter: QPainter,
    font: QFont,
    room: QRect,
    text: str,
    colour: QColor,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(QPen(colour))
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, alignment | Qt.AlignmentFlag.AlignVCenter, elided)
