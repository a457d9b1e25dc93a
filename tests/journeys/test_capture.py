"""From the hotkey to the review on a real display."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.viewmodels.capture import Stage
from desktop.views.capture.overlay_window import OverlayWindow
from tests.journeys.conftest import SupportAgent

needs_display = pytest.mark.skipif(not os.environ.get("DISPLAY") or not shutil.which("xdotool"), reason="no X display")


def overlays() -> list[OverlayWindow]:
    widgets = QApplication.topLevelWidgets()
    return [widget for widget in widgets if isinstance(widget, OverlayWindow) and widget.isVisible()]


OWN_COLOUR = (255, 0, 254)

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


@needs_display
def test_our_own_window_is_never_on_the_picture(starts: Callable[..., SupportAgent], trouble: None) -> None:
    """It lies over the other program's window, which has to draw itself anew before the picture is taken."""
    agent = starts(capture__hotkey="Ctrl+Alt+U")
    agent.window.setStyleSheet("* { background: #ff00fe; }")
    agent.window.setGeometry(0, 0, agent.window.screen().size().width(), agent.window.screen().size().height())
    for _ in range(3):
        agent.waits_until(lambda: _share_of(_on_display(agent), OWN_COLOUR) > 0.3)
        subprocess.run(["xdotool", "key", "ctrl+alt+u"], check=True)
        agent.waits_until(lambda: len(overlays()) == 1)
        picture = overlays()[0].frozen.picture
        assert _share_of(picture.rgb, OWN_COLOUR) == 0
        assert _share_of(picture.rgb, (0, 0, 0)) > 0, "the letters of the trouble"
        QTest.keyClick(overlays()[0], Qt.Key.Key_Escape)
        agent.waits_until(lambda: not agent.window.capturing.is_running)


def _on_display(agent: SupportAgent) -> bytes:
    image = agent.window.screen().grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB888)
    return bytes(image.constBits())


def _share_of(rgb: bytes, colour: tuple[int, int, int]) -> float:
    pixels = memoryview(rgb)[: len(rgb) // 3 * 3]
    sampled = [bytes(pixels[place : place + 3]) for place in range(0, len(pixels), 3 * 5)]
    return sampled.count(bytes(colour)) / len(sampled)
