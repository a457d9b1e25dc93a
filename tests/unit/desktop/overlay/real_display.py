"""Run by test_real_display: hotkey, overlay, drag and crop on a real X display, with real keys and mouse.

A process of its own, since the suite itself may run on Qt's offscreen platform.
"""

import json
import subprocess
from collections.abc import Callable, Sequence

import mss
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.hotkey import best_registrar
from desktop.views.capture.overlay import RegionOverlay
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow, Fitness, Screen

_WAIT_MS = 5000
_HOTKEY = "Ctrl+Alt+G"
_WIDTH, _HEIGHT = 640, 480


class XGrabber:
    """Grabs the display as the program's own grabber does."""

    has_own_dialogue = False

    def take(self, *, lets_choose: bool) -> Capture:
        return self.grab()

    def fitness(self) -> Fitness:
        return Fitness(True)

    def screens(self) -> Sequence[Screen]:
        with mss.MSS() as grabber:
            return [
                Screen(str(number), Region(one["left"], one["top"], one["width"], one["height"]))
                for number, one in enumerate(grabber.monitors[1:])
            ]

    def application_at(self, region: Region) -> Application | None:
        return None

    def windows(self) -> Sequence[DesktopWindow]:
        return ()

    def grab(self, region: Region | None = None) -> Capture:
        assert region is not None
        place = {"left": region.x, "top": region.y, "width": region.width, "height": region.height}
        with mss.MSS() as grabber:
            shot = grabber.grab(place)
        return Capture(shot.width, shot.height, bytes(shot.rgb), CaptureOrigin.SCREEN)


def colour(x: int, y: int) -> tuple[int, int, int]:
    return x % 256, y % 256, 128 + x // 256 * 8 + y // 256


def numbered_window() -> QLabel:
    """Show a picture in the corner of the display, in which every pixel names its place."""
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    for y in range(_HEIGHT):
        for x in range(_WIDTH):
            image.setPixelColor(x, y, QColor(*colour(x, y)))
    window = QLabel()
    window.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.BypassWindowManagerHint)
    window.setPixmap(QPixmap.fromImage(image))
    window.setGeometry(0, 0, _WIDTH, _HEIGHT)
    window.show()
    assert QTest.qWaitForWindowExposed(window, _WAIT_MS)
    return window


def xdotool(*arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True)


def until(condition: Callable[[], bool]) -> None:
    """Run the event loop until something holds: the key is up, the display is painted again.

    It is looked at after each event; an idle timer sees to it that there is one.
    """
    deadline, turns = QDeadlineTimer(_WAIT_MS), QTimer()
    turns.start(0)
    while not condition():
        assert not deadline.hasExpired(), "it never came to be"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def press_hotkey(overlay: RegionOverlay, pressed: QSignalSpy) -> None:
    xdotool("key", "ctrl+alt+g")
    assert pressed.count() or pressed.wait(_WAIT_MS), "the hotkey was not heard"
    assert QTest.qWaitForWindowExposed(overlay.windows[0], _WAIT_MS)


def main() -> None:
    application = QApplication([])
    window = numbered_window()
    overlay = RegionOverlay(XGrabber())
    registrar = best_registrar()
    state = registrar.register(_HOTKEY)
    registrar.pressed.connect(overlay.start)

    cancelled = QSignalSpy(overlay.cancelled)
    press_hotkey(overlay, QSignalSpy(registrar.pressed))
    xdotool("key", "Escape")
    has_cancelled = bool(cancelled.count() or cancelled.wait(_WAIT_MS))

    captures: list[Capture] = []
    overlay.region_captured.connect(lambda shot: captures.append(shot.capture))
    captured = QSignalSpy(overlay.region_captured)
    held = registrar.findChild(QTimer)
    assert held is not None
    until(lambda: not held.isActive())
    until(lambda: XGrabber().grab(Region(200, 200, 1, 1)).rgb == bytes(colour(200, 200)))
    press_hotkey(overlay, QSignalSpy(registrar.pressed))
    xdotool("mousemove", "101", "67", "mousedown", "1")
    xdotool("mousemove", "200", "200", "mousemove", "402", "310", "mouseup", "1")
    assert captured.count() or captured.wait(_WAIT_MS), "nothing was captured"

    wanted = bytes(part for y in range(67, 311) for x in range(101, 403) for part in colour(x, y))
    result = {
        "registration": state.registration,
        "has_cancelled": has_cancelled,
        "size": [captures[0].width, captures[0].height],
        "is_exact": captures[0].rgb == wanted,
    }
    registrar.unregister()
    window.close()
    application.quit()
    print(json.dumps(result))


main()
