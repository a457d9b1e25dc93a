"""The folder of the case file: what lies where in it, and the lock that lets one program in at a time."""

from __future__ import annotations

import json
import os
import sys
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from engine.durable import write_whole
from engine.errors import StoreError
from engine.store.faults import faults_said


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """Names of what lies in the folder."""

    root: Path

    def create(self) -> None:
        """Make the folders, for this user alone. Raises StoreError."""
        with faults_said():
            for folder in (self.root, self.pictures, self.backups, self.quarantine):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def database(self) -> Path:
        return self.root / "deskside.db"

    @property
    def database_files(self) -> tuple[Path, ...]:
        """The database and what SQLite keeps beside it: log, shared memory, and the journal of one not yet in WAL mode.

        Each belongs to this database alone: beside another one its changes would be taken for that one's.
        """
        return tuple(self.database.with_name(self.database.name + end) for end in ("", "-wal", "-shm", "-journal"))

    @property
    def pictures(self) -> Path:
        return self.root / "pictures"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def quarantine(self) -> Path:
        """Damaged files are moved here and never erased by the program."""
        return self.root / "quarantine"

    @property
    def lock_files(self) -> tuple[Path, Path]:
        """The locks on the master key, and their copy: backups without it could be opened by nobody."""
        return self.root / "key.json", self.backups / "key.json"

    @property
    def card(self) -> Path:
        """Which profile this is, and how to tell its key."""
        return self.root / "profile.json"

    @property
    def audit_head(self) -> Path:
        """The end of the audit log, where nobody names another place for it."""
        return self.root / "audit.head"

    @property
    def reserve(self) -> Path:
        """Room that is held back for deleting on a full disk."""
        return self.root / "reserve"

    @property
    def open_mark(self) -> Path:
        """There while the database is open; found at start, it tells of an unclean end."""
        return self.root / "open"


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """What must be known before the key is: which profile this is, and how to tell its key."""

    id: str
    key_check: str = ""
    """Empty until the case file has been made."""

    @classmethod
    def of(cls, folder: CaseFolder) -> ProfileCard:
        """Read the card; a profile without one gets a new id. Raises StoreError."""
        path = folder.card
        with faults_said():
            if not path.exists():
                card = cls(uuid.uuid4().hex)
                card.write(folder)
                return card
            text = path.read_bytes()
        try:
            content = json.loads(text)
            return cls(str(content["id"]), str(content["key_check"]))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError("store.card_unreadable", path=path, detail=str(error)) from error

    def with_key(self, check: str) -> ProfileCard:
        return replace(self, key_check=check)

    def write(self, folder: CaseFolder) -> None:
        content = json.dumps({"id": self.id, "key_check": self.key_check}, indent=1)
        with faults_said():
            write_whole(folder.card, content.encode())


class FolderLock:
    """Held by the one program that has the folder open. However that ends, the system lets go of it."""

    def __init__(self, folder: CaseFolder) -> None:
        """Take the lock. Raises StoreError (`store.in_use`) where another holds it."""
        with faults_said():
            self._descriptor: int | None = os.open(folder.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._descriptor)
        except OSError as error:
            self.release()
            raise StoreError("store.in_use", detail=str(error)) from error

    def release(self) -> None:
        """Let go. May be called twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
