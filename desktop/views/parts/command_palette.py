"""Everything that can be done or opened, behind one field: a few letters and Enter."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.viewmodels.palette import Command, Found, Kind, PaletteViewModel
from desktop.views.parts.opening import WhenLocked
from desktop.views.parts.parts import SPACE, Speaking, column, grown, label, room_for, themed_icon
from desktop.views.parts.search_field import MovedList, SearchField
from desktop.views.parts.theme import Theme

_SIZE = QSize(640, 460)
_FOUND = Qt.ItemDataRole.UserRole + 1
_ICON_PX = 18
_PADDING_PX = 8
_NOWHERE = QModelIndex()
_ICONS = {
    Kind.ACTION: "chevron_right",
    Kind.SETTING: "gear",
    Kind.PRESET: "preset",
    Kind.CASE: "mail",
    Kind.FIX: "book",
}
_SMALL_SHARE = 9 / 10.5


class _Lines(QAbstractListModel):
    """What was found, a line each."""

    def __init__(self, kind_names: QObject) -> None:
        super().__init__(kind_names)
        self._found: tuple[Found, ...] = ()

    def show(self, found: tuple[Found, ...]) -> None:
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self._found[index.row()]
        command = found.command
        if role == _FOUND:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return command.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (command.name, command.place, command.keys) if part)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_off = index.isValid() and not self._found[index.row()].command.is_enabled
        return flags & ~Qt.ItemFlag.ItemIsEnabled if is_off else flags


class _LineDelegate(QStyledItemDelegate):
    """Draws sign, name with the letters that were meant, where it is found, and its keys."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, QFontMetrics(option.font).height() + 2 * _PADDING_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found: Found = index.data(_FOUND)
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = option.rect.adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(colours.accent))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(room.adjusted(0, 0, -1, -1), 6, 6)
        side = grown(_ICON_PX)
        icon = themed_icon(self._theme, _ICONS[found.command.kind], "accent").pixmap(side, side)
        painter.drawPixmap(room.left() + _PADDING_PX, room.center().y() - side // 2, side, side, icon)
        inner = room.adjusted(2 * _PADDING_PX + side, 0, -_PADDING_PX, 0)
        self._write(painter, option, found, inner)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, found: Found, room: QRect) -> None:
        command, colours = found.command, self._theme.colours
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * _SMALL_SHARE)
        keys_px = QFontMetrics(small).horizontalAdvance(command.keys)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, command.keys)
        middle = room.adjusted(0, 0, -(keys_px + 2 * _PADDING_PX if keys_px else 0), 0)
        metrics = QFontMetrics(option.font)
        name = metrics.elidedText(command.name, Qt.TextElideMode.ElideRight, middle.width())
        name_px = metrics.horizontalAdvance(name)
        place_room = middle.adjusted(name_px + 2 * _PADDING_PX, 0, 0, 0)
        place = QFontMetrics(small).elidedText(command.place, Qt.TextElideMode.ElideRight, place_room.width())
        painter.drawText(place_room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, place)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text if command.is_enabled else colours.muted))
        self._write_name(painter, option.font, name, found.places, middle)

    def _write_name(self, painter: QPainter, font: QFont, name: str, places: tuple[int, ...], room: QRect) -> None:
        layout = QTextLayout(name, font)
        marks = []
        for place in places:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = place, 1
            form = QTextCharFormat()
            form.setForeground(QColor(self._theme.colours.link))
            form.setFontUnderline(True)
            mark.format = form
            marks.append(mark)
        layout.setFormats(marks)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(10_000)
        layout.endLayout()
        top = room.top() + (room.height() - line.height()) / 2
        layout.draw(painter, QPointF(room.left(), top))


class CommandPalette(Speaking, QDialog):
    """Choosing closes it, then the command runs."""

    when_locked = WhenLocked.ENDS

    def __init__(self, theme: Theme, model: PaletteViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._chosen: Command | None = None
        self.search = SearchField()
        self.search.textChanged.connect(model.search)
        self.search.returnPressed.connect(self.use)
        self._lines = _Lines(self)
        self.list = QListView()
        MovedList(self.search, self.list)
        self.list.setObjectName("case_list")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_LineDelegate(theme, self.list))
        self.list.setModel(self._lines)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard; arrows move the list
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._click)
        self._none = label("muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._foot = label("muted")
        layout = column(self, margin=3 * SPACE, gap=2 * SPACE)
        layout.addWidget(self.search)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._foot)
        model.listed.connect(self._list)
        theme.changed.connect(self.list.viewport().update)
        self.finished.connect(self._finish)
        self.resize(room_for(self, _SIZE))
        self.retranslate()
        model.begin()
        self.search.setFocus()

    @property
    def current(self) -> Command | None:
        """What Enter would do."""
        found = self.list.currentIndex().data(_FOUND)
        return found.command if isinstance(found, Found) else None

    def names(self) -> list[str]:
        """Return what is listed."""
        return [found.command.name for found in self._model.found]

    def use(self) -> None:
        """Close, and do what is marked."""
        command = self.current
        if command is not None and command.is_enabled:
            self._chosen = command
            self.accept()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Commands"))
        self.search.setPlaceholderText(self.tr("Action, setting, case or fix"))
        self.search.setAccessibleName(self.tr("Search everything"))
        self.list.setAccessibleName(self.tr("Commands"))
        self._none.setText(self.tr("Nothing matches."))
        self._foot.setText(self.tr("↑ ↓ choose · Enter does it · Esc closes"))

    def _list(self) -> None:
        found = self._model.found
        self._lines.show(found)
        self._none.setVisible(not found)
        first = next((row for row, each in enumerate(found) if each.command.is_enabled), 0)
        self.list.setCurrentIndex(self._lines.index(first, 0))
        told = self.current.name if self.current is not None else self._none.text()
        self.search.setAccessibleDescription(told)

    def _click(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.use()

    def _finish(self) -> None:
        self._model.listed.disconnect(self._list)
        self._model.end()
        if self._chosen is not None:
            self._model.run(self._chosen)
