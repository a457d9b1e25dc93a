"""The locks on the master key: each holds it encrypted, for one way of getting in.

`key.json` lies beside the case file, a copy of it beside the backups: whoever has these files and one of the
secrets (an entry of the key store, a key file, the passphrase, the recovery key) can open them, on any machine.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.durable import write_whole
from engine.errors import KeyMissing, StoreError
from engine.store.faults import faults_said

LEAST_PASSPHRASE = 8
"""Characters."""
_FORMAT = 1
_KEY_BYTES = 32
_NONCE_BYTES, _SALT_BYTES = 12, 16
_PASSES, _LANES, _MEMORY_KIB = 3, 4, 64 * 1024
"""The cost of one guess at a passphrase: RFC 9106's second choice; a quarter of a second here."""
_MOST_PASSES, _MOST_LANES, _MOST_MEMORY_KIB = 16, 16, 2**18
"""More than this is not ours: a file must not be able to ask for all memory there is."""


class LockKind(StrEnum):
    """What opens a lock."""

    KEYRING = "keyring"
    FILE = "file"
    PASSPHRASE = "passphrase"  # noqa: S105 - a kind, no secret
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Lock:
    """The master key, encrypted under what opens this lock."""

    kind: LockKind
    sealed: str
    """Hexadecimal: nonce, then the key."""
    account: str = ""
    """Of the key store: under which name it keeps its half."""
    salt: str = ""
    passes: int = 0
    lanes: int = 0
    memory_kib: int = 0

    @classmethod
    def with_key(cls, kind: LockKind, master: bytes, key: bytes, profile: str, account: str = "") -> Lock:
        """Lock with random bytes that are kept elsewhere."""
        return cls(kind, _sealed(master, _stretched(key, kind), kind, profile), account)

    @classmethod
    def with_passphrase(cls, master: bytes, passphrase: str, profile: str) -> Lock:
        """Lock with words that a person knows. Raises KeyMissing where they are too short."""
        if len(_normal(passphrase)) < LEAST_PASSPHRASE or len(set(passphrase)) < 3:
            raise KeyMissing("store.weak_passphrase", least=LEAST_PASSPHRASE)
        empty = cls(
            LockKind.PASSPHRASE,
            "",
            salt=secrets.token_hex(_SALT_BYTES),
            passes=_PASSES,
            lanes=_LANES,
            memory_kib=_MEMORY_KIB,
        )
        return replace(empty, sealed=_sealed(master, empty._from_passphrase(passphrase), empty.kind, profile))

    def opened_with_key(self, key: bytes, profile: str) -> bytes | None:
        """Return the master key, or None where this is not the key."""
        return _opened(self.sealed, _stretched(key, self.kind), self.kind, profile)

    def opened_with_passphrase(self, passphrase: str, profile: str) -> bytes | None:
        """Return the master key, or None where this is not the passphrase."""
        return _opened(self.sealed, self._from_passphrase(passphrase), self.kind, profile)

    def _from_passphrase(self, passphrase: str) -> bytes:
        derivation = Argon2id(
            salt=bytes.fromhex(self.salt),
            length=_KEY_BYTES,
            iterations=min(self.passes, _MOST_PASSES),
            lanes=min(self.lanes, _MOST_LANES),
            memory_cost=min(self.memory_kib, _MOST_MEMORY_KIB),
        )
        return derivation.derive(_normal(passphrase).encode())


@dataclass(frozen=True, slots=True)
class LockFile:
    """All locks of one profile."""

    profile: str
    locks: tuple[Lock, ...]

    def lock(self, kind: LockKind) -> Lock | None:
        return next((lock for lock in self.locks if lock.kind is kind), None)

    @property
    def daily(self) -> Lock | None:
        """The lock that is opened at each start; the other is for recovery."""
        return next((lock for lock in self.locks if lock.kind is not LockKind.RECOVERY), None)

    def with_daily(self, lock: Lock) -> LockFile:
        recovery = tuple(each for each in self.locks if each.kind is LockKind.RECOVERY)
        return replace(self, locks=(lock, *recovery))

    def with_recovery(self, lock: Lock) -> LockFile:
        return replace(self, locks=(*(each for each in self.locks if each.kind is not LockKind.RECOVERY), lock))

    def to_bytes(self) -> bytes:
        content = {"format": _FORMAT, "profile": self.profile, "locks": [asdict(lock) for lock in self.locks]}
        return json.dumps(content, indent=1).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> LockFile:
        """Raises ValueError where these are no locks."""
        try:
            found = json.loads(content)
            if found["format"] != _FORMAT:
                raise ValueError(found["format"])
            locks = tuple(Lock(LockKind(row.pop("kind")), **row) for row in found["locks"])
            return cls(str(found["profile"]), locks)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(str(error)) from error

    def write(self, *places: Path) -> None:
        """Write the file to each place. Raises StoreError."""
        with faults_said():
            for place in places:
                write_whole(place, self.to_bytes())


def read_locks(*places: Path) -> LockFile | None:
    """Read the first place that holds locks; None where there is none. Raises StoreError where all are unreadable."""
    damage: Exception | None = None
    for place in places:
        with faults_said():
            content = place.read_bytes() if place.exists() else None
        if content is None:
            continue
        try:
            return LockFile.from_bytes(content)
        except ValueError as error:
            damage = error
    if damage is not None:
        raise StoreError("store.locks_unreadable", path=places[0], detail=str(damage)) from damage
    return None


def _normal(passphrase: str) -> str:
    """The same words give the same key, however a keyboard composes its letters."""
    return unicodedata.normalize("NFKC", passphrase.strip())


def _stretched(key: bytes, kind: LockKind) -> bytes:
    info = f"deskside lock 1 {kind}".encode()
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=info).derive(key)


def _about(kind: LockKind, profile: str) -> bytes:
    return f"deskside lock {kind} {profile}".encode()


def _sealed(master: bytes, key: bytes, kind: LockKind, profile: str) -> str:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return (nonce + AESGCM(key).encrypt(nonce, master, _about(kind, profile))).hex()


def _opened(sealed: str, key: bytes, kind: LockKind, profile: str) -> bytes | None:
    try:
        content = bytes.fromhex(sealed)
        return AESGCM(key).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], _about(kind, profile))
    except (InvalidTag, ValueError):
        return None
