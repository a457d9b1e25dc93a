"""Locking: nothing of a case is left open, and only what opens the cases opens them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.app import DesksideApp
from desktop.session import SessionWatch
from desktop.views.annotate.pin import PinnedPicture
from desktop.views.help.shortcut_sheet import ShortcutSheet
from engine.domain.picture import RedactedImage
from engine.errors import StoreError
from tests.unit.desktop.conftest import destroy
from tests.unit.desktop.locking.profile import Make, Profile, wait_until_open


def test_locking_closes_the_engine_and_leaves_no_case_on_the_window(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    window = deskside.window
    window.conversation.open(window.cases.model.rows[0].conversation.id)
    qtbot.waitUntil(lambda: "Old case" in window.windowTitle())
    window.actions_by_id["data.lock"].trigger()
    qtbot.waitUntil(lambda: profile.engines[0].is_closed)
    assert window.locking.view.isVisible()
    assert not window.columns.isVisible()
    assert window.cases.model.rowCount() == 0
    assert window.windowTitle() == "Deskside"
    assert not window.actions_by_id["case.new"].isEnabled()
    assert window.actions_by_id["app.quit"].isEnabled()
    qtbot.mouseClick(window.locking.view.unlock, Qt.MouseButton.LeftButton)
    wait_until_open(qtbot, deskside)
    assert len(profile.engines) == 2
    assert window.actions_by_id["case.new"].isEnabled()


def test_a_passphrase_is_asked_for_at_the_start_and_a_wrong_one_opens_nothing(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    profile.passphrase = "right"
    deskside = make()
    view = deskside.window.locking.view
    qtbot.waitUntil(view.isVisible)
    assert "Type your passphrase" in view.text.text()
    assert not view.unlock.isEnabled()
    qtbot.keyClicks(view.field, "wrong")
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in view.text.text())
    assert view.field.text() == ""
    assert not profile.engines
    qtbot.keyClicks(view.field, "right")
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    wait_until_open(qtbot, deskside)
    assert deskside.window.columns.isVisible()


def test_what_was_being_typed_is_there_again_after_unlocking(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    deskside.window.composer.text.setPlainText("half a question")
    deskside.lock()
    assert not deskside.window.composer.isVisible()
    deskside.window.locking.unlock_wanted.emit("")
    wait_until_open(qtbot, deskside)
    assert deskside.window.composer.text.toPlainText() == "half a question"
    assert deskside.window.focusWidget() is deskside.window.composer.text


def test_the_cases_lock_with_the_desktop_unless_the_agent_does_not_want_it(
    qtbot: QtBot, make: Make, session: SessionWatch
) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    deskside.settings.set("lock.with_desktop", False)
    session.locked.emit()
    assert not deskside.window.locking.is_locked
    deskside.settings.set("lock.with_desktop", True)
    session.locked.emit()
    assert deskside.window.locking.is_locked


def test_the_capture_key_grabs_nothing_while_the_cases_are_locked(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    deskside.lock()
    deskside._capture_by_key()
    assert deskside.window.capture.stage.name == "IDLE"


def test_an_untouched_window_locks_after_the_minutes_that_are_set(qtbot: QtBot, make: Make) -> None:
    deskside = make(**{"lock.idle_minutes": 5})
    wait_until_open(qtbot, deskside)
    assert deskside._idle.is_counting
    deskside._idle.idled.emit()
    assert deskside.window.locking.is_locked
    assert not deskside._idle.is_counting


def test_with_no_minutes_set_nothing_is_counted(qtbot: QtBot, make: Make) -> None:
    deskside = make(**{"lock.idle_minutes": 0})
    wait_until_open(qtbot, deskside)
    assert not deskside._idle.is_counting


@pytest.mark.parametrize("fault", [StoreError("store.in_use"), RuntimeError("a bug")])
def test_unlocking_that_fails_says_why_and_can_be_tried_again(
    qtbot: QtBot, make: Make, profile: Profile, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    deskside = make()
    told: list[Exception] = []
    monkeypatch.setattr(deskside.faults, "tell", told.append)
    wait_until_open(qtbot, deskside)
    deskside.lock()
    profile.fault = fault
    view = deskside.window.locking.view
    qtbot.mouseClick(view.unlock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.unlock.isEnabled() and "typed is still there" not in view.text.text())
    assert told == ([] if isinstance(fault, StoreError) else [fault])
    assert not view.field.isVisible()
    profile.fault = None
    qtbot.mouseClick(view.unlock, Qt.MouseButton.LeftButton)
    wait_until_open(qtbot, deskside)


def test_locking_forgets_the_pictures_that_wait(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    capture = deskside.window.capture
    for number in range(3):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (60, 40), (number, 90, 90)).save(path)
        capture.take_file(path)
    deskside.lock()
    assert capture.stage.name == "IDLE"
    assert not capture._waiting
    assert capture._capture is None


def _lock(qtbot: QtBot, deskside: DesksideApp, profile: Profile) -> None:
    deskside.window.actions_by_id["data.lock"].trigger()
    qtbot.waitUntil(lambda: profile.engines[-1].is_closed)


def _unlock(qtbot: QtBot, deskside: DesksideApp) -> None:
    qtbot.mouseClick(deskside.window.locking.view.unlock, Qt.MouseButton.LeftButton)
    wait_until_open(qtbot, deskside)


def test_a_fix_that_is_being_written_is_out_of_sight_while_the_cases_are_locked_and_loses_nothing(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    library = deskside.window.fix_actions.show_library()
    qtbot.waitUntil(lambda: library.list.count() > 0)
    library.new.click()
    library.editor.fields["title"].setText("Half a thought")
    _lock(qtbot, deskside, profile)
    assert not library.isVisible()
    assert QApplication.activeModalWidget() is None  # or else nothing could be typed to unlock
    _unlock(qtbot, deskside)
    assert library.isVisible()
    assert library.isModal()
    assert library.editor.fields["title"].text() == "Half a thought"
    library.editor.fields["title"].clear()
    library.reject()


def test_a_question_of_a_dialog_counts_as_denied_when_the_cases_lock(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    library = deskside.window.fix_actions.show_library()
    QTimer.singleShot(0, deskside.lock)
    assert not library.asks("Drop what was written?", "Drop it")
    assert not library.isVisible()
    _unlock(qtbot, deskside)
    assert library.isVisible()
    assert not [box for box in library.findChildren(QMessageBox) if box.isVisible()]
    library.reject()


def test_a_draft_that_is_made_too_late_waits_behind_the_lock(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    _lock(qtbot, deskside, profile)
    library = deskside.window.fix_actions.show_library()  # as what was begun before it does
    assert not library.isVisible()
    deskside.window.actions_by_id["help.keys"].trigger()
    [sheet] = deskside.window.findChildren(ShortcutSheet)
    assert sheet.isVisible()
    sheet.reject()
    _unlock(qtbot, deskside)
    assert library.isVisible()
    library.reject()


def test_a_pinned_picture_is_out_of_sight_while_the_cases_are_locked(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    pin = PinnedPicture(RedactedImage(60, 40, bytes(60 * 40 * 3)))
    pin.show()
    _lock(qtbot, deskside, profile)
    assert not pin.isVisible()
    _unlock(qtbot, deskside)
    assert pin.isVisible()
    pin.close()


def test_what_was_closed_while_the_cases_were_locked_does_not_come_back(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    deskside = make()
    wait_until_open(qtbot, deskside)
    library = deskside.window.fix_actions.show_library()
    _lock(qtbot, deskside, profile)
    destroy(library)
    _unlock(qtbot, deskside)
    assert QApplication.activeModalWidget() is None
