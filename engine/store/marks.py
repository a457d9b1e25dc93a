"""What an agent marks a case with: pinned, held, tags, a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.domain.search_text import searchable
from engine.errors import StoreError
from engine.store.case_file import CaseFile
from engine.store.picture_rows import storable
from engine.store.sqlcipher import Database

MOST_TAGS = 50
LONGEST_TAG = 80
LONGEST_NOTE = 20_000


class KeptMarks:
    """Keeps marks (a part of the port `CaseStore`). A mark leaves a case's place in time as it is."""

    def __init__(
        self, file: CaseFile, record: Callable[[Database, str, str], None], searchable: Callable[[str], str]
    ) -> None:
        """`searchable` makes a search column of a text, and learns its words."""
        self._mark_file = file
        self._note_searchable = searchable
        self._record_mark = record

    def set_pinned(self, conversation_id: int, is_pinned: bool) -> None:
        """Let a case stand before the others, or in its place. Raises StoreError (`store.no_such_case`)."""
        with self._mark_file.immediate() as db:
            _set(db, conversation_id, "pinned", is_pinned)

    def set_held(self, conversation_id: int, is_held: bool) -> None:
        """Keep a case although its time is over, or no longer. Raises StoreError (`store.no_such_case`)."""
        with self._mark_file.immediate() as db:
            _set(db, conversation_id, "held", is_held)
            self._record_mark(db, "case.held" if is_held else "case.released", f"case {conversation_id}")

    def set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        """Replace a case's tags; the same one twice counts once. Raises StoreError (`store.no_such_case`)."""
        names = list(dict.fromkeys(tag for each in tags if (tag := clean_tag(each))))[:MOST_TAGS]
        with self._mark_file.immediate() as db:
            if not db.execute("SELECT 1 FROM conversation WHERE id = ?", (conversation_id,)).fetchall():
                raise StoreError("store.no_such_case")
            db.execute("DELETE FROM tag WHERE conversation_id = ?", (conversation_id,))
            for position, name in enumerate(names):
                db.execute("INSERT INTO tag VALUES (?, ?, ?, ?)", (conversation_id, position, name, searchable(name)))
        self._mark_file.checkpoint()  # a tag that was taken away goes from the disk as well

    def set_note(self, conversation_id: int, note: str) -> None:
        """Write down something about a case in place of what was; an empty text goes. Raises StoreError."""
        body = clean_note(note)
        with self._mark_file.immediate() as db:
            if not db.execute("SELECT 1 FROM conversation WHERE id = ?", (conversation_id,)).fetchall():
                raise StoreError("store.no_such_case")
            db.execute("DELETE FROM note WHERE id = ?", (conversation_id,))
            if body:
                values = (conversation_id, self._note_searchable(body), body)
                db.execute("INSERT INTO note (id, search, body) VALUES (?, ?, ?)", values)
        self._mark_file.checkpoint()  # what was there before goes from the disk as well


def clean_note(note: str) -> str:
    """Return a note as it is kept."""
    return storable(note).strip()[:LONGEST_NOTE]


def clean_tag(tag: str) -> str:
    """Return a tag as it is kept: one line, no `#` before it, no spaces within it (`tag:` ends at one)."""
    return "-".join(storable(tag).strip().lstrip("#").split())[:LONGEST_TAG]


def _set(db: Database, conversation_id: int, column: str, value: bool) -> None:
    statement = f"UPDATE conversation SET {column} = ? WHERE id = ?"  # noqa: S608 - our own names
    if not db.execute(statement, (int(value), conversation_id)).rowcount:
        raise StoreError("store.no_such_case")
