"""Reads one line of text: a crop of pixels in, characters with their places out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.redaction.models import giving_back, line_model, open_session
from engine.redaction.reading.paper import from_paper

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_HEIGHT = 48
"""Rows that the model sees."""
_SQUEEZE = 0.7
"""Most screen letters read as well narrower, and the work is in proportion to the width."""
_MOST_WIDENED = 1.8
"""Small letters get no more columns than this times their own, however much higher they are made."""
_SURE = 0.95
"""What was read with less confidence is read again at full width: one crop in twelve."""
_FULL = 1.1
_FLAT = 90
"""Crops whose grey levels span less are stretched: the model was trained on letters that can be seen."""
_INK_SHARE = 0.35
"""Part of a crop's strongest contrast that counts as ink; less is the soft rim, which ties letters together."""
_STEP = 8
"""Columns that one time step of the model spans; widths are rounded up to it."""
_LEAST_WIDTH = 32
_SHORT = 96
_MOST_TOGETHER = 8
_HOPELESS = 14.0
"""Classes that score so much less than the best add nothing to the sum: 18,710 of them less than 2 %."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What stands in a crop. `centres` are the characters' middles, in pixels from the crop's left."""

    text: str
    confidence: float
    centres: tuple[float, ...]


_BLANK = "\0"
_NOTHING = ReadLine("", 0.0, ())


class LineReader:
    """The text recognition model with its pre- and post-processing. May be used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def _session(self) -> InferenceSession:
        return open_session(line_model())

    @cached_property
    def _alphabet(self) -> str:
        """Class 0 is the blank; the model's file holds the characters; the last class is the space.

        In one piece: as 18,710 strings it took 1.5 MB.
        """
        characters = self._session.get_modelmeta().custom_metadata_map["character"].split("\n")
        assert all(len(character) == 1 for character in characters)
        return _BLANK + "".join(characters) + " "

    def load(self) -> None:
        with self._lock:
            _ = self._alphabet

    def read(self, crop: NDArray[np.uint8]) -> ReadLine:
        """Read an RGB crop (height, width, 3) that holds one line; where letters may be lost, a second time, wider."""
        return self.read_together([crop])[0]

    def read_together(self, crops: Sequence[NDArray[np.uint8]]) -> list[ReadLine]:
        """Read crops that the model sees equally wide (see `alike`) in one run."""
        self.load()
        crops = [_stretched(crop) for crop in crops]
        factors = [_first_factor(crop) for crop in crops]
        lines = self._read_at([prepared(crop) for crop in crops], factors)
        return [self._read_twice(crop, quick) for crop, quick in zip(crops, lines, strict=True)]

    def give_back(self) -> None:
        """Give the room back in which lines were read. Takes a run over nothing, about 10 ms: worth it after many."""
        self._session.run(None, {"x": np.zeros((1, 3, _HEIGHT, _LEAST_WIDTH), np.float32)}, giving_back())

    def _read_twice(self, crop: NDArray[np.uint8], quick: ReadLine) -> ReadLine:
        """Return what was read at once if that seems whole, else the better of that and of a wider reading."""
        if not quick.text or (quick.confidence >= _SURE and not _has_lost_letters(crop, quick)):
            return quick
        factor = _HEIGHT / crop.shape[0] * _FULL
        (wide,) = self._read_at([prepared(crop, factor)], [factor])
        is_better = wide.confidence > quick.confidence or len(wide.text) > len(quick.text)
        return wide if is_better else quick

    def _read_at(self, inputs: Sequence[NDArray[np.float32]], factors: Sequence[float]) -> list[ReadLine]:
        (scores,) = self._session.run(None, {"x": np.concatenate(inputs)})
        return [
            _decoded(each, self._alphabet, factor) for each, factor in zip(np.asarray(scores), factors, strict=True)
        ]


def alike(crops: Sequence[NDArray[np.uint8]]) -> list[list[int]]:
    """Group crops, by their numbers, that the model sees equally wide; none is filled up for it.

    Only short ones: what a run costs beside its columns is half of them, and nothing of a long line.
    """
    groups: dict[int, list[list[int]]] = {}
    for number, crop in enumerate(crops):
        width = _columns(crop, _first_factor(crop))
        width += max(_LEAST_WIDTH - width, -width % _STEP)
        same = groups.setdefault(width, [[]])
        if len(same[-1]) >= (_MOST_TOGETHER if width <= _SHORT else 1):
            same.append([])
        same[-1].append(number)
    return [group for same in groups.values() for group in same]


def _first_factor(crop: NDArray[np.uint8]) -> float:
    return float(min(_HEIGHT / crop.shape[0] * _SQUEEZE, _MOST_WIDENED))


def _columns(crop: NDArray[np.uint8], factor: float) -> int:
    return int(max(1, round(crop.shape[1] * factor)))


def _stretched(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the crop with its levels spread over the whole range if they lie close together."""
    low, high = int(crop.min()), int(crop.max())
    if high - low >= _FLAT or high == low:
        return crop
    spread = (crop.astype(np.float32) - low) * (255 / (high - low))
    return np.asarray(spread.round(), np.uint8)


def _has_lost_letters(crop: NDArray[np.uint8], line: ReadLine) -> bool:
    """Say whether more pieces stand side by side in a word than were read. Chinese characters may be of several."""
    if any(character > "\u2e7f" for character in line.text):
        return False
    differs = from_paper(crop)
    is_ink = (differs > max(24, _INK_SHARE * int(differs.max()))).any(axis=0)
    turns = np.diff(is_ink.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", line.text)]
    first = 0
    for number, (start, end) in enumerate(words):
        after = len(starts)
        if number + 1 < len(words):
            after = _first_after_gap(starts, ends, line.centres[end - 1], line.centres[words[number + 1][0]])
        if after - first > end - start:
            return True
        first = after
    return False


def _first_after_gap(starts: NDArray[np.intp], ends: NDArray[np.intp], before: float, behind: float) -> int:
    """Return which piece is the first behind the widest gap between the middles of two letters."""
    gaps = starts[1:] - ends[:-1]
    middles = (starts[1:] + ends[:-1]) / 2
    is_between = (middles > before) & (middles < behind)
    if not is_between.any():
        return int(np.searchsorted(starts, (before + behind) / 2))
    return int(np.argmax(np.where(is_between, gaps, -1))) + 1


def prepared(crop: NDArray[np.uint8], widened: float | None = None) -> NDArray[np.float32]:
    """Return the model's input (1, 3, 48, width): BGR, -1 to 1, filled up with the last column.

    `widened` is how many columns one of the crop's becomes; left out, as many as in a first reading.
    """
    width = _columns(crop, widened or _first_factor(crop))
    method = cv2.INTER_AREA if _HEIGHT / crop.shape[0] < 0.7 else cv2.INTER_LINEAR
    resized = cv2.resize(crop, (width, _HEIGHT), interpolation=method)
    missing = max(_LEAST_WIDTH - width, -width % _STEP)
    padded = cv2.copyMakeBorder(resized, 0, 0, 0, missing, cv2.BORDER_REPLICATE)
    planes = padded[:, :, ::-1].transpose(2, 0, 1).astype(np.float32)
    return np.ascontiguousarray(planes / 127.5 - 1.0)[np.newaxis]


def _decoded(scores: NDArray[np.float32], alphabet: str, factor: float) -> ReadLine:
    """Collapse the time steps (CTC): repeats are one character, blanks are none.

    `scores` are (steps, classes); `factor` is by how much the crop was widened.
    """
    best = scores.argmax(axis=1)
    changes = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(changes[1:], len(best))
    runs = [(int(best[a]), int(a), int(b)) for a, b in zip(changes, ends, strict=True) if best[a]]
    if not runs:
        return _NOTHING
    text = "".join(alphabet[label] for label, _, _ in runs)
    centres = tuple((start + end) / 2 * _STEP / factor for _, start, end in runs)
    surest = [start + int(scores[start:end, label].argmax()) for label, start, end in runs]
    is_probability = float(scores[surest[0]].min()) >= 0  # of the wheel's model
    sure = [scores[step, best[step]] if is_probability else _probability(scores[step], best[step]) for step in surest]
    return ReadLine(text, float(sum(sure)) / len(sure), centres)


def _probability(scores: NDArray[np.float32], best: int) -> float:
    """Return the best class's probability."""
    ahead = scores[best]
    rivals = scores[scores > ahead - _HOPELESS]
    return float(1 / np.exp(rivals - ahead).sum())
