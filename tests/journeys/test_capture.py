"""From the hotkey to the review on a real display."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.viewmodels.capture import Stage
from desktop.views.overlay_window import OverlayWindow
from tests.journeys.conftest import SupportAgent

needs_display = pytest.mark.skipif(not os.environ.get("DISPLAY") or not shutil.which("xdotool"), reason="no X display")


def overlays() -> list[OverlayWindow]:
    widgets = QApplication.topLevelWidgets()
    return [widget for widget in widgets if isinstance(widget, OverlayWindow) and widget.isVisible()]


TROUBLE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
trouble = QLabel("Error 0x80070643. Contact: grace@clinic.example")
trouble.setWindowTitle("Trouble")
trouble.setStyleSheet("background: white; color: black; font-size: 22px; padding: 40px")
trouble.show()
app.exec()
"""


@pytest.fixture
def trouble() -> Iterator[None]:
    """A window of another program: our own ones step aside before the screen is grabbed."""
    with subprocess.Popen([sys.executable, "-c", TROUBLE], env={**os.environ, "QT_QPA_PLATFORM": "xcb"}) as other:
        try:
            subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Trouble$"], check=True)
            yield
        finally:
            other.terminate()


@needs_display
def test_the_hotkey_leads_to_the_review_of_the_whole_screen(starts: Callable[..., SupportAgent], trouble: None) -> None:
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
