"""The audit log: what was done to the cases, never what stands in them.

Every entry carries a code (HMAC-SHA256) over itself and the code of the one before, so an entry that is changed, taken
out or moved shows. A tail that is cut off would not show: so the newest code and its number also lie in a file outside
the database, signed with the same key. That key is one of those made from the master key.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path

from engine.domain.audit import AuditEntry, AuditReport
from engine.durable import publish, write_whole
from engine.store.case_file import CaseFile
from engine.store.faults import faults_said
from engine.store.sqlcipher import Database

_FIRST = bytes(32)


@dataclass(frozen=True, slots=True)
class _Head:
    """The newest entry, as the file outside names it."""

    number: int
    mac: bytes


class AuditLog:
    """Adds entries and checks them."""

    def __init__(self, file: CaseFile, key: bytes, head: Path) -> None:
        self._file = file
        self._key = key
        self._path = head
        self._actor = _login()

    def record(self, db: Database, now_ms: int, action: str, about: str = "") -> None:
        """Add an entry within the transaction of what it tells of: both are kept, or neither."""
        last = db.execute("SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1").fetchall()
        number, before = (last[0][0] + 1, last[0][1]) if last else (1, _FIRST)
        entry = AuditEntry(number, now_ms, self._actor, action, about)
        mac = self._mac(entry, before)
        db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)", (number, now_ms, self._actor, action, about, mac))

    def publish(self) -> None:
        """Write the newest code outside the database; after each transaction that added entries."""
        self._publish(self._path)

    def announce(self) -> None:
        """Write the newest code beside the present one: this log is about to take the place of the one there.

        Whatever comes in between, one of the two fits; `settle` finds out which.
        """
        self._publish(self._next)

    def settle(self) -> None:
        """After a log was to be replaced: keep the code of the one that is here."""
        with faults_said():
            if not self._next.exists():
                return
            head = self._head(self._next)
            has_log = self._file.rows("SELECT 1 FROM sqlite_schema WHERE name = 'audit'")
            rows = self._file.rows("SELECT mac FROM audit WHERE id = ?", head.number) if head and has_log else []
            if head and rows and hmac.compare_digest(rows[0]["mac"], head.mac):
                publish(self._next, self._path)
            else:
                self._next.unlink()

    @property
    def _next(self) -> Path:
        return self._path.with_name(self._path.name + ".next")

    def _publish(self, path: Path) -> None:
        rows = self._file.rows("SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1")
        if not rows:
            return
        number, mac = rows[0]["id"], rows[0]["mac"]
        content = {"number": number, "mac": mac.hex(), "seal": self._seal(number, mac)}
        with faults_said():
            write_whole(path, json.dumps(content).encode())

    def entries(self, limit: int = 1000) -> list[AuditEntry]:
        """Return the newest entries, newest first."""
        rows = self._file.rows("SELECT id, at_ms, actor, action, about FROM audit ORDER BY id DESC LIMIT ?", limit)
        return [AuditEntry(row["id"], row["at_ms"], row["actor"], row["action"], row["about"]) for row in rows]

    def verify(self) -> AuditReport:
        """Check every entry and the end of the log. Changes nothing."""
        before, wanted = _FIRST, 1
        codes: dict[int, bytes] = {}
        for row in self._file.rows("SELECT * FROM audit ORDER BY id"):
            entry = AuditEntry(row["id"], row["at_ms"], row["actor"], row["action"], row["about"])
            if entry.number != wanted or not hmac.compare_digest(self._mac(entry, before), row["mac"]):
                return AuditReport(wanted - 1, "store.audit_broken", wanted)
            codes[wanted] = before = row["mac"]
            wanted += 1
        count = wanted - 1
        head = self._head(self._path)
        if head is None:
            return AuditReport(count, "store.audit_no_head" if count else "")
        if head.number > count:
            return AuditReport(count, "store.audit_cut", head.number)
        if not hmac.compare_digest(codes.get(head.number, b""), head.mac):
            return AuditReport(count, "store.audit_broken", head.number)
        return AuditReport(count)  # entries behind the head: a crash came between the entry and its code outside

    def _head(self, path: Path) -> _Head | None:
        try:
            row = json.loads(path.read_bytes())
            number, mac = int(row["number"]), bytes.fromhex(row["mac"])
            is_ours = hmac.compare_digest(str(row["seal"]), self._seal(number, mac))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            return None
        return _Head(number, mac) if is_ours else None

    def _mac(self, entry: AuditEntry, before: bytes) -> bytes:
        return _code(self._key, entry, before)

    def _seal(self, number: int, mac: bytes) -> str:
        return hmac.digest(self._key, b"head" + number.to_bytes(8, "big") + mac, hashlib.sha256).hex()


def signed_anew(db: Database, key: bytes) -> None:
    """Give every entry a code under another key, within a transaction. Whether the old codes fit is not looked at."""
    triggers = db.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"
    ).fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    before = _FIRST
    for row in list(db.query("SELECT * FROM audit ORDER BY id")):
        entry = AuditEntry(row["id"], row["at_ms"], row["actor"], row["action"], row["about"])
        before = _code(key, entry, before)
        db.execute("UPDATE audit SET mac = ? WHERE id = ?", (before, entry.number))
    for _, statement in triggers:
        db.execute(statement)


def _code(key: bytes, entry: AuditEntry, before: bytes) -> bytes:
    fields = json.dumps([entry.number, entry.at_ms, entry.actor, entry.action, entry.about]).encode()
    return hmac.digest(key, before + fields, hashlib.sha256)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a system that has no name for this user
        return ""
