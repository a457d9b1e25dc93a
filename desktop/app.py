"""Puts the window together: settings, look and language first, then the window, and the engine behind it."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop.instance import Wish, claim
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
from engine.domain.notice import Severity
from engine.errors import Cancelled, CasesLocked, DesksideError, SettingsError
from engine.ports import ScreenGrabber
from engine.settings import Folders, Settings
from engine.wording import RESOURCES, Language

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
        self._told_of_key = ""
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
            )
        )
        self._global_key = global_key
        global_key.pressed.connect(self.window.first_steps.key_pressed)
        global_key.pressed.connect(self._capture_unless_locked)
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
        self._register_key()
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

    def fulfil(self, wish: Wish) -> None:
        """Do what a start of the program was for."""
        window = self.window
        window.show()
        window.raise_()
        window.activateWindow()
        window.open_files([Path(file) for file in wish.files])
        if wish.is_capture:
            self.when_open(window.capturing.capture_region)

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
        self._global_key.unregister()
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
        if self._greets:
            self.window.keys.greet()

    def _engine_failed(self, error: Exception) -> None:
        if isinstance(error, CasesLocked):
            self.window.lock(error)
            return
        self.desk.failed(error)
        self.window.engine_failed()
        self._take_fault(error)

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

    def _capture_unless_locked(self) -> None:
        if self.window.locking.is_locked:
            self.fulfil(Wish())
        else:
            self.window.capturing.capture_region()

    def _follow_setting(self, key: str) -> None:
        if key == "window.language":
            self._translation.speak(self.settings.language)
        elif key in _LOOK_KEYS:
            self._apply_look()
        elif key == "capture.hotkey":
            self._register_key()
        elif key == "lock.idle_minutes" and self.desk.now is not None:
            self._watch()

    def _register_key(self) -> None:
        """Ask for the capture key; where it cannot be had the agent is told what else there is."""
        sequence = self.settings.text("capture.hotkey")
        if self._told_of_key:
            self.notices.dismiss(self._told_of_key)
        self._told_of_key = ""
        if not sequence:
            self._global_key.unregister()
            return
        state = self._global_key.register(sequence)
        if state.registration == "registered":
            return
        self._told_of_key = state.key
        severity = Severity.WARNING if state.registration == "taken" else Severity.INFO
        self.notices.tell(state.key, severity, action_id="app.settings", sequence=sequence)

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
    )
    deskside.faults.install()
    if has_crashed:
        deskside.notices.tell("desktop.crashed_before", Severity.WARNING, action_id="help.logs")
    if complaint is not None:
        deskside.notices.tell_error(complaint)
    return deskside


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    options = _parser().parse_args(argv)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["deskside"])
    files = [*options.files, *(sample_pictures() if options.sample else [])]
    wish = Wish(tuple(str(file.absolute()) for file in files), options.capture)
    try:
        folders = Folders.of_user()
        folders.create()
    except SettingsError as error:
        return _say_and_end(error)
    listener = claim(folders.data, wish)
    if listener is None:
        return 0
    deskside = open_deskside(app, greets=not options.exit_when_usable)
    listener.wished.connect(deskside.fulfil)
    deskside.window.closed.connect(app.quit)
    if options.exit_when_usable:
        deskside.usable.connect(_say_usable)
        deskside.usable.connect(app.quit)
    deskside.window.show()
    deskside.fulfil(wish)
    if wish == Wish() and not options.exit_when_usable:
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deskside", description="Show a problem, cover what is sensitive, ask.")
    parser.add_argument("files", nargs="*", type=Path, metavar="PICTURE", help="pictures to open")
    parser.add_argument("--sample", action="store_true", help="open a sample screenshot")
    parser.add_argument("--capture", action="store_true", help="grab a region of the screen; bind this to a key")
    parser.add_argument("--headless", metavar="FOLDER", help="do the sample case without a display, leave pictures")
    parser.add_argument("--exit-when-usable", action="store_true", help=argparse.SUPPRESS)
    return parser


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
