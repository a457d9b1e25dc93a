"""`store key ...` as it is typed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from engine.cli.main import main
from engine.cli.store import opened_store
from engine.store.vault import PASSPHRASE_VARIABLE


def _typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_what_protects_the_cases_is_said_and_that_there_is_no_recovery_key_yet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["store", "key", "show"]) == 0
    shown = capsys.readouterr().out
    assert "the key lies in a file" in shown
    assert "no recovery key yet" in shown


def test_the_recovery_key_that_is_printed_opens_what_a_forgotten_passphrase_does_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["store", "key", "recovery"]) == 0
    printed = capsys.readouterr().out.splitlines()[1]
    _typed(monkeypatch, "a long passphrase\n")
    assert main(["store", "key", "passphrase"]) == 0
    _typed(monkeypatch, "")
    assert main(["store", "key", "show"]) == 1
    assert "locked" in capsys.readouterr().err
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "a long passphrase")
    assert main(["store", "key", "show"]) == 0
    assert "under your passphrase" in capsys.readouterr().out
    _typed(monkeypatch, f"{printed}\n")
    assert main(["store", "key", "recover"]) == 0
    assert "Choose a new passphrase" in capsys.readouterr().out


def test_a_terminal_is_asked_for_the_passphrase_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _typed(monkeypatch, "a long passphrase\n")
    assert main(["store", "key", "passphrase"]) == 0

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    for typed, code in (("a long passphrase", 0), ("a wrong passphrase", 1)):
        monkeypatch.setattr("getpass.getpass", lambda _prompt, typed=typed: typed)
        assert main(["store", "key", "show"]) == code


def test_cases_are_marked_backed_up_tidied_and_put_back(capsys: pytest.CaptureFixture[str]) -> None:
    with opened_store() as (store, _):
        case = store.start_conversation("Printer").id
    assert main(["store", "mark", str(case), "--hold", "--pin", "--tags", "#vpn", "kb 5034"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "case": case,
        "title": "Printer",
        "held": True,
        "pinned": True,
        "archived": False,
        "folder": "",
        "tags": ["vpn", "kb-5034"],
        "note": "",
    }
    assert main(["store", "backup"]) == 0
    backup = capsys.readouterr().out.strip()
    assert main(["store", "tidy"]) == 0
    assert "0 cases" in capsys.readouterr().out
    with opened_store() as (store, _):
        store.delete_conversation(case)
    assert main(["store", "backup", "--list"]) == 0
    assert backup not in capsys.readouterr().out  # it held the deleted case


def test_cases_are_filed_and_found_by_where_they_lie(capsys: pytest.CaptureFixture[str]) -> None:
    with opened_store() as (store, _):
        first, second, third = (store.start_conversation(title).id for title in ("Toner", "Jam", "VPN"))
        store.add_question(second, "paper jam 0x0000011b")
    assert main(["store", "mark", str(first), str(second), "--folder", "Printers/HP"]) == 0
    assert main(["store", "mark", str(first), "--archive"]) == 0
    capsys.readouterr()
    assert main(["store", "folders", "--rename", "printers", "Devices"]) == 0
    assert capsys.readouterr().out == "1\tDevices\n1\tDevices/HP\n"
    assert main(["store", "cases"]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == [str(second), str(third)]
    assert main(["store", "cases", "folder:hp", "is:archived", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Toner"
    assert main(["store", "cases", "0000011b"]) == 0
    assert "paper jam 0x0000011b" in capsys.readouterr().out


def test_the_newest_good_backup_is_put_back_and_the_log_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with opened_store() as (store, _):
        case = store.start_conversation("Printer").id
        store.set_held(case, True)
    assert main(["store", "backup"]) == 0
    with opened_store() as (store, _):
        store.start_conversation("after it")
    assert main(["store", "restore"]) == 0
    with opened_store() as (store, _):
        assert [each.title for each in store.conversations()] == ["Printer"]
    capsys.readouterr()
    assert main(["store", "audit", "show"]) == 0
    assert [line.split("\t")[3] for line in capsys.readouterr().out.splitlines()] == ["case.held", "backup.restored"]
    assert main(["store", "audit", "verify"]) == 0
    assert "whole: 2 entries" in capsys.readouterr().out


def test_only_the_missing_cases_come_back_out_of_what_was_set_aside(capsys: pytest.CaptureFixture[str]) -> None:
    with opened_store() as (store, _):
        store.start_conversation("Printer")
    assert main(["store", "backup"]) == 0
    backup = capsys.readouterr().out.splitlines()[-1]
    with opened_store() as (store, _):
        store.start_conversation("after it")
    assert main(["store", "restore", backup]) == 0
    capsys.readouterr()
    assert main(["store", "restore", "--missing", "--dry-run"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {line[-1] for line in lines} == {"after it"}
    assert main(["store", "restore", "--missing", "--case", lines[0][1]]) == 2
    assert main(["store", "restore", lines[0][0], "--missing", "--case", lines[0][1]]) == 0
    assert "1 missing" in capsys.readouterr().out
    assert main(["store", "restore", "--missing"]) == 0
    assert "0 missing" in capsys.readouterr().out
    with opened_store() as (store, _):
        assert [each.title for each in store.conversations()] == ["after it", "Printer"]


def test_a_note_is_written_down_and_found(capsys: pytest.CaptureFixture[str]) -> None:
    with opened_store() as (store, _):
        case = store.start_conversation("Printer").id
    assert main(["store", "mark", str(case), "--note", "call Anna back"]) == 0
    assert json.loads(capsys.readouterr().out)["note"] == "call Anna back"
    assert main(["store", "cases", "anna"]) == 0
    assert "call Anna back" in capsys.readouterr().out


def test_a_dry_run_of_an_import_speaks_of_what_would_come(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with opened_store() as (store, _):
        case = store.start_conversation("Printer").id
    lines = tmp_path / "case.jsonl"
    assert main(["store", "export", str(lines), "--case", str(case)]) == 0
    with opened_store() as (store, _):
        store.delete_conversation(case)
    assert main(["store", "import", str(lines), "--dry-run"]) == 0
    assert "would be taken in: 1" in capsys.readouterr().out
    with opened_store() as (store, _):
        assert not store.count_cases()
    assert main(["store", "import", str(lines)]) == 0
    assert "taken in: 1" in capsys.readouterr().out
