"""Passphrases and recovery keys from the terminal: never from the command line, which other users can see."""

from __future__ import annotations

import getpass
import os
import sys

from engine.errors import CasesLocked, KeyMissing
from engine.wording import Language, say


def ask_once(locked: CasesLocked, language: Language) -> bool:
    """Ask at the terminal for what opens the cases; False where nobody can be asked."""
    from engine.store.vault import PASSPHRASE_VARIABLE

    if not sys.stdin.isatty():
        return False
    print(locked.message(language), file=sys.stderr)
    typed = getpass.getpass("> ")
    os.environ[PASSPHRASE_VARIABLE] = typed  # the vault takes it out again
    return bool(typed)


def read_secret() -> str:
    """Return one line from the terminal, unseen, or from standard input."""
    return (getpass.getpass("> ") if sys.stdin.isatty() else sys.stdin.readline()).rstrip("\r\n")


def read_new_passphrase(language: Language) -> str:
    """Ask for a new passphrase, at a terminal twice. Raises KeyMissing where they differ."""
    if not sys.stdin.isatty():
        return read_secret()
    print(say("store.new_passphrase", language), file=sys.stderr)
    first, second = getpass.getpass("> "), getpass.getpass("> ")
    if first != second:
        raise KeyMissing("store.passphrases_differ")
    return first
