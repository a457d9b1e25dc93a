"""The left column: search, and the cases or what the search found in them."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QMenu, QWidget

from desktop.actions import ActionSet
from desktop.viewmodels.cases import CaseRole, CaseRow, CasesViewModel
from desktop.views.history.case_delegate import CaseDelegate
from desktop.views.history.case_place import PlaceButton
from desktop.views.history.found_fixes import FoundFixes
from desktop.views.parts.parts import SPACE, Speaking, action_button, button, column, label, themed_icon
from desktop.views.parts.search_field import MovedList, SearchField
from desktop.views.parts.theme import Theme
from engine.domain.case_query import SearchOrder
from engine.domain.filing import ARCHIVE, CURRENT

_OF_SEVERAL = ("case.archive", "case.folder", "case.tags", "case.export", "case.delete")
_OF_ONE = (
    "case.pin",
    "case.hold",
    "case.tags",
    "case.note",
    "case.folder",
    "case.archive",
    "case.rename",
    *_OF_SEVERAL[3:],
)


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
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.clicked.connect(self._choose_clicked)

    def selected_cases(self) -> tuple[int, ...]:
        """Return the cases that are marked, in the order of the list, each once."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return tuple(dict.fromkeys(index.data(CaseRole.ROW).conversation.id for index in rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose_clicked(self, index: QModelIndex) -> None:
        """A click opens a case; with Ctrl or Shift it only marks it."""
        marking = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if not QGuiApplication.keyboardModifiers() & marking:
            self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.data(CaseRole.ROW))


class SelectionStrip(Speaking, QWidget):
    """Below the list while several cases are marked: how many, and what can be done to all of them."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._words = label("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 0, 2 * SPACE, 2 * SPACE)
        row.addWidget(self._words, 1)
        for action_id in _OF_SEVERAL:
            row.addWidget(action_button(actions[action_id]))
        self.hide()

    def show_count(self, count: int) -> None:
        self._count = count
        self.setVisible(count > 0)
        self.retranslate()

    def retranslate(self) -> None:
        self._words.setText(self.tr("{count} marked").format(count=self._count))


class CasesColumn(Speaking, QWidget):
    """Search box, list, and the button for a new case."""

    case_chosen = Signal(int, int)
    """The case, and the message in it that was found; 0 for none."""
    fix_chosen = Signal(object)
    """The CannedFix that was found."""
    rename_folder_wanted = Signal(str)
    selection_changed = Signal()
    """Several cases are marked, or no longer."""

    def __init__(self, theme: Theme, cases: CasesViewModel, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cases = cases
        self._actions = actions
        self._shown: int | None = None
        self._chosen = (0, 0)
        """The case that was opened from the list, and the message in it that was found."""
        self._is_first_wanted = False
        """Enter was pressed before the search had found anything."""
        self._marked: tuple[int, ...] = ()
        """What was marked before the rows were read anew."""
        self.setObjectName("cases_column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = SearchField()
        self._new = button("primary")
        self.order = button("link")
        self.order.clicked.connect(self._change_order)
        self.place = PlaceButton(theme, cases)
        self.fixes = FoundFixes(cases)
        self.several = SelectionStrip(actions)
        self.list = CaseListView()
        self.list.setModel(cases.model)
        self.list.setItemDelegate(CaseDelegate(theme, cases.small_pictures, self.list))
        self._empty = label("muted", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        self._build()
        self._connect()
        self.retranslate()
        self._draw_icons()

    def show_current(self, conversation_id: int | None) -> None:
        """Mark the case that is open, unless several are marked."""
        self._shown = conversation_id
        if self._mark_again():
            return
        case, message = self._chosen
        row = self._cases.model.row_of(conversation_id, message if case == conversation_id else 0)
        if row >= 0:
            self.list.setCurrentIndex(self._cases.model.index(row))
        else:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search all cases"))
        self.search.setAccessibleName(self.tr("Search all cases"))
        tip = self._actions["case.search"].toolTip()
        filters = self.tr(
            "Filters: tag:vpn  folder:Printers  app:sap  fix:…  has:image  is:archived  before:2026-03  after:2026-02"
        )
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
        found.addWidget(self.place)
        found.addWidget(self.order)
        found.addStretch(1)
        layout.addLayout(found)
        above = QHBoxLayout()
        above.setContentsMargins(3 * SPACE, 0, SPACE, 0)
        above.addWidget(self.fixes)
        layout.addLayout(above)
        layout.addWidget(self._empty, 1)
        rows = QHBoxLayout()
        rows.setContentsMargins(2 * SPACE, 0, SPACE, SPACE)
        rows.addWidget(self.list)
        layout.addLayout(rows, 1)
        layout.addWidget(self.several)

    def _connect(self) -> None:
        MovedList(self.search, self.list)
        self.search.textChanged.connect(self._cases.search)
        self.search.returnPressed.connect(self._open_found)
        self._new.clicked.connect(self._actions["case.new"].trigger)
        self.list.row_chosen.connect(self._choose)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.selectionModel().selectionChanged.connect(self._note_selection)
        self._cases.model.modelAboutToBeReset.connect(self._keep_selection)
        self.fixes.fix_chosen.connect(self.fix_chosen)
        self.place.rename_wanted.connect(self.rename_folder_wanted)
        self._cases.listed.connect(self._show_listed)
        self._cases.small_pictures.arrived.connect(self.list.viewport().update)
        self._theme.changed.connect(self._draw_icons)

    def _open_found(self) -> None:
        """Open the case that the arrows came to, or the first: as soon as it is found, for the next letters wait."""
        self._is_first_wanted = bool(self._cases.query) and not self._cases.is_found
        rows, current = self._cases.model.rows, self.list.currentIndex()
        if self._cases.query and self._cases.is_found and rows:
            self._choose(rows[max(0, current.row())])

    def _choose(self, row: CaseRow) -> None:
        self._chosen = row.conversation.id, row.message_id
        self.case_chosen.emit(row.conversation.id, row.message_id)

    def _show_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not index.isValid():
            return
        self.menu_of(index.data(CaseRole.ROW)).exec(self.list.viewport().mapToGlobal(place))

    def menu_of(self, row: CaseRow) -> QMenu:
        """Return what can be done to a case, which is opened for it, or to those that are marked with it."""
        if row.conversation.id not in self._cases.selected:
            self._choose(row)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action_id in _OF_SEVERAL if self._cases.selected else _OF_ONE:
            menu.addAction(self._actions[action_id])
        return menu

    def _note_selection(self) -> None:
        marked = self.list.selected_cases()
        self._cases.selected = marked if len(marked) > 1 else ()
        self.several.show_count(len(self._cases.selected))
        self.selection_changed.emit()

    def _keep_selection(self) -> None:
        self._marked = self._cases.selected

    def _mark_again(self) -> bool:
        """After the rows were read anew: mark those again that were, and tell whether there are several."""
        marked, self._marked = self._marked, ()
        model, rows = self._cases.model, QItemSelection()
        for number, row in enumerate(model.rows):
            if row.conversation.id in marked:
                rows.select(model.index(number), model.index(number))
        if len({model.rows[index.row()].conversation.id for index in rows.indexes()}) < 2:
            return bool(self._cases.selected)
        self.list.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return True

    def show_what_is_possible(self) -> None:
        """What can be done to the open case, or to those that are marked."""
        wanted = set(self._cases.selected or (self._shown,))
        cases = [row.conversation for row in self._cases.model.rows if row.conversation.id in wanted]
        for action_id in ("case.archive", "case.folder"):
            self._actions[action_id].setEnabled(bool(cases))
        self._actions["case.archive"].setChecked(bool(cases) and all(case.is_archived for case in cases))
        if self._cases.selected:
            for action_id in ("case.tags", "case.export", "case.delete"):
                self._actions[action_id].setEnabled(True)

    def _show_listed(self) -> None:
        if not self._cases.model.rows:
            self._marked = ()
        self.show_current(self._shown)
        self._note_selection()
        self._show_order()
        self._show_empty()
        if self._is_first_wanted:
            self._open_found()

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
        self.place.setVisible(not self._cases.query)

    def _show_empty(self) -> None:
        is_empty = self._cases.model.rowCount() == 0
        self.list.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        if self._cases.query:
            self._empty.setText(self.tr("Nothing was found."))
            self._empty.setToolTip(self.search.toolTip())
        else:
            words = {
                CURRENT: self.tr("Your cases appear here as soon as you have asked something."),
                ARCHIVE: self.tr(
                    "The archive is empty. Put cases here that are done with; the search still finds them."
                ),
            }
            self._empty.setText(words.get(self._cases.place, self.tr("No case lies in this folder.")))

    def _draw_icons(self) -> None:
        self._new.setIcon(themed_icon(self._theme, "plus", "accent_text"))
        self.list.viewport().update()
        palette = QPalette(self.list.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.colours.sidebar))
        self.list.setPalette(palette)
