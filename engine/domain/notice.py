"""What the agent is told about the state of the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How loud a notice is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the agent, by wording key, with values for its placeholders."""

    severity: Severity
    key: str
    values: dict[str, object] = field(default_factory=dict)
