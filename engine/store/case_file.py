"""The open case file: one connection, one lane, every write a transaction of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.durable import DRAFT_SUFFIX, publish
from engine.errors import StoreDamaged, StoreError
from engine.store.faults import faults_said
from engine.store.sqlcipher import Database, open_database

Row = dict[str, Any]
_log = logging.getLogger(__name__)


class CaseFile:
    """A keyed database that any thread may use. All queue in one lane, so none ever meets a busy file."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open or make the file. Raises StoreError and its kinds."""
        self.path = path
        self._key = key
        self._lane = threading.RLock()
        self._is_open = True
        self.is_damaged = False
        """Set when a page could not be read; the next start then checks the whole file."""
        self.changes = 0
        """Rows written since the last backup, in this session."""
        with faults_said():
            self._db = open_database(path, key)
            try:
                self._db.execute("PRAGMA journal_mode = WAL").fetchall()
            except BaseException:
                self._db.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Hold the lane to read."""
        with self._lane, self._damage_noted(), faults_said():
            self._check_open()
            yield self._db

    @contextmanager
    def immediate(self) -> Iterator[Database]:
        """Hold the lane and one transaction: all of it is on the disk when this ends, or nothing.

        BEGIN IMMEDIATE takes the write lock at once; a deferred one can fail half-way with no way to wait.
        """
        with self._lane, self._damage_noted(), faults_said():
            self._check_open()
            self._db.execute("BEGIN IMMEDIATE")
            before = self._db.conn.total_changes
            try:
                yield self._db
                self._db.execute("COMMIT")
                self.changes += self._db.conn.total_changes - before
            except BaseException:
                if self._db.conn.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Read rows. Always all of them: a half-read statement would hold back the next checkpoint."""
        with self.reading() as db:
            return list(db.query(sql, values))

    def checkpoint(self) -> None:
        """Bring everything into the main file and empty the log; what was deleted is overwritten by this."""
        with self.reading() as db:
            is_busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0]
        if is_busy:
            _log.warning("the log could not be emptied; closing the file will do it")

    def check(self) -> None:
        """Read every page and verify it. Raises StoreDamaged."""
        self.checkpoint()
        with self.reading() as db:
            verify(db)

    def back_up(self, target: Path) -> None:
        """Copy the database by SQLite's own means, same key. The copy gets its name once verified."""
        draft = target.with_name(target.name + DRAFT_SUFFIX)
        draft.unlink(missing_ok=True)
        with self.reading() as db:
            try:
                copy = open_database(draft, self._key)
                try:
                    db.conn.backup(copy.conn)
                    copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, nothing beside it
                    verify(copy)
                finally:
                    copy.close()
                publish(draft, target)
            except BaseException:
                draft.unlink(missing_ok=True)  # on a full disk it holds the last of the room
                raise

    def close(self) -> None:
        """Close it: from here on nothing is read or written. May be called twice."""
        with self._lane:
            self._is_open = False
            self._db.close()

    def _check_open(self) -> None:
        if not self._is_open:
            raise StoreError("store.closed")

    @contextmanager
    def _damage_noted(self) -> Iterator[None]:
        try:
            yield
        except StoreDamaged:
            self.is_damaged = True
            raise


def verify(db: Database) -> None:
    """Check the seal of every page, then the structure, the search index included. Raises StoreDamaged."""
    with faults_said():
        broken = db.execute("PRAGMA cipher_integrity_check").fetchall()
        faults = [str(row[0]) for row in broken] or [
            str(row[0]) for row in db.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"
        ]
    if faults:
        raise StoreDamaged("store.damaged_part", detail="; ".join(faults[:5]))
