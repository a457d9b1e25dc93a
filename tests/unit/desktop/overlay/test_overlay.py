"""The overlay, driven by mouse and keys on one screen."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.capture import overlay_window
from desktop.views.capture.overlay import RegionOverlay
from desktop.views.capture.overlay_parts import in_lines, plate_size
from desktop.views.capture.overlay_window import FrozenScreen, OverlayWindow
from desktop.views.capture.shots import Shot
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow
from engine.errors import CaptureError

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_LEFT = Qt.MouseButton.LeftButton
PixelsOf = Callable[[Region], bytes]


def started(overlay: RegionOverlay) -> OverlayWindow:
    overlay.start()
    return overlay.windows[0]


def drag(window: OverlayWindow, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = _NONE) -> None:
    QTest.mousePress(window, _LEFT, _NONE, start)
    QTest.mouseMove(window, end)
    QTest.mouseRelease(window, _LEFT, modifier, end)


def test_the_screen_is_grabbed_before_anything_is_shown(overlay: RegionOverlay, desktop: Any) -> None:
    overlay.start()
    assert desktop.windows_at_grab == [0]
    assert overlay.windows[0].isVisible()


def test_a_drag_captures_exactly_its_pixels(
    overlay: RegionOverlay, captures: list[Capture], pixels_of: PixelsOf
) -> None:
    drag(started(overlay), QPoint(100, 60), QPoint(299, 159))
    assert captures[0].rgb == pixels_of(Region(100, 60, 200, 100))
    assert captures[0].origin is CaptureOrigin.REGION
    assert not overlay.is_running


def test_a_drag_past_the_edge_ends_at_the_edge(overlay: RegionOverlay, captures: list[Capture]) -> None:
    window = started(overlay)
    drag(window, QPoint(window.width() - 50, window.height() - 40), QPoint(window.width() + 90, 5000))
    assert (captures[0].width, captures[0].height) == (50, 40)


def test_a_click_captures_nothing(overlay: RegionOverlay, captures: list[Capture]) -> None:
    window = started(overlay)
    drag(window, QPoint(100, 60), QPoint(101, 61))
    assert captures == []
    assert window.selection is None
    assert overlay.is_running


def test_with_ctrl_the_selection_waits_to_be_adjusted(
    overlay: RegionOverlay, captures: list[Capture], pixels_of: PixelsOf
) -> None:
    window = started(overlay)
    drag(window, QPoint(100, 60), QPoint(299, 159), _CTRL)
    assert captures == []
    QTest.keyClick(window, Qt.Key.Key_Right)
    QTest.keyClick(window, Qt.Key.Key_Up, _CTRL)
    QTest.keyClick(window, Qt.Key.Key_Down, _SHIFT)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert captures[0].rgb == pixels_of(Region(101, 50, 200, 101))


def test_the_keyboard_alone_is_enough(overlay: RegionOverlay, captures: list[Capture]) -> None:
    window = started(overlay)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert captures == []
    QTest.keyClick(window, Qt.Key.Key_Left)
    assert window.selection is not None
    QTest.keyClick(window, Qt.Key.Key_Enter)
    assert (captures[0].width, captures[0].height) == (window.width() // 2, window.height() // 2)


def test_the_magnifier_is_where_the_keys_move_the_selection_and_below_a_pointer_that_rests(
    overlay: RegionOverlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[tuple[int, int]] = []
    monkeypatch.setattr(overlay_window, "paint_lens", lambda _painter, _image, pixel, *_: looked_at.append(pixel))
    window = started(overlay)
    place = QPointF(70, 40)
    QApplication.sendEvent(window, QEnterEvent(place, place, QPointF(window.mapToGlobal(place.toPoint()))))
    window.grab()
    assert looked_at[-1] == (70, 40)
    QTest.keyClick(window, Qt.Key.Key_Left)
    for modifier, edge in ((_NONE, "first"), (_SHIFT, "last")):
        QTest.keyClick(window, Qt.Key.Key_Left, modifier)
        window.grab()
        box = window.selection
        assert box is not None
        assert looked_at[-1] == ((box.x, box.y) if edge == "first" else (box.right - 1, box.bottom - 1))
    drag(window, QPoint(100, 60), QPoint(299, 159), _CTRL)
    window.grab()
    assert looked_at[-1] == (299, 159)


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_F])
def test_one_key_takes_the_whole_screen(
    overlay: RegionOverlay, captures: list[Capture], pixels_of: PixelsOf, key: Qt.Key
) -> None:
    window = started(overlay)
    size = window.size()
    QTest.keyClick(window, key)
    assert captures[0].rgb == pixels_of(Region(0, 0, size.width(), size.height()))


def test_esc_cancels_even_in_a_drag(overlay: RegionOverlay, captures: list[Capture], qtbot: QtBot) -> None:
    window = started(overlay)
    QTest.mousePress(window, _LEFT, _NONE, QPoint(100, 60))
    with qtbot.waitSignal(overlay.cancelled):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not overlay.is_running
    assert captures == []


def test_a_right_click_cancels(overlay: RegionOverlay, qtbot: QtBot) -> None:
    window = started(overlay)
    with qtbot.waitSignal(overlay.cancelled):
        QTest.mouseClick(window, Qt.MouseButton.RightButton)


def test_nobody_there_gives_the_desktop_back(overlay: RegionOverlay, qtbot: QtBot) -> None:
    overlay._idle.setInterval(20)
    with qtbot.waitSignal(overlay.cancelled, timeout=2000):
        overlay.start()


def test_every_sign_of_the_agent_starts_the_waiting_anew(overlay: RegionOverlay, qtbot: QtBot) -> None:
    window = started(overlay)
    overlay._idle.stop()
    QTest.mouseMove(window, QPoint(50, 50))
    assert overlay._idle.isActive()


def test_losing_the_focus_is_no_cancelling(overlay: RegionOverlay) -> None:
    started(overlay).clearFocus()
    QApplication.processEvents()
    assert overlay.is_running


def test_starting_twice_shows_one_overlay(overlay: RegionOverlay, desktop: Any) -> None:
    overlay.start()
    overlay.start()
    assert len(desktop.windows_at_grab) == 1


def test_it_can_be_used_again_and_again(overlay: RegionOverlay, captures: list[Capture]) -> None:
    for _ in range(3):
        drag(started(overlay), QPoint(10, 10), QPoint(59, 39))
    assert [(capture.width, capture.height) for capture in captures] == [(50, 30)] * 3


@pytest.mark.parametrize("fault", ["is_fit", "is_broken"])
def test_a_screen_that_cannot_be_grabbed_is_told_and_nothing_is_shown(
    overlay: RegionOverlay, desktop: Any, qtbot: QtBot, fault: str
) -> None:
    setattr(desktop, fault, fault == "is_broken")
    with qtbot.waitSignal(overlay.failed) as failed:
        overlay.start()
    assert isinstance(failed.args[0], CaptureError)
    assert not overlay.is_running


def test_the_closed_overlay_keeps_no_picture(overlay: RegionOverlay, qtbot: QtBot) -> None:
    window = started(overlay)
    with qtbot.waitSignal(window.destroyed):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert overlay.windows == ()


def test_the_frozen_picture_shows_under_the_selection_and_dimmed_around_it(overlay: RegionOverlay) -> None:
    window = started(overlay)
    drag(window, QPoint(300, 200), QPoint(500, 400), _CTRL)
    image = window.grab().toImage()
    inside, outside = image.pixelColor(400, 300), image.pixelColor(250, 300)
    assert (inside.red(), inside.green()) == (400 % 256, 300 % 256)
    assert outside.red() < 250 * 0.7


@pytest.mark.parametrize(("key", "wanted"), [(Qt.Key.Key_2, 2), (Qt.Key.Key_Tab, 0), (Qt.Key.Key_9, 9)])
def test_numbers_and_tab_ask_for_a_screen(qtbot: QtBot, qapp: QApplication, key: Qt.Key, wanted: int) -> None:
    picture = Capture(40, 30, bytes(3600), CaptureOrigin.SCREEN)
    window = OverlayWindow(
        FrozenScreen(qapp.primaryScreen(), picture, 1, Region(0, 0, picture.width, picture.height)), count=2
    )
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.screen_wanted) as asked:
        QTest.keyClick(window, key)
    assert asked.args == [wanted]


def test_a_screen_that_is_not_there_is_not_gone_to(overlay: RegionOverlay) -> None:
    window = started(overlay)
    QTest.keyClick(window, Qt.Key.Key_5)
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert overlay.is_running
    assert overlay.windows == (window,)


# Windows, the last region, all screens.


@pytest.fixture
def windows(desktop: Any) -> list[DesktopWindow]:
    """Two windows, the first above the second, and one that reaches beyond the screen."""
    desktop.shown = [
        DesktopWindow(Region(*place), Application("program"))
        for place in ((100, 100, 200, 100), (50, 50, 400, 300), (-30, 500, 100, 9000))
    ]
    return list(desktop.shown)


def test_a_click_takes_the_uppermost_window_under_it(
    overlay: RegionOverlay, windows: list[DesktopWindow], captures: list[Capture], pixels_of: PixelsOf
) -> None:
    QTest.mouseClick(started(overlay), _LEFT, _NONE, QPoint(150, 150))
    assert captures[0].rgb == pixels_of(Region(100, 100, 200, 100))


def test_a_click_beside_it_takes_the_one_below(
    overlay: RegionOverlay, windows: list[DesktopWindow], captures: list[Capture], pixels_of: PixelsOf
) -> None:
    QTest.mouseClick(started(overlay), _LEFT, _NONE, QPoint(60, 60))
    assert captures[0].rgb == pixels_of(Region(50, 50, 400, 300))


def test_a_click_where_no_window_is_takes_nothing(
    overlay: RegionOverlay, windows: list[DesktopWindow], captures: list[Capture]
) -> None:
    window = started(overlay)
    QTest.mouseClick(window, _LEFT, _NONE, QPoint(window.width() - 5, 5))
    assert captures == []


def test_a_drag_across_windows_is_a_region_all_the_same(
    overlay: RegionOverlay, windows: list[DesktopWindow], captures: list[Capture], pixels_of: PixelsOf
) -> None:
    drag(started(overlay), QPoint(120, 120), QPoint(219, 169))
    assert captures[0].rgb == pixels_of(Region(120, 120, 100, 50))


def test_the_keys_go_from_window_to_window(overlay: RegionOverlay, windows: list[DesktopWindow]) -> None:
    window = started(overlay)
    seen = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_W)
        seen.append(window.selection)
    height = window.height()
    cut = Region(0, 500, 70, height - 500)
    assert seen == [windows[0].region, windows[1].region, cut, windows[0].region]


def test_a_window_can_be_adjusted_before_it_is_taken(
    overlay: RegionOverlay, windows: list[DesktopWindow], captures: list[Capture], pixels_of: PixelsOf
) -> None:
    window = started(overlay)
    QTest.mouseClick(window, _LEFT, _CTRL, QPoint(150, 150))
    QTest.keyClick(window, Qt.Key.Key_Right, _CTRL)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert captures[0].rgb == pixels_of(Region(110, 100, 200, 100))


def test_one_key_brings_the_last_region_back(
    overlay: RegionOverlay, captures: list[Capture], pixels_of: PixelsOf
) -> None:
    overlay.set_last_region(Region(30, 40, 50, 60))
    window = started(overlay)
    QTest.keyClick(window, Qt.Key.Key_L)
    assert captures == [], "it can still be adjusted"
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert captures[0].rgb == pixels_of(Region(30, 40, 50, 60))


def test_without_a_last_region_the_key_does_nothing(overlay: RegionOverlay) -> None:
    window = started(overlay)
    QTest.keyClick(window, Qt.Key.Key_L)
    assert window.selection is None


def test_what_was_chosen_is_told_with_its_place(overlay: RegionOverlay, qtbot: QtBot) -> None:
    window = started(overlay)
    with qtbot.waitSignal(overlay.region_captured) as taken:
        drag(window, QPoint(100, 60), QPoint(299, 159))
    shot = taken.args[0]
    assert isinstance(shot, Shot)
    assert (shot.place, shot.is_chosen) == (Region(100, 60, 200, 100), True)


@pytest.mark.parametrize("is_dragging", [False, True])
def test_a_right_click_cancels_at_any_point(overlay: RegionOverlay, qtbot: QtBot, is_dragging: bool) -> None:
    window = started(overlay)
    if is_dragging:
        QTest.mousePress(window, _LEFT, _NONE, QPoint(100, 60))
        QTest.mouseMove(window, QPoint(200, 200))
    with qtbot.waitSignal(overlay.cancelled):
        QTest.mousePress(window, Qt.MouseButton.RightButton, _NONE, QPoint(200, 200))


def test_the_keys_that_do_something_are_named(overlay: RegionOverlay, windows: list[DesktopWindow]) -> None:
    plain = started(overlay)._keys()
    overlay.cancel()
    overlay.set_last_region(Region(30, 40, 50, 60))
    named = started(overlay)._keys()
    assert "L last region" in named
    assert "L last region" not in plain
    assert "click or W a window" in named


def test_on_a_narrow_screen_the_keys_take_several_lines(overlay: RegionOverlay, windows: list[DesktopWindow]) -> None:
    window = started(overlay)
    keys = window._keys()
    wide, narrow = (in_lines(window.font(), keys, width) for width in (5000, 300))
    assert "\n" not in wide
    assert narrow.count("\n") >= 2
    assert all(plate_size(window.font(), line).width() <= 300 for line in narrow.split("\n"))
