"""On a full disk a case can still be deleted: room is held back for that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.domain.upkeep import RetentionRules
from engine.errors import StoreFull
from engine.store.keys import FileKeeper
from engine.store.reserve import RESERVE_BYTES
from engine.store.sqlcipher import Database
from engine.store.store import SqliteStore

RULES = RetentionRules(picture_days=30, case_days=90)
_YEAR_MS = 365 * 24 * 3600 * 1000


@pytest.fixture
def held_back(tmp_path: Path) -> Path:
    return tmp_path / "cases" / "reserve"


@pytest.fixture
def store(tmp_path: Path, held_back: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    for number in range(2):
        store.add_question(store.start_conversation(f"case {number}").id, "zanzibar")
    store.upkeep(RULES)
    yield store
    store.close()


@pytest.fixture
def full_disk(store: SqliteStore, held_back: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written as long as the reserve takes up the room."""
    write = store._file.immediate

    @contextmanager
    def write_if_there_is_room() -> Iterator[Database]:
        if held_back.exists():
            raise StoreFull("store.full")
        with write() as db:
            yield db

    monkeypatch.setattr(store._file, "immediate", write_if_there_is_room)
    monkeypatch.setattr("engine.store.reserve.shutil.disk_usage", lambda _: SimpleNamespace(free=0))


def test_upkeep_holds_room_back_once(store: SqliteStore, held_back: Path) -> None:
    first = held_back.stat()
    assert first.st_size == RESERVE_BYTES
    assert first.st_blocks * 512 >= RESERVE_BYTES, "as large on the disk as it looks"
    store.upkeep(RULES)
    assert held_back.stat().st_mtime_ns == first.st_mtime_ns


@pytest.mark.usefixtures("full_disk")
def test_a_case_is_deleted_with_the_room_that_was_held_back(store: SqliteStore, held_back: Path) -> None:
    [gone, kept] = store.conversations()
    store.delete_conversation(gone.id)
    assert [case.id for case in store.conversations()] == [kept.id]
    assert not held_back.exists()


@pytest.mark.usefixtures("full_disk")
def test_nothing_else_may_use_that_room(store: SqliteStore, held_back: Path) -> None:
    with pytest.raises(StoreFull):
        store.add_question(store.conversations()[0].id, "one more")
    assert held_back.exists()


@pytest.mark.usefixtures("full_disk")
def test_what_is_over_its_time_goes_as_well(
    store: SqliteStore, held_back: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = store._clock() + _YEAR_MS
    monkeypatch.setattr(store, "_clock", lambda: later)
    store.upkeep(RULES, is_confirmed=True)
    assert list(store.conversations()) == []
    assert not held_back.exists()


def test_where_that_room_is_not_enough_the_full_disk_is_said_and_no_case_is_gone(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def refuse() -> Iterator[Database]:
        raise StoreFull("store.full")
        yield

    with monkeypatch.context() as full:
        full.setattr(store._file, "immediate", refuse)
        with pytest.raises(StoreFull):
            store.delete_conversation(store.conversations()[0].id)
    assert len(store.conversations()) == 2


def test_it_is_made_again_when_there_is_room(store: SqliteStore, held_back: Path) -> None:
    held_back.unlink()
    store.delete_conversation(store.conversations()[0].id)
    assert held_back.exists()


def test_it_is_not_made_where_it_would_be_what_fills_the_disk(
    store: SqliteStore, held_back: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_back.unlink()
    monkeypatch.setattr("engine.store.reserve.shutil.disk_usage", lambda _: SimpleNamespace(free=2 * RESERVE_BYTES))
    store.upkeep(RULES)
    assert not held_back.exists()


def test_where_it_cannot_be_made_deleting_goes_on_without_it(
    store: SqliteStore, held_back: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_back.unlink()

    def refuse(*_: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("engine.store.reserve.write_whole", refuse)
    store.delete_conversation(store.conversations()[0].id)
    assert len(store.conversations()) == 1
