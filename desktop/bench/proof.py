"""One measured promise, and how it is written down."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass

NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Proof:
    """A figure beside what it may be at most."""

    what: str
    value: float | None
    """The median of the repeats; None where it could not be measured."""
    unit: str
    at_most: float | None = None
    """None for a figure that is told beside a promise and is none itself."""
    worst: float | None = None
    """Of the repeats."""
    processor: float | None = None
    """Processor time of the same median run, all threads; others on the machine do not make it longer."""
    repeats: int = 1
    remark: str = ""
    is_crowded: bool = False
    """Whether others had more work than the machine has cores."""

    @property
    def is_met(self) -> bool | None:
        """Whether the promise is kept; None where none is made, nothing was measured, or a crowd forbids to judge."""
        if self.value is None or self.at_most is None or self.is_for_a_quiet_hour:
            return None
        return self.value <= self.at_most

    @property
    def is_for_a_quiet_hour(self) -> bool:
        """Whether it took too long by the clock, not by the processor, and others were at the processor."""
        if self.value is None or self.at_most is None or self.processor is None:
            return False
        return self.is_crowded and self.value > self.at_most >= self.processor

    def as_json(self) -> str:
        return json.dumps({**asdict(self), "is_met": self.is_met})

    @classmethod
    def from_json(cls, line: str) -> Proof:
        row = json.loads(line)
        del row["is_met"]
        return cls(**row)

    def __str__(self) -> str:
        figure = NOT_MEASURED if self.value is None else f"{self.value:.{0 if self.value >= 100 else 1}f} {self.unit}"
        verdict = {True: "met", False: "MISSED", None: "busy" if self.is_for_a_quiet_hour else ""}[self.is_met]
        target = "" if self.at_most is None else f"<= {self.at_most:g} {self.unit}"
        said = [] if self.worst is None or self.repeats == 1 else [f"worst of {self.repeats} {self.worst:.0f}"]
        said += [] if self.processor is None else [f"processor {self.processor:.0f} {self.unit}"]
        said += [self.remark] if self.remark else []
        return f"{self.what:58} {figure:>13}  {target:12} {verdict:6}  {'; '.join(said)}".rstrip()


@dataclass(frozen=True, slots=True)
class Lap:
    """How long one repeat took, in milliseconds."""

    wall_ms: float
    processor_ms: float


def proof_of(what: str, laps: Sequence[Lap], at_most_ms: float | None = None, remark: str = "") -> Proof:
    """Sum up repeats by their median."""
    return Proof(
        what,
        statistics.median(lap.wall_ms for lap in laps),
        "ms",
        at_most_ms,
        worst=max(lap.wall_ms for lap in laps),
        processor=statistics.median(lap.processor_ms for lap in laps),
        repeats=len(laps),
        remark=remark,
    )


def unmeasured(what: str, unit: str, at_most: float, why: str) -> Proof:
    return Proof(what, None, unit, at_most, remark=why)
