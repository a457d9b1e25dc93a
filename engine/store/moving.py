"""A whole profile in one file, for another machine.

The file is a zip of what lies in the profile, which is encrypted already: a backup of the database, the pictures, and
the locks on the key. Only the locks that a person carries go along (recovery key, passphrase); the key store's half
stays behind. A list of all files with their digests, sealed under the master key, makes the whole of it one piece.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from engine.durable import DRAFT_SUFFIX, publish
from engine.errors import CasesLocked, StoreDamaged, StoreError
from engine.store import backups
from engine.store.faults import faults_said
from engine.store.folder import CaseFolder, FolderLock, ProfileCard
from engine.store.keys import SubKeys
from engine.store.vault import Vault

_LIST = "profile.list"
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
        publish(draft, target)


def read_profile(source: Path, folder: CaseFolder, key_file: Path, secret: str) -> None:
    """Put the profile of a file in the place of an empty one, and let this machine open it from now on.

    What was there is set aside, not before all that comes was checked. Raises CasesLocked where the secret opens
    nothing, StoreError, StoreDamaged.
    """
    folder.create()
    lock = FolderLock(folder)
    incoming = CaseFolder(folder.root / "incoming")
    try:
        with faults_said():
            shutil.rmtree(incoming.root, ignore_errors=True)
            incoming.create()
            _unpack(source, incoming)
        vault = Vault(incoming, key_file, secret)
        master = vault.load_with_secret()
        keys = SubKeys.of(master)
        if not keys.matches(ProfileCard.of(incoming).key_check):
            raise CasesLocked("store.wrong_recovery_key")
        _check_list(source, incoming, keys)
        if not backups.is_good(incoming.database, keys.database):
            raise StoreDamaged("store.moved_unreadable", path=source)
        _set_aside(folder, key_file)
        vault.settle()
        with faults_said():
            _put_in_place(incoming, folder)
    finally:
        with faults_said():
            shutil.rmtree(incoming.root, ignore_errors=True)
        lock.release()


def _set_aside(folder: CaseFolder, key_file: Path) -> None:
    """Move what is here, with all that opens it, where nothing is ever erased."""
    if not folder.database.exists():
        return
    place = backups.set_aside(folder).parent
    with faults_said():
        for path in (*folder.lock_files[:1], folder.card, key_file):
            if path.exists():
                shutil.move(path, place / path.name)


def _unpack(source: Path, incoming: CaseFolder) -> None:
    """Write what the file holds, under names that are ours and no others."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            known = all(name in (_DATABASE, _LOCKS, _CARD, _LIST) or _PICTURE.fullmatch(name) for name in names)
            if not known or len(names) > _MOST_FILES or len(set(names)) != len(names):
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
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
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


def _put_in_place(incoming: CaseFolder, folder: CaseFolder) -> None:
    """The database comes last: without it the folder counts as empty, and the next try begins anew."""
    (incoming.root / _LIST).unlink()
    shutil.copytree(incoming.pictures, folder.pictures, dirs_exist_ok=True)
    for path in incoming.lock_files:
        if path.exists():
            path.replace(folder.root / path.relative_to(incoming.root))
    incoming.card.replace(folder.card)
    publish(incoming.database, folder.database)


def _files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
