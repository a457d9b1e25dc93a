"""Opening: one program at a time, older files brought up to date, newer ones left alone."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.knowledge import FixState, FixUsage
from engine.domain.picture import RedactedImage
from engine.errors import NewerStore, StoreError, StoreFull
from engine.settings import Folders
from engine.store import open_store, schema
from engine.store.keys import FileKeeper
from engine.store.sqlcipher import Database, with_tools
from engine.store.store import SqliteStore


def _open(root: Path, *further: schema.Step) -> SqliteStore:
    return SqliteStore(root / "cases", FileKeeper(root / "key"), steps=(*schema.STEPS, *further))


def _digests(root: Path) -> dict[str, str]:
    files = (path for path in (root / "cases").glob("deskside.db*") if not path.name.endswith("-shm"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def with_mood(db: Database) -> None:
    db.execute("ALTER TABLE message ADD COLUMN mood TEXT NOT NULL DEFAULT ''")


def with_fault(db: Database) -> None:
    db.execute("ALTER TABLE message ADD COLUMN half TEXT")
    raise StoreFull("store.full")


def with_lost_triggers(db: Database) -> None:
    db.execute("DROP TRIGGER picture_changed")


def test_importing_the_store_loads_no_database_library() -> None:
    program = "import sys, engine.store; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(shown.stdout.split())
    assert "engine.store" in loaded
    assert loaded.isdisjoint({"sqlcipher3", "sqlite3", "sqlite_utils", "keyring", "PIL", "cryptography"})


def test_a_second_program_is_refused_and_the_first_goes_on(folders: Folders) -> None:
    keys = FileKeeper(folders.config / "case.key")
    first = open_store(folders, keys=keys)
    with pytest.raises(StoreError) as caught:
        open_store(folders, keys=keys)
    assert caught.value.key == "store.in_use"
    first.start_conversation("still here")
    first.close()
    second = open_store(folders, keys=keys)
    assert [case.title for case in second.conversations()] == ["still here"]
    second.close()


def test_a_failed_opening_holds_no_lock(tmp_path: Path) -> None:
    _open(tmp_path, with_mood).close()
    for _ in range(2):
        with pytest.raises(NewerStore):
            _open(tmp_path)


def test_the_file_is_kept_with_the_promised_settings(tmp_path: Path) -> None:
    store = _open(tmp_path)
    with store._file.reading() as db:
        values = {
            name: db.execute(f"PRAGMA {name}").fetchall()[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        }
    store.close()
    assert values == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0,
    }  # fmt: skip


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.store.sqlcipher.OLDEST_SAFE_SQLITE", (99, 0, 0))
    with pytest.raises(StoreError) as caught:
        _open(tmp_path)
    assert caught.value.key == "store.old_sqlite"


def test_an_answer_that_was_cut_off_is_stopped_with_its_text_kept(tmp_path: Path) -> None:
    store = _open(tmp_path)
    case = store.start_conversation("t")
    cut, whole = store.start_answer(case.id), store.start_answer(case.id)
    store.save_partial_answer(cut.id, "half an ans")
    store.finish_answer(whole.id, Answer("whole", FinishReason.COMPLETE), MessageState.COMPLETE)
    store.close()
    store = _open(tmp_path)
    states = [(message.body, message.state) for message in store.messages(case.id)]
    assert states == [("half an ans", MessageState.STOPPED), ("whole", MessageState.COMPLETE)]
    assert store.search("half an")
    store.close()


def test_a_newer_file_is_refused_and_not_a_byte_of_it_changes(tmp_path: Path) -> None:
    store = _open(tmp_path, with_mood)
    store.start_conversation("newer")
    store.close()
    before = _digests(tmp_path)
    with pytest.raises(NewerStore) as caught:
        _open(tmp_path)
    assert caught.value.remedy()
    after = _digests(tmp_path)
    assert after["deskside.db"] == before["deskside.db"]
    store = _open(tmp_path, with_mood)
    assert [case.title for case in store.conversations()] == ["newer"]
    store.close()


def test_a_newer_file_that_was_not_closed_is_refused_with_its_log_unharmed(tmp_path: Path) -> None:
    running = tmp_path / "running"
    crashed = tmp_path / "crashed"
    store = _open(running, with_mood)
    store.start_conversation("only in the log")
    (crashed / "cases").mkdir(parents=True)
    for name in ("deskside.db", "deskside.db-wal", "profile.json", "open"):
        (crashed / "cases" / name).write_bytes((running / "cases" / name).read_bytes())
    (crashed / "key").write_bytes((running / "key").read_bytes())
    store.close()
    before = _digests(crashed)
    assert len(before) == 2
    with pytest.raises(NewerStore):
        _open(crashed)
    assert _digests(crashed) == before
    store = _open(crashed, with_mood)
    assert [case.title for case in store.conversations()] == ["only in the log"]
    store.close()


def test_an_older_file_is_backed_up_and_brought_up_to_date(tmp_path: Path) -> None:
    store = _open(tmp_path)
    case = store.start_conversation("old")
    store.add_question(case.id, "重置密码", [RedactedImage(2, 2, bytes(12))])
    store.close()
    for backup in (tmp_path / "cases" / "backups").iterdir():
        backup.unlink()
    store = _open(tmp_path, with_mood)
    assert store.search("密码")[0].conversation.id == case.id
    store.add_question(case.id, "powershell")
    assert store.search("shell")
    with store._file.reading() as db:
        assert "mood" in with_tools(db).table("message").columns_dict
    store.close()
    (backup,) = (tmp_path / "cases" / "backups").iterdir()
    backup.rename(tmp_path / "cases" / "deskside.db")
    store = _open(tmp_path)  # the backup is of the older version, so the older program opens it
    assert [message.body for message in store.messages(case.id)] == ["重置密码"]
    store.close()


@pytest.mark.parametrize(
    ("step", "fault"), [(with_fault, StoreFull), (with_lost_triggers, RuntimeError)], ids=["full", "triggers"]
)
def test_a_migration_that_fails_leaves_the_old_version_whole(
    tmp_path: Path, step: schema.Step, fault: type[Exception]
) -> None:
    store = _open(tmp_path)
    case = store.start_conversation("old")
    store.add_question(case.id, "重置密码")
    store.close()
    with pytest.raises(fault):
        _open(tmp_path, with_mood, step)
    store = _open(tmp_path)
    assert store.search("密码")
    with store._file.reading() as db:
        assert {"mood", "half"}.isdisjoint(with_tools(db).table("message").columns_dict)
    store.close()


def test_backups_are_made_when_due_and_the_newest_six_are_kept(tmp_path: Path) -> None:
    backups = tmp_path / "cases" / "backups"
    _open(tmp_path).close()
    assert len(list(backups.glob("*.db"))) == 1
    store = _open(tmp_path)
    store.close()
    assert len(list(backups.glob("*.db"))) == 1  # the first is not half an hour old
    store = _open(tmp_path)
    made = [store.back_up() for _ in range(9)]
    store.close()
    assert sorted(backups.glob("*.db")) == made[-6:]


def test_the_profile_card_cannot_be_misread(tmp_path: Path) -> None:
    _open(tmp_path).close()
    (tmp_path / "cases" / "profile.json").write_text("{}")
    with pytest.raises(StoreError) as caught:
        _open(tmp_path)
    assert caught.value.key == "store.card_unreadable"


def test_a_case_from_before_there_were_attempts_goes_on_with_them(folders: Folders) -> None:
    root = folders.data
    old = SqliteStore(root / "cases", FileKeeper(root / "key"), steps=schema.STEPS[:2])
    case = old.start_conversation("Printer")
    old.close()
    store = _open(root)
    store.add_question(case.id, "It is offline")
    first = store.start_answer(case.id)
    store.start_answer(case.id, replaces=first.id)
    assert store.conversation(case.id).message_count == 2
    assert [each.id for each in store.replaced_messages(case.id)] == [first.id]
    store.close()


def test_fixes_from_before_there_were_versions_stay_and_get_them(folders: Folders) -> None:
    root = folders.data
    old = SqliteStore(root / "cases", FileKeeper(root / "key"), steps=schema.STEPS[:3])
    with old._file.immediate() as db:
        db.execute(
            "INSERT INTO fix VALUES ('dns', 'en', 'Flush DNS', 'ipconfig', 'Net', '', '/dns', '[]', '[]', '[]', '[]')"
        )
        db.execute("INSERT INTO fix_use (uid, used_ms) VALUES ('dns', 5)")
    old.close()
    store = _open(root)
    [fix] = store.fixes()
    assert (fix.body, fix.state, fix.version) == ("ipconfig", FixState.APPROVED, 1)
    assert store.fix_usage()["dns"] == FixUsage(1, 5)
    store.put_fixes([replace(fix, body="ipconfig /flushdns")])
    assert [kept.fix.body for kept in store.fix_versions("dns", fix.language)] == ["ipconfig /flushdns", "ipconfig"]
    store.close()
