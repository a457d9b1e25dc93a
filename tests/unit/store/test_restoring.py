"""A backup is put back: nothing is overwritten, and where it fails nothing has changed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import CasesLocked, NewerStore, StoreDamaged, StoreError, StoreFull
from engine.settings import Folders
from engine.store import cases_in, kept_backups, needs_secret, open_store, restore_backup, vault_of
from engine.store.keys import FileKeeper, SubKeys
from engine.store.schema import STEPS
from engine.store.sqlcipher import open_database
from engine.wording import Language


def _keys(folders: Folders) -> FileKeeper:
    return FileKeeper(folders.config / "case.key")


def _titles(folders: Folders) -> list[str]:
    store = open_store(folders, keys=_keys(folders))
    titles = [case.title for case in store.conversations()]
    store.close()
    return titles


def _with_backup(folders: Folders) -> Path:
    """A profile with one case in its backup, and one that came after it. Returns the backup."""
    store = open_store(folders, keys=_keys(folders))
    store.start_conversation("in the backup")
    backup = store.back_up()
    store.start_conversation("after it")
    store.close()
    return backup


def _everything(folders: Folders) -> dict[str, bytes]:
    root = cases_in(folders)
    files = (path for path in root.rglob("*") if path.is_file() and path.name not in ("lock",))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_the_backups_are_listed_with_time_and_size_without_opening_them(folders: Folders) -> None:
    backup = _with_backup(folders)
    (listed,) = (each for each in kept_backups(folders) if each.path == backup)
    assert listed.size_bytes == backup.stat().st_size
    assert abs(listed.made_ms - backup.stat().st_mtime_ns // 1_000_000) < 5_000


def test_a_look_through_a_backup_tells_what_is_in_it(folders: Folders) -> None:
    backup = _with_backup(folders)
    store = open_store(folders, keys=_keys(folders))
    check = store.check_backup(backup)
    assert (check.is_good, check.cases) == (True, 1)
    assert check.newest_ms == min(case.updated_ms for case in store.conversations())
    content = bytearray(backup.read_bytes())
    content[6000] ^= 1
    backup.write_bytes(content)
    assert not store.check_backup(backup).is_good
    store.close()


def test_what_stood_there_is_kept_whole_and_dated(folders: Folders) -> None:
    backup = _with_backup(folders)
    before = (cases_in(folders) / "deskside.db").read_bytes()
    done = restore_backup(folders, backup, keys=_keys(folders))
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == before
    assert done.set_aside.parent.name.startswith("20")
    assert _titles(folders) == ["in the backup"]


def test_the_copy_that_was_kept_does_not_change_with_the_restored_file(folders: Folders) -> None:
    done = restore_backup(folders, _with_backup(folders), keys=_keys(folders))
    assert done.set_aside is not None
    before = done.set_aside.read_bytes()
    store = open_store(folders, keys=_keys(folders))
    store.start_conversation("written later")
    store.close()
    assert done.set_aside.read_bytes() == before


def _damage(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[6000] ^= 1
    backup.write_bytes(content)


def _cut(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:5000])


def _empty(backup: Path) -> None:
    backup.write_bytes(b"")


@pytest.mark.parametrize("harm", [_damage, _cut, _empty])
def test_a_backup_that_is_not_whole_is_refused_and_nothing_changes(
    folders: Folders, harm: Callable[[Path], None]
) -> None:
    backup = _with_backup(folders)
    harm(backup)
    before = _everything(folders)
    with pytest.raises(StoreDamaged) as refused:
        restore_backup(folders, backup, keys=_keys(folders))
    assert refused.value.key == "store.backup_unusable"
    assert _everything(folders) == before
    assert _titles(folders) == ["after it", "in the backup"]


def test_a_backup_of_another_profile_is_refused(folders: Folders, tmp_path: Path) -> None:
    backup = _with_backup(folders)
    other = Folders.below(tmp_path / "other")
    other.create()
    store = open_store(other, keys=_keys(other))
    stranger = store.back_up()
    store.close()
    shutil.copyfile(stranger, backup)
    with pytest.raises(StoreDamaged):
        restore_backup(folders, backup, keys=_keys(folders))
    assert _titles(folders) == ["after it", "in the backup"]


def test_without_room_for_a_copy_nothing_changes(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = _with_backup(folders)
    before = _everything(folders)

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half of it")
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr("engine.store.backups.shutil.copyfile", full)
    with pytest.raises(StoreFull):
        restore_backup(folders, backup, keys=_keys(folders))
    monkeypatch.undo()
    assert _everything(folders) == before


@pytest.mark.parametrize("moment", ["before the copy has its name", "before the old one has a second name"])
def test_a_crash_on_the_way_leaves_a_database_under_the_name_that_is_opened(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    backup = _with_backup(folders)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.store.backups.publish" if "copy" in moment else "engine.store.backups.os.link", crash)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(folders, backup, keys=_keys(folders))
    monkeypatch.undo()
    assert _titles(folders) == ["after it", "in the backup"]


def test_where_files_cannot_have_two_names_it_is_moved(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = _with_backup(folders)

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "not on this file system")

    monkeypatch.setattr(os, "link", refuse)
    done = restore_backup(folders, backup, keys=_keys(folders))
    assert done.set_aside is not None
    assert done.set_aside.exists()
    assert _titles(folders) == ["in the backup"]


def test_what_a_crash_left_in_the_log_is_in_the_file_that_is_set_aside(folders: Folders, tmp_path: Path) -> None:
    backup = _with_backup(folders)
    store = open_store(folders, keys=_keys(folders))
    store.start_conversation("only in the log")
    crashed = Folders.below(tmp_path / "crashed")
    crashed.create()
    shutil.copytree(cases_in(folders), cases_in(crashed))
    shutil.copytree(folders.config, crashed.config, dirs_exist_ok=True)
    store.close()
    assert (cases_in(crashed) / "deskside.db-wal").stat().st_size > 0
    done = restore_backup(crashed, cases_in(crashed) / "backups" / backup.name, keys=_keys(crashed))
    assert done.set_aside is not None
    aside = open_database(done.set_aside, SubKeys.of(_keys(crashed).load() or b"").database, is_read_only=True)
    titles = {title for (title,) in aside.execute("SELECT title FROM conversation").fetchall()}
    aside.close()
    assert "only in the log" in titles
    assert _titles(crashed) == ["in the backup"]


def test_the_log_of_a_damaged_file_does_not_meet_the_new_one(folders: Folders) -> None:
    backup = _with_backup(folders)
    database = cases_in(folders) / "deskside.db"
    log = database.with_name("deskside.db-wal")
    database.write_bytes(b"no database" * 1000)
    log.write_bytes(b"left by a crash")
    done = restore_backup(folders, backup, keys=_keys(folders))
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == b"no database" * 1000
    assert (done.set_aside.parent / log.name).read_bytes() == b"left by a crash"
    assert _titles(folders) == ["in the backup"]


def test_an_open_file_is_not_replaced(folders: Folders) -> None:
    backup = _with_backup(folders)
    store = open_store(folders, keys=_keys(folders))
    with pytest.raises(StoreError) as busy:
        restore_backup(folders, backup, keys=_keys(folders))
    assert busy.value.key == "store.in_use"
    store.close()


def test_a_passphrase_is_wanted_where_it_opens_the_cases(folders: Folders) -> None:
    vault = vault_of(folders)
    store = open_store(folders, keys=vault)
    store.start_conversation("in the backup")
    backup = store.back_up()
    assert not needs_secret(folders)
    vault.set_passphrase("correct horse battery")
    store.start_conversation("after it")
    store.close()
    vault.close()
    assert needs_secret(folders)
    for wrong in ("", "another passphrase"):
        with pytest.raises(CasesLocked):
            restore_backup(folders, backup, secret=wrong)
    restore_backup(folders, backup, secret="correct horse battery")
    store = open_store(folders, secret="correct horse battery")
    assert [case.title for case in store.conversations()] == ["in the backup"]
    store.close()


def _of_a_newer_deskside(folders: Folders, backup: Path) -> Path:
    """A copy of a backup with tables that nobody here knows, newer than all."""
    newer = backup.with_name("deskside-20991231T000000_000000Z.db")
    shutil.copyfile(backup, newer)
    key = _keys(folders).load()
    assert key is not None
    db = open_database(newer, SubKeys.of(key).database)
    db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    db.close()
    return newer


def test_a_backup_of_a_newer_deskside_is_refused_and_nothing_changes(folders: Folders) -> None:
    newer = _of_a_newer_deskside(folders, _with_backup(folders))
    before = _everything(folders)
    with pytest.raises(NewerStore) as refused:
        restore_backup(folders, newer, keys=_keys(folders))
    assert refused.value.key == "store.backup_newer"
    assert str(newer) in refused.value.message(Language.ZH)
    assert _everything(folders) == before
    store = open_store(folders, keys=_keys(folders))
    check = store.check_backup(newer)
    assert check.is_good
    assert not check.is_usable
    with pytest.raises(NewerStore):
        store.missing_cases(newer)
    store.close()


def test_the_newest_backup_that_can_be_used_is_put_back_where_none_is_named(folders: Folders) -> None:
    backup = _with_backup(folders)
    _of_a_newer_deskside(folders, backup)
    assert restore_backup(folders, keys=_keys(folders)).backup == backup
    assert _titles(folders) == ["in the backup"]
