"""Folders and the archive in the encrypted file: in bulk, all or none, gone from the disk, kept by the export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.domain.filing import ARCHIVE, CURRENT, CasePlace
from engine.domain.upkeep import RetentionRules
from engine.errors import StoreError
from engine.store.store import SqliteStore
from tests.unit.store.clock import DAY_MS, Clock


def _cases(store: SqliteStore, *titles: str) -> list[int]:
    return [store.start_conversation(title).id for title in titles]


def test_many_cases_are_deleted_in_one_go_and_the_backups_written_anew_once(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = _cases(store, "a", "b", "c", "kept")
    store.back_up()
    times: list[int] = []
    monkeypatch.setattr(store, "_renew_backups", lambda: times.append(1))
    store.delete_conversations(numbers[:3])
    assert [case.title for case in store.conversations()] == ["kept"]
    assert len(times) == 1
    assert [entry.action for entry in store.audit_entries()].count("case.deleted") == 3


@pytest.mark.parametrize("deed", ["delete_conversations", "set_archived", "set_folder", "add_tags"])
def test_where_one_of_many_is_gone_none_is_changed(store: SqliteStore, deed: str) -> None:
    numbers = [*_cases(store, "a", "b"), 4711]
    before = list(store.conversations())
    further = {"set_archived": (True,), "set_folder": ("x",), "add_tags": (["x"],)}.get(deed, ())
    with pytest.raises(StoreError):
        getattr(store, deed)(numbers, *further)
    assert list(store.conversations()) == before


@pytest.mark.parametrize("deed", ["delete_conversations", "set_archived", "set_folder", "add_tags"])
def test_a_private_case_is_filed_nowhere(store: SqliteStore, deed: str) -> None:
    private = store.start_conversation("secret", is_private=True).id
    further = {"set_archived": (True,), "set_folder": ("x",), "add_tags": (["x"],)}.get(deed, ())
    with pytest.raises(StoreError) as refused:
        getattr(store, deed)([private], *further)
    assert refused.value.key == "store.private_not_kept"


def test_the_list_pages_through_a_folder_and_the_archive_without_gap_or_repeat(store: SqliteStore) -> None:
    numbers = _cases(store, *map(str, range(20)))
    store.set_folder(numbers[::2], "Printers/HP")
    store.set_archived(numbers[::4], True)
    store.set_pinned(numbers[6], True)
    for place, wanted in (
        (CURRENT, [6, 19, 18, 17, 15, 14, 13, 11, 10, 9, 7, 5, 3, 2, 1]),
        (ARCHIVE, [16, 12, 8, 4, 0]),
        (CasePlace("printers"), [6, 18, 16, 14, 12, 10, 8, 4, 2, 0]),
        (CasePlace("Printers/HP", is_archived=False), [6, 18, 14, 10, 2]),
        (CasePlace("Print"), []),
    ):
        seen, before = list[int](), None
        while page := store.conversations(3, before, place):
            seen += [int(case.title) for case in page]
            before = page[-1]
        assert seen == wanted, place


@pytest.mark.parametrize("place", [CURRENT, ARCHIVE])
def test_the_list_needs_no_sorting(store: SqliteStore, place: CasePlace) -> None:
    sql = (
        "EXPLAIN QUERY PLAN SELECT id FROM conversation c WHERE c.archived = "
        f"{int(place is ARCHIVE)} ORDER BY c.pinned DESC, c.updated_ms DESC, c.id DESC LIMIT 200"
    )
    plan = " ".join(row["detail"] for row in store._file.rows(sql))
    assert "conversation_archived" in plan or "conversation_current" in plan
    assert "TEMP B-TREE" not in plan


def test_a_folder_that_is_there_keeps_its_spelling(store: SqliteStore) -> None:
    first, second = _cases(store, "a", "b")
    assert store.set_folder([first], " VPN /  Home office ") == "VPN/Home office"
    assert store.set_folder([second], "vpn\\home OFFICE") == "VPN/Home office"
    assert [(each.path, each.cases) for each in store.folders()] == [("VPN", 2), ("VPN/Home office", 2)]


def test_a_folder_is_renamed_with_what_lies_below_it_and_joins_one_that_is_there(store: SqliteStore) -> None:
    a, b, c, d = _cases(store, "a", "b", "c", "d")
    store.set_folder([a], "Print")
    store.set_folder([b], "Print/HP")
    store.set_folder([c], "Printers")
    store.set_folder([d], "Printers2")
    assert store.rename_folder("print", "Devices/Printers") == 2
    assert store.rename_folder("Printers", "Devices/Printers") == 1
    assert {case.title: case.folder for case in store.conversations()} == {
        "a": "Devices/Printers", "b": "Devices/Printers/HP", "c": "Devices/Printers", "d": "Printers2",
    }  # fmt: skip
    with pytest.raises(StoreError) as missing:
        store.rename_folder("Print", "x")
    assert missing.value.key == "store.no_such_folder"


def test_retention_counts_for_the_archive_as_well(store: SqliteStore, clock: Clock) -> None:
    old, held = _cases(store, "old", "held")
    store.set_archived([old, held], True)
    store.set_held(held, True)
    clock.now_ms += 91 * DAY_MS
    store.upkeep(RetentionRules(30, 90), is_confirmed=True)
    assert [case.title for case in store.conversations()] == ["held"]


def test_export_and_import_keep_folder_and_archive(tmp_path: Path, store: SqliteStore) -> None:
    filed, plain = _cases(store, "filed", "plain")
    store.set_folder([filed], "打印机/HP")
    store.set_archived([filed], True)
    path = tmp_path / "all.jsonl"
    assert store.export_lines(path, None) == 2
    before = list(store.conversations())
    store.delete_conversations([filed, plain])
    store.import_lines(path)
    assert [(each.title, each.folder, each.is_archived) for each in store.conversations()] == [
        (each.title, each.folder, each.is_archived) for each in before
    ]


def test_lines_of_an_earlier_program_come_in_unfiled(tmp_path: Path, store: SqliteStore) -> None:
    (number,) = _cases(store, "t")
    path = tmp_path / "all.jsonl"
    store.export_lines(path, None)
    store.delete_conversation(number)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row.pop("archived", None)
        row.pop("folder", None)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    store.import_lines(path)
    (case,) = store.conversations()
    assert (case.folder, case.is_archived) == ("", False)
