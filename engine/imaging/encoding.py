"""New files from pixels: no metadata, no alpha, no bytes of an older file."""

from __future__ import annotations

from io import BytesIO

from engine.domain.picture import Picture
from engine.imaging.raster import to_pillow


def encode_png(picture: Picture) -> bytes:
    """Return a PNG that any program opens."""
    file = BytesIO()
    to_pillow(picture).save(file, "PNG", compress_level=4)
    return file.getvalue()


def encode_webp_lossless(picture: Picture) -> bytes:
    """Return a lossless WebP: for screens a fifth of a PNG's size (sides up to 16,383 pixels)."""
    file = BytesIO()
    to_pillow(picture).save(file, "WEBP", lossless=True, quality=50, method=2, exact=True)
    return file.getvalue()
