"""Cases that a backup, or a file that was set aside, holds and the present file does not: found, and taken in again.

Nothing of the other file changes: it is opened only to be read, and where an earlier program wrote it, a copy of it is
brought up to date. Nothing of the present file changes either: cases are added, none is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.domain.conversation import Conversation, MessageState
from engine.durable import DRAFT_SUFFIX
from engine.store import backups, schema
from engine.store.case_rows import CASE_COLUMNS, case_of
from engine.store.faults import faults_said
from engine.store.folder import CaseFolder
from engine.store.sqlcipher import Database, open_database

Searchable = Callable[[str], str]
"""Makes a search column of a text, and learns its words."""


@contextmanager
def opened(path: Path, folder: CaseFolder, key: bytes) -> Iterator[Database]:
    """Open another database of this profile to read it. Raises StoreDamaged (`store.backup_unusable`), NewerStore."""
    backups.check_usable(path, key, path)
    with faults_said():
        db = open_database(path, key, is_read_only=True)
        try:
            if not schema.check_age(db):
                yield db
                return
            with _brought_up_to_date(db, folder.backups / f"{path.stem}-read{DRAFT_SUFFIX}", key) as newer:
                yield newer
        finally:
            db.close()


@contextmanager
def _brought_up_to_date(db: Database, copy: Path, key: bytes) -> Iterator[Database]:
    newer = open_database(copy, key)
    try:
        db.conn.backup(newer.conn)
        newer.execute("BEGIN IMMEDIATE")
        schema.migrate(newer)
        newer.execute("COMMIT")
        yield newer
    finally:
        newer.close()
        for draft in copy.parent.glob(f"{copy.name}*"):
            draft.unlink(missing_ok=True)


def missing(here: Database, there: Database) -> list[Conversation]:
    """Return the cases of the other file that are not in this one, newest first.

    A case is the same where it began at the same millisecond and has the same number or the same title: one that was
    renamed keeps its number, one that was taken in keeps its title.
    """
    began: dict[int, set[int | str]] = {}
    for number, title, created_ms in here.execute("SELECT id, title, created_ms FROM conversation").fetchall():
        began.setdefault(created_ms, set()).update((number, title))
    rows = there.query(f"SELECT {CASE_COLUMNS} FROM conversation c ORDER BY c.updated_ms DESC, c.id DESC")  # noqa: S608
    cases = [case_of(row) for row in rows]
    return [case for case in cases if not began.get(case.created_ms, set()) & {case.id, case.title}]


def take_over(here: Database, there: Database, numbers: Collection[int], searchable: Searchable) -> int:
    """Add the missing cases among these, within a transaction; returns how many."""
    wanted = [case.id for case in missing(here, there) if case.id in numbers]
    for number in reversed(wanted):  # the oldest first: so numbers go up with time, as they always do
        _take_case(here, there, number, searchable)
    return len(wanted)


def _take_case(here: Database, there: Database, number: int, searchable: Searchable) -> None:
    (case,) = there.query("SELECT * FROM conversation WHERE id = ?", (number,))
    taken = _add(here, "conversation", {**case, "search": searchable(case["title"])})
    for tag in list(there.query("SELECT * FROM tag WHERE conversation_id = ?", (number,))):
        _add(here, "tag", {**tag, "conversation_id": taken})
    for note in list(there.query("SELECT * FROM note WHERE id = ?", (number,))):
        values = (taken, searchable(note["body"]), note["body"])
        here.execute("INSERT INTO note (id, search, body) VALUES (?, ?, ?)", values)
    messages = list(there.query("SELECT * FROM message WHERE conversation_id = ? ORDER BY id", (number,)))
    numbers: dict[int, int] = {}
    for message in messages:
        own = {"conversation_id": taken, "replaced_by": None, "search": searchable(message["body"])}
        numbers[message["id"]] = _add(here, "message", {**message, **own, **_state(message["state"])})
    for message in messages:
        if message["replaced_by"] in numbers:
            pair = (numbers[message["replaced_by"]], numbers[message["id"]])
            here.execute("UPDATE message SET replaced_by = ? WHERE id = ?", pair)
    for old, new in numbers.items():
        for citation in list(there.query("SELECT * FROM citation WHERE message_id = ?", (old,))):
            _add(here, "citation", {**citation, "message_id": new})
        for shown in list(there.query("SELECT * FROM message_picture WHERE message_id = ?", (old,))):
            picture = _take_picture(here, there, shown["picture_id"], searchable)
            _add(here, "message_picture", {**shown, "message_id": new, "picture_id": picture})


def _state(state: str) -> dict[str, str]:
    """An answer that was being written when the backup was made will not go on."""
    stopped = MessageState.STOPPED.value
    return {"state": stopped, "reason": stopped} if state == MessageState.STREAMING.value else {}


def _take_picture(here: Database, there: Database, number: int, searchable: Searchable) -> int:
    """Name the picture that is there, or add the other file's row: its file lies where both look for it."""
    (picture,) = there.query("SELECT * FROM picture WHERE id = ?", (number,))
    kept = here.execute("SELECT id FROM picture WHERE digest = ?", (picture["digest"],)).fetchall()
    if kept:
        return int(kept[0][0])
    taken = _add(here, "picture", {**picture, "search": searchable(picture["visible_text"])})
    for small in list(there.query("SELECT * FROM thumbnail WHERE picture_id = ?", (number,))):
        _add(here, "thumbnail", {**small, "picture_id": taken})
    return taken


def _add(db: Database, table: str, row: dict[str, object]) -> int:
    """Add a row as it is, under a number of its own. Both files have the same columns by now."""
    columns = [column for column in row if column != "id"]
    marks = ", ".join("?" for _ in columns)
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
    return int(db.execute(statement, [row[column] for column in columns]).lastrowid or 0)
