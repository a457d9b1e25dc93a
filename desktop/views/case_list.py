"""The left column: search, and the cases or what the search found in them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.actions import ActionSet
from desktop.viewmodels.cases import CaseRole, CaseRow, CasesViewModel
from desktop.viewmodels.small_pictures import SmallPictures
from desktop.views.parts import SPACE, Speaking, button, column, label, themed_icon
from desktop.views.question_card import when
from desktop.views.theme import Theme
from engine.domain.case_query import SearchOrder

_PADDING_PX = 10
_SMALL_SHARE = 9 / 10.5
_PICTURE_SHAPE = 4 / 3
_LARGEST_PICTURE = QSize(64, 48)


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
        size = QSize(round(room.height() * _PICTURE_SHAPE), room.height()).boundedTo(_LARGEST_PICTURE)
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
        layout.draw(painter, QPoint(room.left(), room.top() + (room.height() - int(line.height())) // 2))
        painter.restore()


class CaseListView(QListView):
    """The rows, chosen by mouse or keyboard."""

    row_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.data(CaseRole.ROW))


class CasesColumn(Speaking, QWidget):
    """Search box, list, and the button for a new case."""

    case_chosen = Signal(int, int)
    """The case, and the message in it that was found; 0 for none."""

    def __init__(self, theme: Theme, cases: CasesViewModel, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cases = cases
        self._actions = actions
        self._shown: int | None = None
        self.setObjectName("cases_column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._search_icon = self.search.addAction(
            themed_icon(theme, "search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._new = button("primary")
        self.order = button("link")
        self.order.clicked.connect(self._change_order)
        self.list = CaseListView()
        self.list.setModel(cases.model)
        self.list.setItemDelegate(CaseDelegate(theme, cases.small_pictures, self.list))
        self._empty = label("muted", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self._connect()
        self.retranslate()
        self._draw_icons()

    def show_current(self, conversation_id: int | None) -> None:
        """Mark the case that is open."""
        self._shown = conversation_id
        row = self._cases.model.row_of(conversation_id)
        if row >= 0:
            self.list.setCurrentIndex(self._cases.model.index(row))
        else:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search all cases"))
        self.search.setAccessibleName(self.tr("Search all cases"))
        tip = self._actions["case.search"].toolTip()
        filters = self.tr("Filters: tag:vpn  app:sap  fix:…  has:image  before:2026-03  after:2026-02-14")
        self.search.setToolTip(f"{tip}\n{filters}")
        self._show_order()
        self._new.setText(self.tr("New case"))
        self._new.setAccessibleName(self.tr("New case"))
        self._new.setToolTip(self._actions["case.new"].toolTip())
        self.list.setAccessibleName(self.tr("Cases"))
        self._show_empty()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 0)
        head.addWidget(self._new)
        box = QHBoxLayout()
        box.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        box.addWidget(self.search)
        layout = column(self, gap=SPACE)
        layout.addLayout(head)
        layout.addLayout(box)
        found = QHBoxLayout()
        found.setContentsMargins(3 * SPACE, 0, 3 * SPACE, 0)
        found.addWidget(self.order)
        found.addStretch(1)
        layout.addLayout(found)
        layout.addWidget(self._empty, 1)
        rows = QHBoxLayout()
        rows.setContentsMargins(2 * SPACE, 0, SPACE, SPACE)
        rows.addWidget(self.list)
        layout.addLayout(rows, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._cases.search)
        self._new.clicked.connect(self._actions["case.new"].trigger)
        self.list.row_chosen.connect(self._choose)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._cases.listed.connect(self._show_listed)
        self._cases.small_pictures.arrived.connect(self.list.viewport().update)
        self._theme.changed.connect(self._draw_icons)

    def _choose(self, row: CaseRow) -> None:
        self.case_chosen.emit(row.conversation.id, row.message_id)

    def _show_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not index.isValid():
            return
        self._choose(index.data(CaseRole.ROW))
        menu = QMenu(self)
        for action_id in ("case.pin", "case.hold", "case.tags", "case.rename", "case.export", "case.delete"):
            menu.addAction(self._actions[action_id])
        menu.exec(self.list.viewport().mapToGlobal(place))

    def _show_listed(self) -> None:
        self.show_current(self._shown)
        self._show_order()
        self._show_empty()

    def _change_order(self) -> None:
        is_newest = self._cases.order is SearchOrder.NEWEST
        self._cases.sort(SearchOrder.BEST if is_newest else SearchOrder.NEWEST)
        self._show_order()

    def _show_order(self) -> None:
        is_newest = self._cases.order is SearchOrder.NEWEST
        self.order.setText(self.tr("Newest first") if is_newest else self.tr("Best first"))
        self.order.setAccessibleName(self.order.text())
        self.order.setToolTip(self.tr("Change the order of what was found"))
        self.order.setVisible(bool(self._cases.query))

    def _show_empty(self) -> None:
        is_empty = self._cases.model.rowCount() == 0
        self.list.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        if self._cases.query:
            self._empty.setText(self.tr("Nothing was found."))
            self._empty.setToolTip(self.search.toolTip())
        else:
            self._empty.setText(self.tr("Your cases appear here as soon as you have asked something."))

    def _draw_icons(self) -> None:
        self._new.setIcon(themed_icon(self._theme, "plus", "accent_text"))
        self._search_icon.setIcon(themed_icon(self._theme, "search"))
        self.list.viewport().update()
        palette = QPalette(self.list.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.colours.sidebar))
        self.list.setPalette(palette)
