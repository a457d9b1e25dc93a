"""The real program is killed while somebody asks; what was begun stands there again, covered where it must be."""

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
from engine.bench.screens import form

app = QApplication(["deskside"])
deskside = open_deskside(app)
window = deskside.window

def tell():
    deskside.tasks.run(Lane.STORE, lambda: print("kept", flush=True))  # after what was put on the lane before

def show(*_):
    sizes = [(picture.width, picture.height, len(picture.masks)) for picture in window.composer.pictures]
    print("found", repr(window.composer.question()), sizes, flush=True)
    app.quit()

def take_picture():
    redactor = deskside.desk.now.redactor
    capture = form(640, 400).capture()
    window.questions.add_picture(redactor.cover(capture, redactor.plan(capture, window.conversation.labels)))

def work():
    if len(sys.argv) > 1:
        if "--picture" in sys.argv:
            take_picture()
        QTest.keyClicks(window.composer.text, sys.argv[1])
        window.draft_keeping._timer.timeout.connect(tell)
    else:
        window.draft_keeping.pictures_read.connect(show)
        window.draft_keeping.restored.connect(lambda kept: None if kept[0].pictures else show())

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


def _begin_and_kill(folders: Folders, *begun: str) -> str:
    """Let somebody begin a question, kill the program, and return what its next start shows."""
    asking = _start(folders, *begun)
    try:
        _line(asking, "kept")
    finally:
        asking.send_signal(signal.SIGKILL)
        asking.wait()
    again = _start(folders)
    try:
        return _line(again, "found")
    finally:
        again.terminate()
        again.wait()


def test_what_was_typed_outlives_a_kill(folders: Folders) -> None:
    found = _begin_and_kill(folders, "Outlook asks again for the password of grace.hopper@clinic-north.example")
    assert "Outlook asks again for the password" in found
    assert "EMAIL 1" in found
    assert "hopper" not in found


def test_a_covered_picture_that_waited_outlives_a_kill_and_none_lies_open(folders: Folders) -> None:
    found = _begin_and_kill(folders, "What is this?", "--picture")
    assert "What is this?" in found
    assert "(640, 400, " in found
    assert "(640, 400, 0)" not in found
    kept = [path for path in folders.data.rglob("*") if path.is_file() and path.stat().st_size > 5_000]
    pictures = (b"RIFF", b"\x89PNG", b"BM", b"\xff\xd8")
    assert kept
    assert not [path for path in kept if path.read_bytes().startswith(pictures)]
