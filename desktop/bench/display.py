"""A display to measure on: the one that is there, or a virtual one with a window manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

VIRTUAL_SCREEN = "1920x1080"
_QUIET = subprocess.DEVNULL


def has_display(environment: Mapping[str, str]) -> bool:
    """Tell whether windows can be shown to somebody, or to a virtual display."""
    return sys.platform != "linux" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


@contextmanager
def some_display() -> Iterator[tuple[dict[str, str], str]]:
    """Give the environment to measure in, and a word on its display; without any, windows are drawn in memory."""
    environment = dict(os.environ)
    offscreen = environment.get("QT_QPA_PLATFORM") == "offscreen"
    if has_display(environment) and not offscreen:
        yield environment, "the display that is there"
        return
    if not offscreen and shutil.which("Xvfb"):
        with _xvfb() as name:
            environment["DISPLAY"] = name
            manager = _start_manager(environment)
            try:
                words = f"a virtual display of {VIRTUAL_SCREEN}, {'openbox' if manager else 'no window manager'}"
                yield environment, words
            finally:
                _end(manager)
        return
    environment["QT_QPA_PLATFORM"] = "offscreen"
    yield environment, "none: windows are drawn in memory (install xvfb, openbox and xdotool for the rest)"


@contextmanager
def _xvfb() -> Iterator[str]:
    """Start Xvfb on a free display.

    Without -noreset it would start anew whenever its last window closes; an all-black screen would not be captured.
    """
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{VIRTUAL_SCREEN}x24", "-noreset", "-wr"]
    server = subprocess.Popen([*command, "-nolisten", "tcp"], pass_fds=[write_end], stdout=_QUIET, stderr=_QUIET)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        _end(server)


def _start_manager(environment: Mapping[str, str]) -> subprocess.Popen[bytes] | None:
    if not shutil.which("openbox"):
        return None
    return subprocess.Popen(["openbox"], env=environment, stdout=_QUIET, stderr=_QUIET)


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None:
        process.terminate()
        process.wait(timeout=10)
