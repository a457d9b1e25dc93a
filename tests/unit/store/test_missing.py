"""Cases that are in a backup and not in the present file come back beside the others; nothing else changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.knowledge import Citation
from engine.domain.picture import RedactedImage
from engine.errors import StoreDamaged
from engine.settings import Folders
from engine.store import cases_in, kept_backups, open_store, restore_backup
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore
from engine.wording import Language

_PICTURE = RedactedImage(40, 30, bytes((place * 7) % 251 for place in range(40 * 30 * 3)))


@pytest.fixture
def keys(folders: Folders) -> FileKeeper:
    return FileKeeper(folders.config / "case.key")


def _fill(store: SqliteStore, title: str) -> int:
    """Keep a case with everything that hangs on one."""
    case = store.start_conversation(title).id
    question = store.add_question(case, f"{title}: 重置密码 0x80070005", [_PICTURE])
    answer = store.start_answer(case)
    cited = (Citation(1, "reset", Language.ZH, "重置密码"),)
    store.finish_answer(answer.id, Answer(f"{title}: reset it", FinishReason.COMPLETE, cited), MessageState.COMPLETE)
    store.add_question(case, f"{title}: asked anew", replaces=question.id)
    store.set_tags(case, ["vpn", "urgent"])
    store.set_folder([case], "Printers/HP")
    store.set_held(case, True)
    store.set_note(case, f"{title}: call back 回电")
    return case


def _all_of(store: SqliteStore, title: str) -> object:
    """What can be told of a case, but for the numbers of its rows."""
    (case,) = (each for each in store.conversations() if each.title == title)
    messages = [*store.messages(case.id), *store.replaced_messages(case.id)]
    told = [(m.role, m.body, m.state, m.created_ms, m.attachments, m.citations, m.reason) for m in messages]
    marks = (case.tags, case.note, case.folder, case.is_held, case.is_pinned, case.created_ms, case.updated_ms)
    return marks, told, [bool(message.replaced_by) for message in messages]


@pytest.fixture
def gone(folders: Folders, keys: FileKeeper) -> tuple[Path, object]:
    """Go back to a backup from before a case; returns the file that was set aside, and what the case was."""
    store = open_store(folders, keys=keys)
    _fill(store, "kept")
    backup = store.back_up()
    _fill(store, "came later")
    told = _all_of(store, "came later")
    store.close()
    for path in store.backups():
        if path != backup:
            path.unlink()
    done = restore_backup(folders, backup, keys=keys)
    assert done.set_aside is not None
    return done.set_aside, told


def test_what_was_set_aside_is_listed_after_the_backups(folders: Folders, gone: tuple[Path, object]) -> None:
    *backups, aside = kept_backups(folders)
    assert aside.is_set_aside
    assert aside.path == gone[0]
    assert backups
    assert not any(backup.is_set_aside for backup in backups)
    assert abs(aside.made_ms - gone[0].stat().st_ctime * 1000) < 600_000


def test_only_the_missing_case_is_offered_and_comes_back_whole(
    folders: Folders, keys: FileKeeper, gone: tuple[Path, object]
) -> None:
    aside, told = gone
    store = open_store(folders, keys=keys)
    before = _all_of(store, "kept")
    (case,) = store.missing_cases(aside)
    assert (case.title, case.message_count) == ("came later", 1)
    assert store.take_missing(aside, [case.id]) == 1
    assert _all_of(store, "came later") == told
    assert _all_of(store, "kept") == before
    assert store.picture(_PICTURE.digest).rgb == _PICTURE.rgb
    assert {hit.conversation.title for hit in store.search("置密")} == {"kept", "came later"}
    assert store.audit_entries()[0].action == "cases.brought_back"
    assert store.verify_audit().fault == ""
    store.close()


def test_a_second_time_nothing_is_missing_although_it_has_another_number_now(
    folders: Folders, keys: FileKeeper, gone: tuple[Path, object]
) -> None:
    store = open_store(folders, keys=keys)
    store.start_conversation("takes the number")
    (case,) = store.missing_cases(gone[0])
    assert store.take_missing(gone[0], [case.id]) == 1
    assert store.missing_cases(gone[0]) == []
    assert store.take_missing(gone[0], [case.id]) == 0
    store.close()


def test_a_case_that_was_renamed_since_is_not_missing(folders: Folders, keys: FileKeeper) -> None:
    store = open_store(folders, keys=keys)
    case = _fill(store, "before")
    backup = store.back_up()
    store.rename_conversation(case, "after")
    assert store.missing_cases(backup) == []
    store.close()


def test_only_the_chosen_ones_come(folders: Folders, keys: FileKeeper) -> None:
    store = open_store(folders, keys=keys)
    first, second = _fill(store, "first"), _fill(store, "second")
    elsewhere = folders.data / "elsewhere.db"
    shutil.copyfile(store.back_up(), elsewhere)
    store.delete_conversations([first, second])
    found = store.missing_cases(elsewhere)
    assert [case.title for case in found] == ["second", "first"]
    assert store.take_missing(elsewhere, [found[1].id]) == 1
    assert [case.title for case in store.conversations()] == ["first"]
    store.close()


def test_a_picture_whose_file_is_gone_leaves_its_place_and_its_small_form(folders: Folders, keys: FileKeeper) -> None:
    store = open_store(folders, keys=keys)
    case = _fill(store, "with a picture")
    elsewhere = folders.data / "elsewhere.db"
    shutil.copyfile(store.back_up(), elsewhere)
    store.delete_conversation(case)
    assert not list(cases_in(folders).rglob("*.dsi"))
    (found,) = store.missing_cases(elsewhere)
    store.take_missing(elsewhere, [found.id])
    (again,) = store.conversations()
    (question,) = (each for each in store.replaced_messages(again.id) if each.attachments)
    assert question.attachments[0].digest == _PICTURE.digest
    assert store.thumbnail(_PICTURE.digest).width == 40
    store.close()


@pytest.mark.parametrize("harm", ["altered", "no database", "of another profile"])
def test_a_damaged_or_strange_file_is_refused_and_nothing_changes(
    folders: Folders, keys: FileKeeper, tmp_path: Path, harm: str
) -> None:
    store = open_store(folders, keys=keys)
    _fill(store, "kept")
    bad = tmp_path / "bad.db"
    content = bytearray(store.back_up().read_bytes())
    content[9000] ^= 1
    bad.write_bytes({"altered": bytes(content)}.get(harm, b"no database" * 2000))
    if harm == "of another profile":
        other = Folders.below(tmp_path / "other")
        strange = open_store(other, keys=FileKeeper(other.config / "case.key"))
        shutil.copyfile(strange.back_up(), bad)
        strange.close()
    for call in (lambda: store.missing_cases(bad), lambda: store.take_missing(bad, [1])):
        with pytest.raises(StoreDamaged) as refused:
            call()
        assert refused.value.key == "store.backup_unusable"
    assert [case.title for case in store.conversations()] == ["kept"]
    store.close()


def test_the_backup_is_read_and_never_changed(folders: Folders, keys: FileKeeper, gone: tuple[Path, object]) -> None:
    store = open_store(folders, keys=keys)
    before = gone[0].read_bytes()
    store.take_missing(gone[0], [case.id for case in store.missing_cases(gone[0])])
    assert gone[0].read_bytes() == before
    store.close()


def test_a_backup_of_an_earlier_program_gives_its_cases_too(folders: Folders, keys: FileKeeper) -> None:
    store = _store_and_older_backup(folders, keys)
    older = cases_in(folders) / "backups" / "older.db"
    before = older.read_bytes()
    found = store.missing_cases(older)
    assert [case.title for case in found] == ["of long ago"]
    assert store.take_missing(older, [found[0].id]) == 1
    assert [hit.conversation.title for hit in store.search("long ago")][:1] == ["of long ago"]
    assert older.read_bytes() == before
    assert not list((cases_in(folders) / "backups").glob("*.tmp*"))
    store.close()


def _store_and_older_backup(folders: Folders, keys: FileKeeper) -> SqliteStore:
    """Open a store beside whose backups lies one of the first schema."""
    from engine.store import schema
    from engine.store.keys import SubKeys
    from engine.store.sqlcipher import open_database

    store = open_store(folders, keys=keys)
    db = open_database(cases_in(folders) / "backups" / "older.db", SubKeys.of(keys.load() or b"").database)
    db.execute("BEGIN IMMEDIATE")
    schema.migrate(db, schema.STEPS[:1])
    db.execute("INSERT INTO conversation VALUES (7, 'of long ago', 'of long ago', 1, 1)")
    db.execute("COMMIT")
    db.close()
    return store
