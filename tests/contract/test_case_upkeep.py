"""What every CaseUpkeep keeps to: the encrypted file, and the fake of the window's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.domain.upkeep import RetentionRules
from engine.ports import CaseUpkeep
from engine.settings import Folders
from engine.store import open_store, vault_of
from tests.fakes.keeping import FakeUpkeep


@pytest.fixture(params=["sqlite", "fake"])
def upkeep(request: pytest.FixtureRequest, folders: Folders) -> Iterator[CaseUpkeep]:
    if request.param == "fake":
        yield FakeUpkeep()
        return
    keys = vault_of(folders)
    store = open_store(folders, keys=keys)
    keys.renew_recovery_key()  # without one a profile cannot be opened elsewhere
    yield store
    store.close()
    keys.close()


def test_a_backup_stands_in_the_list_and_is_good(upkeep: CaseUpkeep) -> None:
    before = list(upkeep.kept_backups())
    path = upkeep.back_up()
    newest, *others = upkeep.kept_backups()
    assert newest.path == path
    assert newest.size_bytes > 0
    assert others == before
    assert upkeep.check_backup(path).is_good


def test_backups_are_listed_newest_first(upkeep: CaseUpkeep) -> None:
    paths = [upkeep.back_up() for _ in range(2)]
    listed = upkeep.kept_backups()
    assert listed[0].path == paths[-1]
    assert [each.made_ms for each in listed] == sorted((each.made_ms for each in listed), reverse=True)


def test_what_is_no_backup_is_not_good(upkeep: CaseUpkeep, tmp_path: Path) -> None:
    other = tmp_path / "holiday.jpg"
    other.write_bytes(b"\xff\xd8")
    assert not upkeep.check_backup(other).is_good


def test_of_a_backup_made_just_now_nothing_is_missing(upkeep: CaseUpkeep) -> None:
    path = upkeep.back_up()
    assert list(upkeep.missing_cases(path)) == []
    assert upkeep.take_missing(path, []) == 0


def test_a_round_on_fresh_cases_deletes_nothing(upkeep: CaseUpkeep) -> None:
    report = upkeep.upkeep(RetentionRules())
    assert (report.retention.cases, report.retention.pictures, report.retention.reason) == (0, 0, "")


def test_a_written_profile_is_there_and_in_the_log(upkeep: CaseUpkeep, tmp_path: Path) -> None:
    target = tmp_path / "desk.deskside"
    upkeep.write_profile(target)
    assert target.stat().st_size > 0
    newest = upkeep.audit_entries()[0]
    assert newest.action == "profile.written"
    assert newest.actor


def test_the_log_is_whole_and_told_newest_first(upkeep: CaseUpkeep, tmp_path: Path) -> None:
    for number in range(3):
        upkeep.write_profile(tmp_path / f"{number}.deskside")
    entries = upkeep.audit_entries()
    report = upkeep.verify_audit()
    assert (report.entries, report.fault) == (len(entries), "")
    assert [each.number for each in entries] == list(range(len(entries), 0, -1))
    assert list(upkeep.audit_entries(limit=2)) == list(entries[:2])


def test_what_is_read_ahead_comes_to_an_end(upkeep: CaseUpkeep) -> None:
    pieces = 0
    while upkeep.read_ahead():
        pieces += 1
    assert pieces < 1000
    assert not upkeep.read_ahead()
