"""mss on a real X display, and honest refusals where it cannot work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.capture import MssGrabber, best_grabber
from engine.domain.picture import CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Fitness
from engine.errors import CaptureError
from engine.wording import Language, remedy, say
from tests.screens.display import own_display


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with own_display(640, 360) as name:
        if name is None:
            pytest.skip("Xvfb is not installed")
        yield name


def on(display: str) -> MssGrabber:
    return MssGrabber({"DISPLAY": display}, "linux")


@pytest.mark.parametrize(
    ("environment", "platform", "key"),
    [
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", "capture.wayland"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "linux", "capture.wayland"),
        ({}, "linux", "capture.no_display"),
        ({"DISPLAY": ":59999"}, "linux", "capture.failed"),
        ({}, "darwin", "capture.not_supported"),
    ],
)
def test_it_says_why_it_does_not_work_here(environment: dict[str, str], platform: str, key: str) -> None:
    assert MssGrabber(environment, platform).fitness() == Fitness(False, key)
    for language in Language:
        assert say(key, language)
        assert remedy(key, language)


def test_it_fits_an_x_display(display: str) -> None:
    assert on(display).fitness() == Fitness(True)


def test_it_lists_the_screens(display: str) -> None:
    (screen,) = on(display).screens()
    assert screen.region == Region(0, 0, 640, 360)
    assert screen.is_primary


def test_it_takes_the_primary_screen_whole(display: str) -> None:
    capture = on(display).grab()
    assert (capture.width, capture.height, capture.origin) == (640, 360, CaptureOrigin.SCREEN)
    assert capture.rgb == b"\xff" * (640 * 360 * 3)


def test_a_region_is_cut_to_the_screen(display: str) -> None:
    capture = on(display).grab(Region(600, 300, 100, 100))
    assert (capture.width, capture.height, capture.origin) == (40, 60, CaptureOrigin.REGION)


def test_a_region_off_the_screens_is_refused(display: str) -> None:
    with pytest.raises(CaptureError) as caught:
        on(display).grab(Region(5000, 0, 10, 10))
    assert caught.value.key == "capture.outside"


def test_an_all_black_picture_counts_as_failure() -> None:
    with own_display(64, 48, is_white=False) as name:
        if name is None:
            pytest.skip("Xvfb is not installed")
        with pytest.raises(CaptureError) as caught:
            on(name).grab()
    assert caught.value.key == "capture.black"


def test_there_is_always_a_grabber_to_ask() -> None:
    assert isinstance(best_grabber().fitness(), Fitness)
