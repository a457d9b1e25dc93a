"""Reads one line of text: a crop of pixels in, characters with their places out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.redaction.models import line_model, open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_HEIGHT = 48
"""Rows that the model sees."""
_SQUEEZE = 0.85
"""Screen letters read as well a little narrower, and the work is in proportion to the width."""
_STEP = 8
"""Columns that one time step of the model spans; widths are rounded up to it."""
_LEAST_WIDTH = 32


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What stands in a crop. `centres` are the characters' middles, in pixels from the crop's left."""

    text: str
    confidence: float
    centres: tuple[float, ...]


_NOTHING = ReadLine("", 0.0, ())


class LineReader:
    """The text recognition model with its pre- and post-processing. May be used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def _session(self) -> InferenceSession:
        return open_session(line_model())

    @cached_property
    def _alphabet(self) -> list[str]:
        """Class 0 is the blank; the model's file holds the characters; the last class is the space."""
        metadata = self._session.get_modelmeta().custom_metadata_map
        return ["", *metadata["character"].split("\n"), " "]

    def load(self) -> None:
        with self._lock:
            _ = self._alphabet

    def read(self, crop: NDArray[np.uint8]) -> ReadLine:
        """Read an RGB crop (height, width, 3) that holds one line."""
        self.load()
        (scores,) = self._session.run(None, {"x": prepared(crop)})
        return _decoded(np.asarray(scores)[0], self._alphabet, _HEIGHT / crop.shape[0] * _SQUEEZE)


def prepared(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the model's input (1, 3, 48, width): BGR, -1 to 1, filled up with the last column."""
    factor = _HEIGHT / crop.shape[0]
    width = max(1, round(crop.shape[1] * factor * _SQUEEZE))
    method = cv2.INTER_AREA if factor < 0.7 else cv2.INTER_LINEAR
    resized = cv2.resize(crop, (width, _HEIGHT), interpolation=method)
    missing = max(_LEAST_WIDTH - width, -width % _STEP)
    padded = cv2.copyMakeBorder(resized, 0, 0, 0, missing, cv2.BORDER_REPLICATE)
    planes = padded[:, :, ::-1].transpose(2, 0, 1).astype(np.float32)
    return np.ascontiguousarray(planes / 127.5 - 1.0)[np.newaxis]


def _decoded(scores: NDArray[np.float32], alphabet: list[str], factor: float) -> ReadLine:
    """Collapse the time steps (CTC): repeats are one character, blanks are none.

    `scores` are (steps, classes); `factor` is by how much the crop was widened.
    """
    best = scores.argmax(axis=1)
    is_letter = best > 0
    certainty = np.zeros(len(best), np.float32)
    certainty[is_letter] = _probabilities(scores[is_letter])
    changes = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(changes[1:], len(best))
    runs = [(int(best[a]), int(a), int(b)) for a, b in zip(changes, ends, strict=True) if best[a]]
    if not runs:
        return _NOTHING
    text = "".join(alphabet[label] for label, _, _ in runs)
    centres = tuple((start + end) / 2 * _STEP / factor for _, start, end in runs)
    confidence = float(np.mean([certainty[start:end].max() for _, start, end in runs]))
    return ReadLine(text, confidence, centres)


def _probabilities(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the probability of each row's best class; the scores may be probabilities already (the wheel's model)."""
    best = np.asarray(scores.max(axis=1), np.float32)
    if len(best) and scores.min() >= 0:
        return best
    return np.asarray(1 / np.exp(scores - best[:, np.newaxis]).sum(axis=1), np.float32)
