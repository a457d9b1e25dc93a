"""What taking in a file of cases did, or would do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many cases came, and how many were there already."""

    new: int = 0
    same: int = 0
    pictures: int = 0
