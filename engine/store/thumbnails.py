"""Small pictures for lists, in the database: made from covered pictures only, gone with their key.

One that a file of before schema 6 lacks is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.domain.picture import RedactedImage, Thumbnail
from engine.errors import StoreError
from engine.store.case_file import CaseFile
from engine.store.pictures import decoded, shrunk, small
from engine.store.sqlcipher import Database


def keep_thumbnail(db: Database, picture_id: int, content: bytes) -> None:
    """Keep the small form of a picture, within the transaction that keeps the picture."""
    db.execute("INSERT OR REPLACE INTO thumbnail (picture_id, content) VALUES (?, ?)", (picture_id, content))


class KeptThumbnails:
    """Gives small pictures back (a part of the port `CaseStore`)."""

    def __init__(self, file: CaseFile, read: Callable[[str], RedactedImage]) -> None:
        """`read` gives a whole picture back."""
        self._thumbnail_file = file
        self._read_whole = read

    def thumbnail(self, digest: str) -> Thumbnail:
        """Give the small form of a picture back, also where its file is lost. Raises StoreError where it is gone."""
        found = self._thumbnail_file.rows(
            "SELECT p.id, length(p.wrapped_key) > 0 AS is_kept, t.content FROM picture p"
            " LEFT JOIN thumbnail t ON t.picture_id = p.id WHERE p.digest = ?",
            digest,
        )
        if not found:
            raise StoreError("store.picture_missing", detail=digest[:12])
        if not found[0]["is_kept"]:
            raise StoreError("store.picture_expired", detail=digest[:12])
        content = found[0]["content"] or self._made(found[0]["id"], digest)
        return thumbnail_of(content)

    def _made(self, picture_id: int, digest: str) -> bytes:
        content = small(self._read_whole(digest))
        with self._thumbnail_file.immediate() as db:
            # the picture may have gone, or lost its key, while it was being made small
            if db.execute("SELECT 1 FROM picture WHERE id = ? AND length(wrapped_key) > 0", (picture_id,)).fetchall():
                keep_thumbnail(db, picture_id, content)
        return content


def thumbnail_of(content: bytes) -> Thumbnail:
    """Decode what `small` has made. Raises StoreError (`store.picture_altered`)."""
    return Thumbnail(*decoded(content))


def thumbnail_in_memory(picture: RedactedImage) -> Thumbnail:
    """Return the small form of a covered picture of a private case."""
    image = shrunk(picture)
    return Thumbnail(image.width, image.height, image.tobytes())
