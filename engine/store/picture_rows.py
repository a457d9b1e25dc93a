"""How a picture's findings and texts are written in its row, and read back."""

from __future__ import annotations

import json
from typing import Any

from engine.domain.finding import EntityType, Finding, FindingSource, Mask
from engine.domain.region import Region
from engine.domain.text import TextSpan


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
