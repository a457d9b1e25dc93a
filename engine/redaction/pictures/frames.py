"""The frame of a picture on a screen: straight edges on four sides of a face in it, or what is not the ground."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.domain.region import Region

_EDGES = (7, 3)
"""Least difference of neighbouring pixels, of 255: pale pictures on pale grounds have faint edges."""
_ALONG = 0.85
"""Share of a side that has to be edge."""
_BESIDE, _ABOVE, _BELOW = 2.2, 1.8, 3.2
"""How far from a face its picture may end, in sizes of the face."""
_HAIR, _SHOULDERS, _EARS = 0.6, 0.7, 0.45
"""How far a head reaches beyond its face where no frame is."""
_REACH = 12
"""Pixels around an island where the ground is looked for: more than the smear of a JPEG's blocks."""
_OFF_GROUND = 28
_THINNEST = 7
"""Lines of tables and letters are thinner, and tie pictures together."""
_LEAST_SIDE = 20
_SLENDEREST = 0.6
_FULLEST = 0.7
"""Least share of its box that a picture fills: a disc fills 0.785."""

Pixels = NDArray[np.uint8]


def picture_around(pixels: Pixels, face: Region) -> Region:
    """Return the picture that a face is on; the head with shoulders where nothing frames it."""
    height, width = pixels.shape[:2]
    size = face.width
    head = Region.from_edges(
        round(face.x - _EARS * size),
        round(face.y - _HAIR * size),
        round(face.right + _EARS * size),
        round(face.bottom + _SHOULDERS * size),
    ).clipped(width, height)
    for least in _EDGES:
        rows = slice(max(0, face.y), min(height, face.bottom))
        left = _edge(pixels[rows, max(0, round(face.x - _BESIDE * size)) : face.x + size // 8], least, last=True)
        behind = face.right - size // 8
        right = _edge(pixels[rows, behind : round(face.right + _BESIDE * size)], least, last=False)
        if left is None or right is None:
            continue
        first, end = max(0, round(face.x - _BESIDE * size)) + left, behind + right
        columns = slice(first + 2, max(first + 3, end - 2))
        start = max(0, round(face.y - _ABOVE * size))
        above = pixels[start : face.y + size // 4, columns].swapaxes(0, 1)
        below = pixels[face.bottom - size // 8 : round(face.bottom + _BELOW * size), columns].swapaxes(0, 1)
        top, bottom = _edge(above, least, last=True), _edge(below, least, last=False)
        y = start + top if top is not None else head.y
        y_end = face.bottom - size // 8 + bottom if bottom is not None else head.bottom
        return Region.from_edges(first, y, end, y_end).union(face).clipped(width, height)
    return head


def pictures_within(pixels: Pixels, island: Region) -> Iterator[Region]:
    """Yield the discs and boxes of an island that stand off its ground: the pictures of a list that touch, or smear."""
    height, width = pixels.shape[:2]
    around = island.grown(_REACH, _REACH).clipped(width, height)
    cut = pixels[around.y : around.bottom, around.x : around.right].astype(np.int16)
    ground = np.median(np.concatenate((cut[0], cut[-1], cut[:, 0], cut[:, -1])), axis=0)
    is_off = (np.abs(cut - ground).max(axis=2) > _OFF_GROUND).astype(np.uint8)
    thick = cv2.morphologyEx(is_off, cv2.MORPH_OPEN, np.ones((_THINNEST, _THINNEST), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=4)
    for left, top, wide, high, area in stats[1:].tolist():
        is_large = min(wide, high) >= max(_LEAST_SIDE, _SLENDEREST * max(wide, high))
        if is_large and area >= _FULLEST * wide * high:
            yield Region(around.x + left, around.y + top, wide, high)


def _edge(part: Pixels, least: int, *, last: bool) -> int | None:
    """Return between which columns of a part an edge runs almost all along, counted from its first: the last or first."""  # noqa: E501
    if part.shape[1] < 2 or not part.size:
        return None
    one, other = part[:, :-1], part[:, 1:]
    steps = (np.maximum(one, other) - np.minimum(one, other)).max(axis=2) >= least
    places = np.flatnonzero(steps.mean(axis=0) >= _ALONG)
    return None if not len(places) else int(places[-1 if last else 0]) + 1
