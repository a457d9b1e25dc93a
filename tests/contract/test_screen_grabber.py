"""What every ScreenGrabber that needs no dialogue keeps to: mss on a real display, and the fake of other tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.capture import MssGrabber
from engine.domain.picture import CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Fitness
from engine.errors import CaptureError
from engine.ports import ScreenGrabber
from tests.fakes.grabber import FakeGrabber
from tests.screens.display import own_display


@pytest.fixture(scope="module", params=["mss", "fake"])
def grabber(request: pytest.FixtureRequest) -> Iterator[ScreenGrabber]:
    if request.param == "fake":
        yield FakeGrabber()
        return
    with own_display(320, 200) as name:
        if name is None:
            pytest.skip("Xvfb is not installed")
        yield MssGrabber({"DISPLAY": name}, "linux")


def test_it_fits_where_there_is_a_screen_and_the_primary_one_stands_first(grabber: ScreenGrabber) -> None:
    assert grabber.fitness() == Fitness(True)
    assert grabber.screens()[0].is_primary
    assert grabber.screens()[0].region == Region(0, 0, 320, 200)


def test_without_a_region_it_takes_the_primary_screen(grabber: ScreenGrabber) -> None:
    capture = grabber.grab()
    assert (capture.width, capture.height, capture.origin) == (320, 200, CaptureOrigin.SCREEN)


def test_a_region_is_taken_at_its_own_size(grabber: ScreenGrabber) -> None:
    capture = grabber.grab(Region(10, 20, 31, 17))
    assert (capture.width, capture.height, capture.origin) == (31, 17, CaptureOrigin.REGION)


def test_of_a_region_across_the_border_the_part_on_the_screen_is_taken(grabber: ScreenGrabber) -> None:
    capture = grabber.grab(Region(300, 190, 100, 100))
    assert (capture.width, capture.height) == (20, 10)


def test_a_region_off_the_screen_is_refused(grabber: ScreenGrabber) -> None:
    with pytest.raises(CaptureError) as refusal:
        grabber.grab(Region(5000, 0, 10, 10))
    assert refusal.value.key == "capture.outside"


def test_a_screen_without_windows_has_none(grabber: ScreenGrabber) -> None:
    assert list(grabber.windows()) == []
    assert grabber.application_at(Region(0, 0, 10, 10)) is None
    assert not grabber.has_own_dialogue


def test_every_picture_is_another_capture(grabber: ScreenGrabber) -> None:
    assert grabber.grab().id != grabber.grab().id
