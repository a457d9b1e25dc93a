"""Pieces of screens full of text: what the vision tower learns its letters from."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.starter.lettering import LineBank, label, put

SIZES = ((224, 96), (320, 64), (160, 128), (448, 64))
"""Width and height, all of about the same area."""
_PLAIN_GROUNDS = ((200, 225, 243, 255), (20, 43, 60))
_PLAIN_INKS = (((0, 0, 0), (26, 26, 26)), ((255, 255, 255),))
"""Of the plain world, light and dark."""


def batch(
    bank: LineBank, draw: random.Random, count: int, size: tuple[int, int]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int16]]:
    """Return pictures (count, height, width, 3) and the classes in their slots (count, height / 16, width / 4)."""
    made = [crop(bank, draw, *size) for _ in range(count)]
    return np.stack([picture for picture, _ in made]), np.stack([cells for _, cells in made])


def crop(
    bank: LineBank, draw: random.Random, width: int, height: int
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int16]]:
    is_plain = bank.world.is_on_grid
    is_dark = draw.random() < bank.world.dark_share
    canvas = np.empty((height, width, 3), np.float32)
    canvas[:] = draw.choice(_PLAIN_GROUNDS[is_dark]) if is_plain else _ground(draw, is_dark)
    cells = np.zeros((height // 16, width // 4), np.int16)
    if draw.random() < (0.1 if is_plain else 0.5):
        _clutter(canvas, draw, is_dark)
    ink = draw.choice(_PLAIN_INKS[is_dark]) if is_plain else _ink(draw, is_dark)
    y = draw.randint(-14, 10)
    while y < height:
        y = bank.world.top(y)
        x = draw.randint(-120, 24)
        line = bank.take()
        if not is_plain and draw.random() < 0.12:
            y += draw.randint(8, 24)
            ink = _ink(draw, is_dark)
        put(canvas, line, x, y, ink)
        label(cells, line, x, y)
        y += 17 if bank.world.is_on_grid else max(16, line.size[1] + draw.randint(-2, 3))
    if not is_plain and draw.random() < 0.15:
        canvas += np.random.default_rng(draw.randrange(1 << 30)).normal(0, 4, canvas.shape)
    return canvas.clip(0, 255).astype(np.uint8), cells


def _ground(draw: random.Random, is_dark: bool) -> Sequence[int]:
    if is_dark:
        return (
            draw.choice(((12, 12, 12), (1, 36, 86), (32, 32, 32), (0, 103, 192), (43, 43, 43), (0, 120, 215)))
            if (draw.random() < 0.6)
            else [draw.randint(0, 80) for _ in range(3)]
        )
    shade = draw.choice((255, 255, 243, 240, 249, 230))
    return [min(255, max(190, shade + draw.randint(-6, 6))) for _ in range(3)]


def _ink(draw: random.Random, is_dark: bool) -> Sequence[int]:
    if is_dark:
        return [draw.randint(185, 255) for _ in range(3)] if draw.random() < 0.3 else (255, 255, 255)
    if draw.random() < 0.6:
        shade = draw.choice((0, 0, 26, 32, 60))
        return (shade, shade, shade)
    return [draw.randint(0, 110) for _ in range(3)]


def _clutter(canvas: npt.NDArray[np.float32], draw: random.Random, is_dark: bool) -> None:
    """Paint a bar, a button or an edge where text may come to stand."""
    height, width = canvas.shape[:2]
    for _ in range(draw.randint(1, 3)):
        left, top = draw.randint(-20, width - 8), draw.randint(-10, height - 4)
        right, bottom = left + draw.randint(16, 200), top + draw.choice((2, 12, 24, 28, 40))
        area = canvas[max(top, 0) : bottom, max(left, 0) : right]
        area[:] = _ground(draw, is_dark)
        if draw.random() < 0.6 and area.size:
            edge = [draw.randint(90, 210) for _ in range(3)]
            area[0], area[-1], area[:, 0], area[:, -1] = edge, edge, edge, edge
