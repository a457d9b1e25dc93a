"""How much memory a process takes, as its system counts it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

_MIB = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """In MiB. Proportional: what is shared with other programs counts in parts."""

    resident: float
    proportional: float
    own: float

    def __str__(self) -> str:
        return f"RSS {self.resident:.0f}, USS {self.own:.0f} MiB"


def memory_of_this_process() -> Memory | None:
    """Return what this process takes now; None where the system does not say it in this way."""
    if sys.platform != "linux":
        return None
    rows = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    kib = {name.rstrip(":"): int(value) for name, value, *_ in (row.split() for row in rows)}
    own = kib["Private_Clean"] + kib["Private_Dirty"]
    return Memory(kib["Rss"] / _MIB, kib["Pss"] / _MIB, own / _MIB)
