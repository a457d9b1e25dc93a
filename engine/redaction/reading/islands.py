"""Connected ink of a mask, looked for only where there is ink: screens are mostly empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_LEAST_GAP = 24
"""Columns without ink at which a band of rows is split: fewer are not worth a call."""

Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of a mask that no ink ties to the rest."""

    left: int
    top: int
    mask: Mask


def patches(mask: Mask) -> Iterator[Patch]:
    """Yield the parts of a mask that hold its ink, top to bottom, left to right."""
    for top, bottom in stretches(cv2.reduce(mask, 1, cv2.REDUCE_MAX)):
        band = mask[top:bottom]
        for left, right in stretches(cv2.reduce(band, 0, cv2.REDUCE_MAX), _LEAST_GAP):
            yield Patch(left, top, band[:, left:right])


def islands(mask: Mask) -> NDArray[np.int32]:
    """Return (left, top, right, bottom, area) of each connected island, half-open; corners connect."""
    found = [np.zeros((0, 5), np.int32)]
    for patch in patches(mask):
        _, _, stats, _ = cv2.connectedComponentsWithStats(patch.mask, connectivity=8)
        left, top, width, height, area = stats[1:].T
        left, top = left + patch.left, top + patch.top
        found.append(np.column_stack((left, top, left + width, top + height, area)).astype(np.int32))
    return np.concatenate(found)


def stretches(is_ink: object, least_gap: int = 1) -> Iterator[tuple[int, int]]:
    """Yield the stretches (first, behind the last) of a profile that are not empty, joined over smaller gaps."""
    places = np.flatnonzero(np.asarray(is_ink).ravel())
    if not len(places):
        return
    ends = np.flatnonzero(np.diff(places) > least_gap)
    starts = np.concatenate(([0], ends + 1))
    for start, end in zip(places[starts], places[np.append(ends, len(places) - 1)], strict=True):
        yield int(start), int(end) + 1
