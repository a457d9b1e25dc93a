"""`store`: the case file: its keys, and (further down) what is kept in it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.cli.secrets import read_new_passphrase, read_secret
from engine.cli.subparsers import Subparsers
from engine.settings import Folders
from engine.wording import remedy, say

if TYPE_CHECKING:
    from engine.store.store import SqliteStore
    from engine.store.vault import Vault


def add_parser(commands: Subparsers) -> None:
    parser = commands.add_parser("store", help="the case file: keys, backups, audit, export")
    parts = parser.add_subparsers(required=True, metavar="PART")
    _add_key_parsers(parts)


def _add_key_parsers(parts: Subparsers) -> None:
    key = parts.add_parser("key", help="what opens the cases: key store, passphrase, recovery key")
    actions = key.add_subparsers(required=True, metavar="ACTION")
    show = actions.add_parser("show", help="tell what protects the cases")
    show.set_defaults(run=run_show)
    made = actions.add_parser(
        "recovery", help="make a recovery key and print it; an earlier one opens nothing any more"
    )
    made.set_defaults(run=run_recovery)
    passphrase = actions.add_parser("passphrase", help="ask for a passphrase at each start, and for nothing else")
    passphrase.set_defaults(run=run_passphrase)
    machine = actions.add_parser("keyring", help="let the system's key store open the cases; without one, a key file")
    machine.set_defaults(run=run_machine)
    opened = actions.add_parser("recover", help="open the cases with the recovery key where the key is lost")
    opened.set_defaults(run=run_recover)


def run_show(options: argparse.Namespace) -> int:
    with opened_store() as (_, vault):
        protection, has_recovery = vault.protection, vault.has_recovery_key
    print(say(protection, options.language))
    key = "store.has_recovery_key" if has_recovery else "store.no_recovery_key"
    print(say(key, options.language))
    if advice := remedy(key, options.language):
        print(advice)
    return 0


def run_recovery(options: argparse.Namespace) -> int:
    """Print a new recovery key on standard output; what to do with it goes beside."""
    with opened_store() as (_, vault):
        text = vault.renew_recovery_key()
    print(say("store.recovery_key_made", options.language))
    print(text)
    print(remedy("store.recovery_key_made", options.language))
    return 0


def run_passphrase(options: argparse.Namespace) -> int:
    with opened_store() as (_, vault):
        vault.set_passphrase(read_new_passphrase(options.language))
    print(say("store.protected_by_passphrase", options.language))
    return 0


def run_machine(options: argparse.Namespace) -> int:
    with opened_store() as (_, vault):
        vault.use_machine()
        protection = vault.protection
    print(say(protection, options.language))
    return 0


def run_recover(options: argparse.Namespace) -> int:
    """Open with the recovery key, read from the terminal or standard input; the key store gets a new half."""
    with opened_store(read_secret()) as (_, vault):
        protection = vault.protection
    print(say("store.recovered", options.language))
    print(say(protection, options.language))
    if protection == "store.protected_by_passphrase":
        print(remedy("store.recovered", options.language))
    return 0


@contextmanager
def opened_store(secret: str = "") -> Iterator[tuple[SqliteStore, Vault]]:
    """Open this user's case file for one command, and close it. Raises StoreError and its kinds."""
    from engine.store import open_store, vault_of

    folders = Folders.of_user()
    folders.create()
    vault = vault_of(folders, secret)
    store = open_store(folders, keys=vault)
    try:
        yield store, vault
    finally:
        store.close()
        vault.close()
