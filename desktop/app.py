"""Puts the window together: settings, look and language first, then the window, and the engine behind it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop.capture_key import CaptureKey
from desktop.handover import hand_over
from desktop.instance import Errand, claim
from desktop.notices import Notices
from desktop.session import IdleWatch, SessionWatch, best_session_watch
from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, ThreadedTasks
from desktop.viewmodels.desk import Desk, FutureDesk
from desktop.views.faults import FaultReporter, put_crash_away, start_logging
from desktop.views.main_window import MainWindow
from desktop.views.surroundings import GlobalKey, RegionOverlay, ReviewPane, Surroundings
from desktop.views.theme import Theme
from desktop.views.translation import Translation
from desktop.wishes import Outcome, Verb, Wish, read_command_line, say_outcome
from engine.domain.notice import Severity
from engine.errors import Cancelled, CasesLocked, DesksideError, SettingsError
from engine.ports import ScreenGrabber
from engine.settings import Folders, Settings
from engine.wording import RESOURCES, Language, say

_QUEUED_ONCE = Qt.ConnectionType.QueuedConnection.value | Qt.ConnectionType.SingleShotConnection.value
_LOOK_KEYS = frozenset({"window.theme", "window.contrast", "window.motion", "window.font_percent"})


class DesksideApp(QObject):
    """One running window with all that it needs; the engine opens after the first paint."""

    usable = Signal()
    """The engine is open: pictures can be taken and questions asked."""

    def __init__(
        self,
        app: QApplication,
        engine_factory: Callable[[], Desk],
        *,
        settings: Settings,
        folders: Folders,
        make_review: Callable[[QWidget], ReviewPane],
        make_overlay: Callable[[ScreenGrabber], RegionOverlay],
        global_key: GlobalKey,
        unlock: Callable[[str], Desk] | None = None,
        session: SessionWatch | None = None,
        take_in: Callable[[Path, str], None] | None = None,
        greets: bool = False,
        make_key: Callable[[], GlobalKey] | None = None,
    ) -> None:
        """`unlock` opens the engine with what was typed; `greets` where a person sits before a real profile.

        `take_in` puts a profile of another computer in the place of an empty one.
        """
        super().__init__()
        self._engine_factory = engine_factory
        self._unlock = unlock or (lambda _secret: engine_factory())
        self._take_in = take_in
        self._greets = greets
        self._is_closed = False
        self._waiting: list[Errand] = []
        self.faults = FaultReporter()
        self.notices = Notices(self)
        self.tasks = ThreadedTasks(self._take_fault)
        write = partial(self.tasks.run, Lane.SETTINGS)
        self.settings = SettingsBridge(settings, write, self.notices.tell_error, self)
        self.desk = FutureDesk()
        self.theme = Theme(app)
        self._translation = Translation(app)
        self._translation.speak(self.settings.language)
        self._apply_look()
        self.window = MainWindow(
            Surroundings(
                self.desk,
                self.tasks,
                self.notices,
                self.settings,
                folders,
                self.theme,
                make_review,
                make_overlay,
                make_key,
            )
        )
        self._capture_key = CaptureKey(global_key, self.settings, self.notices, self.window.actions, self)
        global_key.pressed.connect(self.window.first_steps.key_pressed)
        global_key.pressed.connect(self._capture_by_key)
        self._session = session or SessionWatch(self)
        self._session.locked.connect(self._desktop_locked)
        self._idle = IdleWatch(self)
        self._idle.idled.connect(self._idled)
        self.window.locking.wanted.connect(self.lock)
        self.window.locking.unlock_wanted.connect(self._open_with)
        self.window.data.profile_given.connect(self.take_in_profile)
        self.settings.changed.connect(self._follow_setting)
        self.window.painted.connect(self.open_engine)

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
        take_in = self._take_in
        if self.desk.now is None or take_in is None:
            return
        self.lock()
        self._close_engine()

        def reopen(fault: Exception | None = None) -> None:
            self._open_with("" if fault else secret)
            if fault is not None:
                self._take_fault(fault)

        self.tasks.run(Lane.ENGINE, lambda: take_in(path, secret), done=lambda _: reopen(), failed=reopen)

    def fulfil(self, errand: Errand) -> None:
        """Do what a start of the program was for, and answer it."""
        wish, window = errand.wish, self.window
        if wish.verb is Verb.CAPTURE and window.locking.is_locked:
            errand.answer(Outcome(1, self._say("handover.locked")))
            window.capturing.show_window()
            return
        if wish.verb is Verb.CAPTURE:
            # The window stays as it is until there is a picture to look at.
            self._waiting.append(errand)
            self._start_captures()
            return
        errand.answer(Outcome(0, "" if wish.verb is Verb.SHOW else self._say("handover.closing")))
        if wish.verb is Verb.QUIT:
            window.actions_by_id["app.quit"].trigger()
            return
        window.capturing.show_window()
        window.open_files([Path(file) for file in wish.files])

    def _say(self, key: str) -> str:
        return say(key, self.settings.language)

    def _capture_by_key(self) -> None:
        """The global key was pressed; where there is no engine or the cases are locked, the window says so."""
        if self.window.locking.is_locked or (self.desk.is_over and self.desk.now is None):
            self.window.capturing.show_window()
        else:
            self.when_open(self.window.capturing.capture_region)

    def _start_captures(self) -> None:
        """Begin what waited for the engine, or say that there is none."""
        if not self.desk.is_over:
            return
        waiting, self._waiting = self._waiting, []
        for errand in waiting:
            if self.desk.now is not None:
                self.window.capturing.capture(errand.wish.order, errand.answer)
            else:
                errand.answer(Outcome(1, self._say("handover.no_engine")))

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
        engine = self._unlock(secret) if secret else self._engine_factory()
        if self._is_closed:
            engine.close()
        return engine

    def _take_engine(self, engine: Desk) -> None:
        self.desk.opened(engine)
        self.settings.defaults_changed()
        self.window.engine_opened()
        self._watch()
        self.usable.emit()
        self._start_captures()
        if self._greets:
            self.window.keys.greet()

    def _engine_failed(self, error: Exception) -> None:
        if isinstance(error, CasesLocked):
            self.window.lock(error)
            return
        self.desk.failed(error)
        self.window.engine_failed()
        self._take_fault(error)
        self._start_captures()

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


def create_window(
    engine_factory: Callable[[], Desk],
    *,
    settings: Settings,
    folders: Folders,
    make_review: Callable[[QWidget], ReviewPane],
    make_overlay: Callable[[ScreenGrabber], RegionOverlay],
    global_key: GlobalKey,
    unlock: Callable[[str], Desk] | None = None,
    session: SessionWatch | None = None,
    take_in: Callable[[Path, str], None] | None = None,
    greets: bool = False,
    make_key: Callable[[], GlobalKey] | None = None,
) -> DesksideApp:
    """Make the window and its services. Show its `.window`, and call its `.close()` at the end."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("create_window needs a QApplication")
    return DesksideApp(
        app,
        engine_factory,
        settings=settings,
        folders=folders,
        make_review=make_review,
        make_overlay=make_overlay,
        global_key=global_key,
        unlock=unlock,
        session=session,
        take_in=take_in,
        greets=greets,
        make_key=make_key,
    )


def open_deskside(app: QApplication, *, greets: bool = False) -> DesksideApp:
    """Make the window of this user's profile, with the real engine behind it."""
    _name(app)
    folders = Folders.of_user()
    folders.create()
    settings, complaint = _settings(folders)
    has_crashed = put_crash_away(folders.logs)
    start_logging(folders.logs, settings.text("log.level"))
    from desktop.hotkey import best_registrar
    from desktop.views.overlay import RegionOverlay as Overlay
    from desktop.views.review import ReviewPane as Review

    def open_with(secret: str) -> Desk:
        # Imported here: OpenCV and the rest of the engine must not hold up the window.
        from engine.assembly import open_engine

        return open_engine(settings, folders, secret)

    def take_in(path: Path, secret: str) -> None:
        from engine.assembly import take_in_profile

        take_in_profile(folders, path, secret)

    deskside = create_window(
        lambda: open_with(""),
        settings=settings,
        folders=folders,
        make_review=Review,
        make_overlay=Overlay,
        global_key=best_registrar(),
        unlock=open_with,
        session=best_session_watch(),
        take_in=take_in,
        greets=greets,
        make_key=best_registrar,
    )
    deskside.faults.install()
    if has_crashed:
        deskside.notices.tell("desktop.crashed_before", Severity.WARNING, action_id="help.logs")
    if complaint is not None:
        deskside.notices.tell_error(complaint)
    return deskside


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    start = read_command_line(sys.argv[1:] if argv is None else argv)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["deskside"])
    samples = tuple(str(file) for file in sample_pictures()) if start.is_sample else ()
    wish = replace(start.wish, files=start.wish.files + samples)
    try:
        folders = Folders.of_user()
        folders.create()
    except SettingsError as error:
        return _say_and_end(error)
    listener = claim(folders.data)
    if listener is None:
        return say_outcome(hand_over(folders.data, wish) or Outcome())
    deskside = open_deskside(app, greets=not start.ends_when_usable)
    listener.wished.connect(deskside.fulfil)
    deskside.window.closed.connect(app.quit)
    if start.ends_when_usable:
        deskside.usable.connect(_say_usable)
        deskside.usable.connect(app.quit)
    deskside.window.show()
    deskside.fulfil(Errand(wish, _say_failure))
    if wish == Wish() and not start.ends_when_usable:
        window = deskside.window
        window.keys.greeted.connect(window.first_steps.show_once, Qt.ConnectionType.SingleShotConnection)
    try:
        return app.exec()
    finally:
        listener.close()
        deskside.close()


def sample_pictures() -> list[Path]:
    """Return the screenshot of the sample case, in a list as files are given."""
    return sorted((RESOURCES / "samples").glob("*.png"))[:1]


def _say_and_end(error: DesksideError) -> int:
    """Tell of a fault that leaves nothing to show a window for."""
    is_chinese = QLocale.system().language() == QLocale.Language.Chinese
    language = Language.ZH if is_chinese else Language.EN
    text = f"{error.message(language)}\n\n{error.remedy(language)}"
    print(text, file=sys.stderr)
    QMessageBox.critical(None, "Deskside", text)
    return error.exit_code


def _say_usable() -> None:
    print(f"usable at {time.monotonic():.3f}", flush=True)


def _say_failure(outcome: Outcome) -> None:
    """The first start is the program itself: it goes on, whatever became of what it was started for."""
    if outcome.code:
        say_outcome(outcome)


def _name(app: QApplication) -> None:
    app.setApplicationName("deskside")
    app.setApplicationDisplayName("Deskside")
    app.setApplicationVersion(_version())
    app.setDesktopFileName("deskside")
    app.setQuitOnLastWindowClosed(False)


def _version() -> str:
    try:
        return metadata.version("deskside")
    except metadata.PackageNotFoundError:
        return "0.1.0"


def _settings(folders: Folders) -> tuple[Settings, SettingsError | None]:
    """Read the settings; a file that cannot be read is left alone, and the defaults hold until it can."""
    try:
        return Settings.load(folders.settings_file), None
    except SettingsError as error:
        return Settings(), error
