"""Which pictures are still shown or held by a draft, and the end of those that are not."""

from __future__ import annotations

from collections.abc import Sequence

from engine.store.sqlcipher import Database

DRAFT_PICTURES = "draft_pictures:"
"""How properties are named that hold, of a draft with pictures, when it was kept and their digests."""


def delete_unused_pictures(db: Database, among: Sequence[str] | None = None) -> list[str]:
    """Delete the rows, keys included, of pictures that no message shows and no draft holds; return their files' names.

    `among` are the digests of those that may have become unused, where they are known.
    """
    unused = "NOT EXISTS (SELECT 1 FROM message_picture mp WHERE mp.picture_id = picture.id)"
    held = digests_in_drafts(db)
    unused += f" AND digest NOT IN ({question_marks(held)})"
    if among is not None:
        unused += f" AND digest IN ({question_marks(among)})"
    command = f"DELETE FROM picture WHERE {unused} RETURNING name"  # noqa: S608 - question marks only
    return [str(name) for (name,) in db.execute(command, [*held, *(among or ())]).fetchall()]


def digests_in_drafts(db: Database, since_ms: int = 0) -> list[str]:
    """Return the digests of the pictures that drafts hold which were kept since then."""
    rows = db.execute("SELECT value FROM property WHERE name GLOB ?", (DRAFT_PICTURES + "*",)).fetchall()
    return [digest for (value,) in rows if int(value.split()[0]) >= since_ms for digest in digests_of(value)]


def digests_of(value: str) -> list[str]:
    """Return the digests that such a property holds."""
    return value.split()[1:]


def question_marks(values: Sequence[str]) -> str:
    """Return as many as a command needs for these values."""
    return ", ".join("?" * len(values))
