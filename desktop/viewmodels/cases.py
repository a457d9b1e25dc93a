"""The list of cases, and what a search finds in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.small_pictures import SmallPictures
from engine.domain.case_query import SearchOrder
from engine.domain.conversation import Conversation, SearchHit
from engine.domain.filing import CURRENT, CasePlace, FolderCount, clean_folder, folder_key
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import FixHit
from engine.ports import CaseStore
from engine.wording import Language

PAGE = 200
MOST_FIXES = 20
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
        # beside words that were found elsewhere a picture would only take their room
        return cls(*place, hit.is_on_picture, hit.is_replaced, hit.picture if hit.is_on_picture else "")


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

    def row_of(self, conversation_id: int | None, message_id: int = 0) -> int:
        """Return the row of a case where this message was found, else its first one, or -1."""
        rows = [number for number, row in enumerate(self._rows) if row.conversation.id == conversation_id]
        exact = (number for number in rows if self._rows[number].message_id == message_id)
        return next(exact, rows[0] if rows else -1)

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


@dataclass(frozen=True, slots=True)
class Listing:
    """What one look into the case file brought."""

    rows: Sequence[CaseRow] = ()
    folders: tuple[FolderCount, ...] = ()
    fixes: tuple[FixHit, ...] = ()
    query: str = ""


class CasesViewModel(QObject):
    """Reads cases page by page, searches as the agent types, files them, renames and deletes."""

    listed = Signal()
    """The rows are new."""
    case_deleted = Signal(int)
    case_renamed = Signal(int, str)

    def __init__(
        self, desk: FutureDesk, tasks: Tasks, notices: Notices, settings: SettingsBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._told = (0, "")
        """The case whose title was told last, and that: the search may list other cases meanwhile."""
        self._query = ""
        self._listed_query = ""
        """For which the rows stand that are there."""
        self._order = SearchOrder.NEWEST
        self._place = CURRENT
        self.folders: tuple[FolderCount, ...] = ()
        """Those that hold cases, and those above them, as a tree is read."""
        self.fixes: tuple[FixHit, ...] = ()
        """In which fixes the search found something."""
        self.selected: tuple[int, ...] = ()
        """The cases that are marked in the list, if more than one is."""
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

    @property
    def is_found(self) -> bool:
        """Whether the rows are those for what is searched for."""
        return self._listed_query == self._query

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
        job = (lambda: self._found(query)) if query else self._first_page
        self._reading = self._tasks.run(Lane.STORE, job, done=self._show)

    @property
    def place(self) -> CasePlace:
        """Which cases are listed while nothing is searched for."""
        return self._place

    def go_to(self, place: CasePlace) -> None:
        """List the cases of a folder, the archive, or all others."""
        self._place = place
        self.refresh()

    def clear(self) -> None:
        """Drop all rows: the cases are being locked."""
        self._search_timer.stop()
        if self._reading is not None:
            self._reading.cancel()
        self._query = ""
        self._told = (0, "")
        self._place = CURRENT
        self.small_pictures.clear()
        self._show(Listing())

    def title_of(self, conversation_id: int) -> str:
        """Return the title of a case that is listed, or was when it was last asked for; else an empty string."""
        row = self.model.row_of(conversation_id)
        if row >= 0:
            self._told = (conversation_id, self.model.rows[row].conversation.title)
        return self._told[1] if self._told[0] == conversation_id else ""

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
            cases.set_tags(conversation_id, [self._covered(tag) for tag in tags])

        self._mark(change)

    def note(self, conversation_id: int, note: str) -> None:
        """Write down something about a case; what is sensitive in it is covered first."""
        self._mark(lambda cases: cases.set_note(conversation_id, self._covered(note) if note.strip() else ""))

    def add_tags(self, conversation_ids: Sequence[int], tags: Sequence[str]) -> None:
        """Give cases tags beside those they have; what is sensitive in them is covered first."""

        def change(cases: CaseStore) -> None:
            cases.add_tags(conversation_ids, [self._covered(tag) for tag in tags])

        self._mark(change)

    def archive(self, conversation_ids: Sequence[int], is_archived: bool) -> None:
        """Put cases into the archive, or take them out."""

        def done(_: None) -> None:
            self.refresh()
            key = "desktop.archived" if is_archived else "desktop.unarchived"
            self._notices.tell(key, count=len(conversation_ids))

        self._tasks.run(
            Lane.STORE, lambda: self._desk.wait().cases.set_archived(conversation_ids, is_archived), done=done
        )

    def move(self, conversation_ids: Sequence[int], folder: str) -> None:
        """Move cases to a folder, or out of any; what is sensitive in its name is covered first."""

        def change(cases: CaseStore) -> None:
            cases.set_folder(conversation_ids, self._covered(folder))

        self._mark(change)

    def rename_folder(self, folder: str, to: str) -> None:
        """Give a folder another path, with all below it, and go on showing it."""

        def job() -> str:
            path = clean_folder(self._covered(to))
            self._desk.wait().cases.rename_folder(folder, path)
            return path

        def done(path: str) -> None:
            self.go_to(CasePlace(path, is_archived=False) if path else CURRENT)

        self._tasks.run(Lane.STORE, job, done=done)

    def _covered(self, text: str) -> str:
        return self._desk.wait().redactor.cover_text(text, CaseLabels()).text

    def _mark(self, change: Callable[[CaseStore], None]) -> None:
        def done(_: None) -> None:
            self.refresh()

        self._tasks.run(Lane.STORE, lambda: change(self._desk.wait().cases), done=done)

    def delete(self, conversation_id: int) -> None:
        self._delete((conversation_id,), lambda cases: cases.delete_conversation(conversation_id))

    def delete_many(self, conversation_ids: Sequence[int]) -> None:
        self._delete(conversation_ids, lambda cases: cases.delete_conversations(conversation_ids))

    def _delete(self, conversation_ids: Sequence[int], deed: Callable[[CaseStore], None]) -> None:
        def done(_: None) -> None:
            for number in conversation_ids:
                self.case_deleted.emit(number)
            self.refresh()

        self._tasks.run(Lane.STORE, lambda: deed(self._desk.wait().cases), done=done)

    def _found(self, query: str) -> Listing:
        desk = self._desk.wait()
        hits = _places(desk.cases.search(query, order=self._order))
        fixes = _in_one_language(desk.fixes.find_fixes(query, 2 * MOST_FIXES), self._settings.language)[:MOST_FIXES]
        return Listing([CaseRow.of_hit(hit) for hit in hits], tuple(desk.cases.folders()), tuple(fixes), query)

    def _first_page(self) -> Listing:
        folders = tuple(self._desk.wait().cases.folders())
        if self._place.folder and folder_key(self._place.folder) not in {folder_key(each.path) for each in folders}:
            self._place = CURRENT  # its last case has left it
        return Listing(self._page(None), folders)

    def _page(self, before: Conversation | None) -> list[CaseRow]:
        cases = self._desk.wait().cases.conversations(PAGE, before, self._place)
        return [CaseRow(case, picture=case.picture) for case in cases]

    def _show(self, listing: Listing) -> None:
        self.folders, self.fixes, self._listed_query = listing.folders, listing.fixes, listing.query
        self.model.replace(listing.rows, can_have_more=not self._query and len(listing.rows) == PAGE)
        self.listed.emit()

    def _read_more(self) -> None:
        last = self.model.rows[-1].conversation

        def done(rows: list[CaseRow]) -> None:
            self.model.append(rows, can_have_more=len(rows) == PAGE)

        self._reading = self._tasks.run(Lane.STORE, lambda: self._page(last), done=done)


def _places(hits: Iterable[SearchHit]) -> list[SearchHit]:
    """Return each place once: a title that is the first question's own words leads where the question does."""
    return list({(hit.conversation.id, hit.message_id, hit.snippet): hit for hit in hits}.values())


def _in_one_language(hits: Iterable[FixHit], language: Language) -> list[FixHit]:
    """Return each fix once: in the agent's language where it was found in that."""
    chosen: dict[str, FixHit] = {}
    for hit in hits:
        if hit.fix.uid not in chosen or hit.fix.language is language:
            chosen[hit.fix.uid] = hit
    return list(chosen.values())
