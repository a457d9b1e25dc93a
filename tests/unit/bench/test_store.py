"""Short forms of the long proofs of `bench store`, and that each of them would see what it looks for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.bench import store_kills, store_proofs, store_rest
from engine.bench.store import rows
from engine.store import backups, sqlcipher

_LONG = bool(os.environ.get("DESKSIDE_LONG"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3600 if _LONG else 240),
    pytest.mark.skipif(sys.platform == "win32", reason="forks, kills, and a disk of its own"),
]


def test_no_acknowledged_write_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    counts = store_proofs.kill_writers(tmp_path, 1000 if _LONG else 10)
    assert counts["lost"] == counts["faults"] == 0
    assert counts["acknowledged"] >= counts["kills"]


def test_a_power_cut_loses_nothing_that_was_acknowledged_and_corrupts_nothing(tmp_path: Path) -> None:
    counts = store_proofs.cut_power(tmp_path, 500 if _LONG else 24)
    assert counts["lost"] == counts["corrupt"] == 0
    assert counts["acknowledged"] > counts["trials"]
    assert counts["events"] > 500


def test_the_disk_that_loses_its_power_would_show_a_missing_flush(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pragmas = tuple(pragma.replace("synchronous = FULL", "synchronous = OFF") for pragma in sqlcipher._PRAGMAS)
    monkeypatch.setattr(sqlcipher, "_PRAGMAS", pragmas)
    counts = store_proofs.cut_power(tmp_path, 8)
    assert counts["lost"] > 0


def test_a_killed_migration_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    counts = store_proofs.kill_migrations(tmp_path, 150 if _LONG else 5)
    assert counts["half"] == counts["lost"] == 0
    assert counts["old"] + counts["new"] == counts["kills"]


def test_a_killed_first_start_is_made_good_by_the_next(tmp_path: Path) -> None:
    counts = store_kills.kill_first_starts(tmp_path, 300 if _LONG else 12)
    assert counts["faults"] == counts["leftovers"] == 0
    assert counts["made"] <= counts["kills"]


def test_a_killed_restore_leaves_the_present_file_or_the_backup(tmp_path: Path) -> None:
    counts = store_kills.kill_restores(tmp_path, 300 if _LONG else 12)
    assert counts["half"] == counts["lost"] == counts["leftovers"] == 0
    assert counts["old"] + counts["new"] == counts["kills"]
    assert counts["old"] > 0
    assert counts["new"] > 0


def test_a_killed_change_of_the_master_key_leaves_all_under_the_old_or_the_new_one(tmp_path: Path) -> None:
    counts = store_kills.kill_rotations(tmp_path, 300 if _LONG else 12)
    assert counts["half"] == counts["lost"] == counts["leftovers"] == 0
    assert counts["old"] + counts["new"] == counts["kills"]
    assert counts["old"] > 0
    assert counts["new"] > 0


def test_a_profile_whose_taking_in_is_killed_is_all_there_or_comes_with_the_next_try(tmp_path: Path) -> None:
    counts = store_kills.kill_moves(tmp_path, 300 if _LONG else 12)
    assert {key: counts[key] for key in ("half", "lost", "leftovers", "asked again")} == dict.fromkeys(
        ("half", "lost", "leftovers", "asked again"), 0
    )
    assert counts["old"] + counts["new"] == counts["kills"]
    assert counts["new"] > 0


def test_the_proof_would_show_a_database_that_is_set_aside_without_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_empty_log", lambda _folder, _key: None)
    assert store_kills.kill_restores(tmp_path, 20)["lost"] > 0


def test_all_random_damage_is_noticed_and_the_damaged_file_kept(tmp_path: Path) -> None:
    counts = store_proofs.damage(tmp_path, 250 if _LONG else 12)
    assert counts["unnoticed"] == counts["wrong"] == counts["erased"] == 0


def test_a_full_disk_is_said_and_what_was_kept_is_whole(tmp_path: Path) -> None:
    counts = store_proofs.fill_disk(tmp_path)
    assert counts["lost"] == counts["not said"] == counts["does not go on"] == 0
    assert counts["acknowledged"] > 0


def test_forty_planted_words_are_in_no_file_of_a_closed_profile(tmp_path: Path) -> None:
    counts = store_rest.at_rest(tmp_path)
    assert counts["found"] == counts["readable names"] == 0
    assert counts["words"] == 40
    assert counts["files"] > 40  # a picture each


def test_no_byte_of_a_deleted_case_is_left_below_the_encryption(tmp_path: Path) -> None:
    counts = store_rest.deleted(tmp_path)
    assert counts["copies before"] > 40
    assert counts["left"] == counts["pictures left"] == counts["other cases harmed"] == 0


def test_the_rows_say_which_figures_must_be_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.bench.store._proofs", lambda _counts: {"x": lambda _folder: {"trials": 3, "lost": 0}})
    monkeypatch.setattr("engine.bench.store_speed.rows", lambda _messages: [("store: y", 1.0, "ms")])
    assert list(rows(is_short=True)) == [("x: trials", 3.0, ""), ("x: lost (0)", 0.0, ""), ("store: y", 1.0, "ms")]
