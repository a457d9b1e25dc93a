"""What goes when its time is over: first the pictures, then the whole case. A held case stays.

A clock that jumps must delete nothing: after a jump of more than two days nothing goes for a day, or until the agent
says that the clock is right. After one of more than sixty days only the agent's word counts: nobody was away so long.
A clock that was set back deletes nothing until it has caught up or the agent says that it is right; what is written
meanwhile bears the time of before, or else it would be old at once when the clock is set.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.upkeep import RetentionReport, RetentionRules
from engine.store.case_file import CaseFile
from engine.store.drafts import delete_draft
from engine.store.picture_use import delete_unused_pictures, digests_in_drafts, question_marks
from engine.store.sqlcipher import Database

_DAY_MS = 24 * 3600 * 1000
_JUMP_MS = 2 * _DAY_MS
_SET_BACK_MS = _DAY_MS
_LONGEST_ABSENCE_MS = 60 * _DAY_MS
_REMEMBERED_EVERY_MS = _DAY_MS // 4
"""Not at each look: it would change a file that nobody works on, and so ask for a backup."""
_BATCH = 50
"""Cases a transaction: the window stays usable meanwhile."""
_LAST_RUN, _JUMP_SEEN, _JUMP_FROM = "retention_last_ms", "retention_jump_ms", "retention_jump_from_ms"


@dataclass(frozen=True, slots=True)
class Expired:
    """What one run removed, and the files that are still to be removed."""

    cases: int
    pictures: int
    files: tuple[str, ...]


def is_clock_trusted(file: CaseFile, now_ms: int, *, is_confirmed: bool) -> str:
    """Tell why nothing may be deleted now, as a wording key; empty where it may. Remembers when it was asked."""
    with file.immediate() as db:
        last, seen, left = (_property(db, name) for name in (_LAST_RUN, _JUMP_SEEN, _JUMP_FROM))
        if is_confirmed:
            seen = left = None
        elif last is not None and now_ms < last - _SET_BACK_MS:
            return "store.clock_set_back"
        elif last is not None and now_ms - last > _JUMP_MS:
            seen, left = now_ms, (last if left is None else left)
        elif seen is not None and _is_taken_for_right(now_ms, seen, left):
            seen = left = None
        if is_confirmed or last is None or now_ms - last >= _REMEMBERED_EVERY_MS:
            _set_property(db, _LAST_RUN, now_ms)
        for name, value in ((_JUMP_SEEN, seen), (_JUMP_FROM, left)):
            if value != _property(db, name):
                _set_property(db, name, value)
        return "store.clock_jumped" if seen is not None else ""


def _is_taken_for_right(now_ms: int, seen_ms: int, left_ms: int | None) -> bool:
    """Whether the clock has gone on for a day as a clock does, after a jump no longer than a person is away."""
    return now_ms - seen_ms >= _DAY_MS and seen_ms - (left_ms or 0) <= _LONGEST_ABSENCE_MS


def steady_ms(db: Database, now_ms: int) -> int:
    """Return the time that a record is to bear: that of the last look at the clock where it was set back since."""
    last = _property(db, _LAST_RUN)
    return last if last is not None and now_ms < last - _SET_BACK_MS else now_ms


def count_expired(file: CaseFile, rules: RetentionRules, now_ms: int) -> RetentionReport:
    """Tell what would go now. Changes nothing."""
    with file.reading() as db:
        cases = db.execute(f"SELECT count(*) FROM ({_CASES})", (_before(now_ms, rules.case_days),)).fetchall()  # noqa: S608
        pictures = _old_pictures(db, _before(now_ms, rules.picture_days))
    return RetentionReport(int(cases[0][0]), len(pictures))


def expire(file: CaseFile, rules: RetentionRules, now_ms: int) -> Expired:
    """Delete what is over, in small transactions. The caller removes the files and renews the backups."""
    files: list[str] = []
    cases = pictures = 0
    while True:
        with file.immediate() as db:
            rows = db.execute(f"{_CASES} LIMIT {_BATCH}", (_before(now_ms, rules.case_days),)).fetchall()
            for (case,) in rows:
                db.execute("DELETE FROM conversation WHERE id = ?", (case,))
                delete_draft(db, case)
            files += delete_unused_pictures(db)
        cases += len(rows)
        if len(rows) < _BATCH:
            break
    while True:
        with file.immediate() as db:
            found = _old_pictures(db, _before(now_ms, rules.picture_days), _BATCH)
            for picture, name in found:
                db.execute("UPDATE picture SET wrapped_key = x'' WHERE id = ?", (picture,))
                db.execute("DELETE FROM thumbnail WHERE picture_id = ?", (picture,))
                files.append(str(name))
        pictures += len(found)
        if len(found) < _BATCH:
            return Expired(cases, pictures, tuple(files))


_CASES = "SELECT id FROM conversation WHERE held = 0 AND updated_ms < ?"
_PICTURES = """SELECT p.id, p.name FROM picture p WHERE length(p.wrapped_key) > 0 AND NOT EXISTS (
    SELECT 1 FROM message_picture mp JOIN message m ON m.id = mp.message_id
    JOIN conversation c ON c.id = m.conversation_id
    WHERE mp.picture_id = p.id AND (c.held = 1 OR m.created_ms >= ?))"""


def _old_pictures(db: Database, before_ms: int, limit: int = -1) -> list[tuple[int, str]]:
    """Return numbers and files of pictures whose time is over: none that a younger draft holds."""
    held = digests_in_drafts(db, before_ms)
    command = f"{_PICTURES} AND p.digest NOT IN ({question_marks(held)}) LIMIT {limit}"
    return [(int(number), str(name)) for number, name in db.execute(command, (before_ms, *held)).fetchall()]


def _before(now_ms: int, days: int) -> int:
    return now_ms - days * _DAY_MS


def _property(db: Database, name: str) -> int | None:
    rows = db.execute("SELECT value FROM property WHERE name = ?", (name,)).fetchall()
    return int(rows[0][0]) if rows else None


def _set_property(db: Database, name: str, value: int | None) -> None:
    if value is None:
        db.execute("DELETE FROM property WHERE name = ?", (name,))
    else:
        db.execute("INSERT OR REPLACE INTO property (name, value) VALUES (?, ?)", (name, str(value)))
