"""Locking: nothing of a case is left open, and only what opens the cases opens them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.app import DesksideApp, Parts
from desktop.session import IdleWatch, SessionWatch
from desktop.session.dbus import _escaped
from desktop.session.windows import WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, WindowsSessionWatch
from desktop.viewmodels.desk import Desk
from desktop.views.dialogs import ShortcutSheet
from desktop.views.key_dialogs import PassphraseDialog, RecoveryKeyDialog
from desktop.views.pin import PinnedPicture
from desktop.views.restore_dialog import RestoreDialog
from desktop.views.rotate_dialog import RotateDialog
from engine.domain.picture import RedactedImage
from engine.domain.upkeep import Backup, Restored
from engine.errors import CasesLocked, StoreDamaged, StoreError
from engine.settings import Folders, Settings
from tests.unit.desktop.conftest import destroy
from tests.unit.desktop.fakes.engine import FakeEngine
from tests.unit.desktop.fakes.widgets import FakeKey, FakeOverlay, FakeReview


class Profile:
    """Engines over one fake profile; a passphrase is asked for where there is one."""

    def __init__(self) -> None:
        self.passphrase = ""
        self.engines: list[FakeEngine] = []
        self.taken: list[Path] = []
        self.refuses = False
        self.fault: Exception | None = None
        self.is_damaged = False
        self.restored: list[Path] = []
        self.times_rotated = 0

    def take_in(self, path: Path, secret: str) -> None:
        assert self.engines[-1].is_closed
        if self.refuses:
            raise StoreError("store.not_empty", count=1)
        self.taken.append(path)
        self.passphrase = secret

    # As the shelf of backups.

    def backups(self) -> list[Backup]:
        return [Backup(Path("deskside-new.db"), 1_790_000_000_000, 4_096_000)]

    def needs_secret(self) -> bool:
        return bool(self.passphrase)

    def restore(self, backup: Path, secret: str) -> Restored:
        assert not self.engines or self.engines[-1].is_closed
        if secret != self.passphrase:
            raise CasesLocked("store.wrong_passphrase")
        if self.refuses:
            raise StoreDamaged("store.backup_unusable", path=backup)
        self.restored.append(backup)
        self.is_damaged = False
        return Restored(backup, Path("quarantine") / "deskside.db")

    def rotate_key(self, secret: str) -> str:
        assert self.engines[-1].is_closed
        if secret != self.passphrase:
            raise CasesLocked("store.passphrase_needed")
        self.times_rotated += 1
        return "ABCDEF-ABCDEF"

    def open(self, secret: str = "") -> Desk:
        if self.fault is not None:
            raise self.fault
        if self.is_damaged:
            raise StoreDamaged("store.damaged_with_backup", path="p", backup="b", database="d")
        if self.passphrase and not secret:
            raise CasesLocked("store.passphrase_needed")
        if secret != self.passphrase:
            raise CasesLocked("store.wrong_passphrase")
        engine = FakeEngine()
        engine.cases.start_conversation("Old case")
        self.engines.append(engine)
        return engine


Make = Callable[..., DesksideApp]


@pytest.fixture
def profile() -> Profile:
    return Profile()


@pytest.fixture
def session(qapp: QApplication) -> SessionWatch:
    return SessionWatch()


@pytest.fixture
def make(qapp: QApplication, folders: Folders, profile: Profile, session: SessionWatch) -> Iterator[Make]:
    made: list[DesksideApp] = []

    def build(**values: object) -> DesksideApp:
        settings = Settings(folders.settings_file)
        for key, value in {"window.language": "en", "window.theme": "light", **values}.items():
            if key != "greets":
                settings.set(key, value)
        deskside = DesksideApp(
            Parts(
                open_engine=profile.open,
                settings=settings,
                folders=folders,
                make_review=FakeReview,
                make_overlay=FakeOverlay,
                global_key=FakeKey(),
                unlock=profile.open,
                take_in=profile.take_in,
                closed_cases=lambda: profile,
                session=session,
                greets=bool(values.get("greets")),
            ),
        )
        made.append(deskside)
        deskside.window.show()
        return deskside

    yield build
    for deskside in made:
        deskside.close()
        destroy(deskside.window)


def _open(qtbot: QtBot, deskside: DesksideApp) -> None:
    qtbot.waitUntil(lambda: deskside.window.cases.model.rowCount() == 1)


def test_locking_closes_the_engine_and_leaves_no_case_on_the_window(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    _open(qtbot, deskside)
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
    _open(qtbot, deskside)
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
    _open(qtbot, deskside)
    assert deskside.window.columns.isVisible()


def test_what_was_being_typed_is_there_again_after_unlocking(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    _open(qtbot, deskside)
    deskside.window.composer.text.setPlainText("half a question")
    deskside.lock()
    assert not deskside.window.composer.isVisible()
    deskside.window.locking.unlock_wanted.emit("")
    _open(qtbot, deskside)
    assert deskside.window.composer.text.toPlainText() == "half a question"


def test_the_cases_lock_with_the_desktop_unless_the_agent_does_not_want_it(
    qtbot: QtBot, make: Make, session: SessionWatch
) -> None:
    deskside = make()
    _open(qtbot, deskside)
    deskside.settings.set("lock.with_desktop", False)
    session.locked.emit()
    assert not deskside.window.locking.is_locked
    deskside.settings.set("lock.with_desktop", True)
    session.locked.emit()
    assert deskside.window.locking.is_locked


def test_the_capture_key_grabs_nothing_while_the_cases_are_locked(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    _open(qtbot, deskside)
    deskside.lock()
    deskside._capture_by_key()
    assert deskside.window.capture.stage.name == "IDLE"


def test_an_untouched_window_locks_after_the_minutes_that_are_set(qtbot: QtBot, make: Make) -> None:
    deskside = make(**{"lock.idle_minutes": 5})
    _open(qtbot, deskside)
    assert deskside._idle.is_counting
    deskside._idle.idled.emit()
    assert deskside.window.locking.is_locked
    assert not deskside._idle.is_counting


def test_with_no_minutes_set_nothing_is_counted(qtbot: QtBot, make: Make) -> None:
    deskside = make(**{"lock.idle_minutes": 0})
    _open(qtbot, deskside)
    assert not deskside._idle.is_counting


def test_a_key_in_any_window_starts_the_count_anew(qtbot: QtBot, qapp: QApplication) -> None:
    from PySide6.QtWidgets import QLineEdit

    watch, field = IdleWatch(), QLineEdit()
    qtbot.addWidget(field)
    watch.start(1)
    watch._timer.start(100_000)
    before = watch._timer.remainingTime()
    watch._timer.setInterval(200_000)
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert watch._timer.remainingTime() > before
    watch.stop()


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


def test_windows_tells_of_a_locked_desktop_and_of_nothing_else(qtbot: QtBot, qapp: QApplication) -> None:
    class Calls:
        def __init__(self) -> None:
            self.registered: list[int] = []

        def register(self, window: int) -> bool:
            self.registered.append(window)
            return True

        def unregister(self, window: int) -> None:
            self.registered.remove(window)

    calls = Calls()
    watch = WindowsSessionWatch(calls=calls)
    heard: list[bool] = []
    watch.locked.connect(lambda: heard.append(True))
    assert watch.start()
    assert len(calls.registered) == 1
    watch.take(WM_WTSSESSION_CHANGE, 8)
    watch.take(0x0010, WTS_SESSION_LOCK)
    assert not heard
    watch.take(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)
    assert heard == [True]
    watch.stop()
    assert not calls.registered


def test_the_session_of_logind_is_named_as_systemd_names_it() -> None:
    assert _escaped("12") == "_312"
    assert _escaped("c1") == "c1"


_LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.session.dbus import DBusSessionWatch
app = QCoreApplication([])
watch = DBusSessionWatch()
watch.locked.connect(lambda: (print("locked", flush=True), app.quit()))
print("listening" if watch.start() else "deaf", flush=True)
QTimer.singleShot(20000, app.quit)
app.exec()
"""
_SIGNAL = ("--session", "--type=signal", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged")


@pytest.mark.skipif(
    not shutil.which("dbus-run-session") or not shutil.which("dbus-send"), reason="needs a D-Bus of its own"
)
def test_the_screen_saver_of_a_real_bus_is_heard() -> None:
    script = (
        f"{sys.executable} -c '{_LISTENER}' | while read line; do echo $line; [ $line = listening ] && "
        f"dbus-send {' '.join(_SIGNAL)} boolean:false && dbus-send {' '.join(_SIGNAL)} boolean:true; done"
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        capture_output=True, text=True, check=False, timeout=60, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.stdout.split() == ["listening", "locked"], done.stderr


@pytest.mark.parametrize("refuses", [False, True])
def test_a_profile_is_taken_in_while_nothing_is_open_and_then_opened(
    qtbot: QtBot, make: Make, profile: Profile, tmp_path: Path, refuses: bool
) -> None:
    deskside = make()
    _open(qtbot, deskside)
    profile.refuses = refuses
    deskside.window.data.profile_given.emit(tmp_path / "p.deskside", "its key")
    _open(qtbot, deskside)
    qtbot.waitUntil(lambda: len(profile.engines) == 2)
    assert profile.taken == ([] if refuses else [tmp_path / "p.deskside"])
    told = [standing.notice.key for standing in deskside.notices.standing]
    assert ("store.not_empty" in told) is refuses


@pytest.mark.parametrize("fault", [StoreError("store.in_use"), RuntimeError("a bug")])
def test_unlocking_that_fails_says_why_and_can_be_tried_again(
    qtbot: QtBot, make: Make, profile: Profile, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    deskside = make()
    told: list[Exception] = []
    monkeypatch.setattr(deskside.faults, "tell", told.append)
    _open(qtbot, deskside)
    deskside.lock()
    profile.fault = fault
    view = deskside.window.locking.view
    qtbot.mouseClick(view.unlock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.unlock.isEnabled() and "typed is still there" not in view.text.text())
    assert told == ([] if isinstance(fault, StoreError) else [fault])
    assert not view.field.isVisible()
    profile.fault = None
    qtbot.mouseClick(view.unlock, Qt.MouseButton.LeftButton)
    _open(qtbot, deskside)


def test_locking_forgets_the_pictures_that_wait(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    deskside = make()
    _open(qtbot, deskside)
    capture = deskside.window.capture
    for number in range(3):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (60, 40), (number, 90, 90)).save(path)
        capture.take_file(path)
    deskside.lock()
    assert capture.stage.name == "IDLE"
    assert not capture._waiting
    assert capture._capture is None


def test_a_backup_is_put_back_and_the_window_goes_on_with_it(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    _open(qtbot, deskside)
    deskside.window.actions_by_id["data.restore"].trigger()
    dialog = deskside.window.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: len(profile.engines) == 2)
    _open(qtbot, deskside)
    assert profile.restored == [Path("deskside-new.db")]
    assert not deskside.window.locking.is_locked
    assert _told(deskside)[-1] == "store.restored"


def test_a_backup_that_cannot_be_put_back_leaves_the_cases_as_they_were(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    deskside = make()
    _open(qtbot, deskside)
    profile.refuses = True
    deskside.restore_backup(Path("bad.db"), "")
    qtbot.waitUntil(lambda: len(profile.engines) == 2)
    _open(qtbot, deskside)
    assert "store.backup_unusable" in _told(deskside)


def test_where_a_passphrase_opens_the_cases_it_is_wanted_for_this_as_well(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    profile.passphrase = "correct horse"
    deskside = make()
    qtbot.waitUntil(lambda: deskside.window.locking.is_locked)
    deskside.window.locking.unlock_wanted.emit("correct horse")
    _open(qtbot, deskside)
    deskside.restore_backup(Path("deskside-new.db"), "wrong horse")
    qtbot.waitUntil(lambda: "store.wrong_passphrase" in _told(deskside))
    qtbot.waitUntil(lambda: deskside.window.locking.is_locked)
    deskside.window.locking.unlock_wanted.emit("correct horse")
    _open(qtbot, deskside)
    deskside.restore_backup(Path("deskside-new.db"), "correct horse")
    qtbot.waitUntil(lambda: len(profile.engines) == 3)
    _open(qtbot, deskside)
    assert profile.restored == [Path("deskside-new.db")]


def test_a_damaged_case_file_offers_its_backups_and_is_open_after_that(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    profile.is_damaged = True
    deskside = make()
    qtbot.waitUntil(lambda: "store.damaged_with_backup" in _told(deskside))
    (notice,) = (each for each in deskside.notices.standing if each.notice.key == "store.damaged_with_backup")
    assert notice.action_id == "data.restore"
    deskside.window.actions_by_id["data.restore"].trigger()
    dialog = deskside.window.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    dialog.restore_button.click()
    _open(qtbot, deskside)
    assert profile.restored == [Path("deskside-new.db")]


def test_the_master_key_is_replaced_and_the_new_recovery_key_shown(qtbot: QtBot, make: Make, profile: Profile) -> None:
    deskside = make()
    _open(qtbot, deskside)
    deskside.window.actions_by_id["data.new_key"].trigger()
    qtbot.waitUntil(lambda: deskside.window.findChild(RotateDialog) is not None)
    dialog = deskside.window.findChild(RotateDialog)
    assert dialog is not None
    assert not dialog.field.isVisible()
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: len(profile.engines) == 2)
    _open(qtbot, deskside)
    shown = deskside.window.findChild(RecoveryKeyDialog)
    assert shown is not None
    assert shown.key_text == "ABCDEF-ABCDEF"
    assert profile.times_rotated == 1
    assert "store.key_rotated" in _told(deskside)


def test_a_wrong_passphrase_replaces_nothing(qtbot: QtBot, make: Make, profile: Profile) -> None:
    profile.passphrase = "correct horse"
    deskside = make()
    qtbot.waitUntil(lambda: deskside.window.locking.is_locked)
    deskside.window.locking.unlock_wanted.emit("correct horse")
    _open(qtbot, deskside)
    deskside.window.data.replace_key()
    qtbot.waitUntil(lambda: deskside.window.findChild(RotateDialog) is not None)
    dialog = deskside.window.findChild(RotateDialog)
    assert dialog is not None
    assert not dialog.accept_button.isEnabled()
    dialog.field.setText("wrong horse")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: deskside.window.locking.is_locked)
    qtbot.waitUntil(lambda: "store.passphrase_needed" in _told(deskside))
    assert profile.times_rotated == 0


def _told(deskside: DesksideApp) -> list[str]:
    return [past.told.notice.key for past in deskside.notices.past]


def _lock(qtbot: QtBot, deskside: DesksideApp, profile: Profile) -> None:
    deskside.window.actions_by_id["data.lock"].trigger()
    qtbot.waitUntil(lambda: profile.engines[-1].is_closed)


def _unlock(qtbot: QtBot, deskside: DesksideApp) -> None:
    qtbot.mouseClick(deskside.window.locking.view.unlock, Qt.MouseButton.LeftButton)
    _open(qtbot, deskside)


def test_a_fix_that_is_being_written_is_out_of_sight_while_the_cases_are_locked_and_loses_nothing(
    qtbot: QtBot, make: Make, profile: Profile
) -> None:
    deskside = make()
    _open(qtbot, deskside)
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
    _open(qtbot, deskside)
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
    _open(qtbot, deskside)
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
    _open(qtbot, deskside)
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
    _open(qtbot, deskside)
    library = deskside.window.fix_actions.show_library()
    _lock(qtbot, deskside, profile)
    destroy(library)
    _unlock(qtbot, deskside)
    assert QApplication.activeModalWidget() is None
