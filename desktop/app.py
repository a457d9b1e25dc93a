"""Puts the window together: settings, look and language first, then the window, and the engine behind it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.capture_key import CaptureKey
from desktop.notices import Notices
from desktop.session import IdleWatch, SessionWatch
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, ThreadedTasks
from desktop.viewmodels.desk import Desk, FutureDesk
from desktop.views.help.faults import FaultReporter
from desktop.views.parts.surroundings import GlobalKey, RegionOverlay, ReviewPane, Surroundings
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import Translation
from desktop.views.shell.main_window import MainWindow
from engine.domain.upkeep import Restored
from engine.errors import Cancelled, CasesLocked, DesksideError, StoreDamaged
from engine.ports import ClosedCases, ScreenGrabber
from engine.settings import Folders, Settings

T = TypeVar("T")
_QUEUED_ONCE = Qt.ConnectionType.QueuedConnection.value | Qt.ConnectionType.SingleShotConnection.value
_LOOK_KEYS = frozenset({"window.theme", "window.contrast", "window.motion", "window.font_percent"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What the program is put together from."""

    open_engine: Callable[[], Desk]
    settings: Settings
    folders: Folders
    make_review: Callable[[QWidget], ReviewPane]
    make_overlay: Callable[[ScreenGrabber], RegionOverlay]
    global_key: GlobalKey
    unlock: Callable[[str], Desk] | None = None
    """Opens the engine with what was typed; None where nothing is locked."""
    session: SessionWatch | None = None
    take_in: Callable[[Path, str], None] | None = None
    """Puts a profile of another computer in the place of an empty one."""
    closed_cases: Callable[[], ClosedCases] | None = None
    """Opens what can be done to the profile while its case file is closed."""
    greets: bool = False
    """A person sits before a real profile, and has come for nothing else."""
    make_key: Callable[[], GlobalKey] | None = None
    """A key that is held for moments."""
    ready_after_ms: int | None = None
    """How long after the window can be used the reader of pictures is loaded; None where the first picture does it."""
    loading: Callable[[], AbstractContextManager[None]] = nullcontext
    """What is held while that which reads pictures is loaded."""
    after_reading: Callable[[], None] | None = None
    """What is done, behind the window, each time that a picture was read."""


class DesksideApp(QObject):
    """One running window with all that it needs; the engine opens after the first paint."""

    usable = Signal()
    """The engine is open: pictures can be taken and questions asked."""

    settled = Signal()
    """The engine is open, or it is known that it cannot be opened."""

    def __init__(self, parts: Parts) -> None:
        """Needs a QApplication. Show its `.window`, and call its `.close()` at the end."""
        super().__init__()
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a window needs a QApplication")
        self._parts = parts
        self._is_closed = False
        self.faults = FaultReporter()
        self.notices = Notices(self)
        self.tasks = ThreadedTasks(self._take_fault)
        write = partial(self.tasks.run, Lane.SETTINGS)
        self.settings = SettingsBridge(parts.settings, write, self.notices.tell_error, self)
        self.desk = FutureDesk()
        self.theme = Theme(app)
        self._translation = Translation(app)
        self._translation.speak(self.settings.language)
        with self.theme.dressing_at_the_end():
            self._apply_look()
            self.window = MainWindow(self._surroundings())
        self._capture_key = CaptureKey(parts.global_key, self.settings, self.notices, self.window.actions, self)
        self._session = parts.session or SessionWatch(self)
        self._idle = IdleWatch(self)
        self._connect()

    def _surroundings(self) -> Surroundings:
        parts = self._parts
        return Surroundings(
            self.desk,
            self.tasks,
            self.notices,
            self.settings,
            parts.folders,
            self.theme,
            parts.make_review,
            parts.make_overlay,
            parts.make_key,
            parts.closed_cases,
        )

    def _connect(self) -> None:
        window, key = self.window, self._parts.global_key
        key.pressed.connect(window.first_steps.key_pressed)
        key.pressed.connect(self._capture_by_key)
        self._session.locked.connect(self._desktop_locked)
        self._idle.idled.connect(self._idled)
        window.locking.wanted.connect(self.lock)
        window.locking.unlock_wanted.connect(self._open_with)
        window.data.profile_given.connect(self.take_in_profile)
        window.data.backup_chosen.connect(self.restore_backup)
        window.data.new_key_wanted.connect(self.replace_key)
        self.settings.changed.connect(self._follow_setting)
        window.painted.connect(self.open_engine)
        window.capture.plan_found.connect(self._after_reading)

    def open_engine(self) -> None:
        """Open the engine in the background; the window works meanwhile."""
        self._capture_key.ask()
        self.tasks.run(Lane.ENGINE, self._opened_engine, done=self._take_engine, failed=self._engine_failed)

    def lock(self) -> None:
        """Close the case file and the model; nothing of a case is shown until it is opened again."""
        if self.desk.now is None or self.window.locking.is_locked:
            return
        self._idle.stop()
        self.window.lock(None)
        if self.window.conversation.is_busy:  # it was told to stop, and what it has written is still to be kept
            self.window.conversation.busy_changed.connect(self._close_engine, Qt.ConnectionType(_QUEUED_ONCE))
        else:
            self._close_engine()

    def take_in_profile(self, path: Path, secret: str) -> None:
        """Close everything, put the profile of a file in its place, and open that."""
        take_in = self._parts.take_in
        if self.desk.now is None or take_in is None:
            return
        self.lock()
        self._close_engine()

        def reopen(fault: Exception | None = None) -> None:
            self._open_with("" if fault else secret)
            if fault is not None:
                self._take_fault(fault)

        self.tasks.run(Lane.ENGINE, lambda: take_in(path, secret), done=lambda _: reopen(), failed=reopen)

    def restore_backup(self, backup: Path, secret: str) -> None:
        """Close everything, put a backup in the place of the case file, and go on with that."""

        def done(restored: Restored) -> None:
            key = "store.restored" if restored.set_aside else "store.restored_alone"
            self.notices.tell(key, backup=restored.backup.name, path=restored.set_aside or "")
            self._open_with(secret)

        self._while_closed(lambda cases: cases.restore(backup, secret), done, secret)

    def replace_key(self, secret: str) -> None:
        """Close everything, encrypt it anew under another master key, and go on with that."""

        def done(recovery_key: str) -> None:
            self.notices.tell("store.key_rotated")
            if recovery_key:
                self.window.keys.show_recovery_key(recovery_key)
            self._open_with(secret)

        self._while_closed(lambda cases: cases.rotate_key(secret), done, secret)

    def _while_closed(self, job: Callable[[ClosedCases], T], done: Callable[[T], None], secret: str) -> None:
        """Close the engine, do something to its profile, and open it again, whether that went well or not."""
        closed_cases = self._parts.closed_cases
        if closed_cases is None:
            return
        if self.desk.now is not None:
            self.lock()
            self._close_engine()
        elif self.desk.is_over:
            self.desk.closed()  # it could not be opened: from now on jobs wait for the next try

        def failed(fault: Exception) -> None:
            self._open_with(secret if not isinstance(fault, CasesLocked) else "")
            self._take_fault(fault)

        self.tasks.run(Lane.ENGINE, lambda: job(closed_cases()), done=done, failed=failed)

    def _capture_by_key(self) -> None:
        """The global key was pressed; where there is no engine or the cases are locked, the window says so."""
        if self.window.locking.is_locked or (self.desk.is_over and self.desk.now is None):
            self.window.capturing.show_window()
        else:
            self.when_open(self.window.capturing.capture_region)

    def when_open(self, act: Callable[[], None]) -> None:
        """Do something as soon as the engine is there."""
        if self.desk.now is not None:
            act()
        else:
            self.usable.connect(act, Qt.ConnectionType.SingleShotConnection)

    def close(self) -> None:
        """End everything in order: jobs, settings, engine. May be called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._capture_key.give_back()
        self._idle.stop()
        self._session.stop()
        self.window.conversation.stop()
        if not self.desk.is_over:
            self.desk.failed(Cancelled("desktop.closing"))
        self.tasks.close()
        self.settings.write_now()
        self._translation.close()
        engine = self.desk.now
        if engine is not None:
            engine.close()

    def _close_engine(self) -> None:
        engine = self.desk.now
        if engine is None:
            return
        self.desk.closed()
        self.window.lock(None)
        self.tasks.run(Lane.ENGINE, engine.close)

    def _open_with(self, secret: str) -> None:
        self._close_engine()  # an answer may still be ending
        self.tasks.run(
            Lane.ENGINE,
            lambda: self._opened_engine(secret),
            done=self._take_engine,
            failed=self._engine_failed,
        )

    def _opened_engine(self, secret: str = "") -> Desk:
        parts = self._parts
        engine = parts.unlock(secret) if secret and parts.unlock else parts.open_engine()
        if self._is_closed:
            engine.close()
        return engine

    def _take_engine(self, engine: Desk) -> None:
        self.desk.opened(engine)
        self.settings.defaults_changed()
        self.window.engine_opened()
        self._watch()
        self.usable.emit()
        self.settled.emit()
        if self._parts.ready_after_ms is not None:
            QTimer.singleShot(self._parts.ready_after_ms, self, self._get_ready)
        if self._parts.greets:
            self.window.keys.greet()

    def _get_ready(self) -> None:
        """Load what reads pictures, and read the fixes, so that the first one has not to wait for it."""
        engine = self.desk.now
        if engine is not None:
            self.window.fixes.get_ready()
            self.tasks.run(Lane.PICTURE, partial(self._load, engine))

    def _after_reading(self) -> None:
        if self._parts.after_reading is not None:
            self.tasks.run(Lane.PICTURE, self._parts.after_reading)

    def _load(self, engine: Desk) -> None:
        with self._parts.loading():
            engine.grabber.fitness()  # brings in what grabs the screen: the first hotkey shall not wait for it
            engine.redactor.get_ready()

    def _engine_failed(self, error: Exception) -> None:
        if isinstance(error, CasesLocked):
            self.window.lock(error)
        elif self.window.locking.is_locked:
            self._unlock_failed(error)
        else:
            self._opening_failed(error)

    def _unlock_failed(self, error: Exception) -> None:
        """The cases stay locked; the page says why, and it can be tried again."""
        if isinstance(error, DesksideError):
            self.window.lock(error)
        else:
            self.window.lock(DesksideError("desktop.other_fault"))
            self._take_fault(error)

    def _opening_failed(self, error: Exception) -> None:
        self.desk.failed(error)
        self.window.engine_failed()
        if isinstance(error, StoreDamaged) and self._parts.closed_cases is not None:
            self.notices.tell_error(error, action_id="data.restore")
        else:
            self._take_fault(error)
        self.settled.emit()

    def _take_fault(self, error: Exception) -> None:
        """What no one else handles: a known fault is told, anything else is a bug and reported."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, DesksideError):
            self.notices.tell_error(error)
        else:
            self.faults.tell(error)

    def _watch(self) -> None:
        """Count the agent's minutes, and hear of the desktop being locked."""
        self._idle.start(self.settings.integer("lock.idle_minutes"))
        if not self._session.is_listening:
            self._session.start()

    def _idled(self) -> None:
        if self.window.conversation.is_busy:
            self._watch()  # an answer is being written for somebody
        else:
            self.lock()

    def _desktop_locked(self) -> None:
        if self.settings.flag("lock.with_desktop"):
            self.lock()

    def _follow_setting(self, key: str) -> None:
        if key == "window.language":
            self._translation.speak(self.settings.language)
        elif key in _LOOK_KEYS:
            self._apply_look()
        elif key == "lock.idle_minutes" and self.desk.now is not None:
            self._watch()

    def _apply_look(self) -> None:
        settings = self.settings
        self.theme.apply(
            settings.text("window.theme"),
            settings.integer("window.font_percent"),
            contrast=settings.text("window.contrast"),
            motion=settings.text("window.motion"),
        )
