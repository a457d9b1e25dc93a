"""An X display of our own, so that tests grab a screen that holds nobody's work."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_display(width: int = 800, height: int = 600, is_white: bool = True) -> Iterator[str | None]:
    """Start Xvfb with a white or black screen; yield its name (`:7`), or None where Xvfb is not installed."""
    program = shutil.which("Xvfb")
    if program is None:
        yield None
        return
    read_end, write_end = os.pipe()
    # -noreset: without it the server starts over when the last client leaves, and refuses the next one.
    server = subprocess.Popen(
        [
            program,
            "-displayfd",
            str(write_end),
            "-noreset",
            "-wr" if is_white else "-br",
            "-nolisten",
            "tcp",
            "-screen",
            "0",
            f"{width}x{height}x24",
        ],
        pass_fds=(write_end,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)
