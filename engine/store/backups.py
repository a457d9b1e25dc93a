"""Backups of the database, and what is done with a damaged one."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.domain.upkeep import Backup, BackupCheck
from engine.durable import DRAFT_SUFFIX, publish, sync_folder
from engine.errors import NewerStore, StoreDamaged, StoreError, StoreFull
from engine.store import schema
from engine.store.case_file import CaseFile, verify
from engine.store.faults import faults_said
from engine.store.folder import CaseFolder
from engine.store.sqlcipher import open_database

_NEWEST, _DAYS, _WEEKS = 6, 7, 4
"""The newest ones stay, then one a day, then one a week; all go when what is in them is deleted."""
_DUE = timedelta(minutes=30)
_log = logging.getLogger(__name__)
STAMP = "%Y%m%dT%H%M%S_%fZ"


def back_up(file: CaseFile, folder: CaseFolder, now: datetime | None = None) -> Path:
    """Write a verified copy of the open database, and thin out the older ones. Raises StoreError."""
    file.checkpoint()  # from here on the database is older than its backup, unless it changes
    target = folder.backups / f"deskside-{(now or datetime.now(UTC)).strftime(STAMP)}.db"
    try:
        file.back_up(target)
    except StoreError as error:
        # SQLite reports a disk that fills up under a backup as a fault of reading or writing.
        if shutil.disk_usage(folder.backups).free < folder.database.stat().st_size:
            raise StoreFull("store.full", detail=error.detail) from error
        raise
    file.changes = 0
    with faults_said():
        wanted = worth_keeping(newest_first(folder))
        for outdated in set(newest_first(folder)) - wanted:
            outdated.unlink()
    return target


def worth_keeping(newest: Sequence[Path]) -> set[Path]:
    """Choose by the times in their names: the newest six, then the newest of seven days, then of four weeks."""
    kept = list(newest[:_NEWEST])
    for form, count in (("%Y-%j", _DAYS), ("%G-%V", _WEEKS)):
        newest_of: dict[str, Path] = {}
        for path in newest:
            newest_of.setdefault(_made(path).strftime(form), path)
        kept += list(newest_of.values())[:count]
    return set(kept)


def is_due(file: CaseFile, folder: CaseFolder, now: datetime | None = None) -> bool:
    """Whether something has changed since the newest backup, and that is half an hour old. Without one it is due."""
    newest = next(iter(newest_first(folder)), None)
    if newest is None:
        return True
    return has_changed(file, folder) and (now or datetime.now(UTC)) - _made(newest) >= _DUE


def has_changed(file: CaseFile, folder: CaseFolder) -> bool:
    """Whether the newest backup lacks anything. Looks at times, never into the live file."""
    newest = next(iter(newest_first(folder)), None)
    if newest is None or file.changes:
        return True
    backed_up = newest.stat().st_mtime
    return any(path.exists() and path.stat().st_mtime > backed_up and path.stat().st_size > 0 for path in _live(folder))


def _live(folder: CaseFolder) -> tuple[Path, Path]:
    """The two files whose times tell of a change; the others are shared memory, and there for moments only."""
    database, log, *_ = folder.database_files
    return database, log


def _made(backup: Path) -> datetime:
    """Return when a backup was made: its name says so, whatever a copy did to its times."""
    try:
        return datetime.strptime(backup.stem.removeprefix("deskside-"), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(backup.stat().st_mtime, UTC)


def renew(file: CaseFile, folder: CaseFolder) -> None:
    """After a deletion: write a new backup and remove those that still hold what was deleted.

    Where there is no room for one more, they go all the same: what the agent deleted must not stay.
    """
    outdated = newest_first(folder)
    if not outdated:
        return
    try:
        back_up(file, folder)
    except StoreFull:
        _log.warning("no room for a new backup after a deletion; the next close tries again")
    with faults_said():
        for path in outdated:
            path.unlink(missing_ok=True)


def newest_good(folder: CaseFolder, key: bytes) -> Path | None:
    """Return the newest backup that opens, is whole, and was not written by a newer Deskside."""
    return next((path for path in newest_first(folder) if looked_through(path, key).is_usable), None)


def quarantine(folder: CaseFolder, key: bytes, cause: StoreDamaged) -> StoreDamaged:
    """Set the closed database aside and return the error that names it and the newest good backup."""
    aside = set_aside(folder)
    backup = newest_good(folder, key)
    if backup is None:
        return StoreDamaged("store.damaged", path=aside, detail=cause.detail)
    return StoreDamaged(
        "store.damaged_with_backup", path=aside, backup=backup, database=folder.database, detail=cause.detail
    )


def set_aside(folder: CaseFolder) -> Path:
    """Move the closed database, whole, where nothing is ever erased. Returns where it is then."""
    with faults_said():
        place = folder.quarantine / datetime.now(UTC).strftime(STAMP)
        place.mkdir(mode=0o700, parents=True)
        return _moved_aside(folder, place)


def put_in_place(backup: Path, folder: CaseFolder, key: bytes, finish: Callable[[CaseFile], None]) -> Path | None:
    """Make a backup the database, and return where that lies now. The folder's lock is held, the database closed.

    What is there is touched only once the copy is whole, finished by `finish`, on the disk, and opens with the key.
    Raises StoreFull, StoreDamaged (`store.backup_unusable`), StoreError; nothing has changed then.
    """
    draft = folder.database.with_name(folder.database.name + DRAFT_SUFFIX)
    try:
        _copy(backup, draft, key)
        _finish(draft, key, finish)
        _empty_log(folder, key)
        aside = _keep_aside(folder)
        with faults_said():
            publish(draft, folder.database)
        return aside
    except BaseException:
        for path in draft.parent.glob(f"{draft.name}*"):
            path.unlink(missing_ok=True)
        raise


def _copy(backup: Path, draft: Path, key: bytes) -> None:
    """Copy a backup to the disk, and look through the copy. Raises StoreFull, StoreDamaged, StoreError."""
    with faults_said():
        if shutil.disk_usage(draft.parent).free < backup.stat().st_size:
            raise StoreFull("store.full", detail="no room for a copy of the backup")
        shutil.copyfile(backup, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.chmod(0o600)
    check_usable(draft, key, backup)


def _finish(draft: Path, key: bytes, finish: Callable[[CaseFile], None]) -> None:
    """Bring the copy into the mode that the database is used in, with what is still to be written, before it is one."""
    file = CaseFile(draft, key)
    try:
        finish(file)
        file.checkpoint()
    finally:
        file.close()
    with faults_said(), draft.open("rb+") as written:
        os.fsync(written.fileno())


def _empty_log(folder: CaseFolder, key: bytes) -> None:
    """Bring what an unclean end left in the log into the database: for a moment it lies there without the log."""
    if not any(path.exists() for path in folder.database_files[1:]):
        return
    try:
        if not is_good(folder.database, key):
            return  # damaged, which may be why it is to be replaced: it stays as it is, byte for byte
        file = CaseFile(folder.database, key)
        try:
            file.checkpoint()
        finally:
            file.close()
    except StoreError as error:
        _log.warning("the log of the database that is set aside stays apart: %s", error.detail)


def _keep_aside(folder: CaseFolder) -> Path | None:
    """Give the closed database a second name where nothing is ever erased.

    The name that is opened at each start then never points to nothing, even when the power goes in between: without
    a database a start would make a new one. Where files cannot have two names, it is moved.
    """
    if not folder.database.exists():
        return None
    with faults_said():
        place = folder.quarantine / datetime.now(UTC).strftime(STAMP)
        place.mkdir(mode=0o700, parents=True)
        database, *beside = folder.database_files
        try:
            os.link(database, place / database.name)
        except OSError:
            return _moved_aside(folder, place)
        for path in beside:  # changes that belong to this database alone must not meet the next one
            if path.exists():
                path.rename(place / path.name)
        sync_folder(place)
        folder.open_mark.unlink(missing_ok=True)
    return place / database.name


def _moved_aside(folder: CaseFolder, place: Path) -> Path:
    for path in folder.database_files:
        if path.exists():
            path.rename(place / path.name)
    folder.open_mark.unlink(missing_ok=True)
    return place / folder.database.name


def listed(folder: CaseFolder) -> list[Backup]:
    """Return what there is to be known of the backups without opening them, newest first; then what was set aside."""
    with faults_said():
        kept = [Backup(path, _ms(_made(path)), path.stat().st_size) for path in newest_first(folder)]
        aside = sorted(folder.quarantine.glob(f"*/{folder.database.name}"), reverse=True)
        return kept + [Backup(path, _ms(_put_aside(path)), path.stat().st_size, is_set_aside=True) for path in aside]


def _put_aside(database: Path) -> datetime:
    """Return when a database was set aside: its folder's name says so."""
    try:
        return datetime.strptime(database.parent.name, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(database.stat().st_mtime, UTC)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def looked_through(path: Path, key: bytes) -> BackupCheck:
    """Read every page of a backup, and tell what is in it. Changes nothing."""
    if not is_good(path, key):
        return BackupCheck(is_good=False)
    with faults_said():
        db = open_database(path, key, is_read_only=True)
        try:
            if schema.is_newer(db):  # its tables may be others
                return BackupCheck(is_good=True, is_newer=True)
            ((cases, newest),) = db.execute(
                "SELECT count(*), coalesce(max(updated_ms), 0) FROM conversation"
            ).fetchall()
        finally:
            db.close()
    return BackupCheck(is_good=True, cases=int(cases), newest_ms=int(newest))


def check_usable(path: Path, key: bytes, told: Path) -> None:
    """Check that a closed database can be used here; `told` is what an error names in its place.

    Raises StoreDamaged (`store.backup_unusable`), NewerStore (`store.backup_newer`).
    """
    if not is_good(path, key):
        raise StoreDamaged("store.backup_unusable", path=told)
    with faults_said():
        db = open_database(path, key, is_read_only=True)
        try:
            schema.check_age(db)
        except NewerStore as error:
            theirs, ours = error.values["theirs"], error.values["ours"]
            raise NewerStore("store.backup_newer", path=told, theirs=theirs, ours=ours) from error
        finally:
            db.close()


def remove_drafts(folder: CaseFolder) -> None:
    """Remove half-written files that a crash left."""
    with faults_said():
        for place in (folder.root, folder.backups):
            for draft in place.glob(f"*{DRAFT_SUFFIX}*"):
                draft.unlink(missing_ok=True)


def newest_first(folder: CaseFolder) -> list[Path]:
    """Return the backups there are."""
    return sorted(folder.backups.glob("deskside-*.db"), reverse=True)


def is_good(path: Path, key: bytes) -> bool:
    """Whether a closed database opens with this key, is whole, and is one of ours."""
    try:
        with faults_said():
            db = open_database(path, key, is_read_only=True)
            try:
                verify(db)
                return schema.is_ours(db)  # an empty file passes for a whole database
            finally:
                db.close()
    except StoreDamaged:
        return False
