"""Tells when the desktop has drawn what lay under our windows, so that a picture of it need not wait any longer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

LONGEST_MS = 90
"""Then the picture is taken as it is: a desktop needs less, and a program that draws later may not draw at all."""
_LOOKS_EVERY_MS = 6
_STILL_MS, _STILL_OVER_NOTHING_MS = 24, 12
"""How long nothing may have changed: a program draws its window part by part, a bare desktop at once."""
_ROWS = 8
_PIXEL_BYTES = 4

Row = tuple[QScreen, QRect]
"""A row of pixels: one pixel high, on the screen's own grid."""
Look = Callable[[Sequence[Row]], tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Rows of pixels through one of our windows, and what they showed while it was there."""

    rows: tuple[Row, ...]
    with_window: tuple[bytes, ...]


def look_at_rows(rows: Sequence[Row]) -> tuple[bytes, ...]:
    """Return the pixels of rows as they are on the display now; nothing where nobody may look."""
    images = (screen.grabWindow(0, row.x(), row.y(), row.width(), row.height()).toImage() for screen, row in rows)
    return tuple(bytes(image.constBits()) for image in images)


def rows_through(area: QRect) -> tuple[Row, ...]:
    """Return rows through an area of the desktop, on each screen that it lies on."""
    found = []
    for screen in QGuiApplication.screens():
        part = area.intersected(screen.geometry())
        for number in range(_ROWS if not part.isEmpty() else 0):
            y = part.y() + part.height() * (2 * number + 1) // (2 * _ROWS)
            row = QRect(part.x(), y, part.width(), 1)
            found.append((screen, row.translated(-screen.geometry().topLeft())))
    return tuple(found)


class Uncovering(QObject):
    """Looks at a few rows of pixels until they show something else than our windows, and stay as they are.

    What stays the colour of a background is waited for as long as there may be a window that has not drawn yet.
    """

    finished = Signal()

    def __init__(self, parent: QObject, *, is_over_windows: bool, look: Look = look_at_rows) -> None:
        super().__init__(parent)
        self._is_over_windows = is_over_windows
        self._look = look
        self._windows: list[Uncovered] = []
        self._seen: tuple[tuple[bytes, ...], ...] = ()
        self._began = self._still_since = 0.0
        self._timer = QTimer(self, interval=_LOOKS_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look_again)

    def remember(self, areas: Sequence[QRect]) -> None:
        """Keep how our windows look, before they step aside."""
        for area in areas:
            rows = rows_through(area)
            if rows:
                self._windows.append(Uncovered(rows, self._look(rows)))

    def start(self) -> None:
        """Begin to look: they have stepped aside."""
        self._began = self._still_since = time.monotonic()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _look_again(self) -> None:
        now = time.monotonic()
        seen = tuple(self._look(window.rows) for window in self._windows)
        if seen != self._seen:
            self._seen, self._still_since = seen, now
        still_ms = (now - self._still_since) * 1000
        enough_ms = _STILL_MS if self._is_over_windows else _STILL_OVER_NOTHING_MS
        is_drawn = still_ms >= enough_ms and all(map(self._is_drawn, self._windows, seen))
        if is_drawn or (now - self._began) * 1000 >= LONGEST_MS:
            self._timer.stop()
            self.finished.emit()

    def _is_drawn(self, window: Uncovered, rows: tuple[bytes, ...]) -> bool:
        """Tell whether our window is gone, and what was under it has drawn more than its background."""
        if not any(rows) or rows == window.with_window:
            return False
        return not self._is_over_windows or not all(map(_is_plain, rows))


def _is_plain(row: bytes) -> bool:
    return row == row[:_PIXEL_BYTES] * (len(row) // _PIXEL_BYTES)
