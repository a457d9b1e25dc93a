"""Plain pixels, and the change from and to Pillow."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from engine.domain.model import SeenSize
from engine.domain.picture import Picture

TOO_SMALL = 2.5
"""By how much a side may shrink before ordinary print on it can no longer be read: 14 px become 5 or 6."""
SEES_LITTLE = 256
"""Image tokens of a model that can take in no screen at a size to be read: the starter has 240."""


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """Pixels without a history: 8-bit RGB, row by row. It is neither a Capture nor a RedactedImage."""

    width: int
    height: int
    rgb: bytes

    def __repr__(self) -> str:
        return f"Raster({self.width} x {self.height})"


def to_pillow(picture: Picture) -> Image.Image:
    """Return a new Pillow picture that holds the pixels and nothing else."""
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)


def from_pillow(image: Image.Image) -> Raster:
    """Take the pixels of an RGB picture."""
    return Raster(image.width, image.height, image.tobytes())


def thumbnail(picture: Picture, width: int, height: int) -> Raster:
    """Return the picture reduced to fit into `width` x `height`; it is never enlarged."""
    factor = min(width / picture.width, height / picture.height, 1.0)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return from_pillow(to_pillow(picture).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0))


def in_seen_size(picture: Picture, size: SeenSize) -> Raster:
    """Return the picture in the size at which a model looks at it."""
    if (picture.width, picture.height) == (size.width, size.height):
        return Raster(picture.width, picture.height, picture.rgb)
    return from_pillow(to_pillow(picture).resize((size.width, size.height), Image.Resampling.BICUBIC))


def seen_by_model(picture: Picture, tokens_min: int, tokens_max: int) -> Raster:
    """Return what a model on this machine looks at that may spend so many tokens on a picture.

    For a model that sees little, where the picture would become too small to read, it is the dialog on it, if there is
    one: better the trouble in its own size than all of the desk in a blur. Any other model sees the whole picture.
    """
    size = SeenSize.of(picture.width, picture.height, tokens_min, tokens_max)
    is_too_small = picture.width * picture.height > TOO_SMALL**2 * size.width * size.height
    if tokens_max <= SEES_LITTLE and is_too_small:
        from engine.imaging.close_up import dialog_in  # brings OpenCV, which few pictures need

        box = dialog_in(picture)
        if box is not None:
            part = to_pillow(picture).crop((box.x, box.y, box.right, box.bottom))
            return in_seen_size(from_pillow(part), SeenSize.of(box.width, box.height, tokens_min, tokens_max))
    return in_seen_size(picture, size)
