"""How a moment is written in lists of files and cases."""

from __future__ import annotations

from datetime import datetime


def day_and_minute(ms: int) -> str:
    """Write a moment (UTC, milliseconds since 1970) in the time of this computer."""
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


def day_and_second(ms: int) -> str:
    """As `day_and_minute`, where two within a minute must be told apart."""
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")
