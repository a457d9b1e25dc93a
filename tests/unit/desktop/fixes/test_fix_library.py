"""The library of fixes: writing, going back, taking over, and a draft made of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.views.fixes.fix_import import FixImport
from desktop.views.fixes.fix_library import FixLibrary
from desktop.views.shell.main_window import MainWindow
from engine.domain.knowledge import FixState
from engine.wording import Language
from tests.unit.desktop.conftest import Room, destroy
from tests.unit.desktop.fakes.engine import FIXES


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the agent was asked; the answer is always yes."""
    asked: list[str] = []

    def agree(_: FixLibrary, question: str, consent: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(FixLibrary, "asks", agree)
    return asked


@pytest.fixture
def library(window: MainWindow) -> Iterator[FixLibrary]:
    library = window.fix_actions.show_library()
    yield library
    destroy(library)


def click(qtbot: QtBot, control: object) -> None:
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton)


def titles(library: FixLibrary) -> list[str]:
    return [library.list.item(row).text() for row in range(library.list.count())]


def test_all_fixes_are_listed_and_narrowed(library: FixLibrary, room: Room) -> None:
    assert sorted(titles(library)) == sorted(fix.title for fix in FIXES)
    library.search.setText("printer")
    assert titles(library) == [FIXES[3].title]
    library.search.clear()
    library.states.setCurrentIndex(1)
    assert titles(library) == []


def test_it_opens_with_the_first_fix_chosen_and_never_with_an_empty_form(library: FixLibrary) -> None:
    assert library.list.currentRow() == 0
    assert library.editor.shown.title == library.list.item(0).text()
    assert library.delete.isEnabled()
    assert library.save.isEnabled()


def test_without_any_fix_it_says_so_and_offers_nothing_but_a_first_one(
    qtbot: QtBot, window: MainWindow, room: Room
) -> None:
    room.engine.fixes.say([])
    library = window.fix_actions.show_library()
    assert not library.editor.isVisible()
    assert "no fix yet" in library._nothing.text()
    assert not any(control.isEnabled() for control in (library.delete, library.save, library.variant))
    click(qtbot, library.new)
    assert library.editor.isVisible()
    assert library.save.isEnabled()
    assert not library.delete.isEnabled()
    destroy(library)


def test_what_is_filtered_away_cannot_be_deleted(library: FixLibrary) -> None:
    library.search.setText("nothing holds this")
    assert not library.delete.isEnabled()


def test_after_one_is_deleted_the_next_stands_there(qtbot: QtBot, library: FixLibrary) -> None:
    first, second, *_ = titles(library)
    click(qtbot, library.delete)
    assert first not in titles(library)
    assert library.list.currentItem().text() == second
    assert library.editor.shown.title == second


def test_a_fix_that_a_search_found_is_shown_whatever_was_filtered(library: FixLibrary) -> None:
    library.states.setCurrentIndex(1)
    library.show_fix(FIXES[2])
    assert library.editor.shown == FIXES[2]
    assert library.list.currentItem().text() == FIXES[2].title


def test_a_change_is_kept_and_can_be_taken_back(qtbot: QtBot, library: FixLibrary, room: Room) -> None:
    library.search.setText("disk")
    library.list.setCurrentRow(0)
    library.editor.body.setPlainText("Run `cleanmgr`.")
    click(qtbot, library.save)
    [now, before] = room.engine.fixes.fix_versions("disk-cleanup", FIXES[1].language)
    assert (now.fix.body, before.fix.body) == ("Run `cleanmgr`.", FIXES[1].body)
    versions = library.editor.versions
    versions.list.setCurrentRow(1)
    assert "+Run `cleanmgr`." in versions.changes.toPlainText()
    click(qtbot, versions.back)
    assert room.engine.fixes.fix_versions("disk-cleanup", FIXES[1].language)[0].fix == FIXES[1]
    assert library.editor.body.toPlainText() == FIXES[1].body


def test_all_fields_are_kept(qtbot: QtBot, library: FixLibrary, room: Room) -> None:
    click(qtbot, library.new)
    values = {
        "title": "Reset the badge",
        "shortcut": "/badge",
        "category": "Doors",
        "product": "Badge 2",
        "owner": "Front desk",
        "valid_until": "2027-03-31",
        "tags": "door; badge",
        "os": "Windows 11",
        "error_codes": "E-17",
        "symptoms": "door stays shut；门打不开",
    }
    for name, value in values.items():
        library.editor.fields[name].setText(value)
    library.editor.body.setPlainText("1. Hold it to the reader.")
    click(qtbot, library.save)
    [kept] = [fix for fix in room.engine.fixes.fixes() if fix.uid == "badge"]
    assert (kept.state, kept.valid_until, kept.owner) == (FixState.DRAFT, date(2027, 3, 31), "Front desk")
    assert (kept.tags, kept.symptoms, kept.error_codes) == (
        ("door", "badge"),
        ("door stays shut", "门打不开"),
        ("E-17",),
    )
    assert library.editor.fields["title"].text() == "Reset the badge"


def test_a_new_fix_never_takes_the_place_of_another(qtbot: QtBot, library: FixLibrary, room: Room) -> None:
    for _ in range(2):
        click(qtbot, library.new)
        library.editor.fields["title"].setText("Printer queue")
        library.editor.body.setPlainText("1. Restart it.")
        click(qtbot, library.save)
    assert {"printer-queue", "printer-queue-2", "printer-queue-3"} <= {fix.uid for fix in room.engine.fixes.fixes()}


@pytest.mark.parametrize(("title", "day", "body"), [("", "", "x"), ("a", "soon", "x"), ("a", "", "")])
def test_what_is_not_whole_is_not_kept_and_the_agent_is_told(
    qtbot: QtBot, library: FixLibrary, room: Room, title: str, day: str, body: str
) -> None:
    click(qtbot, library.new)
    library.editor.fields["title"].setText(title)
    library.editor.fields["valid_until"].setText(day)
    library.editor.body.setPlainText(body)
    click(qtbot, library.save)
    assert len(room.engine.fixes.fixes()) == len(FIXES)
    assert library.notice.text()


def test_what_is_not_saved_is_not_dropped_unasked(qtbot: QtBot, library: FixLibrary, asked: list[str]) -> None:
    library.list.setCurrentRow(0)
    assert asked == []
    library.editor.body.setPlainText("Half of a new text")
    library.list.setCurrentRow(1)
    assert len(asked) == 1


def test_a_fix_is_written_in_the_other_language_under_the_same_uid(
    qtbot: QtBot, library: FixLibrary, room: Room
) -> None:
    library.search.setText("printer")
    library.list.setCurrentRow(0)
    click(qtbot, library.variant)
    library.editor.fields["title"].setText("打印队列卡住")
    click(qtbot, library.save)
    variants = {fix.language: fix for fix in room.engine.fixes.fixes() if fix.uid == "printer-queue"}
    assert variants[Language.EN] == FIXES[3]
    assert (variants[Language.ZH].title, variants[Language.ZH].state) == ("打印队列卡住", FixState.DRAFT)
    click(qtbot, library.variant)
    assert library.editor.fields["title"].text() == FIXES[3].title


def test_a_deleted_fix_is_gone(qtbot: QtBot, library: FixLibrary, room: Room, asked: list[str]) -> None:
    library.search.setText("printer")
    library.list.setCurrentRow(0)
    click(qtbot, library.delete)
    assert FIXES[3].title in asked[0]
    assert FIXES[3] not in room.engine.fixes.fixes()
    assert titles(library) == []


def test_an_answer_becomes_a_draft_that_only_the_agent_keeps(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.engine.assistant.answer = "1. Restart the *Print Spooler*. [1]"
    window.conversation.ask("Printer queue is stuck", ())
    window.actions_by_id["fixes.from_answer"].trigger()
    (library,) = window.findChildren(FixLibrary)
    assert library.editor.body.toPlainText() == "1. Restart the *Print Spooler*."
    assert FIXES[3].title in library.notice.text(), "a like fix is named"
    assert len(room.engine.fixes.fixes()) == len(FIXES), "nothing is kept by itself"
    click(qtbot, library.save)
    [draft] = [fix for fix in room.engine.fixes.fixes() if fix not in FIXES]
    assert draft.state is FixState.DRAFT
    destroy(library)


@pytest.fixture
def dialog(library: FixLibrary) -> Iterator[FixImport]:
    dialog = FixImport(library._library, library)
    yield dialog
    destroy(dialog)


def test_an_import_is_shown_first_and_then_taken_over(
    qtbot: QtBot, dialog: FixImport, room: Room, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("---\nuid: new\nlanguage: en\ntitle: New one\n---\nSteps")
    dialog.path.setText(str(tmp_path))
    click(qtbot, dialog.check)
    assert dialog.report.item(0).text() == "new · New one"
    assert len(room.engine.fixes.fixes()) == len(FIXES)
    click(qtbot, dialog.carry_out)
    assert "new" in {fix.uid for fix in room.engine.fixes.fixes()}


def test_an_import_that_clashes_waits_for_consent(qtbot: QtBot, dialog: FixImport, room: Room, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nuid: disk-cleanup\nlanguage: en\ntitle: Other\nrevision: 1-00000000\n---\nSteps"
    )
    dialog.path.setText(str(tmp_path))
    click(qtbot, dialog.check)
    assert dialog.report.item(0).text() == "conflict · Other"
    dialog.report.setCurrentRow(0)
    assert "+title: Other" in dialog.changes.toPlainText().splitlines(), "what it would say instead"
    assert not dialog.carry_out.isEnabled()
    dialog.overwrite.setChecked(True)
    click(qtbot, dialog.carry_out)
    assert "Other" in {fix.title for fix in room.engine.fixes.fixes()}


def test_a_hostile_file_is_refused_in_words(qtbot: QtBot, dialog: FixImport, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nuid: a\nlanguage: en\ntitle: b\n---\n![x](file:///etc/passwd)")
    dialog.path.setText(str(tmp_path))
    click(qtbot, dialog.check)
    assert "is not beside the fix" in dialog.notice.text()
    assert not dialog.carry_out.isEnabled()


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """What the agent chooses to export into."""
    folder = tmp_path / "working copy"
    folder.mkdir()
    monkeypatch.setattr("desktop.views.fixes.fix_export.QFileDialog.getExistingDirectory", lambda *_: str(folder))
    return folder


def test_a_folder_is_exported_into_again_and_what_is_gone_is_named(
    qtbot: QtBot, library: FixLibrary, folder: Path
) -> None:
    library.export.to_folder.trigger()
    assert library.notice.text() == f"Fixes written: {len(FIXES)}"
    gone = library.editor.fix().uid
    click(qtbot, library.delete)
    library.export.to_folder.trigger()
    assert "Removed, since there is no such fix any more" in library.notice.text()
    assert gone in library.notice.text()
    assert not list(folder.rglob(f"{gone}.md"))


def test_what_others_changed_in_the_folder_is_written_over_only_with_consent(
    monkeypatch: pytest.MonkeyPatch, library: FixLibrary, folder: Path, asked: list[str]
) -> None:
    library.export.to_folder.trigger()
    path = next(folder.rglob("*.md"))
    own, other = path.read_text(), path.read_text() + "\nOne more step.\n"
    path.write_text(other)
    with monkeypatch.context() as refusing:
        refusing.setattr(FixLibrary, "asks", lambda *_: False)
        library.export.to_folder.trigger()
    assert path.read_text() == other
    library.export.to_folder.trigger()
    assert "Write over them? What they say there is lost." in asked[-1]
    assert path.read_text() == own


def test_a_table_is_written_where_the_agent_chose(
    monkeypatch: pytest.MonkeyPatch, library: FixLibrary, tmp_path: Path
) -> None:
    path = tmp_path / "fixes.csv"
    monkeypatch.setattr("desktop.views.fixes.fix_export.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    library.export.to_csv.trigger()
    assert library.notice.text() == f"Fixes written: {len(FIXES)}"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfuid,")
