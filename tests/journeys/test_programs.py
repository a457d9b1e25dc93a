"""The programs as they are started: with no display, and to be measured."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]


def without_display(home: Path) -> dict[str, str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "DESKSIDE_HOME": str(home), "LC_ALL": "C.UTF-8"}


def test_the_sample_case_without_a_display_leaves_pictures_and_an_answer(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--sample", "--headless", str(tmp_path / "out")],
        env=without_display(tmp_path / "home"),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert "0x80070643" in done.stdout
    assert "[1]" in done.stdout
    sample = Image.open(next((ROOT / "resources" / "samples").glob("*.png")))
    covered = Image.open(tmp_path / "out" / "covered.png")
    assert covered.size == sample.size
    assert covered.convert("RGB").tobytes() != sample.convert("RGB").tobytes()
    assert Image.open(tmp_path / "out" / "window.png").width > 800


def test_the_window_says_when_it_is_usable_and_ends(tmp_path: Path) -> None:
    environment = {**os.environ, "DESKSIDE_HOME": str(tmp_path / "home")}
    if not environment.get("DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--exit-when-usable"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"usable at \d", done.stdout)
