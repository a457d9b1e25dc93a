"""Run by test_opening: a window is moved to a screen of twice the scale, and opens a dialog on each.

A process of its own, since Qt reads the scales of the screens once, when the application starts.
"""

import json
import subprocess
from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.views.parts.opening import opened

WAIT_MS = 10_000


def wait(happened: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(WAIT_MS)
    while not happened() and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    assert happened()


def size_in_pixels(widget: QWidget) -> list[int]:
    told = subprocess.run(["xwininfo", "-id", str(int(widget.winId()))], capture_output=True, text=True, check=True)
    sizes = [line.rpartition(" ")[2] for line in told.stdout.splitlines() if line.startswith(("  Width:", "  Height:"))]
    return [int(size) for size in sizes]


def main() -> None:
    app = QApplication([])
    window = QWidget()
    window.resize(480, 320)
    window.show()
    found = []
    for screen in app.screens():
        window.move(screen.geometry().topLeft() + QPoint(40, 30))
        wait(lambda screen=screen: window.screen() is screen)  # type: ignore[misc]
        dialog = QDialog(window)
        dialog.resize(300, 200)
        opened(dialog)
        wait(lambda dialog=dialog, screen=screen: dialog.windowHandle().isExposed() and dialog.screen() is screen)  # type: ignore[misc]
        off = dialog.frameGeometry().center() - window.frameGeometry().center()
        found.append({"scale": screen.devicePixelRatio(), "off": [off.x(), off.y()], "pixels": size_in_pixels(dialog)})
        dialog.close()
    print(json.dumps(found))


main()
