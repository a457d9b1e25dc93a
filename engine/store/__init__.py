"""The case file: one encrypted SQLite database and encrypted pictures beside it.

Importing this is cheap; SQLCipher, sqlite-utils and the key store are loaded when the file is opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.domain.upkeep import Backup, Restored
from engine.settings import Folders

if TYPE_CHECKING:
    from engine.store.keys import KeyKeeper
    from engine.store.store import SqliteStore
    from engine.store.vault import Vault


def open_store(folders: Folders, *, keys: KeyKeeper | None = None, secret: str = "") -> SqliteStore:
    """Open this profile's case file, or make it. Raises StoreError and its kinds, each with a remedy.

    `secret` is the passphrase or the recovery key, where one is wanted (CasesLocked says so); given for a new profile
    on a machine without a key store, it becomes the passphrase. `keys` is where else the key is kept.
    """
    from engine.store.faults import faults_said
    from engine.store.store import SqliteStore

    with faults_said():
        folders.create()
    return SqliteStore(cases_in(folders), keys or vault_of(folders, secret), audit_head=_audit_head(folders))


def restore_backup(
    folders: Folders, backup: Path | None = None, *, keys: KeyKeeper | None = None, secret: str = ""
) -> Restored:
    """Put a backup (the newest good one) in the place of a closed case file, which is set aside, not erased.

    Raises StoreDamaged when no backup is good, CasesLocked where the passphrase is wanted, StoreError; nothing has
    changed then.
    """
    from engine.store.store import restore_backup as restore

    return restore(cases_in(folders), keys or vault_of(folders, secret), backup, audit_head=_audit_head(folders))


def rotate_key(folders: Folders, *, secret: str = "") -> str:
    """Give a closed profile another master key; returns the recovery key that opens it now, or an empty text.

    Raises CasesLocked, KeyMissing, StoreError; everything is as it was then.
    """
    from engine.store.folder import CaseFolder
    from engine.store.rotation import rotate

    vault = vault_of(folders, secret)
    try:
        return rotate(CaseFolder(cases_in(folders)), vault, _audit_head(folders))
    finally:
        vault.close()


def cases_in(folders: Folders) -> Path:
    """Return the folder that holds the case file, its pictures, backups and what was set aside."""
    return folders.data / "cases"


def take_in_profile(folders: Folders, source: Path, secret: str) -> None:
    """Put a profile that was written on another machine here, where there are no cases. Nothing may be open.

    What is here is set aside first, not erased. Raises StoreError (`store.not_empty`) where cases are, CasesLocked
    where the recovery key or passphrase is wrong; nothing has changed then.
    """
    from engine.errors import StoreError
    from engine.store.folder import CaseFolder
    from engine.store.keys import key_file_in
    from engine.store.moving import read_profile

    folder = CaseFolder(cases_in(folders))
    if folder.database.exists():
        here = open_store(folders)
        count = here.count_cases()
        here.close()
        if count:
            raise StoreError("store.not_empty", count=count)
    read_profile(source, folder, key_file_in(folders.config), secret)
    store = open_store(folders, secret=secret)
    store.record("profile.taken_in")
    store.close()


def vault_of(folders: Folders, secret: str = "") -> Vault:
    """Return what keeps this profile's key; nothing is opened yet. Raises StoreError."""
    from engine.store.folder import CaseFolder
    from engine.store.keys import key_file_in
    from engine.store.vault import Vault

    folder = CaseFolder(cases_in(folders))
    folder.create()
    return Vault(folder, key_file_in(folders.config), secret)


def kept_backups(folders: Folders) -> list[Backup]:
    """Return the backups of a profile, newest first; its case file may be open, closed or damaged."""
    from engine.store.backups import listed
    from engine.store.folder import CaseFolder

    return listed(CaseFolder(cases_in(folders)))


def needs_secret(folders: Folders) -> bool:
    """Whether what opens the cases every day is a passphrase. Raises StoreError."""
    return vault_of(folders).protection == "store.protected_by_passphrase"


def _audit_head(folders: Folders) -> Path:
    """Away from the case file: who puts an older copy of that folder in its place leaves this behind."""
    return folders.config / "audit.head"


__all__ = [
    "cases_in",
    "kept_backups",
    "needs_secret",
    "open_store",
    "restore_backup",
    "rotate_key",
    "take_in_profile",
    "vault_of",
]
