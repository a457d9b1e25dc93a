"""Reading headers of files that may be anything."""

import random
import struct
from pathlib import Path

import pytest

from engine.backends.gguf_header import read_header
from engine.errors import ModelFileError


def test_a_header_tells_what_the_model_is(tiny_pair: tuple[Path, Path]) -> None:
    weights, projector = map(read_header, tiny_pair)
    assert weights.architecture == "qwen3vl"
    assert weights.number("qwen3vl.embedding_length") == 128
    assert weights.number("qwen3vl.n_deepstack_layers") == 2
    assert projector.text("clip.projector_type") == "qwen3vl_merger"
    assert projector.flags("clip.vision.is_deepstack_layers") == (False, True, True, False)


def test_a_missing_file_is_called_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError) as caught:
        read_header(tmp_path / "gone.gguf")
    assert caught.value.key == "model.missing"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GGUF",
        b"PK\3\4 something else entirely",
        b"GGUF" + struct.pack("<IQQ", 1, 0, 0),
        b"GGUF" + struct.pack("<IQQ", 3, 2**63, 0),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 2**63),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2**62),
        b"GGUF" + struct.pack("<IQQQ1sI", 3, 0, 1, 1, b"k", 99),
        b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 8, 2**60),
        b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 9, 1),
    ],
)
def test_impossible_headers_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelFileError) as caught:
        read_header(path)
    assert caught.value.key == "model.damaged"
    assert "bad.gguf" in caught.value.message()


def test_a_file_cut_short_anywhere_is_refused(tiny_pair: tuple[Path, Path], tmp_path: Path) -> None:
    whole = tiny_pair[0].read_bytes()
    path = tmp_path / "cut.gguf"
    for share in (0.0001, 0.001, 0.01, 0.5, 0.999):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(ModelFileError):
            read_header(path)


def test_flipped_bytes_in_a_header_never_raise_anything_else(tiny_pair: tuple[Path, Path], tmp_path: Path) -> None:
    whole, chance = tiny_pair[1].read_bytes(), random.Random(5)
    path = tmp_path / "flipped.gguf"
    refused = 0
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(3):
            content[chance.randrange(2000)] = chance.randrange(256)
        path.write_bytes(content)
        try:
            read_header(path)
        except ModelFileError:
            refused += 1
    assert refused > 30
