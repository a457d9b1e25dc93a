"""The store as the program holds it: opening, refusing, mending, closing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from engine.domain.archive import ImportReport
from engine.domain.audit import AuditEntry, AuditReport
from engine.domain.conversation import Conversation
from engine.domain.upkeep import Backup, BackupCheck, Restored, RetentionReport, RetentionRules, UpkeepReport
from engine.errors import DesksideError, KeyMissing, StoreDamaged, StoreError, StoreFull
from engine.store import backups, missing, retention, rotation, schema
from engine.store.audit import AuditLog
from engine.store.case_file import CaseFile
from engine.store.cases import Clock, wall_clock_ms
from engine.store.faults import faults_said
from engine.store.fix_search import index_fixes, is_every_fix_indexed
from engine.store.fixes import KeptFixes, fix_of
from engine.store.folder import CaseFolder, FolderLock, ProfileCard
from engine.store.keys import KeyKeeper, SubKeys, new_key
from engine.store.moving import put_in_place, write_profile
from engine.store.pictures import PictureFolder
from engine.store.reserve import Reserve
from engine.store.schema import Step
from engine.store.sqlcipher import Database, check_versions, open_database
from engine.store.taking import TakenCases
from engine.store.vault import Vault

_log = logging.getLogger(__name__)
T = TypeVar("T")
_DELETIONS = frozenset({"case.deleted", "retention.began"})
_OUTDATED = "backups_outdated"


class SqliteStore(TakenCases, KeptFixes):
    """The encrypted case file of one profile: `CaseStore`, `FixStore` and `CaseUpkeep` in one, for any thread."""

    def __init__(
        self,
        folder: Path,
        keys: KeyKeeper,
        *,
        clock: Clock = wall_clock_ms,
        steps: Sequence[Step] = schema.STEPS,
        audit_head: Path | None = None,
    ) -> None:
        """Open or make the case file. Raises StoreError and its kinds; no file is harmed then.

        `audit_head` is where the newest code of the audit log is kept, outside the database.
        """
        check_versions()
        self._folder = CaseFolder(folder)
        self._keeper = keys
        self._is_closed = False
        self._folder.create()
        self._lock = FolderLock(self._folder)
        try:
            if isinstance(keys, Vault):
                put_in_place(self._folder, keys.key_file)
                rotation.put_in_place(self._folder, keys.key_file, audit_head or self._folder.audit_head)
            sub_keys = _keys_of(self._folder, keys)
            file = _open_file(self._folder, sub_keys, steps)
        except BaseException:
            self._lock.release()
            raise
        self._backup_key = sub_keys.database
        self._reserve = Reserve(self._folder)
        self._audit = AuditLog(file, sub_keys.audit, audit_head or self._folder.audit_head)
        TakenCases.__init__(self, file, PictureFolder(self._folder.pictures, sub_keys), clock, self._record_within)
        KeptFixes.__init__(self, file, clock)
        if isinstance(keys, Vault):
            keys.tell = self.record
        try:
            self._tidy()
        except BaseException:
            file.close()
            self._lock.release()
            raise

    def delete_conversation(self, conversation_id: int) -> None:
        """Delete a case so that no bytes of it stay in the profile, its backups included."""
        if conversation_id < 0:
            super().delete_conversation(conversation_id)
        else:
            self.delete_conversations([conversation_id])

    def delete_conversations(self, conversation_ids: Sequence[int]) -> None:
        """Delete kept cases, all or none, so that no bytes of them stay; the backups are written anew once."""
        if not conversation_ids:
            return
        self._even_if_full(lambda: super(SqliteStore, self).delete_conversations(conversation_ids))
        self._even_if_full(self._audit.publish)
        self._even_if_full(self._renew_backups)
        self._reserve.make()

    def import_lines(self, path: Path, *, is_dry: bool = False) -> ImportReport:
        """Take in cases; before that the file is backed up, if anything in it is not yet."""
        if not is_dry and backups.has_changed(self._file, self._folder):
            self.back_up()
        report = super().import_lines(path, is_dry=is_dry)
        self._audit.publish()
        return report

    def set_held(self, conversation_id: int, is_held: bool) -> None:
        super().set_held(conversation_id, is_held)
        self._audit.publish()

    def record_use(self, uid: str, message_id: int | None) -> int:
        """Count that an agent inserted a fix; that it was in a private case is not kept."""
        return super().record_use(uid, None if message_id is not None and message_id < 0 else message_id)

    def protection(self) -> str:
        """Say what protects the file, as a wording key: `store.protected_by_keyring`, `..._passphrase`, `..._file`."""
        return self._keeper.protection

    def back_up(self) -> Path:
        """Write a verified backup now and return where. Raises StoreError and its kinds."""
        return backups.back_up(self._file, self._folder)

    def write_profile(self, target: Path) -> None:
        """Write the whole profile to one file, which the recovery key or the passphrase opens. Raises StoreError."""
        if not isinstance(self._keeper, Vault):
            raise StoreError("store.moved_needs_secret")
        self.record("profile.written")
        write_profile(self._folder, self._keeper, self.back_up(), target)

    def kept_backups(self) -> list[Backup]:
        """Return the backups there are, newest first, without opening them."""
        return backups.listed(self._folder)

    def check_backup(self, path: Path) -> BackupCheck:
        """Read every page of a backup, and tell what is in it. Changes nothing."""
        return backups.looked_through(path, self._backup_key)

    def missing_cases(self, backup: Path) -> list[Conversation]:
        """Return the cases of a backup, or of a file that was set aside, that are not here, newest first."""
        with missing.opened(backup, self._folder, self._backup_key) as there, self._file.reading() as here:
            return missing.missing(here, there)

    def take_missing(self, backup: Path, numbers: Collection[int]) -> int:
        """Take in those of these cases that are not here; all or none. Returns how many. Changes no other case."""
        with missing.opened(backup, self._folder, self._backup_key) as there, self._file.immediate() as here:
            taken = missing.take_over(here, there, numbers, self._searchable)
            if taken:
                self._record_within(here, "cases.brought_back", f"{taken} cases from {backup.name}")
        self._audit.publish()
        return taken

    def backups(self) -> list[Path]:
        """Return the backups there are, newest first."""
        return backups.newest_first(self._folder)

    def upkeep(self, rules: RetentionRules, *, is_confirmed: bool = False) -> UpkeepReport:
        """Delete what is over its time, and back up if due. `is_confirmed`: the agent says that the clock is right."""
        now = self._clock()
        found = retention.count_expired(self._file, rules, now)
        if found.cases or found.pictures:
            found = self._even_if_full(lambda: self._delete_expired(rules, now, found, is_confirmed=is_confirmed))
        else:
            retention.is_clock_trusted(self._file, now, is_confirmed=is_confirmed)  # it remembers when it was asked
        self._reserve.make()
        is_backed_up = backups.is_due(self._file, self._folder)
        if is_backed_up:
            self.back_up()
        return UpkeepReport(found, is_backed_up)

    def record(self, action: str, about: str = "") -> None:
        """Add an entry to the audit log."""
        with self._file.immediate() as db:
            self._record_within(db, action, about)
        self._audit.publish()

    def audit_entries(self, limit: int = 1000) -> Sequence[AuditEntry]:
        """Return the newest entries of the audit log, newest first."""
        return self._audit.entries(limit)

    def verify_audit(self) -> AuditReport:
        """Check the audit log from its first entry to its end. Changes nothing."""
        return self._audit.verify()

    def close(self) -> None:
        """Close the file, after a backup where one is due. May be called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._private.forget()
        if isinstance(self._keeper, Vault):
            self._keeper.tell = lambda _action: None
        try:
            self._back_up_if_due()
        finally:
            self._file.close()
            self._words.forget()
            if not self._file.is_damaged:
                self._folder.open_mark.unlink(missing_ok=True)
            self._lock.release()

    def _record_within(self, db: Database, action: str, about: str) -> None:
        self._audit.record(db, self._clock(), action, about)
        if action in _DELETIONS:  # until the backups have been renewed, they hold what is gone
            db.execute("INSERT OR REPLACE INTO property (name, value) VALUES (?, '1')", (_OUTDATED,))

    def _delete_expired(
        self, rules: RetentionRules, now: int, found: RetentionReport, *, is_confirmed: bool
    ) -> RetentionReport:
        """Delete what was found, or say why it stays."""
        reason = retention.is_clock_trusted(self._file, now, is_confirmed=is_confirmed)
        if not reason:
            self._expire(rules, now)
        return replace(found, reason=reason)

    def _expire(self, rules: RetentionRules, now: int) -> None:
        with self._file.immediate() as db:
            self._record_within(db, "retention.began", f"{rules.case_days}/{rules.picture_days} days")
        gone = retention.expire(self._file, rules, now)
        self._words.forget()
        self._pictures.remove(gone.files)
        self._file.checkpoint()
        self.record("retention.ended", f"{gone.cases} cases, {gone.pictures} pictures")
        self._renew_backups()

    def _even_if_full(self, delete: Callable[[], T]) -> T:
        """Delete; where the disk is full, once more with the room that was held back for this."""
        try:
            return delete()
        except StoreFull:
            if not self._reserve.give_up():
                raise
            return delete()

    def _renew_backups(self) -> None:
        backups.renew(self._file, self._folder)
        with self._file.immediate() as db:
            db.execute("DELETE FROM property WHERE name = ?", (_OUTDATED,))
        self._file.checkpoint()

    def _tidy(self) -> None:
        """Mend what an unclean end left."""
        self._audit.settle()
        if self._file.rows("SELECT 1 FROM property WHERE name = ?", _OUTDATED):
            self._renew_backups()
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
        if self._file.is_damaged or not backups.is_due(self._file, self._folder):
            return
        try:
            self.back_up()
        except DesksideError as error:
            _log.warning("no backup was made: %s (%s)", error, error.detail)


def restore_backup(
    folder: Path, keys: KeyKeeper, backup: Path | None = None, *, audit_head: Path | None = None
) -> Restored:
    """Put a backup (the newest good one) in the place of the database, which is set aside whole.

    The store must be closed. Raises StoreDamaged when no backup is good, StoreError and its kinds; nothing has
    changed then.
    """
    case_folder = CaseFolder(folder)
    case_folder.create()
    lock = FolderLock(case_folder)
    try:
        if isinstance(keys, Vault):
            rotation.put_in_place(case_folder, keys.key_file, audit_head or case_folder.audit_head)
        sub_keys = _keys_of(case_folder, keys)
        key, head = sub_keys.database, audit_head or case_folder.audit_head
        chosen = backups.newest_good(case_folder, key) if backup is None else backup
        if chosen is None:
            raise StoreDamaged("store.no_good_backup", folder=case_folder.backups)

        def record(file: CaseFile) -> None:
            _record_restored(file, sub_keys, head, chosen)

        aside = backups.put_in_place(chosen, case_folder, key, record)
        _settle_audit(case_folder, sub_keys, head)
        return Restored(chosen, aside)
    finally:
        lock.release()


def _record_restored(file: CaseFile, keys: SubKeys, head: Path, backup: Path) -> None:
    """Let the audit log go on from the backup: its end is an earlier one then, and an entry says why."""
    if not file.rows("SELECT 1 FROM sqlite_schema WHERE name = 'audit'"):
        return  # a backup from before there was a log
    log = AuditLog(file, keys.audit, head)
    with file.immediate() as db:
        log.record(db, wall_clock_ms(), "backup.restored", backup.name)
    log.announce()


def _settle_audit(folder: CaseFolder, keys: SubKeys, head: Path) -> None:
    file = CaseFile(folder.database, keys.database)
    try:
        AuditLog(file, keys.audit, head).settle()
    finally:
        file.close()


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
    """Look at the file without a chance to change it. Raises NewerStore, StoreDamaged.

    Only where a program ended within a transaction before the WAL mode was on, that is rolled back by opening it.
    """
    *_, journal = folder.database_files
    with faults_said():
        if is_known and folder.database.stat().st_size == 0:
            raise StoreDamaged("store.damaged_part", detail="the file is empty")  # SQLite would take it for new
        db = open_database(folder.database, key, is_read_only=not journal.exists())
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
        knows_fixes = is_every_fix_indexed(db)
    if is_indexed and knows_fixes:
        return
    with file.immediate() as db:
        if not is_indexed:
            schema.reindex(db)
        index_fixes(db, fix_of)
