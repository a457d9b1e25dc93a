"""From the hotkey to the review on a real display, and a second start that hands over to the first."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.instance import Listener, Wish, hand_over
from desktop.viewmodels.capture import Stage
from desktop.views.overlay_window import OverlayWindow
from tests.journeys.conftest import SupportAgent

ROOT = Path(__file__).resolve().parents[2]
needs_display = pytest.mark.skipif(not os.environ.get("DISPLAY") or not shutil.which("xdotool"), reason="no X display")


def overlays() -> list[OverlayWindow]:
    widgets = QApplication.topLevelWidgets()
    return [widget for widget in widgets if isinstance(widget, OverlayWindow) and widget.isVisible()]


@needs_display
def test_the_hotkey_leads_to_the_review_of_the_whole_screen(starts: Callable[..., SupportAgent], qtbot: QtBot) -> None:
    trouble = QLabel("Error 0x80070643. Contact: grace@clinic.example")
    trouble.setStyleSheet("background: white; color: black; font-size: 22px; padding: 40px")
    qtbot.addWidget(trouble)
    trouble.show()
    qtbot.waitExposed(trouble)
    agent = starts(capture__hotkey="Ctrl+Alt+Y")
    subprocess.run(["xdotool", "key", "ctrl+alt+y"], check=True)
    agent.waits_until(lambda: len(overlays()) == 1)
    QTest.keyClick(overlays()[0], Qt.Key.Key_F)
    assert "EMAIL" in agent.sees_the_boxes()
    screen = agent.window.screen().size()
    capture = agent.window.capture.picture_under_review
    assert capture is not None
    assert (capture.width, capture.height) == (screen.width(), screen.height())
    agent.presses(Qt.Key.Key_Escape)
    agent.waits_until(lambda: agent.window.capture.stage is Stage.IDLE)
    assert agent.window.capture.picture_under_review is None


def test_a_second_start_hands_its_pictures_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    listener = Listener(tmp_path)
    assert listener.is_listening
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from desktop.instance import Wish, hand_over; app = QCoreApplication([]);"
        "sys.exit(0 if hand_over(Path(sys.argv[1]), Wish(('/tmp/a b.png',), True)) else 1)"
    )
    with qtbot.waitSignal(listener.wished, timeout=20_000) as heard:
        second = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT)
    assert heard.args == [Wish(("/tmp/a b.png",), True)]
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    listener.close()
    assert not hand_over(tmp_path, Wish())


def test_a_socket_left_by_a_killed_start_is_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from desktop.instance import Listener; app = QCoreApplication([]);"
        "listener = Listener(Path(sys.argv[1])); assert listener.is_listening; os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False, timeout=60)
    assert not hand_over(tmp_path, Wish())
    listener = Listener(tmp_path)
    assert listener.is_listening
    listener.close()


def test_of_starts_at_the_same_moment_one_becomes_the_program(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from desktop.instance import Wish, claim; app = QCoreApplication([]);"
        "listener = claim(Path(sys.argv[1]), Wish()); print('one' if listener else 'other', flush=True);"
        "sys.stdin.readline()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    starts = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = sorted(start.stdout.readline().strip() for start in starts if start.stdout)
    for start in starts:
        start.communicate("\n", timeout=20)
    assert said == ["one", "other", "other"]


def test_what_is_no_wish_is_not_heard() -> None:
    for line in (b"", b"[]", b'{"files": "x", "is_capture": true}', b'{"run": "rm"}', b"\xff\xfe"):
        with pytest.raises(ValueError):
            Wish.from_bytes(line)
