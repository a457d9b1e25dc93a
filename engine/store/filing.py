"""Folders and the archive, for one case or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.domain.filing import (
    SEPARATOR,
    CasePlace,
    FolderCount,
    clean_folder,
    folder_key,
    with_levels_above,
)
from engine.domain.search_text import searchable
from engine.errors import StoreError
from engine.store.case_file import CaseFile
from engine.store.marks import MOST_TAGS, clean_tag
from engine.store.picture_rows import storable
from engine.store.sqlcipher import Database

_BELOW = "(folder_key = ? OR (folder_key > ? AND folder_key < ?))"
"""In a folder or below it: `0` is the character after `/`, so the two ends enclose all that begins with `<key>/`."""


class KeptFiling:
    """Files cases away (a part of the port `CaseStore`). It leaves a case's place in time as it is."""

    def __init__(self, file: CaseFile) -> None:
        self._filing_file = file

    def set_archived(self, conversation_ids: Sequence[int], is_archived: bool) -> None:
        """Put cases into the archive or take them out, all or none. Raises StoreError (`store.no_such_case`)."""
        with self._filing_file.immediate() as db:
            for number in kept(conversation_ids):
                _change(db, number, "archived = ?", int(is_archived))

    def set_folder(self, conversation_ids: Sequence[int], folder: str) -> str:
        """Move cases to a folder, all or none; an empty one takes them out. Returns how it is spelled here."""
        with self._filing_file.immediate() as db:
            path = _as_spelled(db, clean_folder(storable(folder)))
            for number in kept(conversation_ids):
                _change(db, number, "folder = ?, folder_key = ?", path, folder_key(path))
        self._filing_file.checkpoint()  # the name of the folder before goes from the disk as well
        return path

    def rename_folder(self, folder: str, to: str) -> int:
        """Give a folder another path, with all below it; where that is one already, they become one.

        Returns how many cases moved. Raises StoreError (`store.no_such_folder`) where it holds no case.
        """
        new = clean_folder(storable(to))
        with self._filing_file.immediate() as db:
            rows = list(db.query(f"SELECT id, folder FROM conversation WHERE {_BELOW}", _ends(folder)))  # noqa: S608
            if not rows:
                raise StoreError("store.no_such_folder", folder=folder)
            depth = clean_folder(folder).count(SEPARATOR) + 1
            for row in rows:
                below = row["folder"].split(SEPARATOR)[depth:]
                path = clean_folder(SEPARATOR.join([new, *below]))
                _change(db, row["id"], "folder = ?, folder_key = ?", path, folder_key(path))
        self._filing_file.checkpoint()
        return len(rows)

    def folders(self) -> Sequence[FolderCount]:
        """Return the folders that hold cases, and those above them, as a tree is read."""
        rows = self._filing_file.rows(
            "SELECT min(folder) AS folder, sum(archived = 0) AS cases FROM conversation WHERE folder_key <> ''"
            " GROUP BY folder_key"
        )
        return with_levels_above({row["folder"]: row["cases"] for row in rows})

    def add_tags(self, conversation_ids: Sequence[int], tags: Sequence[str]) -> None:
        """Give cases tags beside those they have, all or none. Raises StoreError (`store.no_such_case`)."""
        names = [tag for each in tags if (tag := clean_tag(each))]
        with self._filing_file.immediate() as db:
            for number in kept(conversation_ids):
                _change(db, number, "pinned = pinned")
                add_tags(db, number, names)


def add_tags(db: Database, conversation_id: int, names: Iterable[str]) -> None:
    """Add clean tags to a case, after those it has."""
    found = db.execute("SELECT name FROM tag WHERE conversation_id = ? ORDER BY position", (conversation_id,))
    there = [name for (name,) in found.fetchall()]
    for position, name in enumerate(dict.fromkeys([*there, *names])):
        if len(there) <= position < MOST_TAGS:
            db.execute("INSERT INTO tag VALUES (?, ?, ?, ?)", (conversation_id, position, name, searchable(name)))


def in_place(place: CasePlace) -> tuple[list[str], list[str | int]]:
    """Return conditions on the conversation `c`, and their values; written so that the indexes fit."""
    conditions: list[str] = []
    values: list[str | int] = []
    if place.is_archived is not None:
        conditions.append(f"c.archived = {int(place.is_archived)}")
    if place.folder:
        conditions.append(_BELOW.replace("folder_key", "c.folder_key"))
        values += _ends(place.folder)
    return conditions, values


def kept(conversation_ids: Sequence[int]) -> Sequence[int]:
    """Return the same numbers. Raises StoreError (`store.private_not_kept`) where one is of a private case."""
    if any(number < 0 for number in conversation_ids):
        raise StoreError("store.private_not_kept")
    return conversation_ids


def _ends(folder: str) -> tuple[str, str, str]:
    key = folder_key(folder)
    return key, key + SEPARATOR, key + chr(ord(SEPARATOR) + 1)


def _as_spelled(db: Database, path: str) -> str:
    """Return how a folder is written that is there already, in whatever case it was typed now."""
    found = db.execute("SELECT min(folder) FROM conversation WHERE folder_key = ?", (folder_key(path),)).fetchall()
    return str(found[0][0]) if path and found[0][0] is not None else path


def _change(db: Database, number: int, change: str, *values: str | int) -> None:
    if not db.execute(f"UPDATE conversation SET {change} WHERE id = ?", (*values, number)).rowcount:  # noqa: S608
        raise StoreError("store.no_such_case")
