"""The measuring itself, on the real program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from desktop.bench.proof import Proof

_OTHER_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.showMaximized()
while not window.windowHandle().isExposed():
    app.processEvents()
app.processEvents()
print("shown", flush=True)
app.exec()
"""
"""A screen that is all black is not captured."""

needs_display = pytest.mark.skipif(not os.environ.get("DISPLAY") or not shutil.which("xdotool"), reason="no X display")


@needs_display
def test_the_key_is_pressed_and_the_overlay_seen_with_the_window_open_and_out_of_sight() -> None:
    with subprocess.Popen([sys.executable, "-c", _OTHER_WINDOW], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "shown\n"
        try:
            command = [sys.executable, "-m", "desktop", "bench", "--only", "overlay", "--runs", "1", "--json"]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
        finally:
            other.terminate()
    proofs = [Proof.from_json(line) for line in done.stdout.splitlines()]
    assert [proof.at_most for proof in proofs] == [150, 150, 150], done.stderr
    assert all(proof.value and 0 < proof.value < 20_000 for proof in proofs)
    assert done.returncode == (1 if any(proof.is_met is False for proof in proofs) else 0)
