"""What the doctor says of the ways of grabbing the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli import doctor
from engine.settings import Folders
from engine.wording import Language, remedy, say
from tests.servers.portal import FakePortal, portal


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePortal]:
    """A Wayland session with a portal."""
    with portal(tmp_path) as made:
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        yield made


def look(folders: Folders, language: Language = Language.EN) -> doctor.Check:
    return doctor._look_at_capture("capture", folders, language)


def test_on_wayland_the_portal_fits_and_the_direct_way_says_why_not(desktop: FakePortal, folders: Folders) -> None:
    check = look(folders)
    assert check.health is doctor.Health.OK
    assert say("capture.wayland") in check.text
    assert "portal: fits here" in check.text


@pytest.mark.parametrize("language", list(Language))
def test_where_no_way_fits_each_remedy_is_given(desktop: FakePortal, folders: Folders, language: Language) -> None:
    desktop.interfaces.clear()
    check = look(folders, language)
    assert check.health is doctor.Health.WARNING
    for key in ("capture.wayland", "capture.no_portal"):
        assert say(key, language) in check.text
        assert remedy(key, language) in check.remedy
