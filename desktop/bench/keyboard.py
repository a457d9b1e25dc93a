"""Presses keys as a person does, for the whole X display: what has grabbed a key hears it."""

from __future__ import annotations

import subprocess
from types import TracebackType


class Keyboard:
    """One xdotool that waits for orders, so that its own start is not part of what is measured."""

    def __init__(self) -> None:
        self._tool = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True, bufsize=1)

    def press(self, sequence: str) -> None:
        """Press a combination such as Ctrl+Alt+Y."""
        assert self._tool.stdin is not None
        *modifiers, key = sequence.split("+")
        self._tool.stdin.write(f"key --delay 0 {'+'.join(each.lower() for each in (*modifiers, key))}\n")
        self._tool.stdin.flush()

    def __enter__(self) -> Keyboard:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._tool.stdin is not None
        self._tool.stdin.close()
        self._tool.wait(timeout=10)
