"""Upkeep: what is over its time goes and leaves no bytes, what is held stays, and no clock can delete by jumping."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.domain.upkeep import RetentionRules
from engine.errors import StoreError
from engine.store import backups
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore, restore_backup
from tests.unit.store.clock import DAY_MS, Clock

RULES = RetentionRules(picture_days=30, case_days=90)


def _open(root: Path, clock: Clock) -> SqliteStore:
    return SqliteStore(root / "cases", FileKeeper(root / "key"), clock=clock)


def _picture(shade: int, text: str = "") -> RedactedImage:
    spans = (TextSpan(text, Region(0, 0, 4, 4), 0.9),) if text else ()
    return RedactedImage(8, 8, bytes([shade]) * 192, spans=spans)


def _pictures(root: Path) -> list[Path]:
    return list((root / "cases" / "pictures").rglob("*.dsi"))


def test_pictures_go_before_their_case_and_what_stood_on_them_is_still_found(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    case = store.start_conversation("old")
    shown = _picture(1, "Fehler 0x80070005")
    store.add_question(case.id, "look", [shown])
    clock.live_through(31, lambda: store.upkeep(RULES))
    assert not _pictures(tmp_path)
    with pytest.raises(StoreError) as caught:
        store.picture(shown.digest)
    assert caught.value.key == "store.picture_expired"
    assert store.search("0x8007")[0].conversation.id == case.id
    store.add_question(case.id, "again", [shown])  # the same picture, taken anew
    assert store.picture(shown.digest) == shown
    store.close()


def test_pictures_of_a_draft_stay_as_long_as_others_and_go_before_its_text(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    begun = _picture(1)
    store.keep_draft(0, "begun", [begun])
    clock.live_through(29, lambda: store.upkeep(RULES))
    assert store.picture(begun.digest) == begun
    clock.live_through(2, lambda: store.upkeep(RULES))
    assert not _pictures(tmp_path)
    assert store.drafts()[0].text == "begun"
    with pytest.raises(StoreError):
        store.picture(begun.digest)
    store.keep_draft(0, "begun", [begun])  # it was still on the window
    assert store.picture(begun.digest) == begun
    store.close()


def test_a_case_goes_when_its_time_is_over_and_a_held_one_stays_with_its_pictures(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    gone, held, used = (store.start_conversation(name) for name in ("goneword", "held", "used"))
    for number, case in enumerate((gone, held, used)):
        store.add_question(case.id, f"{case.title} text", [_picture(number)])
    store.set_held(held.id, True)
    clock.live_through(60, lambda: store.upkeep(RULES))
    store.add_question(used.id, "still going on")
    clock.live_through(31, lambda: store.upkeep(RULES))
    assert {case.title for case in store.conversations()} == {"held", "used"}
    assert len(_pictures(tmp_path)) == 1
    assert store.conversation(held.id).is_held
    assert not store.search("goneword")
    store.set_held(held.id, False)
    clock.live_through(1, lambda: store.upkeep(RULES))
    assert {case.title for case in store.conversations()} == {"used"}
    store.close()


def test_backups_hold_nothing_of_what_is_over_its_time(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    case = store.start_conversation("gone")
    store.add_question(case.id, "x", [_picture(1)])
    for _ in range(3):
        store.back_up()
    clock.live_through(91, lambda: store.upkeep(RULES))
    left = store.backups()
    store.close()
    for backup in left:
        other = tmp_path / backup.stem
        (other / "cases").mkdir(parents=True)
        (other / "cases" / "deskside.db").write_bytes(backup.read_bytes())
        (other / "key").write_bytes((tmp_path / "key").read_bytes())
        restored = _open(other, clock)
        assert not restored.conversations()
        restored.close()


@pytest.mark.parametrize("days", [3, 400, 10_000])
def test_a_clock_that_jumps_forward_deletes_nothing_until_somebody_says_that_it_is_right(
    tmp_path: Path, clock: Clock, days: int
) -> None:
    store = _open(tmp_path, clock)
    store.upkeep(RULES)
    clock.now_ms += 88 * DAY_MS  # kept from before the jump
    old = store.start_conversation("old")
    store.upkeep(RULES, is_confirmed=True)
    clock.now_ms += days * DAY_MS
    report = store.upkeep(RetentionRules(1, 1))
    assert report.retention.reason == "store.clock_jumped"
    assert report.retention.cases == 1
    assert store.conversation(old.id)
    assert store.upkeep(RetentionRules(1, 1), is_confirmed=True).retention.reason == ""
    assert not store.conversations()
    store.close()


def test_after_a_day_a_jumped_clock_is_taken_for_right(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    store.start_conversation("old")
    store.upkeep(RetentionRules(30, 40))
    clock.now_ms += 50 * DAY_MS
    for hours in (0, 8, 8):
        clock.now_ms += hours * 3600 * 1000
        assert store.upkeep(RetentionRules(30, 40)).retention.reason == "store.clock_jumped"
    clock.now_ms += 9 * 3600 * 1000
    assert store.upkeep(RetentionRules(30, 40)).retention.reason == ""
    assert not store.conversations()
    store.close()


def test_a_clock_that_was_set_back_deletes_nothing(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    store.upkeep(RULES)
    store.start_conversation("kept")
    clock.live_through(100, lambda: store.upkeep(RetentionRules(200, 200)))
    clock.now_ms -= 5 * DAY_MS
    assert store.upkeep(RULES).retention.reason == "store.clock_set_back"
    assert store.conversations()
    store.close()


def test_the_first_look_at_a_profile_deletes_what_is_over_its_time(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    store.start_conversation("old")
    clock.now_ms += 100 * DAY_MS
    assert store.upkeep(RULES).retention.cases == 1
    store.close()


def test_many_cases_go_in_small_steps(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    for number in range(120):
        store.start_conversation(f"case {number}")
    store.upkeep(RULES)
    clock.live_through(91, lambda: None)
    assert store.upkeep(RULES, is_confirmed=True).retention.cases == 120
    assert not store.conversations()
    store.close()


def test_a_backup_is_made_after_half_an_hour_if_anything_has_changed_and_not_otherwise(
    tmp_path: Path, clock: Clock
) -> None:
    store = _open(tmp_path, clock)
    assert store.upkeep(RULES).backed_up  # there was none
    assert not store.upkeep(RULES).backed_up
    newest = store.backups()[0]
    earlier = datetime.now(UTC) - timedelta(minutes=31)
    aged = newest.with_name(f"deskside-{earlier:%Y%m%dT%H%M%S_%fZ}.db")
    newest.rename(aged)
    assert not store.upkeep(RULES).backed_up  # nothing has changed
    store.start_conversation("new")
    assert store.upkeep(RULES).backed_up
    store.close()
    assert len(list((tmp_path / "cases" / "backups").glob("*.db"))) == 2
    aged.unlink()
    (youngest,) = (tmp_path / "cases" / "backups").glob("*.db")
    youngest.rename(aged)
    stamp = datetime.now(UTC).timestamp()
    os.utime(aged, (stamp, stamp))
    _open(tmp_path, clock).close()
    assert list((tmp_path / "cases" / "backups").glob("*.db")) == [aged]  # the next start knows it, too


def test_of_older_backups_one_a_day_and_one_a_week_are_kept() -> None:
    start = datetime(2026, 3, 31, 18, tzinfo=UTC)
    times = [start - timedelta(minutes=30 * step) for step in range(48 * 60)]
    paths = [Path(f"deskside-{time:%Y%m%dT%H%M%S_%fZ}.db") for time in times]
    kept = backups.worth_keeping(paths)
    ages = sorted((start - times[paths.index(path)]) for path in kept)
    assert ages[:6] == [timedelta(minutes=30 * step) for step in range(6)]
    assert len({age.days for age in ages if age < timedelta(days=7)}) >= 6
    assert len(kept) <= 6 + 7 + 4
    assert timedelta(days=14) < ages[-1] < timedelta(days=28)
    assert backups.worth_keeping(sorted(kept, reverse=True)) == kept  # thinning once more takes nothing away


def test_the_audit_log_tells_what_was_done_and_never_what_stands_in_a_case(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    case = store.start_conversation("zanzibarquux")
    store.set_held(case.id, True)
    store.set_held(case.id, False)
    store.delete_conversation(case.id)
    entries = store.audit_entries()
    assert [(entry.action, entry.about) for entry in entries] == [
        ("case.deleted", f"case {case.id}"),
        ("case.released", f"case {case.id}"),
        ("case.held", f"case {case.id}"),
    ]
    assert all(entry.actor for entry in entries)
    assert store.verify_audit().fault == ""
    assert store.verify_audit().entries == 3
    store.close()


def _logged(root: Path, clock: Clock, count: int = 5) -> SqliteStore:
    store = _open(root, clock)
    for number in range(count):
        store.record("case.exported", f"case {number}")
    return store


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["UPDATE audit SET about = 'case 9' WHERE id = 3"], "store.audit_broken"),
        (["UPDATE audit SET actor = 'nobody' WHERE id = 5"], "store.audit_broken"),
        (["UPDATE audit SET action = 'case.held' WHERE id = 4"], "store.audit_broken"),
        (["UPDATE audit SET at_ms = at_ms + 1 WHERE id = 2"], "store.audit_broken"),
        (["DELETE FROM audit WHERE id = 2"], "store.audit_broken"),
        (["DELETE FROM audit WHERE id = 1"], "store.audit_broken"),
        (["DELETE FROM audit WHERE id = 5"], "store.audit_cut"),
        (["DELETE FROM audit"], "store.audit_cut"),
        (["UPDATE audit SET id = 9 WHERE id = 2", "UPDATE audit SET id = 2 WHERE id = 3"], "store.audit_broken"),
    ],
)
def test_a_changed_log_is_noticed_even_by_who_has_the_key_of_the_database(
    tmp_path: Path, clock: Clock, statements: list[str], fault: str
) -> None:
    store = _logged(tmp_path, clock)
    with store._file.immediate() as db:
        db.execute("DROP TRIGGER audit_no_update")
        db.execute("DROP TRIGGER audit_no_delete")
        for statement in statements:
            db.execute(statement)
    assert store.verify_audit().fault == fault
    store.close()


def test_an_entry_of_another_course_of_the_same_log_is_noticed(tmp_path: Path, clock: Clock) -> None:
    """As a backup may hold it: signed by us, for this very number, and yet it was not what followed here."""
    store = _logged(tmp_path, clock)
    with store._file.immediate() as db:
        db.execute("DROP TRIGGER audit_no_update")
        db.execute("DROP TRIGGER audit_no_delete")
        other = db.execute("SELECT at_ms, actor, action, about, mac FROM audit WHERE id = 4").fetchall()[0]
        db.execute("DELETE FROM audit WHERE id > 3")
    store.record("case.deleted", "case 7")
    store.record("case.exported", "case 8")
    assert store.verify_audit().fault == ""
    with store._file.immediate() as db:
        db.execute("UPDATE audit SET at_ms = ?, actor = ?, action = ?, about = ?, mac = ? WHERE id = 4", other)
    report = store.verify_audit()
    assert (report.fault, report.at) == ("store.audit_broken", 5)
    store.close()


def test_entries_cannot_be_changed_by_mistake(tmp_path: Path, clock: Clock) -> None:
    store = _logged(tmp_path, clock)
    for statement in ("UPDATE audit SET about = ''", "DELETE FROM audit"):
        with pytest.raises(Exception, match="only grows"), store._file.immediate() as db:
            db.execute(statement)
    assert store.verify_audit().entries == 5
    store.close()


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"number": 2, "mac": "00", "seal": "00"}'])
def test_a_head_that_is_missing_or_forged_is_said_so(tmp_path: Path, clock: Clock, content: bytes | None) -> None:
    store = _logged(tmp_path, clock)
    head = tmp_path / "cases" / "audit.head"
    head.unlink() if content is None else head.write_bytes(content)
    assert store.verify_audit().fault == "store.audit_no_head"
    store.record("case.exported")
    assert store.verify_audit().fault == ""
    store.close()


def test_a_crash_between_an_entry_and_its_code_outside_is_no_fault(tmp_path: Path, clock: Clock) -> None:
    store = _logged(tmp_path, clock)
    head = tmp_path / "cases" / "audit.head"
    before = head.read_bytes()
    store.record("case.exported")
    head.write_bytes(before)
    assert store.verify_audit() == store.verify_audit().__class__(6)
    store.close()


def test_a_restored_backup_goes_on_with_its_log_and_says_that_it_was_restored(tmp_path: Path, clock: Clock) -> None:
    store = _logged(tmp_path, clock, 3)
    backup = store.back_up()
    store.record("case.exported", "case 99")
    store.close()
    restore_backup(tmp_path / "cases", FileKeeper(tmp_path / "key"), backup)
    store = _open(tmp_path, clock)
    assert store.verify_audit().fault == ""
    assert store.audit_entries(1)[0].action == "backup.restored"
    store.close()


def test_an_older_copy_of_the_file_put_in_its_place_is_noticed(tmp_path: Path, clock: Clock) -> None:
    store = _logged(tmp_path, clock, 3)
    older = store.back_up().read_bytes()
    store.record("case.exported", "case 99")
    store.close()
    (tmp_path / "cases" / "deskside.db").write_bytes(older)
    store = _open(tmp_path, clock)
    assert store.verify_audit().fault == "store.audit_cut"
    store.close()


def test_what_is_written_while_the_clock_is_a_year_behind_is_not_old_when_the_clock_is_set(
    tmp_path: Path, clock: Clock
) -> None:
    store = _open(tmp_path, clock)
    clock.live_through(3, lambda: store.upkeep(RULES))
    store.close()
    clock.now_ms -= 365 * DAY_MS  # the battery of the board is flat
    store = _open(tmp_path, clock)
    case = store.start_conversation("asked meanwhile")
    store.add_question(case.id, "where is it")
    assert not store.upkeep(RULES).retention.cases
    clock.now_ms += 366 * DAY_MS
    report = store.upkeep(RULES)
    assert (report.retention.reason, report.retention.cases) == ("", 0)
    clock.live_through(80, lambda: store.upkeep(RULES))
    assert [kept.title for kept in store.conversations()] == ["asked meanwhile"]
    store.close()


def test_a_clock_that_runs_ten_years_ahead_for_days_deletes_nothing(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    store.start_conversation("kept")
    store.upkeep(RULES)
    clock.now_ms += 3650 * DAY_MS
    for _ in range(10):
        clock.now_ms += DAY_MS
        assert store.upkeep(RULES).retention.reason == "store.clock_jumped"
        store.close()
        store = _open(tmp_path, clock)
    assert store.conversations()
    store.close()


def test_after_a_clock_was_years_ahead_the_agent_can_say_that_it_is_right_now(tmp_path: Path, clock: Clock) -> None:
    store = _open(tmp_path, clock)
    store.start_conversation("old")
    store.upkeep(RULES)
    clock.now_ms += 3650 * DAY_MS
    store.upkeep(RULES)
    clock.now_ms -= 3550 * DAY_MS
    assert store.upkeep(RULES).retention.reason == "store.clock_set_back"
    assert store.upkeep(RULES, is_confirmed=True).retention.cases == 1
    store.start_conversation("new")
    clock.live_through(89, lambda: store.upkeep(RULES))
    assert [case.title for case in store.conversations()] == ["new"]
    clock.live_through(3, lambda: store.upkeep(RULES))
    assert not store.conversations()
    store.close()
