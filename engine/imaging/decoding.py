"""Opens pictures that may be hostile: Pillow alone sees the bytes, once their header was checked."""

from __future__ import annotations

import stat
import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from engine.domain.picture import Capture, CaptureOrigin, JpegBlocks
from engine.errors import PictureError
from engine.imaging.jpeg import jpeg_blocks
from engine.imaging.raster import Raster, from_pillow

MAX_PIXELS = 40_000_000
"""Enough for an 8K screen; decoded at most 160 MB."""
MAX_FILE_BYTES = 200_000_000
"""A 40-megapixel bitmap, which is not compressed."""
MAX_ASPECT = 100
"""Longest side to shortest. A toolbar strip is 1:80; beyond that models and detectors break."""

_SIGNATURES = {
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "JPEG": (b"\xff\xd8\xff",),
    "WEBP": (b"RIFF",),
    "BMP": (b"BM",),
}
_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)
"""What Pillow raises on damaged bytes."""

_EXIF_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


_NAMED = {
    "picture.truncated": "picture.file_truncated",
    "picture.unknown_format": "picture.file_unknown_format",
}
"""Which sentence names the file, where there is one."""


def decode_picture(data: bytes, origin: CaptureOrigin) -> Capture:
    """Return the pixels of a PNG, JPEG, WebP or BMP file. Of an animation the first frame is taken.

    Raises PictureError: `unknown_format`, `truncated`, `too_large`, `too_long`, `file_too_large`.
    """
    raster = decode_pixels(data)
    blocks = _blocks(data, raster) if _format_of(data) == "JPEG" else None
    return Capture(raster.width, raster.height, raster.rgb, origin, was_jpeg=_is_lossy(data), blocks=blocks)


def _blocks(data: bytes, raster: Raster) -> JpegBlocks | None:
    """Return how a JPEG's pixels hang together; None where its file does not tell."""
    try:
        blocks = jpeg_blocks(data, _upright)
    except _FAULTS:
        return None  # its pixels could be read: it is covered by the widest blocks
    return blocks if blocks and len(blocks.luma) == raster.width * raster.height else None


def decode_pixels(data: bytes) -> Raster:
    """Return the pixels alone, upright, on white where they were transparent. Raises PictureError."""
    if len(data) > MAX_FILE_BYTES:
        raise PictureError("picture.file_too_large", megabytes=MAX_FILE_BYTES // 1_000_000)
    kind = _format_of(data)
    if kind == "WEBP":
        # Pillow's WebP decoder reserves the whole canvas on opening: its size is read here first.
        check_size(*_webp_size(data))
    try:
        with Image.open(BytesIO(data), formats=[kind]) as image:
            check_size(*image.size)
            image.load()
            return from_pillow(_on_white(_upright(image)))
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise PictureError("picture.truncated") from error
    except _FAULTS as error:
        raise PictureError("picture.truncated", detail=type(error).__name__) from error


def open_picture_file(path: Path, origin: CaptureOrigin = CaptureOrigin.FILE) -> Capture:
    """Open a picture file. Raises PictureError, also for what is not a file at all."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device might never end
            raise PictureError("picture.not_a_file", name=path.name)
        if status.st_size > MAX_FILE_BYTES:
            raise PictureError("picture.file_too_large", megabytes=MAX_FILE_BYTES // 1_000_000)
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise PictureError("picture.unreadable", name=path.name, detail=type(error).__name__) from error
    try:
        return decode_picture(data, origin)
    except PictureError as error:
        if error.key not in _NAMED:
            raise
        raise PictureError(_NAMED[error.key], name=path.name, detail=error.detail) from error


def check_size(width: int, height: int) -> None:
    """Raise PictureError when a picture is too large, too long or empty."""
    if width < 1 or height < 1:
        raise PictureError("picture.truncated")
    if width * height > MAX_PIXELS:
        raise _too_large()
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise PictureError("picture.too_long", aspect=MAX_ASPECT)


def _too_large() -> PictureError:
    return PictureError("picture.too_large", megapixels=MAX_PIXELS // 1_000_000)


def _format_of(data: bytes) -> str:
    for kind, signatures in _SIGNATURES.items():
        if data.startswith(signatures) and (kind != "WEBP" or data[8:12] == b"WEBP"):
            return kind
    raise PictureError("picture.unknown_format")


def _is_lossy(data: bytes) -> bool:
    """Tell whether pixels are mixed with their neighbours: JPEG, and WebP with a `VP8 ` chunk (RFC 9649, 2.5)."""
    kind = _format_of(data)
    return kind == "JPEG" or (kind == "WEBP" and b"VP8 " in data)


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read width and height from the first chunk (RFC 9649, sections 2.5 to 2.7)."""
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise PictureError("picture.truncated")
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise PictureError("picture.truncated")


def _upright(image: Image.Image) -> Image.Image:
    """Turn the picture as its EXIF record says; a record that cannot be read is ignored."""
    try:
        orientation = image.getexif().get(_EXIF_ORIENTATION)
    except _FAULTS:
        return image
    transpose = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return image if transpose is None else image.transpose(transpose)


def _on_white(image: Image.Image) -> Image.Image:
    """Return 8-bit RGB of any mode, transparent parts on white."""
    if image.mode.startswith("I"):  # 16 bits a pixel; convert() would clip instead of scale
        import numpy as np  # rarely needed, and long to load

        high_bytes = np.clip(np.asarray(image).astype(np.int32) >> 8, 0, 255)
        image = Image.fromarray(high_bytes.astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image.convert("RGB")
