"""What keeps the case file in order: how long things stay, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PICTURE_DAYS, CASE_DAYS = 30, 90


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database that can be put in its place."""

    path: Path
    made_ms: int
    """UTC, milliseconds since 1970: when it was made."""
    size_bytes: int
    is_set_aside: bool = False
    """It is no backup but the file that one took the place of, or a damaged one."""


@dataclass(frozen=True, slots=True)
class BackupCheck:
    """What a look through all of a backup has shown."""

    is_good: bool
    """It opens with this profile's key, and no page of it is altered."""
    cases: int = 0
    newest_ms: int = 0
    """When something was last written in one of its cases; 0 where it holds none."""
    is_newer: bool = False
    """A newer Deskside wrote it: it is whole, and can be used by none but that one."""

    @property
    def is_usable(self) -> bool:
        """Whether it can be put back here."""
        return self.is_good and not self.is_newer


@dataclass(frozen=True, slots=True)
class Restored:
    """Which backup stands in the place of the database now, and where that lies."""

    backup: Path
    set_aside: Path | None
    """The database that was there, whole; None where there was none."""


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """For how many days pictures and cases are kept after they were last touched."""

    picture_days: int = PICTURE_DAYS
    case_days: int = CASE_DAYS


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """What went, or would go, and why not."""

    cases: int = 0
    pictures: int = 0
    reason: str = ""
    """Why nothing was deleted although its time is over, as a wording key."""


@dataclass(frozen=True, slots=True)
class UpkeepReport:
    """What one round of upkeep did."""

    retention: RetentionReport = RetentionReport()
    backed_up: bool = False
