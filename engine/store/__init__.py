"""The case file: one encrypted SQLite database and encrypted pictures beside it.

Importing this is cheap; SQLCipher, sqlite-utils and the key store are loaded when the file is opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.settings import Folders

if TYPE_CHECKING:
    from engine.store.keys import KeyKeeper
    from engine.store.store import SqliteStore


def open_store(folders: Folders, *, keys: KeyKeeper | None = None) -> SqliteStore:
    """Open this profile's case file, or make it. Raises StoreError and its kinds, each with a remedy.

    `keys` is where the key is kept; without it, the system's key store or else a key file.
    """
    from engine.store.faults import faults_said
    from engine.store.store import SqliteStore

    with faults_said():
        folders.create()
    return SqliteStore(cases_in(folders), keys or _system_keeper(folders))


def restore_backup(folders: Folders, backup: Path | None = None, *, keys: KeyKeeper | None = None) -> Path:
    """Put a backup (the newest good one) in the place of a closed case file; returns the backup.

    What was there is set aside, not erased. Raises StoreDamaged when no backup is good, StoreError.
    """
    from engine.store.store import restore_backup as restore

    return restore(cases_in(folders), keys or _system_keeper(folders), backup)


def cases_in(folders: Folders) -> Path:
    """Return the folder that holds the case file, its pictures, backups and what was set aside."""
    return folders.data / "cases"


def _system_keeper(folders: Folders) -> KeyKeeper:
    from engine.store.folder import CaseFolder, ProfileCard
    from engine.store.keys import key_file_in, system_keeper

    folder = CaseFolder(cases_in(folders))
    folder.create()
    return system_keeper(key_file_in(folders.config), ProfileCard.of(folder).id)


__all__ = ["cases_in", "open_store", "restore_backup"]
