"""The picture waits until the desktop has drawn what lay under our windows, and no longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QElapsedTimer, QObject, QRect
from pytestqt.qtbot import QtBot

from desktop.views.capture.uncovering import LONGEST_MS, Row, Uncovering, look_at_rows, rows_through

OURS, PLAIN, OTHER = b"our-windows!", b"\xff" * 12, b"other window"


class Display:
    """Shows one thing after the other, each for some looks; the last for good."""

    def __init__(self, *shown: tuple[bytes, int]) -> None:
        self._shown = [pixels for pixels, looks in shown for _ in range(looks)]
        self.looks = 0

    def look(self, rows: Sequence[Row]) -> tuple[bytes, ...]:
        pixels = self._shown[min(self.looks, len(self._shown) - 1)]
        self.looks += 1
        return tuple(pixels for _ in rows)


@pytest.fixture
def waits(qtbot: QtBot) -> Callable[..., tuple[int, Display]]:
    """Let our window step aside and return how many milliseconds it took until the picture may be taken."""

    def wait(*shown: tuple[bytes, int], is_over_windows: bool = True) -> tuple[int, Display]:
        display, parent, clock = Display((OURS, 1), *shown), QObject(), QElapsedTimer()
        uncovering = Uncovering(parent, is_over_windows=is_over_windows, look=display.look)
        uncovering.remember([QRect(10, 10, 200, 100)])
        with qtbot.waitSignal(uncovering.finished, timeout=5000):
            clock.start()
            uncovering.start()
        return clock.elapsed(), display

    return wait


def test_what_was_drawn_at_once_is_taken_before_the_longest_wait(waits: Callable[..., tuple[int, Display]]) -> None:
    took, display = waits((OTHER, 1))
    assert took < LONGEST_MS
    assert display.looks > 3


def test_our_own_window_is_waited_for_until_it_is_gone(waits: Callable[..., tuple[int, Display]]) -> None:
    _, display = waits((OURS, 6), (OTHER, 1))
    assert display.looks > 7


def test_a_window_that_stays_is_waited_for_as_long_as_ever(waits: Callable[..., tuple[int, Display]]) -> None:
    assert waits((OURS, 1))[0] >= LONGEST_MS


def test_a_background_may_be_a_window_that_has_not_drawn_yet(waits: Callable[..., tuple[int, Display]]) -> None:
    assert waits((PLAIN, 1))[0] >= LONGEST_MS
    assert waits((PLAIN, 1), is_over_windows=False)[0] < LONGEST_MS


def test_what_goes_on_changing_is_waited_for(waits: Callable[..., tuple[int, Display]]) -> None:
    changing = [(number.to_bytes(1, "big") + OTHER[1:], 1) for number in range(100)]
    assert waits(*changing)[0] >= LONGEST_MS


def test_where_nobody_may_look_the_wait_is_the_longest(waits: Callable[..., tuple[int, Display]]) -> None:
    assert waits((b"", 1))[0] >= LONGEST_MS


def test_rows_go_through_the_whole_height_and_stay_on_the_screen(qtbot: QtBot) -> None:
    rows = rows_through(QRect(-50, 100, 300, 200))
    assert {(row.width(), row.height()) for _, row in rows} == {(250, 1)}
    heights = [row.y() for _, row in rows]
    assert heights == sorted(heights)
    assert min(heights) < 125
    assert max(heights) > 275
    assert len(look_at_rows(rows)) == len(rows)
    assert rows_through(QRect(-500, -500, 100, 100)) == ()
