"""Finds text on photographs, where classical processing cannot, with the DBNet model."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.domain.region import Region
from engine.redaction.models import area_model, giving_back, open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_LONGEST_SIDE = 1920
"""Larger areas are reduced: beyond it the model needs gigabytes."""
_TEXT = 0.3
_MEAN_TEXT = 0.5
_MEAN = np.array((0.485, 0.456, 0.406), np.float32)
_SPREAD = np.array((0.229, 0.224, 0.225), np.float32)


class AreaDetector:
    """The text detection model with its pre- and post-processing. May be used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def _session(self) -> InferenceSession:
        return open_session(area_model())

    def find(self, pixels: NDArray[np.uint8]) -> list[Region]:
        """Return boxes around text lines on an RGB picture (height, width, 3)."""
        with self._lock:
            session = self._session
        height, width = pixels.shape[:2]
        factor = min(1.0, _LONGEST_SIDE / max(height, width))
        size = tuple(max(32, round(side * factor / 32) * 32) for side in (width, height))
        resized = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)[:, :, ::-1]
        planes = ((resized / np.float32(255) - _MEAN) / _SPREAD).transpose(2, 0, 1)
        (scores,) = session.run(None, {"x": np.ascontiguousarray(planes, np.float32)[np.newaxis]}, giving_back())
        return _boxes(np.asarray(scores)[0, 0], width / size[0], height / size[1])


def _boxes(scores: NDArray[np.float32], fx: float, fy: float) -> list[Region]:
    """Turn the map of text probability into boxes, grown back from the shrunken kernels the model draws."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((scores > _TEXT).astype(np.uint8))
    found = []
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        if min(width, height) < 3:
            continue
        inside = labels[y : y + height, x : x + width] == label
        if scores[y : y + height, x : x + width][inside].mean() < _MEAN_TEXT:
            continue
        grow = round(area * 1.5 / (2 * (width + height)))
        box = Region(x, y, width, height).grown(grow, round(grow * 0.6))
        left, top = max(0, box.x) * fx, max(0, box.y) * fy
        found.append(Region.from_edges(int(left), int(top), int(box.right * fx) + 1, int(box.bottom * fy) + 1))
    return found
