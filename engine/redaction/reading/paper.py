"""The ground that letters stand on."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def paper_colour(pixels: NDArray[np.uint8]) -> tuple[int, int, int]:
    """Return the middling level of each channel, rounded down."""
    red, green, blue = (_middle(pixels[:, :, channel]) for channel in range(3))
    return red, green, blue


def from_paper(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return by how much each pixel differs from the ground, in the channel where it differs most."""
    red, green, blue = cv2.split(cv2.absdiff(pixels, np.array([*paper_colour(pixels), 0.0])))
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)


def _middle(levels: NDArray[np.uint8]) -> int:
    """Return the median: counting 256 levels is a fifth of the work of sorting the pixels."""
    at_most = np.bincount(levels.ravel(), minlength=256).cumsum()
    low, high = at_most.searchsorted(((levels.size - 1) // 2, levels.size // 2), side="right").tolist()
    return int(low + high) // 2
