"""A display for what only X itself can prove."""

import os
import subprocess
from collections.abc import Callable

import pytest


@pytest.fixture
def xdotool() -> Callable[..., None]:
    """Press real keys on the display; skips where there is none."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("no X display")

    def run(*arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], check=True)

    return run
