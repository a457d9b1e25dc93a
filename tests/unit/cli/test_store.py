"""`store key ...` as it is typed."""

from __future__ import annotations

import io
import sys

import pytest

from engine.cli.main import main
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
