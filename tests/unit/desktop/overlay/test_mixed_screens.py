"""Crops on screens of different scale factors, beside, above and left of each other."""

import json
import os
import subprocess
import sys
from pathlib import Path

MONITORS = {
    "S1": ((0, 0, 320, 240), 1.0),
    "S2": ((320, 0, 400, 300), 1.25),
    "S3": ((-480, 40, 480, 300), 1.5),
    "S4": ((0, -400, 640, 400), 2.0),
}


def test_a_drag_on_each_screen_gives_exactly_its_pixels(tmp_path: Path) -> None:
    config = tmp_path / "screens.json"
    screens = [
        dict(zip(("x", "y", "width", "height"), place, strict=True), name=name, logicalDpi=96, dpr=1)
        for name, (place, _) in MONITORS.items()
    ]
    config.write_text(json.dumps({"screens": screens}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCREEN_SCALE_FACTORS": ";".join(f"{name}={factor}" for name, (_, factor) in MONITORS.items()),
        "PYTHONPATH": str(Path(__file__).parents[4]),
    }
    script = Path(__file__).with_name("mixed_screens.py")
    places = json.dumps([place for place, _ in MONITORS.values()])
    done = subprocess.run(
        [sys.executable, script, places], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        [1.0, True, True, [81, 41]],
        [1.25, True, True, [101, 51]],
        [1.5, True, True, [121, 61]],
        [2.0, True, True, [161, 81]],
    ]
