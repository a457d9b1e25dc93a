"""Portraits that are smooth or drawn are found by their faces, and covered in their frames."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region, is_within
from engine.redaction.pictures.faces import faces_by_skin
from engine.redaction.pictures.frames import picture_around
from engine.redaction.pictures.photos import find_photos

Pixels = NDArray[np.uint8]
_HAIR, _SKIN, _SHADE, _DARK, _LIPS = (40, 28, 20), (205, 150, 110), (150, 100, 70), (40, 25, 16), (160, 60, 60)


def portrait(width: int, height: int) -> Pixels:
    """A face as drawing programs make it, before a slope of grey."""
    drawn = np.zeros((height, width, 3), np.uint8)
    drawn[:] = np.linspace(225, 160, height).astype(np.uint8)[:, None, None]
    x, y = width // 2, int(height * 0.48)
    wide, high = int(width * 0.25), int(height * 0.27)
    cv2.ellipse(drawn, (x, y - high // 3), (int(wide * 1.25), int(high * 1.15)), 0, 0, 360, _HAIR, -1, cv2.LINE_AA)
    cv2.rectangle(drawn, (x - wide // 2, y), (x + wide // 2, height), (170, 115, 80), -1)
    cv2.ellipse(drawn, (x, y), (wide, high), 0, 0, 360, _SKIN, -1, cv2.LINE_AA)
    for side in (-1, 1):
        eye = (x + side * int(wide * 0.42), y - int(high * 0.15))
        brow = (eye[0], eye[1] - int(high * 0.2))
        cheek = (x + side * wide // 2, y + int(high * 0.3))
        cv2.ellipse(drawn, brow, (int(wide * 0.26), int(high * 0.08)), 0, 180, 360, _DARK, max(2, wide // 14))
        cv2.ellipse(drawn, eye, (wide // 5, int(high * 0.08)), 0, 0, 360, (245, 245, 245), -1, cv2.LINE_AA)
        cv2.circle(drawn, eye, int(high * 0.075), _DARK, -1, cv2.LINE_AA)
        cv2.ellipse(drawn, cheek, (wide // 4, int(high * 0.16)), 0, 0, 360, (200, 130, 100), -1, cv2.LINE_AA)
    cv2.line(drawn, (x, y), (x + wide // 8, y + int(high * 0.3)), _SHADE, max(2, wide // 20), cv2.LINE_AA)
    cv2.ellipse(drawn, (x, y + high // 3), (wide // 6, high // 24), 0, 0, 180, _SHADE, 2, cv2.LINE_AA)
    mouth = (x, y + int(high * 0.58))
    cv2.ellipse(drawn, mouth, (int(wide * 0.34), high // 10), 0, 0, 360, _LIPS, -1, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(drawn, (0, 0), max(0.6, width / 200)), np.uint8)


def page_with(drawn: Pixels, x: int = 80, y: int = 60) -> Pixels:
    page = np.full((500, 700, 3), 250, np.uint8)
    page[y : y + drawn.shape[0], x : x + drawn.shape[1]] = drawn
    return page


@pytest.mark.parametrize("size", [(90, 110), (120, 150), (240, 300)])
def test_a_drawn_portrait_is_covered_up_to_its_frame(size: tuple[int, int]) -> None:
    page = page_with(portrait(*size))
    capture = Capture(700, 500, page.tobytes(), CaptureOrigin.PASTE)
    place = Region(80, 60, *size)
    found = [finding.region for finding in find_photos(capture)]
    assert is_within(place, found)
    assert sum(each.area for each in found) <= 1.3 * place.area


def test_skin_without_a_face_is_none() -> None:
    drawn = np.zeros((150, 120, 3), np.uint8)
    drawn[:] = np.linspace(215, 195, 150).astype(np.uint8)[:, None, None] * np.array([1, 0.75, 0.55])
    page = page_with(drawn)
    assert list(faces_by_skin(page, np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8))) == []


def test_a_face_that_nothing_frames_is_covered_with_hair_and_shoulders() -> None:
    page = np.full((500, 700, 3), 250, np.uint8)
    assert is_within(Region(280, 170, 100, 110), [picture_around(page, Region(300, 200, 60, 60))])
