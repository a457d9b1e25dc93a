"""Kills a first start, a restore, a move and a change of the master key at many moments; looks at what is left.

Half of the kills come at a random moment; the others in front of each file operation of the run, one after the other,
so that none of the steps between two files is left out however short it is.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.bench.store_proofs import Counts, small_pictures
from engine.domain.picture import RedactedImage
from engine.errors import CasesLocked, StoreError
from engine.settings import Folders
from engine.store import cases_in, open_store, restore_backup, rotate_key, take_in_profile, vault_of
from engine.store.backups import is_good
from engine.store.folder import CaseFolder, ProfileCard
from engine.store.keys import FileKeeper, SubKeys, key_file_in, new_key
from engine.store.locks import Lock, LockFile, LockKind
from engine.store.sqlcipher import open_database
from engine.store.store import SqliteStore
from engine.store.vault import Vault

Content = frozenset[str]
_PICTURES, _LINES = 6, 40
_AFTER_THE_END = 1.05
_FILE_OPERATIONS = frozenset(
    {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "os.chmod", "os.scandir"}
)
"""What Python announces before it does it; each is a moment at which a program may end."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """A profile to try on, whose last session ended by a kill, and what it said before and after its backup."""

    root: Path
    backup: Path
    before: Content
    after: Content
    pictures: tuple[str, ...]

    @classmethod
    def made_in(cls, place: Path) -> _Profile:
        root, base = place / "made", place / "base"
        folders = Folders.below(root)
        folders.create()
        _lock_with_key_file(folders)
        pictures = small_pictures(root)[: 2 * _PICTURES]
        store = open_store(folders)
        _write(store, "before", pictures[:_PICTURES])
        before = _content(store)
        backup = store.back_up()
        _write(store, "after", pictures[_PICTURES:])
        after = _content(store)
        shutil.copytree(root, base)  # as a kill leaves it: what was written last stands in the log beside the file
        store.close()
        digests = tuple(picture.digest for picture in pictures)
        return cls(base, backup.relative_to(root), before, after, digests)


def kill_restores(root: Path, kills: int, seed: int = 17) -> Counts:
    """Kill the program while it puts a backup in place; the file is the present one or the backup, whole.

    `lost`: something that was there before the restore is neither in the file nor in what was set aside, a picture
    cannot be read, the backup is gone, or the log does not hold.
    """
    profile = _Profile.made_in(root)
    counts = {"kills": kills, "old": 0, "new": 0, "half": 0, "lost": 0, "leftovers": 0}

    def restore(folder: Path) -> None:
        restore_backup(Folders.below(folder), folder / profile.backup)

    def look(folder: Path) -> None:
        cases = cases_in(Folders.below(folder))
        aside = [path for path in (cases / "quarantine").rglob("deskside.db") if path.stat().st_nlink == 1]
        store = open_store(Folders.below(folder))
        found = _content(store)
        is_old, is_new = found == profile.after, found == profile.before
        counts["old"] += is_old
        counts["new"] += is_new
        counts["half"] += not (is_old or is_new)
        pictures = profile.pictures if is_old else profile.pictures[:_PICTURES]
        counts["lost"] += _lost_pictures(store, pictures) + bool(store.verify_audit().fault)
        counts["lost"] += not store.check_backup(folder / profile.backup).is_good
        store.close()
        if is_new:
            counts["lost"] += [_content_of_file(path, folder) for path in aside] != [profile.after]
        counts["leftovers"] += len(list(cases.rglob("*.tmp")))

    _try_all(profile.root, kills, seed, restore, look)
    return counts


def kill_rotations(root: Path, kills: int, seed: int = 19) -> Counts:
    """Kill the program while it replaces the master key; all is there under the old one, or under the new one."""
    profile = _Profile.made_in(root)
    counts = {"kills": kills, "old": 0, "new": 0, "half": 0, "lost": 0, "leftovers": 0}
    old = _database_key(profile.root)

    def rotate(folder: Path) -> None:
        rotate_key(Folders.below(folder))

    def look(folder: Path) -> None:
        cases = cases_in(Folders.below(folder))
        store = open_store(Folders.below(folder))
        counts["half"] += _content(store) != profile.after
        counts["lost"] += _lost_pictures(store, profile.pictures) + bool(store.verify_audit().fault)
        store.add_question(store.conversations()[0].id, "and on")
        store.close()
        is_old = _opens(cases / "deskside.db", old)
        counts["old" if is_old else "new"] += 1
        counts["half"] += any(_opens(path, old) is not is_old for path in (cases / "backups").glob("*.db"))
        counts["half"] += len(list((cases / "pictures").rglob("*.dsi"))) != len(profile.pictures)
        counts["leftovers"] += len(list(cases.rglob("*.tmp"))) + (cases / "rotated").exists()

    _try_all(profile.root, kills, seed, rotate, look)
    return counts


def kill_first_starts(root: Path, kills: int, seed: int = 23) -> Counts:
    """Kill the program while it makes a profile; the next start opens it, or makes it, and goes on."""
    base = root / "base"
    base.mkdir(parents=True)
    counts = {"kills": kills, "made": 0, "faults": 0, "leftovers": 0}

    def start(folder: Path) -> None:
        store = open_store(Folders.below(folder), keys=FileKeeper(folder / "key"))
        store.start_conversation("the first")

    def look(folder: Path) -> None:
        try:
            store = open_store(Folders.below(folder), keys=FileKeeper(folder / "key"))
        except StoreError:
            counts["faults"] += 1
            return
        counts["made"] += store.count_cases()
        store.start_conversation("another")
        counts["faults"] += bool(store.verify_audit().fault)
        store.close()
        counts["leftovers"] += len(list(folder.rglob("*.tmp")))

    _try_all(base, kills, seed, start, look)
    return counts


def kill_moves(root: Path, kills: int, seed: int = 29) -> Counts:
    """Kill the program while it takes in a profile of another machine; it is all there, or the next try brings it.

    What is there opens without a further word.
    """
    profile = _Profile.made_in(root)
    written, source = root / "moved.deskside", Folders.below(profile.root)
    vault = vault_of(source)
    store = open_store(source, keys=vault)
    secret = vault.renew_recovery_key()
    store.write_profile(written)
    store.close()
    _lock_with_key_file(Folders.below(root / "target"))
    counts = {"kills": kills, "old": 0, "new": 0, "half": 0, "lost": 0, "leftovers": 0, "asked again": 0}

    def move(folder: Path) -> None:
        take_in_profile(Folders.below(folder), written, secret)

    def look(folder: Path) -> None:
        here = Folders.below(folder)
        try:
            store = open_store(here)
        except CasesLocked:
            counts["asked again"] += 1
            store = open_store(here, secret=secret)
        found, is_old = _content(store), store.count_cases() == 0
        is_new = found == profile.after
        counts["old"] += is_old
        counts["new"] += is_new
        counts["half"] += not (is_old or is_new)
        store.close()
        if is_old:
            move(folder)
        store = open_store(here)
        counts["lost"] += _content(store) != profile.after
        counts["lost"] += _lost_pictures(store, profile.pictures)
        store.close()
        counts["leftovers"] += len(list(cases_in(here).rglob("*.tmp"))) + (cases_in(here) / "incoming").exists()

    _try_all(root / "target", kills, seed, move, look)
    return counts


def _try_all(base: Path, kills: int, seed: int, work: Callable[[Path], None], look: Callable[[Path], None]) -> None:
    """Do the work on a copy for each kill, and look at what it left."""
    chance = random.Random(seed)  # noqa: S311
    with _copy_of(base) as folder:
        operations, whole_s = _unharmed(Path(folder), work)
    step = max(1.0, 2 * operations / kills)
    for number in range(kills):
        with _copy_of(base) as folder:
            if number % 2:
                _killed_after(Path(folder), work, chance.uniform(0, _AFTER_THE_END) * whole_s)
            else:
                _killed_at(Path(folder), work, int(number / 2 * step) % operations)
            look(Path(folder))


def _copy_of(base: Path) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="deskside-proof-", ignore_cleanup_errors=True)
    shutil.copytree(base, folder.name, dirs_exist_ok=True)
    return folder


def _unharmed(folder: Path, work: Callable[[Path], None]) -> tuple[int, float]:
    """Let the work come to its end in a child; returns how many file operations it takes, and how many seconds."""
    reading, writing = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            operations = _counted(folder, lambda _number: None)
            work(folder)
            os.write(writing, str(operations[0]).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    os.waitpid(child, 0)
    return int(content), time.perf_counter() - started


def _killed_after(folder: Path, work: Callable[[Path], None], after_s: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            work(folder)
        finally:
            os._exit(0)
    select.select([], [], [], after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _killed_at(folder: Path, work: Callable[[Path], None], operation: int) -> None:
    """Let a child kill itself in front of one of its file operations."""

    def kill_at(number: int) -> None:
        if number == operation:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            _counted(folder, kill_at)
            work(folder)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _counted(folder: Path, tell: Callable[[int], None]) -> list[int]:
    """Tell the number of each file operation of this process within a folder. Nothing takes that back: for children."""
    count = [0]

    def hear(event: str, details: tuple[object, ...]) -> None:
        if event in _FILE_OPERATIONS and any(str(folder) in str(detail) for detail in details):
            tell(count[0])
            count[0] += 1

    sys.addaudithook(hear)
    return count


def _lock_with_key_file(folders: Folders) -> None:
    """Choose a key file whatever key store this machine has: nothing of a trial may get into that."""
    folder = CaseFolder(cases_in(folders))
    folder.create()
    master, half = new_key(), new_key()
    FileKeeper(key_file_in(folders.config)).keep(half)
    profile = ProfileCard.of(folder).id
    LockFile(profile, (Lock.with_key(LockKind.FILE, master, half, profile),)).write(*folder.lock_files)


def _database_key(root: Path) -> bytes:
    folders = Folders.below(root)
    vault = Vault(CaseFolder(cases_in(folders)), key_file_in(folders.config))
    return SubKeys.of(vault.load() or b"").database


def _write(store: SqliteStore, word: str, pictures: list[RedactedImage]) -> None:
    case = store.start_conversation(f"{word} 打印机")
    for line in range(_LINES):
        store.add_question(case.id, f"{word} {line} 重置密码 " + "x" * 200, pictures[line : line + 1])


def _content(store: SqliteStore) -> Content:
    """Return all titles and texts; what the search does not find, though it is there, is missing."""
    found = {hit.snippet for hit in store.search("重置", limit=1000)}
    cases = store.conversations()
    bodies = {message.body for case in cases for message in store.messages(case.id)}
    whole = len(found) == len(bodies)
    return frozenset({*(case.title for case in cases), *bodies, "" if whole else "the index is another"})


def _content_of_file(database: Path, folder: Path) -> Content:
    """Read a database that was set aside; nothing but its tables is to be had there."""
    db = open_database(database, _database_key(folder), is_read_only=True)
    try:
        rows = db.execute("SELECT title FROM conversation UNION SELECT body FROM message").fetchall()
    finally:
        db.close()
    return frozenset({*(str(text) for (text,) in rows), ""})


def _lost_pictures(store: SqliteStore, digests: tuple[str, ...]) -> int:
    lost = 0
    for digest in digests:
        try:
            lost += store.picture(digest).digest != digest
        except StoreError:
            lost += 1
    return lost


def _opens(database: Path, key: bytes) -> bool:
    return is_good(database, key)
