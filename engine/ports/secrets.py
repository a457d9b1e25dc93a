"""What keeps a secret of the site: it is given once and never shown again."""

from typing import Protocol


class SecretKeeper(Protocol):
    """Keeps one secret in the system's key store, or where there is none in a file of this user alone. May block."""

    def is_set(self) -> bool:
        """Raises KeyMissing: the key store is locked, or the file can be read by others."""
        ...

    def keep(self, key: str) -> object:
        """Keep it from now on and return where. Raises KeyMissing."""
        ...

    def forget(self) -> None:
        """Remove it wherever it was kept. Raises KeyMissing."""
        ...
