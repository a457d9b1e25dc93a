"""At rest nothing can be read, and what was deleted is gone, looked at below the encryption too."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.bench.store_rest import decrypted, spellings
from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.knowledge import CannedFix
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.errors import StoreFull
from engine.settings import Folders
from engine.store import cases_in, open_store
from engine.store.keys import FileKeeper, SubKeys
from engine.store.store import SqliteStore
from engine.wording import Language

_WORDS = ["zanzibarquux", "口令机密甲乙", "xylographtitle", "visiblepicturetext"]
_PICTURE_MAGIC = [b"RIFF", b"WEBP", b"\x89PNG", b"IHDR", b"\xff\xd8\xff"]


def _picture(shade: int, text: str = "") -> RedactedImage:
    rgb = bytes((place * shade + place // 192 * 3) % 251 for place in range(64 * 48 * 3))
    return RedactedImage(64, 48, rgb, spans=(TextSpan(text, Region(0, 0, 60, 10), 0.9),))


def _fill(store: SqliteStore, word: str, shade: int) -> int:
    case = store.start_conversation(f"{word} xylographtitle")
    for number in range(20):
        store.add_question(case.id, f"{word} 口令机密甲乙 number {number}")
    store.add_question(case.id, word, [_picture(shade, f"visiblepicturetext {word}")])
    answer = store.start_answer(case.id)
    store.save_partial_answer(answer.id, f"{word} partial")
    store.finish_answer(answer.id, Answer(f"{word} whole", FinishReason.COMPLETE), MessageState.COMPLETE)
    return case.id


def _files(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def keeper(folders: Folders) -> FileKeeper:
    return FileKeeper(folders.config / "case.key")


def _database_key(keeper: FileKeeper) -> bytes:
    master = keeper.load()
    assert master is not None
    return SubKeys.of(master).database


@pytest.mark.parametrize("is_open", [True, False], ids=["while open", "after closing"])
def test_nothing_that_was_kept_can_be_read_in_any_file(folders: Folders, keeper: FileKeeper, is_open: bool) -> None:
    store = open_store(folders, keys=keeper)
    _fill(store, "zanzibarquux", 7)
    store.put_fixes([CannedFix("uid-zanzibarquux", Language.EN, "zanzibarquux", "口令机密甲乙")])
    store.back_up()
    if not is_open:
        store.close()
    files = _files(folders.data, folders.config, folders.state, folders.cache)
    store.close()
    assert sum(path.suffix == ".dsi" for path in files) == 1
    assert sum(path.parent.name == "backups" for path in files) == 1
    key = keeper.load()
    assert key is not None
    for path, content in files.items():
        for word in _WORDS:
            assert not any(spelling in content for spelling in spellings(word)), path
        assert not any(magic in content[:64] for magic in _PICTURE_MAGIC), path
        assert key not in content
        assert b"SQLite format" not in content
    names = " ".join(str(path) for path in files)
    assert _picture(7).digest not in names


@pytest.mark.skipif(os.name == "nt", reason="Windows guards the profile folder as a whole")
def test_no_other_user_may_read_any_file(folders: Folders, keeper: FileKeeper) -> None:
    store = open_store(folders, keys=keeper)
    _fill(store, "zanzibarquux", 7)
    store.close()
    root = cases_in(folders)
    assert root.stat().st_mode & 0o077 == 0
    assert keeper.path.stat().st_mode & 0o077 == 0


def test_a_deleted_case_leaves_no_bytes(folders: Folders, keeper: FileKeeper) -> None:
    store = open_store(folders, keys=keeper)
    kept = _fill(store, "keepsakeword", 5)
    gone = _fill(store, "zanzibarquux", 7)
    store.rename_conversation(gone, "zanzibarquux renamed")
    store.close()
    database = cases_in(folders) / "deskside.db"
    before = decrypted(database, _database_key(keeper))
    assert before.count(b"zanzibarquux") > 40  # the look below the encryption sees what is there
    assert len(list(cases_in(folders).rglob("*.dsi"))) == 2

    store = open_store(folders, keys=keeper)
    assert len(store.search("anzibarqu", limit=10)) == 10  # a search leaves nothing open or behind
    store.delete_conversation(gone)
    assert not store.search("anzibarqu")
    assert (cases_in(folders) / "deskside.db-wal").stat().st_size == 0
    store.close()
    backups = list((cases_in(folders) / "backups").iterdir())
    assert backups
    for path in (database, *backups):
        plain = decrypted(path, _database_key(keeper))
        assert not any(spelling in plain for spelling in spellings("zanzibarquux"))
        assert b"zanzib" not in plain  # not a half of it either
        assert plain.count(b"keepsakeword") > 40
    assert len(list(cases_in(folders).rglob("*.dsi"))) == 1
    assert len(list((cases_in(folders) / "pictures").iterdir())) == 1
    store = open_store(folders, keys=keeper)
    assert len(store.messages(kept)) == 22
    store.close()


def test_a_deletion_without_room_for_a_new_backup_still_leaves_nothing(
    folders: Folders, keeper: FileKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(folders, keys=keeper)
    gone = _fill(store, "zanzibarquux", 7)
    store.back_up()

    def refuse(target: Path) -> None:
        raise StoreFull("store.full")

    monkeypatch.setattr(store._file, "back_up", refuse)
    store.delete_conversation(gone)
    assert list((cases_in(folders) / "backups").iterdir()) == []
    store.close()


def test_a_deletion_that_ended_before_the_backups_were_renewed_is_finished_by_the_next_start(
    folders: Folders, keeper: FileKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(folders, keys=keeper)
    _fill(store, "keepsakeword", 5)
    gone = _fill(store, "zanzibarquux", 7)
    [old] = [store.back_up()]

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr("engine.store.store.backups.renew", end)
        with pytest.raises(KeyboardInterrupt):
            store.delete_conversation(gone)
    assert old.exists()
    store.close()
    store = open_store(folders, keys=keeper)
    assert not old.exists()
    [renewed] = store.backups()
    store.close()
    plain = decrypted(renewed, _database_key(keeper))
    assert b"zanzib" not in plain
    assert plain.count(b"keepsakeword") > 40


def test_a_replaced_title_leaves_no_bytes(folders: Folders, keeper: FileKeeper) -> None:
    store = open_store(folders, keys=keeper)
    case = store.start_conversation("zanzibarquux")
    store.rename_conversation(case.id, "plain")
    assert (cases_in(folders) / "deskside.db-wal").stat().st_size == 0, "at once, not when it is closed"
    store.close()
    plain = decrypted(cases_in(folders) / "deskside.db", _database_key(keeper))
    assert b"zanzib" not in plain
    assert b"plain" in plain
