"""Finds faces: on a picture that is a photograph itself, and by their skin among what a program draws.

A portrait that is smooth, retouched or drawn has nothing of a photograph's grain; its face is a face all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.domain.region import Region

_LONGER_SIDE = 320
"""Pixels to which a picture is reduced: a face of a fifteenth of its width is found, in about 30 milliseconds."""
_LEAST_FACE = 22
_STEP = 1.15
_NEIGHBOURS = 3
_SKIN_STEP = 2
"""Skin is looked for on a picture of half the size."""
_LEAST_SKIN = (136, 80, 12, 35)
"""Least Cr, Cb, Cr - Cb and brightness of skin of any colour."""
_MOST_SKIN = (180, 127, 250)
"""Most Cr, Cb and brightness."""
_LEAST_SKIN_PX, _FULLNESS = 8, 0.3
_LEAST_SHARE = 0.5
"""Share of a face that is skin: the hair of a yellow emoji is of its colours too."""
_SLENDER = (0.4, 1.8)
_LOOKED_AT = 160
"""Pixels to which the surroundings of skin are scaled: twice its size."""
_FACE_THERE, _STEP_THERE, _NEIGHBOURS_THERE = 48, 1.1, 4
_SMALL_FACE = 24
"""A smaller one has to be found three times over."""
_MOST_CANDIDATES = 60
_CASCADES = ("haarcascade_frontalface_alt2", "haarcascade_frontalface_default", "haarcascade_frontalface_alt")
_HEAD = 0.3
"""By how much of its size hair, chin and ears reach beyond what the cascade calls a face."""


def find_faces(gray: NDArray[np.uint8]) -> Iterator[Region]:
    """Yield the heads of people who look into the camera."""
    height, width = gray.shape
    factor = max(1.0, max(height, width) / _LONGER_SIDE)
    size = (max(1, round(width / factor)), max(1, round(height / factor)))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    places = _cascade(_CASCADES[0]).detectMultiScale(
        small, scaleFactor=_STEP, minNeighbors=_NEIGHBOURS, minSize=(_LEAST_FACE, _LEAST_FACE)
    )
    for place in places:
        face = Region(*(round(int(value) * factor) for value in place))
        yield face.grown(round(_HEAD * face.width), round(_HEAD * face.height)).clipped(width, height)


def faces_by_skin(pixels: NDArray[np.uint8], gray: NDArray[np.uint8]) -> Iterator[Region]:
    """Yield the faces, without hair and chin, where there is skin and two cascades agree."""
    height, width = gray.shape
    mask = _skin(pixels)
    for skin in list(_areas(mask))[:_MOST_CANDIDATES]:
        reach = max(skin.width, skin.height)
        middle = (skin.x + skin.width // 2, skin.y + skin.height // 2)
        around = Region.from_edges(middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
        around = around.clipped(width, height)
        factor = _LOOKED_AT / around.width
        size = (_LOOKED_AT, max(1, round(around.height * factor)))
        cut = gray[around.y : around.bottom, around.x : around.right]
        scaled = np.asarray(
            cv2.resize(cut, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC), np.uint8
        )
        found = _first_face(scaled, _CASCADES[:2] if reach >= 2 * _SMALL_FACE else _CASCADES)
        if found is not None:
            left, top, side = (value / factor for value in found)
            face = Region(around.x + round(left), around.y + round(top), round(side), round(side))
            if _share(mask, face) >= _LEAST_SHARE:
                yield face


def _share(mask: NDArray[np.uint8], face: Region) -> float:
    rows = slice(face.y // _SKIN_STEP, max(face.y // _SKIN_STEP + 1, face.bottom // _SKIN_STEP))
    part = mask[rows, face.x // _SKIN_STEP : max(face.x // _SKIN_STEP + 1, face.right // _SKIN_STEP)]
    return float(part.mean()) if part.size else 0.0


def _skin(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return where the colours of skin are, as 0 and 1, at half the size."""
    size = (max(1, pixels.shape[1] // _SKIN_STEP), max(1, pixels.shape[0] // _SKIN_STEP))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    bright, red, blue = (plane.astype(np.int16) for plane in cv2.split(cv2.cvtColor(small, cv2.COLOR_RGB2YCrCb)))
    least, most = _LEAST_SKIN, _MOST_SKIN
    is_skin = (red >= least[0]) & (red <= most[0]) & (blue >= least[1]) & (blue <= most[1])
    is_skin &= (red - blue >= least[2]) & (bright >= least[3]) & (bright <= most[2])
    mask = cv2.morphologyEx(is_skin.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), np.uint8)


def _areas(mask: NDArray[np.uint8]) -> Iterator[Region]:
    """Yield connected areas of skin that are about as high as wide."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    for left, top, width, height, area in stats[1:].tolist():
        is_full = min(width, height) >= _LEAST_SKIN_PX and area >= _FULLNESS * width * height
        if is_full and _SLENDER[0] <= width / height <= _SLENDER[1]:
            yield Region(left * _SKIN_STEP, top * _SKIN_STEP, width * _SKIN_STEP, height * _SKIN_STEP)


def _first_face(gray: NDArray[np.uint8], cascades: tuple[str, ...]) -> tuple[int, int, int] | None:
    """Return left, top and side of a face that all cascades see."""
    first: tuple[int, int, int] | None = None
    for name in cascades:
        places = _cascade(name).detectMultiScale(
            gray, scaleFactor=_STEP_THERE, minNeighbors=_NEIGHBOURS_THERE, minSize=(_FACE_THERE, _FACE_THERE)
        )
        if not len(places):
            return None
        first = first or (int(places[0][0]), int(places[0][1]), int(places[0][2]))
    return first


@cache
def _cascade(name: str) -> cv2.CascadeClassifier:
    """Return a cascade that OpenCV ships (Intel's licence is inside the file); OpenCV 5 has none."""
    return cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / f"{name}.xml"))
