"""The watches over the session of the desktop: when it locks, and when nobody has touched a key for long."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.session import IdleWatch
from desktop.session.dbus import _escaped
from desktop.session.windows import WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, WindowsSessionWatch


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
