"""Short crops are read together, and read the same as one by one."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.bench.screens import grid
from engine.redaction.reading.line_reader import LineReader, alike, prepared
from engine.redaction.reading.reader import ScreenReader, crop_around
from engine.redaction.reading.text_boxes import find_text_boxes


@pytest.fixture(scope="module")
def crops() -> list[NDArray[np.uint8]]:
    capture = grid(700, 200).capture()
    pixels = np.frombuffer(capture.rgb, np.uint8).reshape(capture.height, capture.width, 3)
    boxes = [crop_around(box, capture.width, capture.height) for box in find_text_boxes(pixels).lines]
    return [pixels[box.y : box.bottom, box.x : box.right] for box in boxes]


def test_crops_of_one_group_are_equally_wide_for_the_model(crops: list[NDArray[np.uint8]]) -> None:
    groups = alike(crops)
    assert sorted(number for group in groups for number in group) == list(range(len(crops)))
    assert any(len(group) > 1 for group in groups)
    assert all(len({prepared(crops[number]).shape for number in group}) == 1 for group in groups)


def test_crops_read_together_read_as_they_do_alone(crops: list[NDArray[np.uint8]]) -> None:
    reader = LineReader()
    group = max(alike(crops), key=len)
    together = reader.read_together([crops[number] for number in group])
    alone = [reader.read(crops[number]) for number in group]
    assert [line.text for line in together] == [line.text for line in alone]
    assert [line.centres for line in together] == [line.centres for line in alone]
    assert all(abs(one.confidence - other.confidence) < 0.01 for one, other in zip(together, alone, strict=True))


def test_equal_crops_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(self: LineReader, crops: list[NDArray[np.uint8]]) -> Iterator[object]:
        read.append(len(crops))
        return iter(real(self, crops))

    real = LineReader.read_together
    monkeypatch.setattr(LineReader, "read_together", counted)
    capture = grid(400, 120).capture()
    pixels = np.frombuffer(capture.rgb, np.uint8).reshape(capture.height, capture.width, 3)
    twice = np.concatenate([pixels, pixels])
    reader = ScreenReader(threads=1)
    spans = reader.read(type(capture)(capture.width, 2 * capture.height, twice.tobytes(), capture.origin))
    above = [span.text for span in spans if span.region.bottom <= capture.height]
    below = [span.text for span in spans if span.region.y >= capture.height]
    assert above == below
    assert sum(read) <= len(above)


ROOM = """
import sys
from desktop.bench.memory import memory_of_this_process
from desktop.thrift import keep_memory_small
from engine.bench.screens import grid
from engine.redaction.reading.line_reader import LineReader
from engine.redaction.reading.reader import ScreenReader
keep_memory_small()
if sys.argv[1] == "kept":
    LineReader.give_back = lambda self: None
reader = ScreenReader(threads=1)
reader.read(grid(900, 300).capture())
print(memory_of_this_process().own)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="says elsewhere in another way what it takes")
def test_the_room_in_which_a_screen_was_read_is_given_back() -> None:
    def own_mib(how: str) -> float:
        done = subprocess.run([sys.executable, "-c", ROOM, how], capture_output=True, text=True, check=True)
        return float(done.stdout)

    assert own_mib("given back") < own_mib("kept") - 4
