"""The key for the site's model server: never in the settings file, which is copied, mailed and read by support.

It is looked for in this order: the variable `DESKSIDE_SERVER_KEY` (for services and trials), the file
`model_server.key` beside the settings (for machines without a key store; of this user alone), the system's key store.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from engine.durable import write_whole
from engine.errors import KeyMissing
from engine.store.keys import SERVICE, real_keyring

_VARIABLE = "DESKSIDE_SERVER_KEY"
_ACCOUNT = "server"


@dataclass(frozen=True, slots=True)
class ServerKey:
    """The key of one profile."""

    path: Path
    """The file that is used where there is no key store."""

    @classmethod
    def below(cls, config: Path) -> ServerKey:
        return cls(config / "model_server.key")

    def read(self) -> str:
        """Return the key; empty where there is none. Raises KeyMissing: locked, or a file that others can read."""
        if given := os.environ.get(_VARIABLE):
            return given
        if self.path.exists():
            return self._from_file()
        keyring = real_keyring()
        if keyring is None:
            return ""
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(SERVICE, self._account) or ""
        except KeyringError as error:
            raise KeyMissing("server.no_key", server=keyring.name, detail=str(error)) from error

    def is_set(self) -> bool:
        """Whether there is one. Raises KeyMissing."""
        return bool(self.read())

    def keep(self, key: str) -> Path | str:
        """Keep the key from now on and return where. Raises KeyMissing."""
        if not key.isascii() or not key.isprintable():
            raise KeyMissing("server.bad_key")
        keyring = real_keyring()
        if keyring is None or self.path.exists():
            try:
                write_whole(self.path, key.encode() + b"\n")
            except OSError as error:
                raise KeyMissing("server.key_unwritable", detail=str(error)) from error
            return self.path
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, self._account, key)
        except KeyringError as error:
            raise KeyMissing("server.key_unwritable", detail=str(error)) from error
        return keyring.name

    def forget(self) -> None:
        """Remove it wherever it was kept. Raises KeyMissing."""
        self.path.unlink(missing_ok=True)
        keyring = real_keyring()
        if keyring is None:
            return
        from keyring.errors import KeyringError

        try:
            if keyring.get_password(SERVICE, self._account) is not None:
                keyring.delete_password(SERVICE, self._account)
        except KeyringError as error:
            raise KeyMissing("server.key_unwritable", detail=str(error)) from error

    @property
    def _account(self) -> str:
        """Profiles have keys of their own."""
        return f"{_ACCOUNT} {self.path.parent}"

    def _from_file(self) -> str:
        try:
            if sys.platform != "win32" and self.path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise KeyMissing("server.key_file_open", path=self.path)
            return self.path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise KeyMissing("server.no_key", server=self.path, detail=str(error)) from error
