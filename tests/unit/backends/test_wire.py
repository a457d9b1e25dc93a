"""Frames between window and model process."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.wire import MAGIC, MAX_PAYLOAD_BYTES, Frame, WireError, read_frame, write_frame


def _written(header: dict[str, object], payload: bytes = b"") -> bytes:
    stream = io.BytesIO()
    write_frame(stream, header, payload)
    return stream.getvalue()


def test_a_frame_comes_back_as_it_was_sent() -> None:
    stream = io.BytesIO(_written({"op": "text", "text": "打印机 \ud800"}, b"\0\1\2") + _written({"op": "x"}))
    assert read_frame(stream) == Frame({"op": "text", "text": "打印机 \ud800"}, b"\0\1\2")
    assert read_frame(stream) == Frame({"op": "x"})
    assert read_frame(stream) is None


@pytest.mark.parametrize("cut", [1, 5, 13, -1])
def test_a_frame_that_is_cut_off_is_refused(cut: int) -> None:
    content = _written({"op": "text"}, b"pixels")[:cut]
    with pytest.raises(WireError):
        read_frame(io.BytesIO(content))


def test_lengths_beyond_the_cap_are_refused_before_anything_is_read() -> None:
    prefix = struct.pack("<4sII", MAGIC, 2, MAX_PAYLOAD_BYTES + 1)
    with pytest.raises(WireError, match="too large"):
        read_frame(io.BytesIO(prefix + b"{}"))


@pytest.mark.parametrize("header", [b"[]", b"nonsense", b"\xff\xfe", b"[" * 100_000])
def test_a_header_that_is_no_json_object_is_refused(header: bytes) -> None:
    with pytest.raises(WireError):
        read_frame(io.BytesIO(struct.pack("<4sII", MAGIC, len(header), 0) + header))


@given(st.binary(min_size=1, max_size=200))
def test_junk_never_raises_anything_but_a_wire_error(junk: bytes) -> None:
    try:
        read_frame(io.BytesIO(junk))
    except WireError:
        return
    assert junk.startswith(MAGIC)
