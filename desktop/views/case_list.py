"""The left column: search, and the cases or what the search found in them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
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
from desktop.views.parts import SPACE, Speaking, button, column, label, themed_icon
from desktop.views.question_card import when
from desktop.views.theme import Theme

_PADDING_PX = 10
_SMALL_SHARE = 9 / 10.5


class CaseDelegate(QStyledItemDelegate):
    """Draws a case in two lines: title, and time or the place that was found."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

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
        self._write(painter, option, row, card.adjusted(_PADDING_PX - 2, _PADDING_PX - 2, -8, -6))
        painter.restore()

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
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._second_line(row))

    def _second_line(self, row: CaseRow) -> str:
        moment = when(row.conversation.updated_ms)
        parts = [moment]
        parts += [self.tr("on a picture")] if row.is_on_picture else []
        parts += [self.tr("earlier version")] if row.is_replaced else []
        return " · ".join(parts)

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
        self.list = CaseListView()
        self.list.setModel(cases.model)
        self.list.setItemDelegate(CaseDelegate(theme, self.list))
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
        self.search.setToolTip(self._actions["case.search"].toolTip())
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
        self._theme.changed.connect(self._draw_icons)

    def _choose(self, row: CaseRow) -> None:
        self.case_chosen.emit(row.conversation.id, row.message_id)

    def _show_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not index.isValid():
            return
        self._choose(index.data(CaseRole.ROW))
        menu = QMenu(self)
        for action_id in ("case.rename", "case.export", "case.delete"):
            menu.addAction(self._actions[action_id])
        menu.exec(self.list.viewport().mapToGlobal(place))

    def _show_listed(self) -> None:
        self.show_current(self._shown)
        self._show_empty()

    def _show_empty(self) -> None:
        is_empty = self._cases.model.rowCount() == 0
        self.list.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        if self._cases.query:
            self._empty.setText(self.tr("Nothing was found."))
        else:
            self._empty.setText(self.tr("Your cases appear here as soon as you have asked something."))

    def _draw_icons(self) -> None:
        self._new.setIcon(themed_icon(self._theme, "plus", "accent_text"))
        self._search_icon.setIcon(themed_icon(self._theme, "search"))
        self.list.viewport().update()
        palette = QPalette(self.list.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.colours.sidebar))
        self.list.setPalette(palette)
