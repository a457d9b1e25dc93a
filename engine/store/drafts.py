"""What was typed in a case and not sent, so that a crash does not lose it: a row each, of the `property` table."""

from __future__ import annotations

from engine.store.case_file import CaseFile
from engine.store.picture_rows import storable
from engine.store.sqlcipher import Database

LONGEST = 100_000
_PREFIX = "draft:"


class KeptDrafts:
    """Keeps drafts (a part of the port `CaseStore`). The text comes covered; 0 stands for a case that has not begun."""

    def __init__(self, file: CaseFile) -> None:
        self._draft_file = file

    def keep_draft(self, conversation_id: int, text: str) -> None:
        """Keep a draft in place of the one before; an empty one goes. Of a private case nothing is kept."""
        if conversation_id < 0:
            return
        with self._draft_file.immediate() as db:
            if text.strip() and _may_have_one(db, conversation_id):
                values = (f"{_PREFIX}{conversation_id}", storable(text)[:LONGEST])
                db.execute("INSERT OR REPLACE INTO property (name, value) VALUES (?, ?)", values)
            else:
                delete_draft(db, conversation_id)

    def drafts(self) -> dict[int, str]:
        """Return what was typed and not sent, by case."""
        rows = self._draft_file.rows("SELECT name, value FROM property WHERE name LIKE 'draft:%'")
        return {int(row["name"].removeprefix(_PREFIX)): str(row["value"]) for row in rows}


def delete_draft(db: Database, conversation_id: int) -> None:
    """Delete what was typed in a case and not sent."""
    db.execute("DELETE FROM property WHERE name = ?", (f"{_PREFIX}{conversation_id}",))


def _may_have_one(db: Database, conversation_id: int) -> bool:
    """A draft that comes after its case was deleted must not bring anything of it back."""
    if conversation_id == 0:
        return True
    return bool(db.execute("SELECT 1 FROM conversation WHERE id = ?", (conversation_id,)).fetchall())
