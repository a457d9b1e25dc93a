"""Every schema that was ever released opens, is backed up first, and ends as a new file begins."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from engine.store import schema
from engine.store.keys import FileKeeper, SubKeys
from engine.store.sqlcipher import Database, open_database, with_tools
from engine.store.store import SqliteStore
from tests.released.make import ANSWER, MASTER, QUESTION, TITLE, released_file


def _profile(root: Path, step: schema.Step) -> Path:
    """Put a released file where a profile has its case file."""
    (root / "cases").mkdir()
    shutil.copyfile(released_file(step), root / "cases" / "deskside.db")
    FileKeeper(root / "key").keep(MASTER)
    return root


def _open(root: Path, *further: schema.Step) -> SqliteStore:
    return SqliteStore(root / "cases", FileKeeper(root / "key"), steps=(*schema.STEPS, *further))


def _shape(store: SqliteStore) -> set[tuple[str, str]]:
    """Return all tables, indexes and triggers, without regard to how they are laid out in lines."""
    rows = store._file.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'")
    return {(row["name"], re.sub(r"[\s\"]+", "", row["sql"])) for row in rows if "migrations" not in row["name"]}


@pytest.mark.parametrize("step", schema.STEPS, ids=lambda step: step.__name__)
def test_there_is_a_case_file_of_every_schema(step: schema.Step) -> None:
    assert released_file(step).exists(), "run tests/released/make.py and commit what it makes"


@pytest.mark.parametrize("step", schema.STEPS, ids=lambda step: step.__name__)
def test_a_released_file_is_brought_up_to_date_with_all_that_is_in_it(tmp_path: Path, step: schema.Step) -> None:
    store = _open(_profile(tmp_path, step))
    (case,) = store.conversations()
    assert case.title == TITLE
    question, answer = store.messages(case.id)
    assert (question.body, answer.body) == (QUESTION, ANSWER)
    assert answer.citations[0].fix_uid == "win-sfc"
    assert question.attachments[0].digest == "d1"
    for needle in ("印机", "置密", "5034441", "fline"):
        assert store.search(needle), needle
    assert [fix.uid for fix in store.fixes()] == ["win-sfc"]
    assert store.fix_usage()["win-sfc"].uses == 1
    store.add_question(case.id, "powershell")
    assert store.search("shell")
    store.delete_conversation(case.id)
    assert not store.search("shell")
    store.close()


@pytest.mark.parametrize("step", schema.STEPS[:-1], ids=lambda step: step.__name__)
def test_before_it_is_changed_it_is_backed_up_as_it_was(tmp_path: Path, step: schema.Step) -> None:
    store = _open(_profile(tmp_path, step))
    (backup,) = store.backups()
    store.close()
    db = open_database(backup, SubKeys.of(MASTER).database, is_read_only=True)
    assert db.execute("PRAGMA user_version").fetchall()[0][0] == schema.STEPS.index(step) + 1
    db.close()


@pytest.mark.parametrize("step", schema.STEPS[:-1], ids=lambda step: step.__name__)
def test_an_older_file_ends_in_the_same_shape_as_a_new_one(tmp_path: Path, step: schema.Step) -> None:
    older, new = tmp_path / "older", tmp_path / "new"
    older.mkdir()
    store, fresh = _open(_profile(older, step)), _open(new)
    assert _shape(store) == _shape(fresh)
    store.close()
    fresh.close()


def behind(db: Database) -> None:
    """A step that writes past the triggers."""
    db.execute("DROP TRIGGER message_changed")
    db.execute("UPDATE message SET search = 'elsewhere'")
    db.execute(schema.search_index("message")[-1])


def lost_guard(db: Database) -> None:
    with_tools(db).table("audit").transform(defaults={"about": ""})


@pytest.mark.parametrize("fault", [behind, lost_guard], ids=lambda step: step.__name__)
def test_a_step_that_leaves_the_index_or_a_trigger_behind_changes_nothing(tmp_path: Path, fault: schema.Step) -> None:
    root = _profile(tmp_path, schema.STEPS[-1])
    _open(root).close()
    with pytest.raises(RuntimeError):
        _open(root, fault)
    store = _open(root)
    assert store.search("置密")
    store.close()
