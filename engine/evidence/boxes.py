"""Boxes that a Qwen3-VL model writes as JSON: `{"bbox_2d": [x1, y1, x2, y2], "label": "..."}`.

The coordinates run from 0 to 1000 over the width and the height of the picture, whatever its shape, and whatever size
it was made for the model. The picture that the model saw is the kept one, scaled without a border, so no more than the
picture's own size is needed to find the pixels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.domain.region import Region

RANGE = 1000
_BOX = re.compile(
    r"\{[^{}]*?\"(?:bbox_2d|bbox|box_2d)\"\s*:\s*\[\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*,"
    r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*\][^{}]*\}"
)


@dataclass(frozen=True, slots=True)
class ModelBox:
    """One box as the model wrote it, with its place in the answer (half-open offsets)."""

    start: int
    end: int
    label: str
    corners: tuple[float, float, float, float]
    """Left, top, right, bottom, 0 to 1000."""

    def region(self, width: int, height: int) -> Region:
        """Return the pixels on a picture of that size; at least one pixel, never beyond the picture."""
        left, top, right, bottom = self.corners
        region = Region.from_edges(
            int(left * width / RANGE),
            int(top * height / RANGE),
            max(round(right * width / RANGE), int(left * width / RANGE) + 1),
            max(round(bottom * height / RANGE), int(top * height / RANGE) + 1),
        )
        return region.clipped(width, height)


def model_boxes(answer: str) -> Iterator[ModelBox]:
    """Yield the boxes in an answer that can be used: corners in order, within 0 to 1000."""
    for match in _BOX.finditer(answer):
        left, top, right, bottom = (float(number) for number in match.groups())
        if 0 <= left < right <= RANGE and 0 <= top < bottom <= RANGE:
            yield ModelBox(match.start(), match.end(), _label(match.group()), (left, top, right, bottom))


def _label(written: str) -> str:
    try:
        row = json.loads(written)
    except ValueError:
        return ""
    names = (row.get(name) for name in ("label", "text", "text_content", "name"))
    return next((str(name).strip() for name in names if name), "")
