"""What was done to the case file, and whether the record of it is whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed. It names cases by number, never what stands in them."""

    number: int
    at_ms: int
    """UTC, milliseconds since 1970."""
    actor: str
    """The login of who did it."""
    action: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a check of the log found."""

    entries: int
    """How many are whole, counted from the first."""
    fault: str = ""
    """As a wording key; empty where the log is whole."""
    at: int = 0
    """The number of the first entry that is not."""
