"""A note on a case: kept, found, carried along, and gone without a trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.bench.store_rest import decrypted
from engine.domain.case_query import SearchOrder
from engine.errors import StoreError
from engine.settings import Folders
from engine.store import cases_in, open_store
from engine.store.keys import FileKeeper, SubKeys
from engine.store.lines import SCHEMA
from engine.store.marks import LONGEST_NOTE
from engine.store.store import SqliteStore


@pytest.fixture
def keys(folders: Folders) -> FileKeeper:
    return FileKeeper(folders.config / "case.key")


@pytest.fixture
def store(folders: Folders, keys: FileKeeper) -> SqliteStore:
    return open_store(folders, keys=keys)


def test_a_note_stays_with_its_case_and_leaves_its_place_in_time(
    store: SqliteStore, folders: Folders, keys: FileKeeper
) -> None:
    case = store.start_conversation("Printer")
    store.set_note(case.id, "  Call Anna back\n回电 4711  ")
    assert store.conversation(case.id).note == "Call Anna back\n回电 4711"
    assert store.conversations()[0].updated_ms == case.updated_ms
    store.close()
    store = open_store(folders, keys=keys)
    assert store.conversations()[0].note == "Call Anna back\n回电 4711"
    store.close()


@pytest.mark.parametrize("needle", ["nna", "回", "4711", "电 4711", "CALL anna"])
@pytest.mark.parametrize("order", SearchOrder)
def test_a_note_is_found_by_any_part_of_it_and_leads_to_the_case(
    store: SqliteStore, needle: str, order: SearchOrder
) -> None:
    store.start_conversation("another")
    case = store.start_conversation("Printer").id
    question = store.add_question(case, "offline")
    store.set_note(case, "Call Anna back 回电 4711")
    (hit,) = store.search(needle, order=order)
    assert (hit.conversation.id, hit.message_id) == (case, question.id)
    assert "回电" in hit.snippet
    store.close()


def test_filters_narrow_notes_as_they_do_messages(store: SqliteStore) -> None:
    for tag in ("vpn", "printer"):
        case = store.start_conversation(tag).id
        store.set_tags(case, [tag])
        store.set_note(case, "call back")
    assert [hit.conversation.title for hit in store.search("tag:vpn call")] == ["vpn"]
    store.close()


def test_a_new_note_takes_the_place_of_the_old_one_which_leaves_no_byte(
    store: SqliteStore, folders: Folders, keys: FileKeeper
) -> None:
    case = store.start_conversation("Printer").id
    store.set_note(case, "zanzibarquux")
    store.set_note(case, "call back")
    assert not store.search("zanzibar")
    store.close()
    content = decrypted(cases_in(folders) / "deskside.db", SubKeys.of(keys.load() or b"").database)
    assert b"zanzib" not in content


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_an_empty_note_is_none(store: SqliteStore, empty: str) -> None:
    case = store.start_conversation("Printer").id
    store.set_note(case, "call back")
    store.set_note(case, empty)
    assert store.conversation(case).note == ""
    assert not store.search("call back")
    store.close()


def test_a_note_goes_with_its_case(store: SqliteStore) -> None:
    case = store.start_conversation("Printer").id
    store.set_note(case, "call back")
    store.delete_conversation(case)
    assert store._file.rows("SELECT * FROM note") == []
    assert not store.search("call back")
    store.close()


def test_a_case_that_is_gone_takes_no_note(store: SqliteStore) -> None:
    with pytest.raises(StoreError) as gone:
        store.set_note(99, "call back")
    assert gone.value.key == "store.no_such_case"
    store.close()


def test_a_very_long_note_is_cut(store: SqliteStore) -> None:
    case = store.start_conversation("Printer").id
    store.set_note(case, "x" * (LONGEST_NOTE + 5))
    assert len(store.conversation(case).note) == LONGEST_NOTE
    store.close()


def test_the_note_of_a_private_case_meets_no_disk(store: SqliteStore) -> None:
    case = store.start_conversation("Printer", is_private=True).id
    store.set_note(case, "call back")
    assert store.conversation(case).note == "call back"
    assert store._file.rows("SELECT * FROM note") == []
    store.close()


def test_a_note_goes_out_and_comes_in_with_its_case(store: SqliteStore, folders: Folders, tmp_path: Path) -> None:
    case = store.start_conversation("Printer").id
    store.set_note(case, "call back 回电")
    path = tmp_path / "cases.jsonl"
    store.export_lines(path, None)
    store.delete_conversation(case)
    store.import_lines(path)
    assert store.conversations()[0].note == "call back 回电"
    assert store.search("回电")
    store.close()


def test_a_file_of_an_earlier_program_has_no_notes(store: SqliteStore, tmp_path: Path) -> None:
    row = {"number": 1, "title": "t", "created_ms": 1, "updated_ms": 1, "pinned": False, "held": False, "tags": []}
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"schema": SCHEMA, "kind": "case", **row}))
    store.import_lines(path)
    assert store.conversations()[0].note == ""
    store.close()
