"""What was begun in a case and not sent, so that a crash does not lose it: rows of the `property` table.

The text is a row, the digests of the pictures are another. The pictures themselves are kept as those of a case are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.domain.conversation import KeptDraft
from engine.domain.picture import RedactedImage
from engine.store.case_file import CaseFile
from engine.store.picture_rows import storable
from engine.store.picture_use import DRAFT_PICTURES, delete_unused_pictures, digests_of
from engine.store.pictures import PictureFolder, SealedPicture
from engine.store.sqlcipher import Database

LONGEST = 100_000
_TEXT = "draft:"
_KNOWN = "SELECT name FROM picture WHERE digest = ? AND length(wrapped_key) > 0"
KeepPicture = Callable[[Database, RedactedImage, SealedPicture], int]
"""Writes a sealed picture, unless it is kept already."""


class KeptDrafts:
    """Keeps drafts (a part of the port `CaseStore`). They come covered; 0 stands for a case that has not begun."""

    def __init__(
        self, file: CaseFile, pictures: PictureFolder, keep_picture: KeepPicture, now_ms: Callable[[], int]
    ) -> None:
        self._draft_file = file
        self._draft_time_ms = now_ms
        self._draft_folder = pictures
        self._keep_draft_picture = keep_picture

    def keep_draft(self, conversation_id: int, text: str, pictures: Sequence[RedactedImage] = ()) -> None:
        """Keep a draft in place of the one before; an empty one goes. Of a private case nothing is kept."""
        if conversation_id < 0:
            return
        sealed = [(picture, self._draft_folder.seal(picture)) for picture in pictures if not self._is_kept(picture)]
        with self._draft_file.immediate() as db:
            before = _pictures_of(db, conversation_id)
            delete_draft(db, conversation_id)
            if _may_have_one(db, conversation_id):
                for picture, file in sealed:
                    self._keep_draft_picture(db, picture, file)
                _put(db, f"{_TEXT}{conversation_id}", storable(text)[:LONGEST] if text.strip() else "")
                digests = " ".join(picture.digest for picture in pictures)
                value = f"{self._draft_time_ms()} {digests}" if pictures else ""
                _put(db, f"{DRAFT_PICTURES}{conversation_id}", value)
            # Before the next transaction may begin: a question that takes these pictures along writes them anew.
            self._draft_folder.remove(delete_unused_pictures(db, before))

    def drafts(self) -> dict[int, KeptDraft]:
        """Return what was begun and not sent, by case."""
        texts, pictures = self._rows(_TEXT), self._rows(DRAFT_PICTURES)
        return {
            case: KeptDraft(texts.get(case, ""), tuple(digests_of(pictures.get(case, ""))))
            for case in sorted(texts.keys() | pictures.keys())
        }

    def _rows(self, prefix: str) -> dict[int, str]:
        rows = self._draft_file.rows("SELECT name, value FROM property WHERE name GLOB ?", prefix + "*")
        return {int(row["name"].removeprefix(prefix)): str(row["value"]) for row in rows}

    def _is_kept(self, picture: RedactedImage) -> bool:
        """Tell whether a picture need not be encoded once more, at each pause of the one who types."""
        rows = self._draft_file.rows(_KNOWN, picture.digest)
        return bool(rows) and self._draft_folder.has(rows[0]["name"])


def delete_draft(db: Database, conversation_id: int) -> None:
    """Delete what was begun in a case and not sent. Its pictures go with the next that are looked for and unused."""
    names = (f"{_TEXT}{conversation_id}", f"{DRAFT_PICTURES}{conversation_id}")
    db.execute("DELETE FROM property WHERE name IN (?, ?)", names)


def _put(db: Database, name: str, value: str) -> None:
    if value:
        db.execute("INSERT OR REPLACE INTO property (name, value) VALUES (?, ?)", (name, value))


def _pictures_of(db: Database, conversation_id: int) -> list[str]:
    name = f"{DRAFT_PICTURES}{conversation_id}"
    rows = db.execute("SELECT value FROM property WHERE name = ?", (name,)).fetchall()
    return digests_of(rows[0][0]) if rows else []


def _may_have_one(db: Database, conversation_id: int) -> bool:
    """A draft that comes after its case was deleted must not bring anything of it back."""
    if conversation_id == 0:
        return True
    return bool(db.execute("SELECT 1 FROM conversation WHERE id = ?", (conversation_id,)).fetchall())
