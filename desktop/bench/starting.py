"""Whole starts of the program, from the order to the window that can be used."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from desktop.bench.proof import Lap, Proof, proof_of

AT_MOST_MS = 1500
_PAINTED = re.compile(r"painted at ([\d.]+), processor ([\d.]+)")
_USABLE = re.compile(r"usable at ([\d.]+)(?:, processor ([\d.]+))?")
_PATIENCE_S = 180


def rows(environment: Mapping[str, str], runs: int) -> Iterator[Proof]:
    """Start on an empty profile once, and then `runs` times as on every other day; the window says when it is there."""
    first = _start(environment)
    days = [_start(environment) for _ in range(runs)]
    remark = "case file open, cases listed; the model loads later, in a process of its own"
    yield proof_of("cold start to usable window", [day[-1] for day in days], AT_MOST_MS, remark)
    yield proof_of("  of it, to the window drawn", [day[0] for day in days])
    yield proof_of("  the very first start, which fills the profile", [first[-1]])


def _start(environment: Mapping[str, str]) -> list[Lap]:
    """Return what one start took, to the first picture of the window and to its use."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--exit-when-usable"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE_S,
    )
    marks = [mark for pattern in (_PAINTED, _USABLE) for mark in pattern.findall(done.stdout)]
    if not marks:
        raise RuntimeError(f"the program did not say when it could be used: {done.stderr[-500:]}")
    return [Lap((float(at) - started) * 1000, float(processor or 0) * 1000) for at, processor in marks]
