"""Canned fixes in the case file: what they say, what they said before, and how they fared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.domain.fix_fields import LISTS, TEXTS, as_fields, from_fields
from engine.domain.knowledge import CannedFix, FixHit, FixPicture, FixUsage, FixVersion
from engine.domain.search_text import searchable
from engine.store.case_file import CaseFile, Row
from engine.store.cases import Clock, wall_clock_ms
from engine.store.fix_search import find_fixes, searched_text
from engine.store.picture_rows import storable
from engine.store.sqlcipher import Database
from engine.wording import Language

_COLUMNS = (*TEXTS, "body", *(f"{name}_json" for name in LISTS), "version", "saved_ms", "author", "search")
_EXPORTED = "fixes_exported:"
"""How properties are named that hold what an export wrote to a place."""


class KeptFixes:
    """Keeps canned fixes (the port `FixStore`)."""

    def __init__(self, file: CaseFile, clock: Clock = wall_clock_ms) -> None:
        self._fix_file = file
        self._fix_clock = clock

    def fixes(self) -> Sequence[CannedFix]:
        """All fixes in every state, by category and title."""
        rows = self._fix_file.rows("SELECT * FROM fix ORDER BY category, title, uid, language")
        return [fix_of(row) for row in rows]

    def find_fixes(self, query: str, limit: int = 20) -> Sequence[FixHit]:
        """Find fixes in every state by any substring of what they say; hits in titles first."""
        return find_fixes(self._fix_file, storable(query), limit, fix_of)

    def put_fixes(self, fixes: Sequence[CannedFix], pictures: Sequence[FixPicture] = (), *, author: str = "") -> int:
        """Add or replace, all or nothing; returns how many were new or changed."""
        now = self._fix_clock()
        with self._fix_file.immediate() as db:
            for picture in pictures:
                values = (picture.digest, picture.width, picture.height, picture.encoded)
                db.execute(
                    "INSERT OR IGNORE INTO fix_picture (digest, width, height, encoded) VALUES (?, ?, ?, ?)", values
                )
            changed = sum(_put(db, fix, now, author) for fix in fixes)
            _sweep_pictures(db)
        return changed

    def delete_fix(self, uid: str) -> None:
        """Delete a fix in all its languages, with its versions and its count. Does nothing where there is none."""
        with self._fix_file.immediate() as db:
            for table in ("fix", "fix_version", "fix_use"):
                db.execute(f"DELETE FROM {table} WHERE uid = ?", (uid,))  # noqa: S608 - our own names
            _sweep_pictures(db)

    def fix_versions(self, uid: str, language: Language) -> Sequence[FixVersion]:
        """What a fix said, the newest first; the first is what it says now."""
        which = (uid, language.value)
        now = self._fix_file.rows("SELECT * FROM fix WHERE uid = ? AND language = ?", *which)
        before = self._fix_file.rows(
            "SELECT * FROM fix_version WHERE uid = ? AND language = ? ORDER BY version DESC", *which
        )
        versions = [FixVersion(fix_of(row), row["saved_ms"], row["author"]) for row in now]
        return [*versions, *(_version(row) for row in before)]

    def fix_pictures(self, digests: Sequence[str]) -> dict[str, FixPicture]:
        """The pictures of these digests that are kept."""
        found: dict[str, FixPicture] = {}
        for digest in digests:
            for row in self._fix_file.rows("SELECT * FROM fix_picture WHERE digest = ?", digest):
                found[digest] = FixPicture(digest, row["width"], row["height"], row["encoded"])
        return found

    def exported_files(self, place: str) -> dict[str, str]:
        """The files that the last export wrote to this place, by their names: a digest of each."""
        rows = self._fix_file.rows("SELECT value FROM property WHERE name = ?", _EXPORTED + place)
        return dict(json.loads(rows[0]["value"])) if rows else {}

    def note_exported(self, place: str, files: Mapping[str, str]) -> None:
        """Remember what an export wrote; it takes the place of what was remembered for there."""
        value = json.dumps(dict(files), ensure_ascii=False)
        with self._fix_file.immediate() as db:
            db.execute("INSERT OR REPLACE INTO property (name, value) VALUES (?, ?)", (_EXPORTED + place, value))

    def record_use(self, uid: str, message_id: int | None) -> int:
        """Count that an agent inserted a fix. A message that is gone by now counts as none."""
        with self._fix_file.immediate() as db:
            rows = db.execute(
                "INSERT INTO fix_use (uid, message_id, used_ms)"
                " VALUES (?, (SELECT id FROM message WHERE id = ?), ?) RETURNING id",
                (uid, message_id, self._fix_clock()),
            ).fetchall()
        return int(rows[0][0])

    def mark_use(self, use_id: int, *, has_solved: bool) -> None:
        """Note whether a use helped; a later note replaces an earlier one."""
        with self._fix_file.immediate() as db:
            db.execute("UPDATE fix_use SET solved = ? WHERE id = ?", (int(has_solved), use_id))

    def fix_usage(self) -> dict[str, FixUsage]:
        """How each fix that was ever used fared."""
        rows = self._fix_file.rows(
            "SELECT uid, count(*) AS uses, max(used_ms) AS last_ms, total(solved) AS solved, count(solved) AS marked"
            " FROM fix_use GROUP BY uid"
        )
        return {
            row["uid"]: FixUsage(row["uses"], row["last_ms"], int(row["solved"]), row["marked"] - int(row["solved"]))
            for row in rows
        }


def _put(db: Database, fix: CannedFix, now_ms: int, author: str) -> bool:
    """Keep one fix; returns whether anything is different now."""
    which = (fix.uid, fix.language.value)
    kept = list(db.query("SELECT * FROM fix WHERE uid = ? AND language = ?", which))
    version = fix.version
    if kept:
        before = fix_of(kept[0])
        if before == fix:
            return False
        version = max(version, before.version + 1)
        _keep_version(db, FixVersion(before, kept[0]["saved_ms"], kept[0]["author"]))
    values = (
        *(_text(fix, name) for name in TEXTS),
        fix.body,
        *(json.dumps(getattr(fix, name), ensure_ascii=False) for name in LISTS),
        max(version, 1),
        now_ms,
        author,
        searchable(searched_text(fix)),
    )
    marks = ", ".join("?" for _ in _COLUMNS)
    db.execute(f"INSERT OR REPLACE INTO fix ({', '.join(_COLUMNS)}) VALUES ({marks})", values)  # noqa: S608
    return True


def _keep_version(db: Database, version: FixVersion) -> None:
    fix = version.fix
    fields = json.dumps(as_fields(fix), ensure_ascii=False)
    db.execute(
        "INSERT OR REPLACE INTO fix_version (uid, language, version, saved_ms, author, fields_json, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (fix.uid, fix.language.value, fix.version, version.saved_ms, version.author, fields, fix.body),
    )


def _sweep_pictures(db: Database) -> None:
    """Drop the pictures that no version of any fix shows."""
    for (digest,) in db.execute("SELECT digest FROM fix_picture").fetchall():
        shown = db.execute(
            "SELECT 1 FROM fix WHERE instr(body, ?1) UNION ALL SELECT 1 FROM fix_version WHERE instr(body, ?1) LIMIT 1",
            (digest,),
        ).fetchall()
        if not shown:
            db.execute("DELETE FROM fix_picture WHERE digest = ?", (digest,))


def _text(fix: CannedFix, name: str) -> str:
    value = getattr(fix, name)
    return "" if value is None else str(value)


def fix_of(row: Row) -> CannedFix:
    """Return the fix of a row of its table."""
    texts = {name: str(row[name]) for name in TEXTS}
    lists = {name: json.loads(row[f"{name}_json"]) for name in LISTS}
    return replace(from_fields({**texts, **lists}, row["body"]), version=row["version"])


def _version(row: Row) -> FixVersion:
    fix = from_fields(json.loads(row["fields_json"]), row["body"])
    return FixVersion(replace(fix, version=row["version"]), row["saved_ms"], row["author"])
