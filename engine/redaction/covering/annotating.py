"""Lays an agent's drawing on a covered picture. Nothing below a cover can come back: only covered pixels are read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.domain.annotation import Layer
from engine.domain.finding import Mask
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.imaging import Raster

_OPAQUE = 255


def laid_on(picture: RedactedImage, layer: Layer) -> Raster:
    """Blend the drawing with the covered picture, and cut the part that is kept.

    Raises ValueError for a layer of another size.
    """
    if (layer.width, layer.height) != (picture.width, picture.height):
        raise ValueError("the drawing has another size than the picture")
    below = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    sheet = np.frombuffer(layer.rgba, np.uint8).reshape(layer.height, layer.width, 4)
    blended = below.copy()
    is_drawn = sheet[..., 3] > 0
    opacity = sheet[is_drawn][:, 3:].astype(np.uint16)
    mixed = sheet[is_drawn][:, :3] * opacity + below[is_drawn] * (_OPAQUE - opacity) + _OPAQUE // 2
    blended[is_drawn] = (mixed // _OPAQUE).astype(np.uint8)
    crop = kept_part(layer)
    cut = np.ascontiguousarray(blended[crop.y : crop.bottom, crop.x : crop.right])
    return Raster(crop.width, crop.height, cut.tobytes())


def kept_part(layer: Layer) -> Region:
    """Return the part of the picture that is kept."""
    return layer.crop or Region(0, 0, layer.width, layer.height)


def masks_of_part(masks: Sequence[Mask], part: Region) -> list[Mask]:
    """Return the masks that are still seen, as they lie on the part that is kept."""
    seen = [(mask, mask.region.intersection(part)) for mask in masks]
    return [mask.at(place.moved(-part.x, -part.y)) for mask, place in seen if not place.is_empty]


def is_drawn_on(layer: Layer) -> NDArray[np.bool_]:
    """Return for each pixel of the part that is kept whether something was drawn on it."""
    opacity = np.frombuffer(layer.rgba, np.uint8).reshape(layer.height, layer.width, 4)[..., 3]
    part = kept_part(layer)
    return np.asarray(opacity[part.y : part.bottom, part.x : part.right] > 0)
