"""Keeps the master key behind its locks: the daily one (key store, passphrase or key file), and the recovery key."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import CasesLocked, KeyMissing
from engine.store import recovery
from engine.store.folder import CaseFolder, ProfileCard
from engine.store.keys import FileKeeper, KeyringKeeper, SubKeys, new_key, real_keyring, system_keeper
from engine.store.locks import Lock, LockFile, LockKind, read_locks

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

PASSPHRASE_VARIABLE = "DESKSIDE_PASSPHRASE"  # noqa: S105 - where it is looked for, not what it is
_PROTECTIONS = {
    LockKind.KEYRING: "store.protected_by_keyring",
    LockKind.FILE: "store.protected_by_file",
    LockKind.PASSPHRASE: "store.protected_by_passphrase",
}

MachineKeeper = FileKeeper | KeyringKeeper


@dataclass(frozen=True, slots=True)
class Relocked:
    """The locks on another master key; nothing of the profile has changed yet."""

    locks: LockFile
    old: Lock | None
    """The daily lock of before."""
    recovery_key: str = ""
    """Opens the new recovery lock; empty where there was none."""
    key_file_content: bytes = b""
    """What the key file is to hold; empty where there is none."""


class Vault:
    """The `KeyKeeper` of a profile. It never changes what protects a profile by itself."""

    def __init__(self, folder: CaseFolder, key_file: Path, secret: str = "") -> None:
        """`secret` is a passphrase or a recovery key, as it was typed; without it the environment is asked."""
        self._folder = folder
        self._key_file = key_file
        # taken out of the environment: the model process has no business with it
        self._secret = secret or os.environ.pop(PASSPHRASE_VARIABLE, "")
        self._master: bytes | None = None
        self.tell: Callable[[str], None] = lambda _action: None
        """Is told what was changed, for the audit log."""
        self.was_recovered = False
        """Whether the recovery key was what opened it."""

    @property
    def protection(self) -> str:
        """What opens the cases every day, as a wording key."""
        locks = self._locks()
        daily = locks.daily if locks else None
        return _PROTECTIONS[daily.kind] if daily else self._machine().protection

    def load(self) -> bytes | None:
        """Open a lock; None where there is no key yet. Raises CasesLocked, KeyMissing."""
        locks = self._locks()
        self._master = self._from_before_locks() if locks is None else self._opened(locks)
        return self._master

    def keep(self, key: bytes) -> None:
        """Put the locks on a new master key: the key store where there is one, else the passphrase that was given.

        Where there is neither, a key file, and `protection` says so. Raises KeyMissing.
        """
        self._master = key
        machine = self._machine()
        profile = ProfileCard.of(self._folder).id
        if self._secret and machine.protection == "store.protected_by_file" and not self._key_file.exists():
            daily = Lock.with_passphrase(key, self._secret, profile)
        else:
            daily = self._machine_lock(key, machine, profile)
        self._write(LockFile(profile, (daily,)))

    def close(self) -> None:
        """Drop the key from memory."""
        self._master = None
        self._secret = ""

    @property
    def has_recovery_key(self) -> bool:
        """Whether one was ever made: it is made when it is shown, not before."""
        locks = self._locks()
        return locks is not None and locks.lock(LockKind.RECOVERY) is not None

    def renew_recovery_key(self) -> str:
        """Make another recovery key and return it; the one before opens nothing any more. Raises KeyMissing."""
        locks, secret = self._opened_locks(), recovery.new_secret()
        lock = Lock.with_key(LockKind.RECOVERY, self._open_master(), secret, locks.profile)
        self._write(locks.with_recovery(lock))
        self.tell("key.recovery_made")
        return recovery.as_text(secret)

    def set_passphrase(self, passphrase: str) -> None:
        """From now on ask for this passphrase at each start, and nothing else. Raises KeyMissing."""
        locks = self._opened_locks()
        self._write(locks.with_daily(Lock.with_passphrase(self._open_master(), passphrase, locks.profile)))
        self._secret = passphrase
        before = locks.daily
        if before is not None and before.kind is not LockKind.PASSPHRASE:
            keeper = self._keeper_of(before)
            if keeper is not None:
                keeper.remove()
        self.tell("key.passphrase_set")

    def use_machine(self) -> None:
        """From now on let the key store open the cases, or, where there is none, a key file. Raises KeyMissing."""
        locks = self._opened_locks()
        lock = self._machine_lock(self._open_master(), self._machine(), locks.profile)
        self._write(locks.with_daily(lock))
        self.tell("key.machine_chosen")

    @property
    def key_file(self) -> Path:
        """Where the key file lies, if this profile has one."""
        return self._key_file

    def relocked(self, master: bytes) -> Relocked:
        """Lock another master key in the same ways, each with another secret half but the passphrase.

        A key store gets the new half under another name, so that the old one opens the old locks until they go.
        Raises CasesLocked where the passphrase was not given, KeyMissing.
        """
        locks = self._opened_locks()
        daily, profile = locks.daily, locks.profile
        if daily is None:
            raise CasesLocked("store.recovery_needed", folder=self._folder.root)
        if daily.kind is LockKind.PASSPHRASE:
            if daily.opened_with_passphrase(self._secret, profile) is None:
                raise CasesLocked("store.passphrase_needed")
            lock, content = Lock.with_passphrase(master, self._secret, profile), b""
        else:
            keyring = real_keyring() if daily.kind is LockKind.KEYRING else None
            if daily.kind is LockKind.KEYRING and keyring is None:
                raise CasesLocked("store.recovery_needed", folder=self._folder.root)
            lock, content = self._new_machine_lock(master, profile, keyring)
        if locks.lock(LockKind.RECOVERY) is None:
            return Relocked(LockFile(profile, (lock,)), daily, key_file_content=content)
        secret = recovery.new_secret()
        both = (lock, Lock.with_key(LockKind.RECOVERY, master, secret, profile))
        return Relocked(LockFile(profile, both), daily, recovery.as_text(secret), content)

    def locks_for_here(self) -> tuple[LockFile, bytes]:
        """Return the locks of a profile from elsewhere with one that this machine opens, and what the key file is to
        hold for that; empty where there is none. Where a passphrase came along, that goes on opening it.

        Nothing is written but a new half in the key store. Raises CasesLocked, KeyMissing.
        """
        locks = self._opened_locks()
        if locks.daily is not None:
            return locks, b""
        keyring = None if self._key_file.exists() else real_keyring()  # what was chosen here before holds
        lock, content = self._new_machine_lock(self._open_master(), locks.profile, keyring)
        return locks.with_daily(lock), content

    def forget_half(self, old: Lock | None) -> None:
        """Remove from the key store what opened a lock that is no more."""
        if old is not None and old.kind is LockKind.KEYRING:
            keeper = self._keeper_of(old)
            if keeper is not None:
                keeper.remove()

    def sub_keys(self) -> SubKeys:
        """Return the keys made from the master key. Raises CasesLocked where it is not open."""
        return SubKeys.of(self._open_master())

    def travelling_locks(self) -> LockFile:
        """Return the locks that a person can open: what a key store or a key file opens stays with its machine."""
        locks = self._opened_locks()
        carried = tuple(lock for lock in locks.locks if lock.kind in (LockKind.RECOVERY, LockKind.PASSPHRASE))
        return replace(locks, locks=carried)

    def load_with_secret(self) -> bytes:
        """Open a lock with what was typed; this machine has none yet. Changes nothing. Raises CasesLocked."""
        locks = self._opened_locks()
        if not self._secret:
            raise CasesLocked("store.passphrase_needed")
        if recovery.looks_like_one(self._secret):
            lock = locks.lock(LockKind.RECOVERY)
            master = lock.opened_with_key(recovery.from_text(self._secret), locks.profile) if lock else None
        else:
            lock = locks.lock(LockKind.PASSPHRASE)
            master = lock.opened_with_passphrase(self._secret, locks.profile) if lock else None
        if master is None:
            raise CasesLocked("store.wrong_passphrase")
        self._master = master
        return master

    def _from_before_locks(self) -> bytes | None:
        """Take over a profile whose master key lay in the key store or the key file as it is.

        What is kept there from now on only opens a lock; it stays the same, so no moment is without a way in.
        """
        machine = self._machine()
        master = machine.load()
        card = ProfileCard.of(self._folder)
        if master is None or not card.key_check or not SubKeys.of(master).matches(card.key_check):
            return master
        self._master = master
        account = machine.account if isinstance(machine, KeyringKeeper) else ""
        daily = Lock.with_key(_kind_of(machine), master, master, card.id, account)
        self._write(LockFile(card.id, (daily,)))
        return master

    def _opened(self, locks: LockFile) -> bytes:
        if recovery.looks_like_one(self._secret):
            return self._opened_by_recovery(locks)
        daily = locks.daily
        if daily is not None and daily.kind is LockKind.PASSPHRASE:
            if not self._secret:
                raise CasesLocked("store.passphrase_needed")
            master = daily.opened_with_passphrase(self._secret, locks.profile)
            if master is None:
                raise CasesLocked("store.wrong_passphrase")
            return master
        keeper = self._keeper_of(daily) if daily else None
        key = keeper.load() if keeper else None
        if key is None and self._secret:  # there is no passphrase, and this is no recovery key
            raise CasesLocked("store.recovery_mistyped")
        if key is None or daily is None:
            raise CasesLocked("store.recovery_needed", folder=self._folder.root)
        master = daily.opened_with_key(key, locks.profile)
        if master is None:
            raise CasesLocked("store.recovery_needed", folder=self._folder.root, detail="the lock did not open")
        return master

    def _opened_by_recovery(self, locks: LockFile) -> bytes:
        """Open with the recovery key; where the key store or the key file lost its half, give it another."""
        lock = locks.lock(LockKind.RECOVERY)
        master = lock.opened_with_key(recovery.from_text(self._secret), locks.profile) if lock else None
        if master is None:
            raise CasesLocked("store.wrong_recovery_key")
        self.was_recovered = True
        daily = locks.daily
        if daily is None or (daily.kind is not LockKind.PASSPHRASE and not self._opens_here(daily, locks.profile)):
            self._master = master
            self._write(locks.with_daily(self._machine_lock(master, self._machine(), locks.profile)))
        return master

    def _opens_here(self, daily: Lock, profile: str) -> bool:
        """Whether this machine's half is there and right; then it stays: half and lock cannot change at one moment."""
        keeper = self._keeper_of(daily)
        try:
            half = keeper.load() if keeper else None
        except KeyMissing:
            return False
        return half is not None and daily.opened_with_key(half, profile) is not None

    def _machine(self) -> MachineKeeper:
        """What this machine offers without asking anybody: its key store, or else a file."""
        return system_keeper(self._key_file, ProfileCard.of(self._folder).id)

    def _keeper_of(self, lock: Lock) -> MachineKeeper | None:
        if lock.kind is LockKind.FILE:
            return FileKeeper(self._key_file)
        keyring = real_keyring()
        return KeyringKeeper(keyring, lock.account, self._key_file) if keyring else None

    def _machine_lock(self, master: bytes, machine: MachineKeeper, profile: str) -> Lock:
        key = new_key()
        machine.keep(key)
        if machine.load() != key:
            raise KeyMissing("store.key_not_kept")
        account = machine.account if isinstance(machine, KeyringKeeper) else ""
        return Lock.with_key(_kind_of(machine), master, key, profile, account)

    def _new_machine_lock(self, master: bytes, profile: str, keyring: KeyringBackend | None) -> tuple[Lock, bytes]:
        """Lock a key with another half: in the key store under a name of its own, or for the key file to hold."""
        half = new_key()
        if keyring is None:
            return Lock.with_key(LockKind.FILE, master, half, profile), half.hex().encode() + b"\n"
        account = f"{profile}.{secrets.token_hex(4)}"
        keeper = KeyringKeeper(keyring, account, self._key_file)
        keeper.keep(half)
        if keeper.load() != half:
            raise KeyMissing("store.key_not_kept")
        return Lock.with_key(LockKind.KEYRING, master, half, profile, account), b""

    def _locks(self) -> LockFile | None:
        return read_locks(*self._folder.lock_files)

    def _opened_locks(self) -> LockFile:
        locks = self._locks()
        if locks is None:
            raise KeyMissing("store.key_missing", folder=self._folder.root)
        return locks

    def _open_master(self) -> bytes:
        if self._master is None:
            raise CasesLocked("store.locked")
        return self._master

    def _write(self, locks: LockFile) -> None:
        locks.write(*self._folder.lock_files)


def _kind_of(machine: MachineKeeper) -> LockKind:
    return LockKind.KEYRING if isinstance(machine, KeyringKeeper) else LockKind.FILE
