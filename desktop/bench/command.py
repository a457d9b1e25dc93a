"""`python -m desktop bench`: every promise of the window with its figure."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.bench import starting
from desktop.bench.display import some_display
from desktop.bench.proof import Proof

NAMES = ("start", "overlay", "boxes", "streaming", "memory")
_RUNS = 7
_PATIENCE_S = 600


def main(argv: Sequence[str]) -> int:
    """Measure what was named, or all. Returns 1 where a promise is not kept, 0 otherwise."""
    options = _parser().parse_args(argv)
    names = options.only or NAMES
    has_missed = has_waited = False
    with some_display() as (environment, display), tempfile.TemporaryDirectory(prefix="deskside-bench-") as home:
        if not options.json:
            print(f"Display: {display}. Cores: {os.cpu_count()}. Others at work: {_load():.1f} on average.", flush=True)
        for measured in _proofs(names, _surroundings(environment, Path(home)), options.runs):
            proof = replace(measured, is_crowded=_load() > (os.cpu_count() or 1))
            has_waited = has_waited or proof.is_for_a_quiet_hour
            print(proof.as_json() if options.json else proof, flush=True)
            has_missed = has_missed or proof.is_met is False
    if has_waited and not options.json:
        print("busy: too long by the clock, but others were at the processor, and its own time is within the promise.")
    return 1 if has_missed else 0


def _proofs(names: Sequence[str], environment: Mapping[str, str], runs: int) -> Iterator[Proof]:
    for name in NAMES:
        if name in names:
            yield from starting.rows(environment, runs) if name == "start" else _part(name, environment, runs)


def _part(name: str, environment: Mapping[str, str], runs: int) -> Iterator[Proof]:
    """Measure in a process of its own, so that nothing of the other measurements is in its memory."""
    command = [sys.executable, "-m", "desktop.bench.part", name, str(runs)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False, timeout=_PATIENCE_S)
    yield from (Proof.from_json(line) for line in done.stdout.splitlines() if line.startswith("{"))
    if done.returncode:
        yield Proof(name, None, "", remark=f"the measuring process ended with code {done.returncode}")


def _surroundings(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return what the program runs in: an own profile, and compiled files as every installed program has them."""
    own = {**environment, "DESKSIDE_HOME": str(home / "profile"), "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    return own


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deskside bench",
        description="Measure the window on this machine, each promise beside its figure. On Linux it takes the display "
        "that is there, or a virtual one where Xvfb is installed; the hotkey is pressed by xdotool. "
        "Exit code 1 where a promise is not kept; where others keep the machine busy, only what it took itself counts.",
    )
    parser.add_argument("--only", nargs="+", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--runs", type=int, default=_RUNS, help=f"repeats of each, {_RUNS} without it")
    parser.add_argument("--json", action="store_true", help="one object a line")
    return parser
