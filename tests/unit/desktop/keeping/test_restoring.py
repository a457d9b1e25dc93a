"""The dialog of backups: what it lists, what it says, and what it lets be chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.viewmodels.restoring import RestoringViewModel
from desktop.views.keeping.missing_dialog import MissingDialog
from desktop.views.keeping.restore_dialog import RestoreDialog
from desktop.views.parts.translation import Translation
from engine.domain.conversation import Conversation
from engine.domain.upkeep import BackupCheck
from engine.errors import StoreError
from engine.wording import Language
from tests.fakes.keeping import FakeClosedCases
from tests.unit.desktop.conftest import Room, destroy

Open = Callable[[FakeClosedCases], RestoreDialog]


@pytest.fixture
def open_dialog(room: Room, translation: Translation, qtbot: QtBot) -> Iterator[Open]:
    made: list[RestoreDialog] = []
    room.engine.upkeep.checks = {
        "a.db": BackupCheck(False), "b.db": BackupCheck(True, 12, 5), "c.db": BackupCheck(True, 1, 4),
    }  # fmt: skip

    def build(closed: FakeClosedCases) -> RestoreDialog:
        dialog = RestoreDialog(RestoringViewModel(room.desk, room.tasks, lambda: closed))
        dialog.show()
        made.append(dialog)
        return dialog

    yield build
    for dialog in made:
        destroy(dialog)


def _rows(dialog: RestoreDialog) -> list[list[str]]:
    items = (dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount()))
    return [[item.text(part) for part in range(4)] for item in items if item is not None]


def _choose(dialog: RestoreDialog, row: int) -> None:
    item = dialog.list.topLevelItem(row)
    assert item is not None
    dialog.list.setCurrentItem(item)


def test_each_is_listed_with_time_size_and_what_a_look_through_it_has_shown(open_dialog: Open) -> None:
    rows = _rows(open_dialog(FakeClosedCases()))
    assert [row[2:] for row in rows] == [["", "damaged, or of another profile"], ["12", "verified"], ["1", "verified"]]
    assert all(row[0].startswith("2026-09-2") and row[1] for row in rows)


def test_a_damaged_one_cannot_be_chosen_and_an_older_one_can(open_dialog: Open) -> None:
    dialog = open_dialog(FakeClosedCases())
    assert not dialog.restore_button.isEnabled()
    assert "older" in dialog.hint.text()
    chosen: list[tuple[Path, str]] = []
    dialog.backup_chosen.connect(lambda path, secret: chosen.append((path, secret)))
    _choose(dialog, 1)
    assert "dated copy" in dialog.hint.text()
    dialog.restore_button.click()
    assert chosen == [(Path("b.db"), "")]
    assert not dialog.isVisible()


def test_a_passphrase_is_asked_for_where_one_opens_the_cases(open_dialog: Open) -> None:
    dialog = open_dialog(FakeClosedCases(wants_secret=True))
    _choose(dialog, 1)
    assert dialog.secret.isVisible()
    assert not dialog.restore_button.isEnabled()
    chosen: list[tuple[Path, str]] = []
    dialog.backup_chosen.connect(lambda path, secret: chosen.append((path, secret)))
    dialog.secret.setText("correct horse")
    dialog.restore_button.click()
    assert chosen == [(Path("b.db"), "correct horse")]
    assert dialog.secret.text() == ""


def test_without_any_backup_it_says_when_one_is_made(open_dialog: Open) -> None:
    dialog = open_dialog(FakeClosedCases(found=[]))
    assert "every half hour" in dialog.hint.text()
    assert not dialog.restore_button.isEnabled()
    assert not dialog.secret.isVisible()


def test_a_folder_that_cannot_be_read_is_said_in_words(open_dialog: Open) -> None:
    fault = StoreError("store.unusable_disk")
    assert fault.message(Language.EN) in open_dialog(FakeClosedCases(fault=fault)).hint.text()


def test_what_was_chosen_stays_chosen_when_the_language_changes(open_dialog: Open, translation: Translation) -> None:
    dialog = open_dialog(FakeClosedCases())
    _choose(dialog, 2)
    translation.speak(Language.ZH)
    dialog.retranslate()
    chosen = dialog.list.currentItem()
    assert chosen is not None
    assert dialog.list.indexOfTopLevelItem(chosen) == 2
    assert _rows(dialog)[2][3] == "已验证"


_MISSING = (
    Conversation(7, "VPN 无法连接", 1, 1_790_000_000_000, 4),
    Conversation(5, "Printer", 1, 1_780_000_000_000, 2),
)


@pytest.fixture
def open_missing(open_dialog: Open, room: Room) -> Callable[[], tuple[RestoreDialog, MissingDialog]]:
    """Opens the list of missing cases of the second backup."""

    def build() -> tuple[RestoreDialog, MissingDialog]:
        room.engine.upkeep.missing.setdefault("b.db", _MISSING)
        restoring = open_dialog(FakeClosedCases())
        _choose(restoring, 1)
        restoring.missing_button.click()
        (dialog,) = restoring.findChildren(MissingDialog)
        return restoring, dialog

    return build


OpenMissing = Callable[[], tuple[RestoreDialog, MissingDialog]]


def _ticks(dialog: MissingDialog) -> list[bool]:
    return [item.checkState(0) is Qt.CheckState.Checked for item in dialog._items()]


def test_the_missing_cases_of_a_backup_are_listed_and_all_ticked(open_missing: OpenMissing) -> None:
    _, dialog = open_missing()
    assert [item.text(0) for item in dialog._items()] == ["VPN 无法连接", "Printer"]
    assert [item.text(2) for item in dialog._items()] == ["4", "2"]
    assert _ticks(dialog) == [True, True]
    assert dialog.take_button.text() == "Bring back 2"


def test_only_those_that_are_ticked_are_brought_back(open_missing: OpenMissing, room: Room) -> None:
    restoring, dialog = open_missing()
    counts: list[int] = []
    restoring.cases_taken.connect(counts.append)
    dialog._items()[0].setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.every.checkState() is Qt.CheckState.PartiallyChecked
    dialog.take_button.click()
    assert room.engine.upkeep.taken == [(Path("b.db"), (5,))]
    assert counts == [1]
    assert not restoring.isVisible()


def test_without_a_tick_nothing_can_be_brought_back(open_missing: OpenMissing) -> None:
    _, dialog = open_missing()
    dialog.every.click()
    assert _ticks(dialog) == [False, False]
    assert not dialog.take_button.isEnabled()
    dialog.every.click()
    assert _ticks(dialog) == [True, True]


def test_where_nothing_is_missing_it_says_so(open_missing: OpenMissing, room: Room) -> None:
    room.engine.upkeep.missing["b.db"] = ()
    _, dialog = open_missing()
    assert "No case is missing" in dialog.hint.text()
    assert not dialog.take_button.isEnabled()


def test_a_backup_that_cannot_be_read_is_said_in_words_there_too(open_missing: OpenMissing, room: Room) -> None:
    room.engine.upkeep.fault = StoreError("store.unusable_disk")
    _, dialog = open_missing()
    assert StoreError("store.unusable_disk").message(Language.EN) in dialog.hint.text()


def test_while_the_cases_are_closed_none_can_be_brought_back_beside_them(open_dialog: Open, room: Room) -> None:
    dialog = open_dialog(FakeClosedCases())
    _choose(dialog, 1)
    assert dialog.missing_button.isEnabled()
    room.desk.closed()
    dialog._follow()
    assert not dialog.missing_button.isEnabled()


def test_what_was_set_aside_is_marked_as_such(open_dialog: Open) -> None:
    closed = FakeClosedCases()
    closed.found = [replace(each, is_set_aside=each.path.name == "c.db") for each in closed.found]
    assert [row[3] for row in _rows(open_dialog(closed))][1:] == ["verified", "set aside · verified"]
