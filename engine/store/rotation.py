"""A new master key: everything that hangs on it is made anew beside the old, and then takes its place.

While it is being made, the old files are what counts; a program that ends on the way leaves them as they were. A mark
says that all is there. From then on each start goes on with putting it in place until it is done, so that a program
that ends at any point leaves either everything under the old key or, at the next start, everything under the new one.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.durable import publish, sync_folder, write_whole
from engine.errors import KeyMissing, StoreDamaged, StoreError
from engine.store import backups
from engine.store.audit import AuditLog, signed_anew
from engine.store.case_file import CaseFile
from engine.store.cases import wall_clock_ms
from engine.store.faults import faults_said
from engine.store.folder import CaseFolder, FolderLock, ProfileCard
from engine.store.keys import SubKeys, new_key
from engine.store.locks import LockFile, LockKind
from engine.store.pictures import PictureFolder
from engine.store.sqlcipher import Database, open_database
from engine.store.vault import Relocked, Vault

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Staged:
    """Where what is made anew lies until it is put in place."""

    folder: CaseFolder
    key_file: Path
    audit_head: Path
    has_recovery: bool = False
    """Somebody waits to be shown the new recovery key. Who goes on after an end has nobody: then it is locked out, and
    the profile asks for another one as a new profile does."""

    @property
    def root(self) -> Path:
        return self.folder.root / "rotated"

    @property
    def new(self) -> CaseFolder:
        return CaseFolder(self.root)

    @property
    def ready(self) -> Path:
        """There once everything is made anew."""
        return self.root / "ready"

    @property
    def old_pictures(self) -> Path:
        return self.root / "old_pictures"

    @property
    def new_key_file(self) -> Path:
        return self.root / "case.key"


def rotate(folder: CaseFolder, vault: Vault, audit_head: Path) -> str:
    """Give a closed profile another master key. Returns the recovery key that opens it now; empty where it had none.

    The backups, which only the old key opens, go. Raises CasesLocked, KeyMissing, StoreFull, StoreDamaged,
    StoreError; everything is as it was then.
    """
    folder.create()
    lock = FolderLock(folder)
    staged = _Staged(folder, vault.key_file, audit_head)
    try:
        put_in_place(folder, vault.key_file, audit_head)
        old = vault.load()
        if old is None or not SubKeys.of(old).matches(ProfileCard.of(folder).key_check):
            raise KeyMissing("store.key_missing", folder=folder.root)
        new = new_key()
        try:
            relocked = vault.relocked(new)
            _make_anew(staged, SubKeys.of(old), SubKeys.of(new), relocked)
        except BaseException:
            shutil.rmtree(staged.root, ignore_errors=True)
            raise
        put_in_place(folder, vault.key_file, audit_head, has_recovery=True)
        vault.forget_half(relocked.old)
        return relocked.recovery_key
    finally:
        lock.release()


def put_in_place(folder: CaseFolder, key_file: Path, audit_head: Path, *, has_recovery: bool = False) -> bool:
    """Finish what `rotate` had made ready, or drop what it had not. The folder's lock is held, the database closed."""
    staged = _Staged(folder, key_file, audit_head, has_recovery)
    if not staged.root.exists():
        return False
    is_ready = staged.ready.exists()
    with faults_said():
        if is_ready:
            for step in STEPS:
                step(staged)
            _log.info("the master key was replaced")
        shutil.rmtree(staged.root)
    return is_ready


def _make_anew(staged: _Staged, old: SubKeys, new: SubKeys, relocked: Relocked) -> None:
    folder = staged.folder
    with faults_said():
        shutil.rmtree(staged.root, ignore_errors=True)
    staged.new.create()
    file = CaseFile(folder.database, old.database)
    try:
        file.checkpoint()
        file.back_up(staged.new.database)
    finally:
        file.close()
    with faults_said():
        db = open_database(staged.new.database, old.database)
        try:
            db.execute("BEGIN IMMEDIATE")
            _seal_pictures(db, PictureFolder(folder.pictures, old), PictureFolder(staged.new.pictures, new))
            signed_anew(db, new.audit)
            db.execute("COMMIT")
            db.execute(f"PRAGMA rekey = \"x'{new.database.hex()}'\"")
        finally:
            db.close()
    _record(staged, new)
    if not backups.is_good(staged.new.database, new.database):
        raise StoreDamaged("store.damaged_part", detail="the copy under the new key")
    with faults_said(), staged.new.database.open("rb+") as written:
        os.fsync(written.fileno())
    ProfileCard.of(folder).with_key(new.check).write(staged.new)
    relocked.locks.write(staged.new.lock_files[0])
    with faults_said():
        if relocked.key_file_content:
            write_whole(staged.new_key_file, relocked.key_file_content)
        write_whole(staged.ready, b"all of it is made anew\n")


def _seal_pictures(db: Database, old: PictureFolder, new: PictureFolder) -> None:
    """Encrypt every picture under another key and name; one that is lost stays lost, its small form stays."""
    rows = db.execute("SELECT id, digest, name, wrapped_key FROM picture").fetchall()
    for number, digest, name, wrapped_key in rows:
        encoded = b""
        if wrapped_key:
            try:
                encoded = old.read(name, wrapped_key)
            except StoreError as error:
                _log.warning("a picture was lost before the key was replaced: %s", error.key)
        sealed = new.seal_encoded(digest, encoded)
        if encoded:
            new.write(sealed)
        values = (sealed.name, sealed.wrapped_key if wrapped_key else b"", number)
        db.execute("UPDATE picture SET name = ?, wrapped_key = ? WHERE id = ?", values)


def _record(staged: _Staged, new: SubKeys) -> None:
    file = CaseFile(staged.new.database, new.database)
    try:
        log = AuditLog(file, new.audit, staged.new.audit_head)
        with file.immediate() as db:
            log.record(db, wall_clock_ms(), "key.rotated")
        log.publish()
        file.checkpoint()
    finally:
        file.close()


def _place_database(staged: _Staged) -> None:
    if staged.new.database.exists():
        for beside in staged.folder.database_files[1:]:
            beside.unlink(missing_ok=True)  # emptied before the copy was made
        publish(staged.new.database, staged.folder.database)


def _place_pictures(staged: _Staged) -> None:
    place = staged.folder.pictures
    if not staged.new.pictures.exists():
        return
    if not staged.old_pictures.exists():
        place.rename(staged.old_pictures)
    elif place.exists():
        place.rmdir()  # made anew, empty, by the start that goes on here
    staged.new.pictures.rename(place)
    sync_folder(place.parent)


def _place_keys(staged: _Staged) -> None:
    locks = LockFile.from_bytes(staged.new.lock_files[0].read_bytes())
    if not staged.has_recovery:
        locks = replace(locks, locks=tuple(lock for lock in locks.locks if lock.kind is not LockKind.RECOVERY))
    locks.write(*staged.folder.lock_files)
    if staged.new_key_file.exists():
        write_whole(staged.key_file, staged.new_key_file.read_bytes())
    write_whole(staged.folder.card, staged.new.card.read_bytes())


def _place_audit_head(staged: _Staged) -> None:
    write_whole(staged.audit_head, staged.new.audit_head.read_bytes())


def _drop_backups(staged: _Staged) -> None:
    """They open with the old key alone, and nothing is left that holds it."""
    for path in backups.newest_first(staged.folder):
        path.unlink(missing_ok=True)


def _unmark(staged: _Staged) -> None:
    staged.ready.unlink()
    sync_folder(staged.root)


STEPS: tuple[Callable[[_Staged], None], ...] = (
    _place_database,
    _place_pictures,
    _place_keys,
    _place_audit_head,
    _drop_backups,
    _unmark,
)
"""Each may be done again after it was done, or half done."""
