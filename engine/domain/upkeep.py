"""What keeps the case file in order: how long things stay, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

PICTURE_DAYS, CASE_DAYS = 30, 90


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
