"""The program as it is started, on a display of its own with a window manager, under real keys and a real mouse."""

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

from engine.settings import Folders, Settings

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90
needs_display = pytest.mark.skipif(
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

    def activates(self, title: str) -> None:
        """Wait for a window and give it the keyboard."""
        self.waits_for_window(title)
        self.xdotool("search", "--onlyvisible", "--name", title, "windowactivate", "--sync")

    def keys(self, *keys: str) -> None:
        """Press one key after the other."""
        self.xdotool("key", "--delay", "40", *keys)

    def types(self, text: str) -> None:
        self.xdotool("type", "--delay", "30", text)


@contextmanager
def desktop_on(display: str | None, folder: Path) -> Iterator[Desktop]:
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
