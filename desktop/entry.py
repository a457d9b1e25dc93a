"""The process: from the command line to a window with the real engine behind it, and back to an exit code."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.app import DesksideApp, Parts
from desktop.errands import Errands
from desktop.handover import hand_over
from desktop.instance import Errand, claim
from desktop.notices import Notices
from desktop.session import best_session_watch
from desktop.thrift import (
    behind_the_window,
    collect_from_here_on,
    give_memory_back,
    keep_memory_small,
    leave_sources_unread,
    let_the_window_have_its_turn,
    put_off_collecting,
)
from desktop.viewmodels.desk import Desk
from desktop.views.help.faults import put_crash_away, start_logging
from desktop.wishes import Outcome, Wish, read_command_line, say_outcome
from engine.domain.notice import Severity
from engine.errors import DesksideError, SettingsError
from engine.ports import ClosedCases
from engine.settings import Folders, Settings
from engine.wording import RESOURCES, Language

_READY_AFTER_MS = 300
"""The cases are on the screen by then."""


@dataclass(frozen=True)
class _ToTheEngine:
    """The ways to the engine, which is imported on the way: OpenCV and the rest must not hold up the window."""

    settings: Settings
    folders: Folders

    def open(self, secret: str = "") -> Desk:
        from engine.assembly import open_engine

        return open_engine(self.settings, self.folders, secret)

    def take_in(self, path: Path, secret: str) -> None:
        from engine.assembly import take_in_profile

        take_in_profile(self.folders, path, secret)

    def closed_cases(self) -> ClosedCases:
        from engine.assembly import ClosedProfile

        return ClosedProfile(self.folders)


def open_deskside(app: QApplication, *, greets: bool = False) -> DesksideApp:
    """Make the window of this user's profile, with the real engine behind it."""
    _name(app)
    put_off_collecting()
    let_the_window_have_its_turn()
    keep_memory_small()
    leave_sources_unread()
    folders = Folders.of_user()
    folders.create()
    settings, complaint = _settings(folders)
    has_crashed = put_crash_away(folders.logs)
    is_logged = start_logging(folders.logs, settings.text("log.level"))
    from desktop.hotkey import best_registrar
    from desktop.views.capture.overlay import RegionOverlay as Overlay
    from desktop.views.review.review import ReviewPane as Review

    engine = _ToTheEngine(settings, folders)
    deskside = DesksideApp(
        Parts(
            open_engine=engine.open,
            settings=settings,
            folders=folders,
            make_review=Review,
            make_overlay=Overlay,
            global_key=best_registrar(),
            unlock=engine.open,
            session=best_session_watch(),
            take_in=engine.take_in,
            closed_cases=engine.closed_cases,
            greets=greets,
            make_key=best_registrar,
            ready_after_ms=_READY_AFTER_MS,
            loading=behind_the_window,
            after_reading=give_memory_back,
        ),
    )
    deskside.settled.connect(collect_from_here_on)
    deskside.faults.install()
    _tell_of_before(deskside.notices, complaint, has_crashed=has_crashed)
    if not is_logged:
        deskside.notices.tell("desktop.no_log", Severity.WARNING, folder=folders.logs)
    return deskside


def _tell_of_before(notices: Notices, complaint: SettingsError | None, *, has_crashed: bool) -> None:
    """Say what went wrong before there was a window to say it."""
    if has_crashed:
        notices.tell("desktop.crashed_before", Severity.WARNING, action_id="help.logs")
    if complaint is not None:
        notices.tell_error(complaint)


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
    # Whoever came for something of their own must not be met by questions about keys; the next start asks them.
    is_plain = wish == Wish() and not start.ends_when_usable
    deskside = open_deskside(app, greets=is_plain)
    errands = Errands(deskside)
    listener.wished.connect(errands.fulfil)
    deskside.window.closed.connect(app.quit)
    if start.ends_when_usable:
        deskside.window.painted.connect(partial(_say_reached, "painted"))
        deskside.usable.connect(partial(_end_when_listed, deskside))
    deskside.window.show()
    errands.fulfil(Errand(wish, _say_failure))
    if is_plain:
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


def _end_when_listed(deskside: DesksideApp) -> None:
    """The engine is open, so the cases are about to arrive: with them, all that one starts with is there."""

    def end() -> None:
        _say_reached("usable")
        QApplication.quit()

    deskside.window.cases.listed.connect(end, Qt.ConnectionType.SingleShotConnection)


def _say_reached(state: str) -> None:
    """Tell those who measure; seconds of the system's clock, and of the processors that this process had."""
    print(f"{state} at {time.monotonic():.3f}, processor {time.process_time():.3f}", flush=True)


def _say_failure(outcome: Outcome) -> None:
    """The first start is the program itself: it goes on, whatever became of what it was started for."""
    if outcome.code:
        say_outcome(outcome)


def _name(app: QApplication) -> None:
    app.setApplicationName("deskside")
    app.setApplicationDisplayName("Deskside")
    app.setDesktopFileName("deskside")
    app.setQuitOnLastWindowClosed(False)


def _settings(folders: Folders) -> tuple[Settings, SettingsError | None]:
    """Read the settings; a file that cannot be read is left alone, and the defaults hold until it can."""
    try:
        return Settings.load(folders.settings_file), None
    except SettingsError as error:
        return Settings.defaults_beside(folders.settings_file), error
