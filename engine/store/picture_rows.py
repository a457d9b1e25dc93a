"""How a picture's findings and texts are written in its row, and read back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from engine.domain.finding import EntityType, Finding, FindingSource, Mask
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.store.sqlcipher import Database

DRAFT_PICTURES = "draft_pictures:"
"""How properties are named that hold, of a draft with pictures, when it was kept and their digests."""


def masks_to_json(masks: tuple[Mask, ...]) -> str:
    """Write kind, box and rule of what was covered. A finding holds no text, so none can be written."""
    return json.dumps(
        [
            {
                "kind": mask.finding.entity_type.value,
                "box": _box(mask.region),
                "score": mask.finding.score,
                "rule": mask.finding.reason,
                "source": mask.finding.source.value,
                "label": mask.finding.label,
                "covered": mask.is_covered,
                "by_agent": mask.is_by_agent,
            }
            for mask in masks
        ]
    )


def masks_from_json(text: str) -> tuple[Mask, ...]:
    return tuple(_mask(row) for row in json.loads(text))


def spans_to_json(spans: tuple[TextSpan, ...]) -> str:
    """Write what can be read on the covered picture, and where."""
    rows = [
        {
            "text": storable(span.text),
            "box": _box(span.region),
            "confidence": span.confidence,
            "edges": span.edges,
        }
        for span in spans
    ]
    return json.dumps(rows, ensure_ascii=False)


def spans_from_json(text: str) -> tuple[TextSpan, ...]:
    return tuple(
        TextSpan(row["text"], Region(*row["box"]), row["confidence"], tuple(row["edges"])) for row in json.loads(text)
    )


def storable(text: str) -> str:
    """Return the text with half characters (lone surrogates), which no file can hold, replaced by `?`."""
    return text.encode("utf-8", "replace").decode()


def _box(region: Region) -> list[int]:
    return [region.x, region.y, region.width, region.height]


def _mask(row: dict[str, Any]) -> Mask:
    finding = Finding(
        EntityType(row["kind"]),
        Region(*row["box"]),
        row["score"],
        row["rule"],
        FindingSource(row["source"]),
        row["label"],
    )
    return Mask(finding, row["covered"], is_by_agent=row.get("by_agent", finding.source is FindingSource.AGENT))


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
