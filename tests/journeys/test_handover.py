"""The real program on a display of its own, driven by later starts and by real keys and mouse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from engine.domain.region import Region
from engine.domain.screen import Screen
from engine.settings import Folders, Settings
from tests.screens.display import own_display
from tests.screens.monitors import divide

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90
pytestmark = pytest.mark.skipif(
    not shutil.which("Xvfb") or not shutil.which("xdotool") or not shutil.which("openbox"),
    reason="Xvfb, openbox and xdotool are not installed",
)


class Desktop:
    """A display with a window manager, and the program on it with an empty profile."""

    def __init__(self, display: str, home: Path) -> None:
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "DESKSIDE_HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
        }
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.running: subprocess.Popen[str] | None = None

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the program, or a later one."""
        command = [sys.executable, "-m", "desktop", *arguments]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def says(self, *arguments: str) -> tuple[int, str]:
        """Start a later program; return its exit code and what it said, on either stream."""
        later = self.start(*arguments)
        out, err = later.communicate(timeout=PATIENCE_S)
        return later.returncode, out + err

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_S,
        )
        return done.stdout

    def waits_for_window(self, title: str) -> None:
        """Wait until a window with this title is shown; a search in which another window goes away ends early."""
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title]
        for _ in range(20):
            found = subprocess.run(search, env=self.environment, capture_output=True, check=False, timeout=PATIENCE_S)
            if found.returncode == 0:
                return
        raise AssertionError(f"“{title}” is not shown")

    def presses_escape_at(self, title: str) -> None:
        """Press Esc until the window is gone: it is shown a moment before it has the keyboard."""
        search = ["xdotool", "search", "--onlyvisible", "--name", title]
        for _ in range(20):
            self.xdotool("key", "Escape")
            if subprocess.run(search, env=self.environment, capture_output=True, check=False).returncode:
                return
        raise AssertionError(f"Esc does not close “{title}”")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """One screen."""
    with own_display(1000, 700) as display, _desktop_on(display, tmp_path) as made:
        yield made


@pytest.fixture
def wide_desktop(tmp_path: Path) -> Iterator[Desktop]:
    """Two screens side by side, the right one with twice the scale factor."""
    with own_display(1400, 800) as display:
        assert display is not None
        left = Screen("LEFT", Region(0, 0, 600, 800), is_primary=True)
        divide(display, [left, Screen("RIGHT", Region(600, 0, 800, 600))])
        with _desktop_on(display, tmp_path) as made:
            made.environment["QT_SCREEN_SCALE_FACTORS"] = "LEFT=1;RIGHT=2"
            yield made


@contextmanager
def _desktop_on(display: str | None, folder: Path) -> Iterator[Desktop]:
    assert display is not None
    home = folder / "home"
    folders = Folders.below(home)
    folders.create()
    home.chmod(0o700)
    settings = Settings.load(folders.settings_file)
    settings.set("window.language", "en")
    settings.set("capture.hotkey", "Ctrl+Alt+Y")
    settings.save()
    made = Desktop(display, home)
    manager = subprocess.Popen(["openbox"], env=made.environment, stderr=subprocess.DEVNULL)
    try:
        yield made
    finally:
        if made.running is not None and made.running.poll() is None:
            made.running.kill()
            made.running.communicate()
        manager.terminate()
        manager.wait(10)


def in_background(work: Callable[[], tuple[int, str]]) -> Queue[tuple[int, str]]:
    """Run something beside the test; its result comes in the queue."""
    result: Queue[tuple[int, str]] = Queue()
    threading.Thread(target=lambda: result.put(work()), daemon=True).start()
    return result


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
