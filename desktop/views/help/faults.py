"""What happens when the program itself is wrong: a log, and a report without content that can be copied."""

from __future__ import annotations

import faulthandler
import logging
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from desktop.views.help.report_dialog import ReportDialog
from desktop.views.help.version import version

log = logging.getLogger("deskside.window")
_LOG_BYTES = 1_000_000
_LOG_FILES = 5
CRASH_LOG, LAST_CRASH = "crash.log", "last-crash.log"
_FILE_IN_STACK = re.compile(r'File "([^"]*)"')
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def report_of(error: BaseException) -> str:
    """Say where in the program it happened. The error's own words are left out: they may quote content."""
    lines = [
        f"Deskside {version()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
    ]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"{_short(frame.filename)}:{frame.lineno} {frame.name}")
    lines.append(type(error).__qualname__)
    cause = error.__cause__
    if cause is not None:
        lines.append(f"caused by {type(cause).__qualname__}")
    return "\n".join(lines)


def put_crash_away(folder: Path) -> bool:
    """Keep the stack that a crash of the last run has left, under a name of its own; tell whether there is one.

    Call it before `start_logging`. Names of the user's folders are taken out.
    """
    left, kept = folder / CRASH_LOG, folder / LAST_CRASH
    try:
        stack = left.read_text(encoding="utf-8", errors="replace")
        if not stack.strip():
            return False
        kept.write_text(_FILE_IN_STACK.sub(lambda found: f'File "{_short(found[1])}"', stack), encoding="utf-8")
        left.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        log.warning("crash log: %s", type(error).__name__)
        return False
    return True


def start_logging(folder: Path, level: str) -> bool:
    """Log to rotating files, and let a crash of native code leave its stack in a file; False where none can be written.

    A profile that can only be read must not keep the window from saying so.
    """
    qInstallMessageHandler(_log_qt)
    root = logging.getLogger("deskside")
    root.setLevel(level.upper())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / "desktop.log"
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8")
        crashes = (folder / CRASH_LOG).open("a", encoding="utf-8")
    except OSError as error:
        log.warning("no log is written: %s", type(error).__name__)
        return False
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    faulthandler.enable(crashes, all_threads=True)
    return True


class FaultReporter(QObject):
    """Shows one report at a time, whichever thread the fault comes from."""

    happened = Signal(str)

    def __init__(self, show: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self._show = show or self._show_dialog
        self._is_showing = False
        self.happened.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take everything that nobody catches."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def tell(self, error: BaseException) -> None:
        """Log a fault and show its report. May be called from any thread."""
        report = report_of(error)
        log.error("fault\n%s", report)
        self.happened.emit(report)

    def _report(self, report: str) -> None:
        if self._is_showing:
            return
        self._is_showing = True
        try:
            self._show(report)
        finally:
            self._is_showing = False

    def _show_dialog(self, report: str) -> None:
        ReportDialog(report).exec()

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        self.tell(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.tell(args.exc_value)


def _short(path: str) -> str:
    """Name a file without the user's folders."""
    return "/".join(Path(path).parts[-3:])


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logging.getLogger("deskside.qt").log(_LEVELS.get(kind, logging.INFO), "%s", message)
