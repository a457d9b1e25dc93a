"""How a case is read from its row, for the list and for what a search finds."""

from __future__ import annotations

import json

from engine.domain.conversation import Conversation
from engine.store.case_file import Row

CASE_COLUMNS = """c.id AS case_id, c.title AS case_title, c.created_ms AS case_created_ms,
    c.updated_ms AS case_updated_ms, c.pinned, c.held, c.archived, c.folder,
    (SELECT count(*) FROM message WHERE conversation_id = c.id AND replaced_by IS NULL) AS message_count,
    (SELECT json_group_array(name) FROM (SELECT name FROM tag WHERE conversation_id = c.id ORDER BY position))
    AS tags_json,
    coalesce((SELECT body FROM note WHERE id = c.id), '') AS note,
    (SELECT p.digest FROM message fm JOIN message_picture fp ON fp.message_id = fm.id JOIN picture p
    ON p.id = fp.picture_id WHERE fm.conversation_id = c.id AND fm.replaced_by IS NULL
    ORDER BY fm.id, fp.position LIMIT 1) AS first_picture"""
"""Of a conversation that the statement calls `c`."""


def case_of(row: Row) -> Conversation:
    """Return the case of a row that holds CASE_COLUMNS."""
    return Conversation(
        row["case_id"],
        row["case_title"],
        row["case_created_ms"],
        row["case_updated_ms"],
        row["message_count"],
        bool(row["pinned"]),
        bool(row["held"]),
        tuple(json.loads(row["tags_json"])),
        row["first_picture"] or "",
        bool(row["archived"]),
        row["folder"],
        row["note"],
    )
