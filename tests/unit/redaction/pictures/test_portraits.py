"""Portraits that are smooth or drawn are found by their faces, and covered in their frames."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.bench.tally import share_covered
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


def small_list(side: int, gap: int, ground: int, *, is_round: bool) -> tuple[Pixels, list[Region]]:
    """Five small portraits below each other, with a line between and a text beside each, as a JPEG."""
    page = np.full((500, 700, 3), ground, np.uint8)
    disc = np.full((side, side), not is_round, np.uint8)
    cv2.circle(disc, (side // 2, side // 2), side // 2, 1, -1)
    places = [Region(60, 40 + number * (side + gap), side, side) for number in range(5)]
    for number, place in enumerate(places):
        grain = np.random.default_rng(number).integers(-3, 4, (side, side, 3))
        drawn = cv2.resize(portrait(120, 120), (side, side), interpolation=cv2.INTER_AREA) + grain + 8 * number - 40
        cell = page[place.y : place.bottom, place.x : place.right]
        cell[disc > 0] = np.clip(drawn, 0, 255).astype(np.uint8)[disc > 0]
        ink = (200,) * 3 if ground < 128 else (30,) * 3
        where = (place.right + 8, place.y + side // 2)
        cv2.putText(page, f"Row {number} of the list", where, cv2.FONT_HERSHEY_SIMPLEX, 0.45, ink, 1, cv2.LINE_AA)
        cv2.line(page, (40, place.bottom + gap // 2), (600, place.bottom + gap // 2), (120,) * 3, 1)
    _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return np.ascontiguousarray(cv2.imdecode(packed, cv2.IMREAD_COLOR)), places


@pytest.mark.parametrize(("side", "gap"), [(36, 8), (40, 6), (48, 4), (56, 12)])
@pytest.mark.parametrize("is_round", [True, False], ids=["round", "square"])
@pytest.mark.parametrize("ground", [32, 250], ids=["dark", "light"])
def test_small_portraits_that_run_together_in_a_list_are_covered_each(
    side: int, gap: int, ground: int, is_round: bool
) -> None:
    page, places = small_list(side, gap, ground, is_round=is_round)
    found = [finding.region for finding in find_photos(Capture(700, 500, page.tobytes(), CaptureOrigin.PASTE))]
    assert all(share_covered([place], found) > 0.9 for place in places)


def test_discs_with_initials_that_run_together_are_no_portraits() -> None:
    page = np.full((500, 700, 3), 250, np.uint8)
    for number, colour in enumerate([(180, 60, 60), (60, 120, 180), (80, 150, 80), (150, 90, 170), (190, 140, 40)]):
        middle = (80, 60 + number * 44)
        cv2.circle(page, middle, 20, colour, -1, cv2.LINE_AA)
        cv2.putText(page, "KB", (68, 66 + number * 44), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255,) * 3, 1, cv2.LINE_AA)
    _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 80])
    shown = np.ascontiguousarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))
    assert list(find_photos(Capture(700, 500, shown.tobytes(), CaptureOrigin.PASTE))) == []
