"""A whole profile in one file, for another machine.

The file is a zip of what lies in the profile, which is encrypted already: a backup of the database, the pictures, and
the locks on the key. Only the locks that a person carries go along (recovery key, passphrase); the key store's half
stays behind. A list of all files with their digests, sealed under the master key, makes the whole of it one piece.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from engine.durable import DRAFT_SUFFIX, publish, sync_folder, write_whole
from engine.errors import CasesLocked, StoreDamaged, StoreError
from engine.store import backups
from engine.store.faults import faults_said
from engine.store.folder import CaseFolder, FolderLock, ProfileCard
from engine.store.keys import SubKeys
from engine.store.vault import Vault
from engine.zipped import BROKEN_ZIP

_LIST = "profile.list"
_READY = "ready"
_KEY_FILE = "case.key"
"""What the key file is to hold, until it gets its place."""
_DATABASE, _LOCKS, _CARD = "deskside.db", "key.json", "profile.json"
_PICTURE = re.compile(r"pictures/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}\.dsi")
_MOST_FILES = 1_000_000
_MOST_BYTES_OF_LIST = 256 * 2**20
_PIECE = 2**20


def write_profile(folder: CaseFolder, vault: Vault, backup: Path, target: Path) -> None:
    """Write the profile to a file; `backup` is a fresh one of its database. Raises StoreError."""
    locks = vault.travelling_locks()
    if not locks.locks:
        raise StoreError("store.moved_needs_secret")
    draft = target.with_name(target.name + DRAFT_SUFFIX)
    sources = {_DATABASE: backup, _CARD: folder.card}
    sources |= {path.relative_to(folder.root).as_posix(): path for path in sorted(folder.pictures.rglob("*.dsi"))}
    with faults_said():
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
            digests = {_LOCKS: hashlib.sha256(locks.to_bytes()).hexdigest()}
            archive.writestr(_LOCKS, locks.to_bytes())
            for name, source in sources.items():
                archive.write(source, name)
                digests[name] = _digest(source)
            archive.writestr(_LIST, _sealed_list(digests, vault.sub_keys()))
        draft.chmod(0o600)
        _flush(draft)
        publish(draft, target)


def read_profile(source: Path, folder: CaseFolder, key_file: Path, secret: str) -> None:
    """Put the profile of a file in the place of an empty one, and let this machine open it from now on.

    What was there is set aside, not before all that comes was checked. Raises CasesLocked where the secret opens
    nothing, StoreError, StoreDamaged.
    """
    folder.create()
    lock = FolderLock(folder)
    incoming = _incoming(folder)
    try:
        put_in_place(folder, key_file)
        try:
            _make_ready(source, incoming, folder, Vault(incoming, key_file, secret))
        except BaseException:
            shutil.rmtree(incoming.root, ignore_errors=True)
            raise
        put_in_place(folder, key_file)
    finally:
        lock.release()


def put_in_place(folder: CaseFolder, key_file: Path) -> bool:
    """Finish what `read_profile` had made ready, or drop what it had not. The folder's lock is held, all is closed.

    From the mark on there is nothing but renaming left, which goes on here however often a program ends on the way:
    what has its place already is no longer in the folder of what comes in.
    """
    incoming = _incoming(folder)
    if not incoming.root.exists():
        return False
    is_ready = (incoming.root / _READY).exists()
    with faults_said():
        if is_ready:
            _set_aside(incoming, folder, key_file)
            for path in (*incoming.lock_files, incoming.card):
                if path.exists():
                    path.replace(folder.root / path.relative_to(incoming.root))
            sync_folder(folder.root)
            if (new_half := incoming.root / _KEY_FILE).exists():
                write_whole(key_file, new_half.read_bytes())
            if incoming.database.exists():
                publish(incoming.database, folder.database)
        shutil.rmtree(incoming.root)
    return is_ready


def _incoming(folder: CaseFolder) -> CaseFolder:
    return CaseFolder(folder.root / "incoming")


def _make_ready(source: Path, incoming: CaseFolder, folder: CaseFolder, vault: Vault) -> None:
    """Unpack and check all that comes, and mark it; nothing that is here has changed by then."""
    with faults_said():
        incoming.create()
        _unpack(source, incoming)
    keys = SubKeys.of(vault.load_with_secret())
    if not keys.matches(ProfileCard.of(incoming).key_check):
        raise CasesLocked("store.wrong_recovery_key")
    _check_list(source, incoming, keys)
    if not backups.is_good(incoming.database, keys.database):
        raise StoreDamaged("store.moved_unreadable", path=source)
    backups.check_usable(incoming.database, keys.database, source)
    locks, key_file_content = vault.locks_for_here()
    with faults_said():
        locks.write(*incoming.lock_files)
        if key_file_content:
            write_whole(incoming.root / _KEY_FILE, key_file_content)
        # nobody looks for them before the database names them
        shutil.copytree(incoming.pictures, folder.pictures, dirs_exist_ok=True, copy_function=_copied)
        for path in _files(incoming.root):
            _flush(path)
        write_whole(incoming.root / _READY, b"all of it is here\n")


def _set_aside(incoming: CaseFolder, folder: CaseFolder, key_file: Path) -> None:
    """Move what is here, with all that opens it, where nothing is ever erased; but not what has just come."""
    here: list[Path] = []
    if incoming.database.exists():
        here += folder.database_files
    if incoming.lock_files[0].exists():
        here += [folder.lock_files[0], key_file]
    if incoming.card.exists():
        here.append(folder.card)
    if not folder.database.exists() or not any(path.exists() for path in here):
        return
    place = folder.quarantine / datetime.now(UTC).strftime(backups.STAMP)
    place.mkdir(mode=0o700, parents=True)
    for path in reversed([path for path in here if path.exists()]):  # the database last: it tells that this is to do
        shutil.move(path, place / path.name)
    folder.open_mark.unlink(missing_ok=True)


def _copied(source: str, target: str) -> str:
    """Copy a file, all the way to the disk."""
    shutil.copyfile(source, target)
    _flush(Path(target))
    return target


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _unpack(source: Path, incoming: CaseFolder) -> None:
    """Write what the file holds, under names that are ours and no others."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            known = all(name in (_DATABASE, _LOCKS, _CARD, _LIST) or _PICTURE.fullmatch(name) for name in names)
            is_ours = known and {_DATABASE, _LOCKS, _CARD, _LIST} <= set(names)
            # what is encrypted does not get smaller: a packed file is not ours, and may be endless
            is_plain = all(each.compress_type == zipfile.ZIP_STORED for each in archive.infolist())
            if not (is_ours and is_plain) or len(names) > _MOST_FILES or len(set(names)) != len(names):
                raise StoreError("store.moved_unreadable", path=source)
            needed = sum(each.file_size for each in archive.infolist())
            if needed > shutil.disk_usage(incoming.root).free:
                raise StoreError("store.full")
            for each in archive.infolist():
                target = incoming.root / each.filename
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with archive.open(each) as packed, target.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked, _PIECE)
                target.chmod(0o600)
    except BROKEN_ZIP as error:
        raise StoreError("store.moved_unreadable", path=source, detail=type(error).__name__) from error


def _sealed_list(digests: dict[str, str], keys: SubKeys) -> bytes:
    content = json.dumps(digests, sort_keys=True)
    return json.dumps({"files": digests, "seal": _seal(content, keys)}).encode()


def _seal(content: str, keys: SubKeys) -> str:
    return hmac.digest(keys.audit, b"profile" + content.encode(), hashlib.sha256).hex()


def _check_list(source: Path, incoming: CaseFolder, keys: SubKeys) -> None:
    """Check that the files are those that were packed, all of them and unchanged."""
    try:
        row = json.loads((incoming.root / _LIST).read_bytes()[:_MOST_BYTES_OF_LIST])
        digests = dict(row["files"])
        seal = _seal(json.dumps(digests, sort_keys=True), keys)
        is_ours = hmac.compare_digest(str(row["seal"]), seal)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged("store.moved_unreadable", path=source, detail=type(error).__name__) from error
    there = {path.relative_to(incoming.root).as_posix(): path for path in _files(incoming.root)}
    there.pop(_LIST)
    if not is_ours or there.keys() != digests.keys():
        raise StoreDamaged("store.moved_unreadable", path=source)
    if any(_digest(path) != digests[name] for name, path in there.items()):
        raise StoreDamaged("store.moved_unreadable", path=source)


def _files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
