"""Screens, and whether a way of capturing them works here."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.region import Region


@dataclass(frozen=True, slots=True)
class Screen:
    """One monitor in the coordinates of the whole desktop, physical pixels; x and y may be negative."""

    name: str
    region: Region
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Fitness:
    """Whether something works here; if not, `key` names the sentence that says why and what would mend it."""

    is_fit: bool
    key: str = ""
