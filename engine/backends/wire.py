"""How the window and the model process talk: frames of a JSON header and a binary payload, with size caps.

A frame is `DSK1`, the two lengths as unsigned 32-bit little-endian numbers, the header, the payload.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

MAGIC = b"DSK1"
MAX_HEADER_BYTES = 16 * 2**20
MAX_PAYLOAD_BYTES = 512 * 2**20
_PREFIX = struct.Struct("<4sII")

Header = dict[str, Any]


class WireError(Exception):
    """What came over the pipe is not a frame. Nothing that follows can be trusted."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message. `header["op"]` says which."""

    header: Header
    payload: bytes = b""

    @property
    def op(self) -> str:
        return str(self.header.get("op", ""))

    @property
    def job(self) -> int:
        """The number of the request that this belongs to; 0 for none. Raises WireError."""
        job = self.header.get("job", 0)
        if not isinstance(job, int):
            raise WireError("the job is not a number")
        return job


def write_frame(stream: BinaryIO, header: Header, payload: bytes = b"") -> None:
    """Write one frame and flush it. Raises WireError: too large; OSError: the pipe is closed."""
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    _check_sizes(len(text), len(payload))
    stream.write(_PREFIX.pack(MAGIC, len(text), len(payload)) + text)
    if payload:
        stream.write(payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """Read one frame; None at the end of the stream. Raises WireError for all but a whole frame."""
    prefix = stream.read(_PREFIX.size)
    if not prefix:
        return None
    if len(prefix) < _PREFIX.size:
        raise WireError("cut off in a prefix")
    magic, header_bytes, payload_bytes = _PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise WireError("not a frame")
    _check_sizes(header_bytes, payload_bytes)
    return Frame(_header(_exactly(stream, header_bytes)), _exactly(stream, payload_bytes))


def _check_sizes(header_bytes: int, payload_bytes: int) -> None:
    if header_bytes > MAX_HEADER_BYTES or payload_bytes > MAX_PAYLOAD_BYTES:
        raise WireError(f"too large: {header_bytes} + {payload_bytes} bytes")


def _exactly(stream: BinaryIO, count: int) -> bytes:
    content = stream.read(count) if count else b""
    if len(content) < count:
        raise WireError(f"cut off: {len(content)} of {count} bytes")
    return content


def _header(content: bytes) -> Header:
    try:
        header = json.loads(content.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise WireError("the header is not JSON") from error
    if not isinstance(header, dict):
        raise WireError("the header is not an object")
    return header
