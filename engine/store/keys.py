"""The key of the case file: where it is kept, and the keys made from it."""

from __future__ import annotations

import hmac
import logging
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.durable import write_whole
from engine.errors import KeyMissing

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY_BYTES = 32
SERVICE = "deskside"
_log = logging.getLogger(__name__)


class KeyKeeper(Protocol):
    """Keeps the 32-byte master key of one profile."""

    @property
    def protection(self) -> str:
        """What keeping it here protects against, as a wording key."""
        ...

    def load(self) -> bytes | None:
        """Return the key, or None where none was kept. Raises KeyMissing when it cannot be asked for."""
        ...

    def keep(self, key: bytes) -> None:
        """Keep the key from now on. Raises KeyMissing when it cannot be kept."""
        ...


@dataclass(frozen=True, slots=True)
class FileKeeper:
    """Keeps the key in a file that only this user may read. Whoever copies both files can read the cases.

    An empty file says: keep it here, although the system has a key store.
    """

    path: Path

    @property
    def protection(self) -> str:
        return "store.protected_by_file"

    def load(self) -> bytes | None:
        try:
            text = self.path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise KeyMissing("store.key_file_unreadable", path=self.path, detail=str(error)) from error
        return _key_from_hex(text, self.path) if text else None

    def keep(self, key: bytes) -> None:
        try:
            write_whole(self.path, key.hex().encode() + b"\n")
        except OSError as error:
            raise KeyMissing("store.key_file_unwritable", path=self.path, detail=str(error)) from error

    def remove(self) -> None:
        """Keep it no longer. Raises KeyMissing."""
        try:
            if self.path.exists():
                self.path.write_bytes(secrets.token_bytes(2 * KEY_BYTES))
                self.path.unlink()
        except OSError as error:
            raise KeyMissing("store.key_file_unwritable", path=self.path, detail=str(error)) from error


@dataclass(frozen=True, slots=True)
class KeyringKeeper:
    """Keeps the key in the system's key store, under the profile's id."""

    keyring: KeyringBackend
    account: str
    key_file: Path
    """Named in the remedy: the file that is used instead where the key store does not work."""

    @property
    def protection(self) -> str:
        return "store.protected_by_keyring"

    def load(self) -> bytes | None:
        from keyring.errors import KeyringError

        try:
            text = self.keyring.get_password(SERVICE, self.account)
        except KeyringError as error:
            raise self._locked(error) from error
        return _key_from_hex(text, self.keyring.name) if text else None

    def keep(self, key: bytes) -> None:
        from keyring.errors import KeyringError

        try:
            self.keyring.set_password(SERVICE, self.account, key.hex())
        except KeyringError as error:
            raise self._locked(error) from error

    def remove(self) -> None:
        """Keep it no longer. Raises KeyMissing."""
        from keyring.errors import KeyringError

        try:
            if self.keyring.get_password(SERVICE, self.account) is not None:
                self.keyring.delete_password(SERVICE, self.account)
        except KeyringError as error:
            raise self._locked(error) from error

    def _locked(self, error: Exception) -> KeyMissing:
        return KeyMissing("store.keyring_locked", name=self.keyring.name, path=self.key_file, detail=str(error))


def system_keeper(key_file: Path, account: str) -> FileKeeper | KeyringKeeper:
    """Choose where the key is kept: in the key file if there is one, else a real key store, else the file."""
    if key_file.exists():
        return FileKeeper(key_file)
    keyring = real_keyring()
    if keyring is None:
        _log.info("no system key store; the key is kept in a file")
        return FileKeeper(key_file)
    return KeyringKeeper(keyring, account, key_file)


def real_keyring() -> KeyringBackend | None:
    """Return the system's key store. Look-alikes that keep plain files, or nothing, do not count."""
    import keyring
    from keyring.backends import chainer, fail, null

    chosen = keyring.get_keyring()
    if isinstance(chosen, chainer.ChainerBackend):
        chosen = next(iter(chosen.backends), chosen)
    is_own = type(chosen).__module__.startswith("keyring.backends.")
    is_empty = isinstance(chosen, chainer.ChainerBackend | fail.Keyring | null.Keyring)
    return chosen if is_own and not is_empty else None


def _key_from_hex(text: str, place: object) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise KeyMissing("store.key_unreadable", place=place) from error
    if len(key) != KEY_BYTES:
        raise KeyMissing("store.key_unreadable", place=place)
    return key


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


@dataclass(frozen=True, slots=True, repr=False)
class SubKeys:
    """The keys made from the master key, one a purpose, so that none is used twice."""

    database: bytes = field(repr=False)
    picture_names: bytes = field(repr=False)
    picture_keys: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    check: str
    """Tells whether a key is the right one, and nothing else about it."""

    @classmethod
    def of(cls, master: bytes) -> SubKeys:
        return cls(
            database=_derived(master, "database"),
            picture_names=_derived(master, "picture names"),
            picture_keys=_derived(master, "picture keys"),
            audit=_derived(master, "audit"),
            check=_derived(master, "check").hex(),
        )

    def matches(self, check: str) -> bool:
        return hmac.compare_digest(self.check, check)


def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"deskside 1 {purpose}".encode()).derive(master)


def key_file_in(config: Path) -> Path:
    """Return where a profile's key file lies."""
    return config / "case.key"
