"""How long it takes until the window can be used."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

_RUNS = 5


def rows() -> list[tuple[str, float, str]]:
    """Start the window `_RUNS` times on an empty profile and once warmed up; medians in milliseconds.

    The window itself says when it is usable (`--exit-when-usable` prints it), measured from the start of the process.
    """
    with tempfile.TemporaryDirectory(prefix="deskside-bench-") as home:
        first = _start_once(home)
        later = [_start_once(home) for _ in range(_RUNS)]
    return [
        ("first start on an empty profile, window usable", first, "ms"),
        (f"start to usable window, median of {_RUNS}", statistics.median(later), "ms"),
    ]


def _start_once(home: str) -> float:
    environment = {**os.environ, "DESKSIDE_HOME": home}
    if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--exit-when-usable"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    usable = re.search(r"usable at ([\d.]+)", done.stdout)
    assert usable, done.stdout + done.stderr
    return (float(usable[1]) - started) * 1000
