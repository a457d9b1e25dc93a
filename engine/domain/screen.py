"""Screens, and whether a way of capturing them works here."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from engine.domain.region import Region


@dataclass(frozen=True, slots=True)
class Screen:
    """One monitor in the coordinates of the whole desktop, physical pixels; x and y may be negative."""

    name: str
    region: Region
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """The program whose window was captured, as far as the desktop tells; in memory only."""

    window_class: str = ""
    process: str = ""
    title: str = field(default="", repr=False)
    """It may hold anything that a screen may hold: never logged, never kept."""

    @property
    def program(self) -> str:
        """Which program it is, without the title: what may be kept."""
        return " ".join(dict.fromkeys(name for name in (self.window_class, self.process) if name))

    def fit(self, other: Application) -> str:
        """Take these for patterns. Return which of them made an application known, or an empty string.

        All patterns given must fit; the surest of them is named.
        """
        given = {name: pattern for name in _SUREST_FIRST if (pattern := getattr(self, name).strip().casefold())}
        fits = all(fnmatchcase(getattr(other, name).casefold(), pattern) for name, pattern in given.items())
        return next(iter(given), "") if fits else ""


_SUREST_FIRST = ("window_class", "process", "title")


@dataclass(frozen=True, slots=True)
class DesktopWindow:
    """A window of another program, as it lies on the desktop with its frame."""

    region: Region
    """Desktop coordinates, physical pixels; it may reach beyond the screens."""
    application: Application


@dataclass(frozen=True, slots=True)
class Fitness:
    """Whether something works here; if not, `key` names the sentence that says why and what would mend it."""

    is_fit: bool
    key: str = ""
