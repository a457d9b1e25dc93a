"""A clock for the store that a test sets."""

from __future__ import annotations

from collections.abc import Callable

DAY_MS = 24 * 3600 * 1000


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now_ms = 1_800_000_000_000

    def __call__(self) -> int:
        return self.now_ms

    def live_through(self, days: int, round_of_upkeep: Callable[[], object]) -> None:
        """Let days go by as they do: one after the other, with the program in use."""
        for _ in range(days):
            self.now_ms += DAY_MS
            round_of_upkeep()
