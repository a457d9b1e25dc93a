"""Canned fixes in the case file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from engine.domain.knowledge import CannedFix
from engine.store.case_file import CaseFile, Row
from engine.store.cases import Clock, wall_clock_ms
from engine.store.sqlcipher import Database
from engine.wording import Language

_TEXTS = ("title", "body", "category", "product", "shortcut")
_LISTS = ("tags", "os", "error_codes", "symptoms")
_COLUMNS = ("uid", "language", *_TEXTS, *(f"{name}_json" for name in _LISTS))


class KeptFixes:
    """Keeps canned fixes (the port `FixStore`)."""

    def __init__(self, file: CaseFile, clock: Clock = wall_clock_ms) -> None:
        self._fix_file = file
        self._fix_clock = clock

    def fixes(self) -> Sequence[CannedFix]:
        """All fixes, by category and title."""
        rows = self._fix_file.rows("SELECT * FROM fix ORDER BY category, title, uid, language")
        return [_fix(row) for row in rows]

    def put_fixes(self, fixes: Sequence[CannedFix]) -> int:
        """Add or replace, all or nothing; returns how many were new or changed."""
        with self._fix_file.immediate() as db:
            return sum(_put(db, fix) for fix in fixes)

    def delete_fix(self, uid: str) -> None:
        """Delete a fix in all its languages, and its count. Does nothing where there is none."""
        with self._fix_file.immediate() as db:
            db.execute("DELETE FROM fix WHERE uid = ?", (uid,))
            db.execute("DELETE FROM fix_use WHERE uid = ?", (uid,))

    def record_use(self, uid: str, message_id: int | None) -> None:
        """Count that an agent inserted a fix. A message that is gone by now counts as none."""
        with self._fix_file.immediate() as db:
            db.execute(
                "INSERT INTO fix_use (uid, message_id, used_ms) VALUES (?, (SELECT id FROM message WHERE id = ?), ?)",
                (uid, message_id, self._fix_clock()),
            )

    def uses(self) -> dict[str, int]:
        """How often each fix was inserted."""
        rows = self._fix_file.rows("SELECT uid, count(*) AS times FROM fix_use GROUP BY uid")
        return {row["uid"]: row["times"] for row in rows}


def _put(db: Database, fix: CannedFix) -> bool:
    """Keep one fix; returns whether anything is different now."""
    values = (
        fix.uid,
        fix.language.value,
        *(getattr(fix, name) for name in _TEXTS),
        *(json.dumps(getattr(fix, name), ensure_ascii=False) for name in _LISTS),
    )
    known = " AND ".join(f"{name} = ?" for name in _COLUMNS)
    if db.execute(f"SELECT 1 FROM fix WHERE {known}", values).fetchall():  # noqa: S608 - our own names
        return False
    marks = ", ".join("?" for _ in _COLUMNS)
    db.execute(f"INSERT OR REPLACE INTO fix ({', '.join(_COLUMNS)}) VALUES ({marks})", values)  # noqa: S608
    return True


def _fix(row: Row) -> CannedFix:
    texts: dict[str, Any] = {name: row[name] for name in _TEXTS}
    lists: dict[str, Any] = {name: tuple(json.loads(row[f"{name}_json"])) for name in _LISTS}
    return CannedFix(uid=row["uid"], language=Language(row["language"]), **texts, **lists)
