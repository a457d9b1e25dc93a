"""The case file: how fast it is with a million messages, and whether it keeps what it promises.

Without `--short` this is the whole proof and takes most of an hour; every row that ends in "(0)" must be 0.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from engine.bench import store_kills, store_proofs, store_rest, store_speed

Row = tuple[str, float, str]
Proof = Callable[[Path], store_proofs.Counts]

_ZERO = {
    "lost", "faults", "leftovers", "corrupt", "half", "unnoticed", "wrong", "erased", "not said", "does not go on",
    "found", "readable names", "left", "pictures left", "other cases harmed",
    "asked again",
}  # fmt: skip
_FULL = {"kills": 1000, "cuts": 500, "migrations": 150, "others": 300, "damage": 250, "messages": 1_000_000}
_SHORT = {"kills": 20, "cuts": 40, "migrations": 8, "others": 24, "damage": 24, "messages": store_speed.MESSAGES}


def rows(*, is_short: bool = False) -> Iterator[Row]:
    """Yield the figures of every proof, and then of speed."""
    logging.getLogger("engine").setLevel(logging.ERROR)
    counts = _SHORT if is_short else _FULL
    for name, proof in _proofs(counts).items():
        with tempfile.TemporaryDirectory(prefix="deskside-bench-", ignore_cleanup_errors=True) as folder:
            for what, count in proof(Path(folder)).items():
                yield f"{name}: {what}{' (0)' if what in _ZERO else ''}", float(count), ""
    yield from store_speed.rows(counts["messages"])


def _proofs(counts: dict[str, int]) -> dict[str, Proof]:
    proofs: dict[str, Proof] = {
        "random damage": partial(store_proofs.damage, trials=counts["damage"]),
        "full disk": store_proofs.fill_disk,
        "words planted": store_rest.at_rest,
        "deleted case": store_rest.deleted,
    }
    if sys.platform == "win32":  # no fork, and another way to open files
        return proofs
    return {
        "writer killed": partial(store_proofs.kill_writers, kills=counts["kills"]),
        "power cut": partial(store_proofs.cut_power, trials=counts["cuts"]),
        "migration killed": partial(store_proofs.kill_migrations, kills=counts["migrations"]),
        "first start killed": partial(store_kills.kill_first_starts, kills=counts["others"]),
        "restore killed": partial(store_kills.kill_restores, kills=counts["others"]),
        "move killed": partial(store_kills.kill_moves, kills=counts["others"]),
        "new master key killed": partial(store_kills.kill_rotations, kills=counts["others"]),
        **proofs,
    }
