"""Puts the window together: settings, look and language first, then the window, and the engine behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.capture_key import CaptureKey
from desktop.notices import Notices
from desktop.session import IdleWatch, SessionWatch
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, ThreadedTasks
from desktop.viewmodels.desk import Desk, FutureDesk
from desktop.views.faults import FaultReporter
from desktop.views.main_window import MainWindow
from desktop.views.surroundings import GlobalKey, RegionOverlay, ReviewPane, Surroundings
from desktop.views.theme import Theme
from desktop.views.translation import Translation
from engine.errors import Cancelled, CasesLocked, DesksideError
from engine.ports import ScreenGrabber
from engine.settings import Folders, Settings

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
    greets: bool = False
    """A person sits before a real profile, and has come for nothing else."""
    make_key: Callable[[], GlobalKey] | None = None
    """A key that is held for moments."""


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
        self.settings.changed.connect(self._follow_setting)
        window.painted.connect(self.open_engine)

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
        if self._parts.greets:
            self.window.keys.greet()

    def _engine_failed(self, error: Exception) -> None:
        if isinstance(error, CasesLocked):
            self.window.lock(error)
            return
        self.desk.failed(error)
        self.window.engine_failed()
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
