"""Pictures on the disk: each encrypted under its own key, named so that nobody can look for a known one.

Pillow is imported where it is used: opening a case file needs none of it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Iterable, Set
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.domain.picture import Picture, RedactedImage
from engine.durable import DRAFT_SUFFIX, write_whole
from engine.errors import StoreError
from engine.store.faults import faults_said
from engine.store.keys import KEY_BYTES, SubKeys

if TYPE_CHECKING:
    from PIL import Image

_SUFFIX = ".dsi"
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_WEBP_LONGEST_SIDE = 16383
_DAY_S = 24 * 3600
LONGEST_SIDE_PX = 160
"""Of a small picture."""
_SMALL_QUALITY = 60
_MOST_SHRUNK_AT_ONCE = 2.0
"""Pillow first takes the mean of whole blocks, down to twice the size, and then looks closely."""


@dataclass(frozen=True, slots=True)
class SealedPicture:
    """A picture ready to be written: its file's name and content; its key and its small form, for the database."""

    name: str
    content: bytes
    wrapped_key: bytes
    thumbnail: bytes


class PictureFolder:
    """Writes and reads encrypted pictures. Without the wrapped key of its row a file is noise."""

    def __init__(self, root: Path, keys: SubKeys) -> None:
        self._root = root
        self._name_key = keys.picture_names
        self._wrapping = AESGCM(keys.picture_keys)

    def seal(self, picture: RedactedImage) -> SealedPicture:
        """Encode without loss and encrypt. Touches no disk."""
        return self.seal_encoded(picture.digest, encoded(picture), small(picture))

    def seal_encoded(self, digest: str, content: bytes, thumbnail: bytes = b"") -> SealedPicture:
        """Encrypt a picture that is encoded already, under a key of its own. Touches no disk."""
        name = hmac.digest(self._name_key, digest.encode(), hashlib.sha256).hex()
        key = secrets.token_bytes(KEY_BYTES)
        sealed = _FORMAT + _encrypted(AESGCM(key), content, name)
        return SealedPicture(name, sealed, _encrypted(self._wrapping, key, name), thumbnail)

    def write(self, sealed: SealedPicture) -> None:
        """Put a picture on the disk for good. Raises StoreFull, StoreError."""
        with faults_said():
            write_whole(self._path(sealed.name), sealed.content)

    def has(self, name: str) -> bool:
        return self._path(name).exists()

    def read(self, name: str, wrapped_key: bytes) -> bytes:
        """Return the encoded picture. Raises StoreError: `store.picture_missing`, `store.picture_altered`."""
        with faults_said():
            try:
                content = self._path(name).read_bytes()
            except FileNotFoundError as error:
                raise StoreError("store.picture_missing", detail=name[:12]) from error
        try:
            key = _decrypted(self._wrapping, wrapped_key, name)
            return _decrypted(AESGCM(key), content.removeprefix(_FORMAT), name)
        except (InvalidTag, ValueError) as error:
            raise StoreError("store.picture_altered", detail=name[:12]) from error

    def remove(self, names: Iterable[str]) -> None:
        """Remove files. One that is held open is left to the next sweep; its key is gone already."""
        for name in names:
            path = self._path(name)
            try:
                path.unlink(missing_ok=True)
                _remove_empty(path.parent, self._root)
            except PermissionError:
                os.utime(path, (0, 0))

    def sweep(self, wanted: Set[str], *, with_orphans: bool, now_s: float | None = None) -> int:
        """Remove what a crash left: drafts, and day-old pictures that no row names. Returns how many."""
        oldest = (time.time() if now_s is None else now_s) - _DAY_S
        removed = 0
        for path in sorted(self._root.rglob("*.*")):
            is_draft = path.suffix == DRAFT_SUFFIX
            is_orphan = with_orphans and path.suffix == _SUFFIX and path.stem not in wanted
            if is_draft or (is_orphan and path.stat().st_mtime < oldest):
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def _path(self, name: str) -> Path:
        return self._root / name[:2] / name[2:4] / (name + _SUFFIX)


def decoded(encoded: bytes) -> tuple[int, int, bytes]:
    """Return width, height and pixels of an encoded picture. Raises StoreError (`store.picture_altered`)."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(encoded), formats=("WEBP", "PNG")) as image:
            pixels = image.convert("RGB")
            return pixels.width, pixels.height, pixels.tobytes()
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise StoreError("store.picture_altered", detail=str(error)) from error


def encoded(picture: Picture) -> bytes:
    """Encode without loss: WebP (smallest for screens), or PNG where a side is too long for it."""
    from PIL import Image

    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    buffer = BytesIO()
    if max(picture.width, picture.height) <= _WEBP_LONGEST_SIDE:
        image.save(buffer, "WEBP", lossless=True, exact=True, quality=50, method=2)
    else:
        image.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def small(picture: RedactedImage) -> bytes:
    """Return a covered picture at most LONGEST_SIDE_PX long, as WebP of a few kB."""
    buffer = BytesIO()
    shrunk(picture).save(buffer, "WEBP", quality=_SMALL_QUALITY, method=4)
    return buffer.getvalue()


def shrunk(picture: RedactedImage) -> Image.Image:
    """Return a covered picture at most LONGEST_SIDE_PX long."""
    from PIL import Image

    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    image.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), Image.Resampling.LANCZOS, _MOST_SHRUNK_AT_ONCE)
    return image


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove folders that have become empty: even their names come from a picture."""
    while folder != root and not (folder.exists() and any(folder.iterdir())):
        if folder.exists():
            folder.rmdir()
        folder = folder.parent


def _encrypted(cipher: AESGCM, plain: bytes, name: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, name.encode())


def _decrypted(cipher: AESGCM, sealed: bytes, name: str) -> bytes:
    return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
