"""The store as the program holds it: opening, refusing, mending, closing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from engine.errors import DesksideError, KeyMissing, StoreDamaged
from engine.store import backups, schema
from engine.store.case_file import CaseFile
from engine.store.cases import Clock, KeptCases, wall_clock_ms
from engine.store.faults import faults_said
from engine.store.fixes import KeptFixes
from engine.store.folder import CaseFolder, FolderLock, ProfileCard
from engine.store.keys import KeyKeeper, SubKeys, new_key
from engine.store.pictures import PictureFolder
from engine.store.schema import Step
from engine.store.sqlcipher import check_versions, open_database

_log = logging.getLogger(__name__)


class SqliteStore(KeptCases, KeptFixes):
    """The encrypted case file of one profile: `CaseStore` and `FixStore` in one. Any thread may call it."""

    def __init__(
        self,
        folder: Path,
        keys: KeyKeeper,
        *,
        clock: Clock = wall_clock_ms,
        steps: Sequence[Step] = schema.STEPS,
    ) -> None:
        """Open or make the case file. Raises StoreError and its kinds; no file is harmed then."""
        check_versions()
        self._folder = CaseFolder(folder)
        self._keeper = keys
        self._is_closed = False
        self._folder.create()
        self._lock = FolderLock(self._folder)
        try:
            sub_keys = _keys_of(self._folder, keys)
            file = _open_file(self._folder, sub_keys, steps)
        except BaseException:
            self._lock.release()
            raise
        KeptCases.__init__(self, file, PictureFolder(self._folder.pictures, sub_keys), clock)
        KeptFixes.__init__(self, file, clock)
        try:
            self._tidy()
        except BaseException:
            file.close()
            self._lock.release()
            raise

    def delete_conversation(self, conversation_id: int) -> None:
        """Delete a case so that no bytes of it stay in the profile, its backups included."""
        super().delete_conversation(conversation_id)
        backups.renew(self._file, self._folder)

    def protection(self) -> str:
        """Say what protects the file, as a wording key: `store.protected_by_keyring`, `..._passphrase`, `..._file`."""
        return self._keeper.protection

    def back_up(self) -> Path:
        """Write a verified backup now and return where. Raises StoreError and its kinds."""
        return backups.back_up(self._file, self._folder)

    def close(self) -> None:
        """Close the file, after a backup where one is due. May be called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            self._back_up_if_due()
        finally:
            self._file.close()
            self._words.forget()
            if not self._file.is_damaged:
                self._folder.open_mark.unlink(missing_ok=True)
            self._lock.release()

    def _tidy(self) -> None:
        """Mend what an unclean end left."""
        stopped = self.stop_interrupted_answers()
        backups.remove_drafts(self._folder)
        with faults_said():
            # A backup that is still to be restored may name pictures that the new database does not know.
            is_whole = not any(self._folder.quarantine.iterdir())
            swept = self.sweep_pictures(with_orphans=is_whole)
        if stopped or swept:
            _log.info("after an unclean end: %d answers stopped, %d leftover files removed", stopped, swept)

    def _back_up_if_due(self) -> None:
        """A backup that fails must not keep the program from closing; the case file itself is whole."""
        if self._file.is_damaged or not backups.is_due(self._folder):
            return
        try:
            self.back_up()
        except DesksideError as error:
            _log.warning("no backup was made: %s (%s)", error, error.detail)


def restore_backup(folder: Path, keys: KeyKeeper, backup: Path | None = None) -> Path:
    """Put a backup (the newest good one) in the place of the database, which is set aside; returns it.

    The store must be closed. Raises StoreDamaged when no backup is good, StoreError and its kinds.
    """
    case_folder = CaseFolder(folder)
    case_folder.create()
    lock = FolderLock(case_folder)
    try:
        key = _keys_of(case_folder, keys).database
        chosen = backups.newest_good(case_folder, key) if backup is None else backup
        if chosen is None or not backups.is_good(chosen, key):
            raise StoreDamaged("store.no_good_backup", folder=case_folder.backups)
        backups.set_aside(case_folder)
        backups.put_in_place(chosen, case_folder)
        return chosen
    finally:
        lock.release()


def _keys_of(folder: CaseFolder, keeper: KeyKeeper) -> SubKeys:
    """Get the profile's key; only a profile that never had one gets a new one. Raises KeyMissing."""
    card = ProfileCard.of(folder)
    master = keeper.load()
    if master is None:
        if card.key_check or folder.database.exists():
            raise KeyMissing("store.key_missing", folder=folder.root)
        master = new_key()
        keeper.keep(master)
        if keeper.load() != master:
            raise KeyMissing("store.key_not_kept")
    keys = SubKeys.of(master)
    if card.key_check and not keys.matches(card.key_check):
        raise KeyMissing("store.wrong_key", folder=folder.root)
    return keys


def _open_file(folder: CaseFolder, keys: SubKeys, steps: Sequence[Step]) -> CaseFile:
    """Open the database: refuse a newer one, set a damaged one aside, bring an older one up to date."""
    card = ProfileCard.of(folder)
    exists = folder.database.exists()
    try:
        if exists:
            _check_before_opening(folder, keys.database, steps, is_known=bool(card.key_check))
        file = CaseFile(folder.database, keys.database)
        try:
            if folder.open_mark.exists():
                file.check()
            with faults_said():
                folder.open_mark.touch(mode=0o600)
            _bring_up_to_date(file, folder, steps, is_new=not exists)
        except BaseException:
            file.close()
            raise
    except StoreDamaged as error:
        if not card.key_check:  # the key was never seen to fit, so this may as well be a wrong one
            raise KeyMissing("store.wrong_key", folder=folder.root, detail=error.detail) from error
        raise backups.quarantine(folder, keys.database, error) from error
    if not card.key_check:
        card.with_key(keys.check).write(folder)
    return file


def _check_before_opening(folder: CaseFolder, key: bytes, steps: Sequence[Step], *, is_known: bool) -> None:
    """Look at the file without a chance to change it. Raises NewerStore, StoreDamaged."""
    with faults_said():
        if is_known and folder.database.stat().st_size == 0:
            raise StoreDamaged("store.damaged_part", detail="the file is empty")  # SQLite would take it for new
        db = open_database(folder.database, key, is_read_only=True)
        try:
            schema.check_age(db, steps)
        finally:
            db.close()


def _bring_up_to_date(file: CaseFile, folder: CaseFolder, steps: Sequence[Step], *, is_new: bool) -> None:
    with file.reading() as db:
        is_outdated = schema.check_age(db, steps)
    if is_outdated:
        if not is_new:
            backups.back_up(file, folder)
        with file.immediate() as db:
            schema.migrate(db, steps)
    with file.reading() as db:
        is_indexed = schema.index_is_current(db)
    if not is_indexed:
        with file.immediate() as db:
            schema.reindex(db)
