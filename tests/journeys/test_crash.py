"""The real program is killed while somebody types; what was typed stands there again, covered where it must be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from engine.settings import Folders

_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.entry import open_deskside
from desktop.tasks import Lane

app = QApplication(["deskside"])
deskside = open_deskside(app)
window = deskside.window

def tell():
    deskside.tasks.run(Lane.STORE, lambda: print("kept", flush=True))  # after what was put on the lane before

def show(_):
    print("found", repr(window.composer.question()), flush=True)
    app.quit()

def work():
    if len(sys.argv) > 1:
        QTest.keyClicks(window.composer.text, sys.argv[1])
        window.draft_keeping._timer.timeout.connect(tell)
    else:
        window.draft_keeping.restored.connect(show)

window.show()
deskside.usable.connect(work)
code = app.exec()
deskside.close()
"""


def _start(folders: Folders, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DESKSIDE_HOME": str(folders.data.parent)}
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def _line(process: subprocess.Popen[str], begin: str) -> str:
    assert process.stdout is not None
    return next(line for line in process.stdout if line.startswith(begin))


def test_what_was_typed_outlives_a_kill(folders: Folders) -> None:
    typing = _start(folders, "Outlook asks again for the password of grace.hopper@clinic-north.example")
    try:
        _line(typing, "kept")
    finally:
        typing.send_signal(signal.SIGKILL)
        typing.wait()
    again = _start(folders)
    try:
        found = _line(again, "found")
    finally:
        again.terminate()
        again.wait()
    assert "Outlook asks again for the password" in found
    assert "EMAIL 1" in found
    assert "hopper" not in found
