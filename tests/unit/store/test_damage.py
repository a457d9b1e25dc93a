"""Damage is noticed, the damaged file is kept, and a full disk harms nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import KeyMissing, StoreDamaged, StoreFull
from engine.settings import Folders
from engine.store import cases_in, open_store, restore_backup
from engine.store.keys import FileKeeper
from engine.store.sqlcipher import Database, open_database
from engine.store.store import SqliteStore

_PAGE = 4096


def _filled(root: Path) -> SqliteStore:
    store = SqliteStore(root / "cases", FileKeeper(root / "key"))
    for number in range(3):
        case = store.start_conversation(f"case {number}")
        for line in range(30):
            store.add_question(case.id, f"line {line} 重置密码 " + "x" * 300)
    return store


def _read_all(store: SqliteStore) -> list[str]:
    bodies = [message.body for case in store.conversations() for message in store.messages(case.id)]
    return bodies + [hit.snippet for hit in store.search("重置", limit=1000)]


def _flip_a_bit(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _zero_a_sector(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) // 512) * 512
    content[start : start + 512] = bytes(512)


def _swap_pages(content: bytearray, chance: random.Random) -> None:
    one, two = (place * _PAGE for place in chance.sample(range(len(content) // _PAGE), 2))
    content[one : one + _PAGE], content[two : two + _PAGE] = (
        content[two : two + _PAGE],
        content[one : one + _PAGE],
    )


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content) - 1) :]


def _cut_to_nothing(content: bytearray, chance: random.Random) -> None:
    content.clear()


def _overwrite_header(content: bytearray, chance: random.Random) -> None:
    content[:100] = chance.randbytes(100)


_KINDS = [_flip_a_bit, _zero_a_sector, _swap_pages, _cut, _cut_to_nothing, _overwrite_header]
Harm = Callable[[bytearray, random.Random], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    root = tmp_path_factory.mktemp("whole")
    store = _filled(root)
    content = _read_all(store)
    store.close()
    return root, content


def _copy(whole: Path, root: Path) -> Path:
    for path in whole.rglob("*"):
        if path.is_file():
            target = root / path.relative_to(whole)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return root / "cases" / "deskside.db"


@pytest.mark.parametrize("harm", _KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_after_an_unclean_end_any_damage_is_found_at_start(
    whole: tuple[Path, list[str]], tmp_path: Path, harm: Harm, seed: int
) -> None:
    database = _copy(whole[0], tmp_path)
    content = bytearray(database.read_bytes())
    harm(content, random.Random(seed))
    database.write_bytes(content)
    (tmp_path / "cases" / "open").touch()
    with pytest.raises(StoreDamaged) as caught:
        SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    assert caught.value.key == "store.damaged_with_backup"
    (aside,) = (tmp_path / "cases" / "quarantine").rglob("deskside.db")
    assert aside.read_bytes() == content
    assert str(aside) in caught.value.message()
    (backup,) = (tmp_path / "cases" / "backups").iterdir()
    assert str(backup) in caught.value.remedy()


@pytest.mark.parametrize("harm", _KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_damage_is_never_read_as_if_it_were_content(
    whole: tuple[Path, list[str]], tmp_path: Path, harm: Harm, seed: int
) -> None:
    database = _copy(whole[0], tmp_path)
    content = bytearray(database.read_bytes())
    harm(content, random.Random(seed))
    database.write_bytes(content)
    try:
        store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    except StoreDamaged:
        return
    try:
        assert _read_all(store) == whole[1]  # the damaged page was not among those read
    except StoreDamaged:
        store.close()
        with pytest.raises(StoreDamaged) as caught:  # and the next start looks at the whole file
            SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
        assert caught.value.key == "store.damaged_with_backup"
    finally:
        store.close()


def test_after_damage_the_program_starts_again_and_the_backup_can_be_put_back(folders: Folders) -> None:
    keys = FileKeeper(folders.config / "case.key")
    store = open_store(folders, keys=keys)
    store.start_conversation("in the backup")
    store.back_up()
    store.close()
    database = cases_in(folders) / "deskside.db"
    database.write_bytes(b"\x00" * 8192)
    with pytest.raises(StoreDamaged):
        open_store(folders, keys=keys)
    store = open_store(folders, keys=keys)
    store.start_conversation("made since")
    store.close()
    restore_backup(folders, keys=keys)
    store = open_store(folders, keys=keys)
    assert [case.title for case in store.conversations()] == ["in the backup"]
    store.close()
    aside = [path.stat().st_size for path in (cases_in(folders) / "quarantine").rglob("deskside.db")]
    assert len(aside) == 2  # the damaged one, and the one that the backup took the place of


def test_a_damaged_backup_is_passed_over(folders: Folders) -> None:
    keys = FileKeeper(folders.config / "case.key")
    store = open_store(folders, keys=keys)
    store.start_conversation("first")
    good = store.back_up()
    store.start_conversation("second")
    bad = store.back_up()
    store.close()
    content = bytearray(bad.read_bytes())
    content[5000] ^= 1
    bad.write_bytes(content)
    assert restore_backup(folders, keys=keys).backup == good
    store = open_store(folders, keys=keys)
    assert [case.title for case in store.conversations()] == ["first"]
    store.close()
    assert len(list((cases_in(folders) / "quarantine").rglob("deskside.db"))) == 1


def test_without_any_good_backup_nothing_is_put_back(folders: Folders) -> None:
    keys = FileKeeper(folders.config / "case.key")
    store = open_store(folders, keys=keys)
    store.start_conversation("kept")
    store.close()
    for backup in (cases_in(folders) / "backups").iterdir():
        backup.write_bytes(b"")
    with pytest.raises(StoreDamaged) as caught:
        restore_backup(folders, keys=keys)
    assert caught.value.key == "store.no_good_backup"
    store = open_store(folders, keys=keys)
    assert [case.title for case in store.conversations()] == ["kept"]
    store.close()


def test_a_chosen_backup_is_put_back(folders: Folders) -> None:
    keys = FileKeeper(folders.config / "case.key")
    store = open_store(folders, keys=keys)
    store.start_conversation("first")
    older = store.back_up()
    store.start_conversation("second")
    store.back_up()
    store.close()
    assert restore_backup(folders, older, keys=keys).backup == older
    store = open_store(folders, keys=keys)
    assert [case.title for case in store.conversations()] == ["first"]
    store.close()


def test_a_file_that_no_key_was_ever_seen_to_open_is_not_moved(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    store.close()
    (tmp_path / "cases" / "profile.json").unlink()
    (tmp_path / "key").write_text("cd" * 32)
    before = (tmp_path / "cases" / "deskside.db").read_bytes()
    with pytest.raises(KeyMissing) as caught:
        SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    assert caught.value.key == "store.wrong_key"
    assert (tmp_path / "cases" / "deskside.db").read_bytes() == before


def test_a_full_disk_is_said_and_everything_kept_before_is_whole(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    before = _read_all(store)
    case = store.conversations()[0]
    with store._file.reading() as db:
        pages = db.execute("PRAGMA page_count").fetchall()[0][0]
        db.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall()
    acknowledged: list[str] = []

    def fill_up() -> None:
        while len(acknowledged) < 1000:
            body = f"more {len(acknowledged)} " + "y" * 900
            acknowledged.append(store.add_question(case.id, body).body)

    with pytest.raises(StoreFull) as caught:
        fill_up()
    assert caught.value.remedy()
    assert set(_read_all(store)) == {*before, *acknowledged}
    with store._file.reading() as db:
        db.execute("PRAGMA max_page_count = 100000").fetchall()
    store.add_question(case.id, "there is room again")
    assert store.search("room again")
    store._file.check()
    store.close()


def test_a_backup_that_finds_no_room_is_not_made_and_closing_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = _filled(tmp_path)

    def refuse(target: Path) -> None:
        raise StoreFull("store.full")

    monkeypatch.setattr(store._file, "back_up", refuse)
    store.close()
    assert list((tmp_path / "cases" / "backups").iterdir()) == []
    SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key")).close()


def test_a_backup_that_the_disk_spoils_never_gets_its_name_and_the_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = _filled(tmp_path)
    good = store.back_up()

    def open_on_a_bad_disk(path: Path, key: bytes) -> Database:
        copy = open_database(path, key)
        execute = copy.execute

        def spoil_once_written(sql: str) -> object:
            if "journal_mode = DELETE" in sql:
                assert store.backups() == [good], "it has no name yet"
                content = bytearray(path.read_bytes())
                _flip_a_bit(content, random.Random(1))
                path.write_bytes(content)
            return execute(sql)

        monkeypatch.setattr(copy, "execute", spoil_once_written)
        return copy

    monkeypatch.setattr("engine.store.case_file.open_database", open_on_a_bad_disk)
    with pytest.raises(StoreDamaged):
        store.back_up()
    assert list((tmp_path / "cases" / "backups").iterdir()) == [good]
    assert store.check_backup(good).is_usable
    store.close()
