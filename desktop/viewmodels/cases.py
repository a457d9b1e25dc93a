"""The list of cases, and what a search finds in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.notices import Notices
from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.small_pictures import SmallPictures
from engine.domain.case_query import SearchOrder
from engine.domain.conversation import Conversation, SearchHit
from engine.domain.finding import CaseLabels
from engine.ports import CaseStore

PAGE = 200
SEARCH_DELAY_MS = 150
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list: a case, or a place in it where a search found something."""

    conversation: Conversation
    message_id: int = 0
    snippet: str = ""
    highlights: tuple[tuple[int, int], ...] = ()
    is_on_picture: bool = False
    is_replaced: bool = False
    """It stands in an earlier version of the case."""
    picture: str = ""
    """Digest of the picture to show beside it."""

    @classmethod
    def of_hit(cls, hit: SearchHit) -> CaseRow:
        place = (hit.conversation, hit.message_id, hit.snippet, hit.highlights)
        return cls(*place, hit.is_on_picture, hit.is_replaced, hit.picture)


class CaseRole(IntEnum):
    """What the delegate asks for."""

    ROW = Qt.ItemDataRole.UserRole + 1


class CaseListModel(QAbstractListModel):
    """Rows that are there, and a way to ask for more; it never waits for the store."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CaseRow] = []
        self.can_have_more = False

    @property
    def rows(self) -> Sequence[CaseRow]:
        return self._rows

    def replace(self, rows: Sequence[CaseRow], *, can_have_more: bool) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.can_have_more = can_have_more
        self.endResetModel()

    def append(self, rows: Sequence[CaseRow], *, can_have_more: bool) -> None:
        self.can_have_more = can_have_more
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    def row_of(self, conversation_id: int | None) -> int:
        """Return the first row of a case, or -1."""
        for number, row in enumerate(self._rows):
            if row.conversation.id == conversation_id:
                return number
        return -1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == CaseRole.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.conversation.title}. {row.snippet}" if row.snippet else row.conversation.title
        return None

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and self.can_have_more

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        if self.canFetchMore(parent):
            self.can_have_more = False
            self.more_wanted.emit()


class CasesViewModel(QObject):
    """Reads cases page by page, searches as the agent types, renames and deletes."""

    listed = Signal()
    """The rows are new."""
    case_deleted = Signal(int)
    case_renamed = Signal(int, str)

    def __init__(self, desk: FutureDesk, tasks: Tasks, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._query = ""
        self._order = SearchOrder.NEWEST
        self._reading: Task | None = None
        self.small_pictures = SmallPictures(desk, tasks, self)
        self.model = CaseListModel(self)
        self.model.more_wanted.connect(self._read_more)
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(SEARCH_DELAY_MS)
        self._search_timer.timeout.connect(self.refresh)

    @property
    def query(self) -> str:
        return self._query

    def search(self, query: str) -> None:
        """Search once the agent pauses; an empty query lists all cases."""
        self._query = query.strip()
        self._search_timer.start()

    @property
    def order(self) -> SearchOrder:
        return self._order

    def sort(self, order: SearchOrder) -> None:
        """Show what was found newest first, or best first."""
        self._order = order
        if self._query:
            self.refresh()

    def refresh(self) -> None:
        """Read the rows again."""
        self._search_timer.stop()
        if self._reading is not None:
            self._reading.cancel()
        query = self._query
        job = (lambda: self._found(query)) if query else (lambda: self._page(None))
        self._reading = self._tasks.run(Lane.STORE, job, done=self._show)

    def clear(self) -> None:
        """Drop all rows: the cases are being locked."""
        self._search_timer.stop()
        if self._reading is not None:
            self._reading.cancel()
        self._query = ""
        self.small_pictures.clear()
        self._show([])

    def title_of(self, conversation_id: int) -> str:
        """Return the title of a case that is listed, or an empty string."""
        row = self.model.row_of(conversation_id)
        return self.model.rows[row].conversation.title if row >= 0 else ""

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a case another title; what is sensitive in it is covered first, as in a question."""

        def job() -> str:
            desk = self._desk.wait()
            covered = desk.redactor.cover_text(title, CaseLabels()).text
            desk.cases.rename_conversation(conversation_id, covered)
            return covered

        def done(covered: str) -> None:
            self.case_renamed.emit(conversation_id, covered)
            self.refresh()

        self._tasks.run(Lane.STORE, job, done=done)

    def case_of(self, conversation_id: int | None) -> Conversation | None:
        """Return a case that is listed."""
        row = self.model.row_of(conversation_id)
        return self.model.rows[row].conversation if row >= 0 else None

    def pin(self, conversation_id: int, is_pinned: bool) -> None:
        """Let a case stand before the others, or in its place."""
        self._mark(lambda cases: cases.set_pinned(conversation_id, is_pinned))

    def hold(self, conversation_id: int, is_held: bool) -> None:
        """Keep a case although its time is over, or no longer."""
        self._mark(lambda cases: cases.set_held(conversation_id, is_held))

    def tag(self, conversation_id: int, tags: Sequence[str]) -> None:
        """Replace a case's tags; what is sensitive in them is covered first."""

        def change(cases: CaseStore) -> None:
            redactor = self._desk.wait().redactor
            cases.set_tags(conversation_id, [redactor.cover_text(tag, CaseLabels()).text for tag in tags])

        self._mark(change)

    def _mark(self, change: Callable[[CaseStore], None]) -> None:
        def done(_: None) -> None:
            self.refresh()

        self._tasks.run(Lane.STORE, lambda: change(self._desk.wait().cases), done=done)

    def delete(self, conversation_id: int) -> None:
        def job() -> None:
            self._desk.wait().cases.delete_conversation(conversation_id)

        def done(_: None) -> None:
            self.case_deleted.emit(conversation_id)
            self.refresh()

        self._tasks.run(Lane.STORE, job, done=done)

    def _found(self, query: str) -> list[CaseRow]:
        return [CaseRow.of_hit(hit) for hit in self._desk.wait().cases.search(query, order=self._order)]

    def _page(self, before: Conversation | None) -> list[CaseRow]:
        return [CaseRow(case, picture=case.picture) for case in self._desk.wait().cases.conversations(PAGE, before)]

    def _show(self, rows: list[CaseRow]) -> None:
        self.model.replace(rows, can_have_more=not self._query and len(rows) == PAGE)
        self.listed.emit()

    def _read_more(self) -> None:
        last = self.model.rows[-1].conversation

        def done(rows: list[CaseRow]) -> None:
            self.model.append(rows, can_have_more=len(rows) == PAGE)

        self._reading = self._tasks.run(Lane.STORE, lambda: self._page(last), done=done)
