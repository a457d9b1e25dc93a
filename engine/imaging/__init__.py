"""Pictures in and out: safe decoding of hostile bytes, clean encoding, resizing."""

from engine.imaging.decoding import (
    MAX_ASPECT,
    MAX_FILE_BYTES,
    MAX_PIXELS,
    check_size,
    decode_picture,
    decode_pixels,
    open_picture_file,
)
from engine.imaging.encoding import encode_png, encode_webp_lossless
from engine.imaging.raster import Raster, in_seen_size, seen_by_model, thumbnail

__all__ = [
    "MAX_ASPECT",
    "MAX_FILE_BYTES",
    "MAX_PIXELS",
    "Raster",
    "check_size",
    "decode_picture",
    "decode_pixels",
    "encode_png",
    "encode_webp_lossless",
    "in_seen_size",
    "open_picture_file",
    "seen_by_model",
    "thumbnail",
]
