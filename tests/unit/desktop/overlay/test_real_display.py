"""From the hotkey to the crop on a real display."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not os.environ.get("DISPLAY") or not shutil.which("xdotool"), reason="no X display")
def test_hotkey_then_esc_then_hotkey_and_drag_gives_exactly_the_pixels() -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(Path(__file__).parents[4]),
    }
    script = Path(__file__).with_name("real_display.py")
    done = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "registration": "registered",
        "has_cancelled": True,
        "size": [302, 244],
        "is_exact": True,
    }
