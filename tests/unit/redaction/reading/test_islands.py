"""Ink is looked for only where there is some; what is found is what looking everywhere finds."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.redaction.reading.islands import islands, patches
from engine.redaction.reading.paper import from_paper, paper_colour


def everywhere(mask: NDArray[np.uint8]) -> set[tuple[int, ...]]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return {(left, top, left + width, top + height, area) for left, top, width, height, area in stats[1:].tolist()}


@pytest.mark.parametrize("share", [0.0, 0.001, 0.02, 0.3, 1.0])
def test_islands_are_those_of_the_whole_mask(share: float) -> None:
    mask = np.where(np.random.default_rng(7).random((211, 307)) < share, 255, 0).astype(np.uint8)
    mask[100:120, 40:280] = 0
    assert {tuple(row) for row in islands(mask).tolist()} == everywhere(mask)


def test_patches_hold_all_ink_and_each_of_it_once() -> None:
    mask = np.zeros((60, 400), np.uint8)
    mask[5:9, 3:20] = mask[7:12, 300:330] = mask[40:41, 399] = 255
    places = [(patch.left, patch.top, *patch.mask.shape) for patch in patches(mask)]
    assert places == [(3, 5, 7, 17), (300, 5, 7, 30), (399, 40, 1, 1)]
    assert sum(np.count_nonzero(patch.mask) for patch in patches(mask)) == np.count_nonzero(mask)


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (9, 14), (24, 31)])
def test_the_paper_is_the_middling_colour(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (*size, 3)).astype(np.uint8)
    middle = np.median(pixels.reshape(-1, 3), axis=0).astype(np.int16)
    assert paper_colour(pixels) == tuple(middle.tolist())
    assert (from_paper(pixels) == np.abs(pixels.astype(np.int16) - middle).max(axis=2)).all()
