"""The size at which the model sees a picture, by the rule of Qwen3-VL."""

import pytest

from engine.domain.model import SeenSize


@pytest.mark.parametrize(
    ("size", "limits", "seen", "tokens"),
    [
        ((1920, 1080), (1024, 2048), (1920, 1088), 2040),
        ((1366, 768), (1024, 2048), (1376, 768), 1032),
        ((2560, 1440), (8, 4096), (2560, 1440), 3600),
        ((3840, 2160), (1024, 2048), (1920, 1056), 1980),
        ((100, 40), (8, 4096), (160, 64), 10),
    ],
)
def test_a_picture_is_brought_to_whole_squares_within_the_limits(
    size: tuple[int, int], limits: tuple[int, int], seen: tuple[int, int], tokens: int
) -> None:
    found = SeenSize.of(*size, *limits)
    assert (found.width, found.height, found.tokens) == (*seen, tokens)


@pytest.mark.parametrize("width", [33, 640, 5000])
@pytest.mark.parametrize("height", [40, 777, 4000])
def test_the_cost_never_passes_the_limit(width: int, height: int) -> None:
    assert SeenSize.of(width, height, 64, 2048).tokens <= 2048
