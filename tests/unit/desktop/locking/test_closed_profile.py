"""What is done to a profile around its opening: first keys, another computer's cases, backups, a new master key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.viewmodels.desk import Desk
from desktop.views.keeping.key_dialogs import PassphraseDialog, RecoveryKeyDialog
from desktop.views.keeping.restore_dialog import RestoreDialog
from desktop.views.keeping.rotate_dialog import RotateDialog
from tests.unit.desktop.fakes.engine import FakeEngine
from tests.unit.desktop.locking.profile import Make, Profile, told, wait_until_open


def test_a_first_start_shows_the_recovery_key_once_with_ways_to_keep_it(
    qtbot: QtBot, make: Make, profile: Profile, tmp_path: Path
) -> None:
    open_engine = profile.open

    def new_profile(secret: str = "") -> Desk:
        engine = open_engine(secret)
        assert isinstance(engine, FakeEngine)
        engine.keys.has_recovery_key = False
        return engine

    profile.open = new_profile  # type: ignore[method-assign]
    deskside = make(greets=True)
    qtbot.waitUntil(lambda: deskside.window.findChild(RecoveryKeyDialog) is not None)
    dialog = deskside.window.findChild(RecoveryKeyDialog)
    assert dialog is not None
    dialog.reject()
    assert dialog.isVisible()  # not before it was kept
    dialog.copy()
    assert QGuiApplication.clipboard().text() == dialog.key_text
    dialog.save_to(tmp_path / "key.txt")
    assert dialog.key_text in (tmp_path / "key.txt").read_text()
    assert os.name == "nt" or (tmp_path / "key.txt").stat().st_mode & 0o777 == 0o600
    dialog.is_kept.setChecked(True)
    dialog.close_button.click()
    assert profile.engines[0].keys.has_recovery_key


def test_without_a_key_store_a_first_start_asks_for_a_passphrase(qtbot: QtBot, make: Make, profile: Profile) -> None:
    open_engine = profile.open

    def weak(secret: str = "") -> Desk:
        engine = open_engine(secret)
        assert isinstance(engine, FakeEngine)
        engine.keys.has_recovery_key, engine.keys.protection = False, "store.protected_by_file"
        return engine

    profile.open = weak  # type: ignore[method-assign]
    deskside = make(greets=True)
    qtbot.waitUntil(lambda: deskside.window.findChild(PassphraseDialog) is not None)
    dialog = deskside.window.findChild(PassphraseDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.fields[0], "correct horse battery")
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClicks(dialog.fields[1], "correct horse batters")
    assert "not the same" in dialog.complaint.text()
    dialog.fields[1].setText("correct horse battery")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: profile.engines[0].keys.passphrase == "correct horse battery")
    qtbot.waitUntil(lambda: deskside.window.findChild(RecoveryKeyDialog) is not None)


@pytest.mark.parametrize("refuses", [False, True])
def test_a_profile_is_taken_in_while_nothing_is_open_and_then_opened(
    qtbot: QtBot, make: Make, profile: Profile, tmp_path: Path, refuses: bool
) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    profile.refuses = refuses
    deskside.window.data.profile_given.emit(tmp_path / "p.deskside", "its key")
    wait_until_open(qtbot, deskside)
    qtbot.waitUntil(lambda: len(profile.engines) == 2)
    assert profile.taken == ([] if refuses else [tmp_path / "p.deskside"])
    told = [standing.notice.key for standing in deskside.notices.standing]
    assert ("store.not_empty" in told) is refuses


def test_a_backup_is_put_back_and_the_window_goes_on_with_it(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    deskside.window.actions_by_id["data.restore"].trigger()
    dialog = deskside.window.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: len(profile.engines) == 2)
    wait_until_open(qtbot, deskside)
    assert profile.restored == [Path("deskside-new.db")]
    assert not deskside.window.locking.is_locked
    assert told(deskside)[-1] == "store.restored"


def test_a_backup_that_cannot_be_put_back_leaves_the_cases_as_they_were(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    profile.refuses = True
    deskside.restore_backup(Path("bad.db"), "")
    qtbot.waitUntil(lambda: len(profile.engines) == 2)
    wait_until_open(qtbot, deskside)
    assert "store.backup_unusable" in told(deskside)


def test_where_a_passphrase_opens_the_cases_it_is_wanted_for_this_as_well(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    profile.passphrase = "correct horse"
    deskside = make()
    qtbot.waitUntil(lambda: deskside.window.locking.is_locked)
    deskside.window.locking.unlock_wanted.emit("correct horse")
    wait_until_open(qtbot, deskside)
    deskside.restore_backup(Path("deskside-new.db"), "wrong horse")
    qtbot.waitUntil(lambda: "store.wrong_passphrase" in told(deskside))
    qtbot.waitUntil(lambda: deskside.window.locking.is_locked)
    deskside.window.locking.unlock_wanted.emit("correct horse")
    wait_until_open(qtbot, deskside)
    deskside.restore_backup(Path("deskside-new.db"), "correct horse")
    qtbot.waitUntil(lambda: len(profile.engines) == 3)
    wait_until_open(qtbot, deskside)
    assert profile.restored == [Path("deskside-new.db")]


def test_a_damaged_case_file_offers_its_backups_and_is_open_after_that(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    profile.is_damaged = True
    deskside = make()
    qtbot.waitUntil(lambda: "store.damaged_with_backup" in told(deskside))
    (notice,) = (each for each in deskside.notices.standing if each.notice.key == "store.damaged_with_backup")
    assert notice.action_id == "data.restore"
    deskside.window.actions_by_id["data.restore"].trigger()
    dialog = deskside.window.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    dialog.restore_button.click()
    wait_until_open(qtbot, deskside)
    assert profile.restored == [Path("deskside-new.db")]


def test_the_master_key_is_replaced_and_the_new_recovery_key_shown(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    deskside.window.actions_by_id["data.new_key"].trigger()
    qtbot.waitUntil(lambda: deskside.window.findChild(RotateDialog) is not None)
    dialog = deskside.window.findChild(RotateDialog)
    assert dialog is not None
    assert not dialog.field.isVisible()
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: len(profile.engines) == 2)
    wait_until_open(qtbot, deskside)
    shown = deskside.window.findChild(RecoveryKeyDialog)
    assert shown is not None
    assert shown.key_text == "ABCDEF-ABCDEF"
    assert profile.times_rotated == 1
    assert "store.key_rotated" in told(deskside)


def test_a_wrong_passphrase_replaces_nothing(qtbot: QtBot, make: Make, profile: Profile) -> None:
    profile.passphrase = "correct horse"
    deskside = make()
    qtbot.waitUntil(lambda: deskside.window.locking.is_locked)
    deskside.window.locking.unlock_wanted.emit("correct horse")
    wait_until_open(qtbot, deskside)
    deskside.window.data.replace_key()
    qtbot.waitUntil(lambda: deskside.window.findChild(RotateDialog) is not None)
    dialog = deskside.window.findChild(RotateDialog)
    assert dialog is not None
    assert not dialog.accept_button.isEnabled()
    dialog.field.setText("wrong horse")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: deskside.window.locking.is_locked)
    qtbot.waitUntil(lambda: "store.passphrase_needed" in told(deskside))
    assert profile.times_rotated == 0
