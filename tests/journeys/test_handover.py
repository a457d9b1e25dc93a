"""The real program on a display of its own, driven by later starts and by real keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.domain.region import Region
from engine.domain.screen import Screen
from tests.journeys.real_desktop import PATIENCE_S, Desktop, desktop_on, in_background, needs_display
from tests.screens.display import own_display
from tests.screens.monitors import divide

pytestmark = needs_display


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """One screen."""
    with own_display(1000, 700) as display, desktop_on(display, tmp_path) as made:
        yield made


@pytest.fixture
def wide_desktop(tmp_path: Path) -> Iterator[Desktop]:
    """Two screens side by side, the right one with twice the scale factor."""
    with own_display(1400, 800) as display:
        assert display is not None
        left = Screen("LEFT", Region(0, 0, 600, 800), is_primary=True)
        divide(display, [left, Screen("RIGHT", Region(600, 0, 800, 600))])
        with desktop_on(display, tmp_path) as made:
            made.environment["QT_SCREEN_SCALE_FACTORS"] = "LEFT=1;RIGHT=2"
            yield made


def test_later_starts_command_the_running_program(desktop: Desktop) -> None:
    assert desktop.says("quit") == (0, "Deskside is not running.\n")
    desktop.running = desktop.start()
    desktop.waits_for_window("Deskside$")

    code, said = desktop.says("capture", "all")
    assert (code, "1000 x 700 pixels" in said) == (0, True), said

    cancelled = in_background(lambda: desktop.says("capture", "region"))
    desktop.waits_for_window("Deskside: choose a region")
    assert desktop.says("capture", "screen")[0] == 1, "one at a time"
    desktop.presses_escape_at("Deskside: choose a region")
    code, said = cancelled.get(timeout=PATIENCE_S)
    assert (code, "cancelled" in said) == (3, True), said

    chosen = in_background(lambda: desktop.says("capture", "region", "--ask", "What is this?"))
    desktop.waits_for_window("Deskside: choose a region")
    desktop.xdotool("mousemove", "100", "80", "mousedown", "1", "mousemove", "200", "150")
    desktop.xdotool("mousemove", "299", "179", "mouseup", "1")
    code, said = chosen.get(timeout=PATIENCE_S)
    assert (code, "200 x 100 pixels" in said) == (0, True), said

    code, said = desktop.says("capture", "last")
    assert (code, "200 x 100 pixels" in said) == (0, True), said
    assert desktop.says("capture", "screen", "--screen", "5")[0] == 1

    assert desktop.says("show")[0] == 0
    assert desktop.says("quit")[0] == 0
    assert desktop.running.wait(PATIENCE_S) == 0
    _out, err = desktop.running.communicate()
    assert "Traceback" not in err


def test_the_hotkey_opens_the_overlay_and_esc_ends_a_countdown(desktop: Desktop) -> None:
    desktop.running = desktop.start()
    desktop.waits_for_window("Deskside$")
    # An answer to any command means that the engine is open and the key registered.
    assert desktop.says("capture", "screen")[0] == 0
    desktop.xdotool("key", "ctrl+alt+y")
    desktop.waits_for_window("Deskside: choose a region")
    desktop.presses_escape_at("Deskside: choose a region")

    counted = in_background(lambda: desktop.says("capture", "region", "--delay", "60"))
    desktop.waits_for_window("Deskside: capture in a moment")
    desktop.presses_escape_at("Deskside: capture in a moment")
    assert counted.get(timeout=PATIENCE_S)[0] == 3
    assert desktop.says("quit")[0] == 0
    assert desktop.running.wait(PATIENCE_S) == 0


def test_on_two_screens_of_different_scale_every_picture_has_its_own_pixels(wide_desktop: Desktop) -> None:
    desktop = wide_desktop
    desktop.running = desktop.start()
    desktop.waits_for_window("Deskside$")
    for order, size in (
        (("screen", "--screen", "1"), "600 x 800"),
        (("screen", "--screen", "2"), "800 x 600"),
        (("all",), "1400 x 800"),
    ):
        code, said = desktop.says("capture", *order)
        assert (code, size in said) == (0, True), said

    chosen = in_background(lambda: desktop.says("capture", "region"))
    desktop.waits_for_window("Deskside: choose a region")
    desktop.xdotool("mousemove", "701", "101", "mousedown", "1", "mousemove", "800", "200")
    desktop.xdotool("mousemove", "900", "250", "mouseup", "1")
    code, said = chosen.get(timeout=PATIENCE_S)
    assert (code, "200 x 150 pixels" in said) == (0, True), said
    assert desktop.says("quit")[0] == 0
    assert desktop.running.wait(PATIENCE_S) == 0
