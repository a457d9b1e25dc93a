"""Parts of the program that are made when they are first asked for: a start waits for none that it does not show."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Late(Generic[T]):
    """Calling it returns the part, made once by whichever thread comes first; others wait for it.

    `make` imports what the part needs, so that this is loaded late too.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: T | None = None

    def __call__(self) -> T:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    @property
    def made(self) -> T | None:
        """The part, if anybody has asked for it yet."""
        return self._made
