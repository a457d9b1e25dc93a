"""Lines of text are found whole, whatever their letters are made of."""

from __future__ import annotations

import numpy as np
import pytest

from engine.redaction.reading.text_boxes import find_text_boxes
from tests.screens.canvas import Screen


@pytest.mark.parametrize(
    ("text", "size", "family"),
    [
        ("00:1a:2b:3c:4d:5e", 20, "bold"),
        ("6:5:4:3:2:1", 21, "bold"),
        ("6:5:4:3:2:1", 26, "mono"),
    ],
)
def test_colons_do_not_tear_a_line(text: str, size: int, family: str) -> None:
    screen = Screen("line", 420, 80)
    screen.text(20, 20, (text, None), size=size, family=family)
    (item,) = screen.planted
    pixels = np.asarray(screen.image)
    (line,) = find_text_boxes(pixels).lines
    assert line.intersection(item.region).area >= 0.75 * item.region.area
    assert abs(line.right - item.region.right) <= 3


def test_lines_whose_ends_a_window_in_front_ties_together_are_whole() -> None:
    screen = Screen("log", 700, 160)
    screen.text(20, 40, "23:04:00 Finished with errors at 23.11", size=13)
    screen.text(20, 61, "23:04:02 Sent to infra-alerts@coldharbour", size=13)
    pixels = np.asarray(screen.image).copy()
    edge = 250
    pixels[:, edge:] = 245
    pixels[:, edge] = 90
    for left in range(24):  # a soft shadow of the window
        pixels[:, edge - 1 - left] = (pixels[:, edge - 1 - left] * (0.55 + 0.45 * left / 24)).astype(np.uint8)
    lines = find_text_boxes(pixels).lines
    assert all(any(line.y <= y + 9 < line.bottom and line.right >= edge - 6 for line in lines) for y in (40, 61))


def test_two_low_rows_beside_a_tall_icon_stay_two_lines() -> None:
    screen = Screen("icon", 300, 90)
    screen.box(20, 20, 44, 44, (0, 103, 192), radius=22)
    screen.text(70, 22, "Amelia Hart", size=13)
    screen.text(70, 46, "is typing an answer", size=13)
    lines = find_text_boxes(np.asarray(screen.image)).lines
    assert len([line for line in lines if line.right > 100]) == 2


@pytest.mark.parametrize("label", ["收", "To"])
def test_a_large_label_before_two_rows_does_not_tie_them_together(label: str) -> None:
    screen = Screen("waybill", 460, 100)
    screen.text(20, 24, label, size=30)
    screen.text(20 + 40, 18, "上海市嘉定区安亭镇墨玉路一百八十五弄", size=16)
    screen.text(20 + 40, 42, "九号楼二单元东侧门岗转收发室", size=16)
    rows = [line for line in find_text_boxes(np.asarray(screen.image)).lines if line.width > 100]
    assert [line.height < 24 for line in rows] == [True, True]
