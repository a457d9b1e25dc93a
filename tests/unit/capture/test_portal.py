"""Screenshots through a portal on a real session bus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from engine.capture import MssGrabber, PortalGrabber, best_grabber, ways
from engine.domain.picture import CaptureOrigin
from engine.domain.region import Region
from engine.errors import Cancelled, CaptureError, PictureError
from tests.servers.portal import FakePortal, portal, session_bus


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[FakePortal]:
    with portal(tmp_path) as made:
        yield made


@pytest.fixture
def grabber(desktop: FakePortal) -> PortalGrabber:
    return PortalGrabber({"DBUS_SESSION_BUS_ADDRESS": desktop.address})


@pytest.fixture
def shot(desktop: FakePortal, tmp_path: Path) -> Path:
    """The file that the desktop writes, with a name that needs quoting."""
    path = tmp_path / "Screenshot 截图 #1.png"
    Image.new("RGB", (40, 30), (10, 20, 30)).save(path)
    desktop.uri = f"file://{quote(str(path))}"
    return path


@pytest.mark.parametrize("lets_choose", [True, False])
def test_the_desktop_takes_the_picture_and_its_file_is_deleted(
    desktop: FakePortal, grabber: PortalGrabber, shot: Path, lets_choose: bool
) -> None:
    capture = grabber.take(lets_choose=lets_choose)
    assert (capture.width, capture.height, capture.rgb[:3]) == (40, 30, bytes((10, 20, 30)))
    assert capture.origin is (CaptureOrigin.REGION if lets_choose else CaptureOrigin.SCREEN)
    assert not shot.exists()
    (member, options), *_ = desktop.asked
    assert (member, options["interactive"]) == ("Screenshot", lets_choose)


def test_a_file_that_is_no_picture_is_deleted_all_the_same(grabber: PortalGrabber, shot: Path) -> None:
    shot.write_bytes(b"no picture")
    with pytest.raises(PictureError):
        grabber.take(lets_choose=False)
    assert not shot.exists()


@pytest.mark.parametrize("uri", ["", "https://example.org/a.png", "file://elsewhere/tmp/a.png", "file:a.png"])
def test_what_is_no_file_of_this_computer_is_refused(desktop: FakePortal, grabber: PortalGrabber, uri: str) -> None:
    desktop.uri = uri
    with pytest.raises(CaptureError) as refused:
        grabber.take(lets_choose=True)
    assert refused.value.key == "capture.portal_refused"


def test_giving_up_in_the_dialogue_is_no_fault(desktop: FakePortal, grabber: PortalGrabber) -> None:
    desktop.response = 1
    with pytest.raises(Cancelled):
        grabber.take(lets_choose=True)


def test_a_refusal_says_what_would_mend_it(desktop: FakePortal, grabber: PortalGrabber) -> None:
    desktop.response = 2
    with pytest.raises(CaptureError) as refused:
        grabber.take(lets_choose=True)
    assert refused.value.key == "capture.portal_refused"


def test_a_desktop_that_never_answers_is_not_waited_for(desktop: FakePortal) -> None:
    desktop.is_silent = True
    grabber = PortalGrabber({"DBUS_SESSION_BUS_ADDRESS": desktop.address}, whole_within_s=0.1)
    with pytest.raises(CaptureError) as refused:
        grabber.take(lets_choose=False)
    assert refused.value.key == "capture.portal_silent"


def test_it_is_fit_where_the_desktop_has_the_interface(desktop: FakePortal, grabber: PortalGrabber) -> None:
    assert grabber.fitness().is_fit
    del desktop.interfaces["org.freedesktop.portal.Screenshot"]
    assert grabber.fitness().key == "capture.no_portal"
    with pytest.raises(CaptureError):
        grabber.take(lets_choose=True)


def test_a_bus_without_a_portal_is_told(tmp_path: Path) -> None:
    with session_bus(tmp_path) as address:
        grabber = PortalGrabber({"DBUS_SESSION_BUS_ADDRESS": address})
        assert grabber.fitness().key == "capture.no_portal"


@pytest.mark.parametrize("environment", [{}, {"XDG_RUNTIME_DIR": "/nowhere"}])
def test_without_a_session_bus_it_says_so(environment: dict[str, str]) -> None:
    grabber = PortalGrabber(environment)
    assert grabber.fitness().key == "capture.no_session_bus"
    with pytest.raises(CaptureError) as refused:
        grabber.take(lets_choose=False)
    assert refused.value.key == "capture.no_session_bus"


def test_a_region_cannot_be_asked_for(grabber: PortalGrabber) -> None:
    with pytest.raises(CaptureError):
        grabber.grab(Region(0, 0, 10, 10))


def test_the_portal_is_asked_only_where_the_screen_cannot_be_grabbed_directly(desktop: FakePortal) -> None:
    wayland = {"WAYLAND_DISPLAY": "wayland-0", "DBUS_SESSION_BUS_ADDRESS": desktop.address}
    assert isinstance(best_grabber(wayland), PortalGrabber)
    assert isinstance(best_grabber({"DBUS_SESSION_BUS_ADDRESS": desktop.address}), MssGrabber)
    assert [way.fitness().is_fit for way in ways(wayland).values()] == [False, True]
