"""What the doctor says of broken machines, and of the ways of grabbing the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli import doctor
from engine.cli.main import main
from engine.settings import Folders
from engine.store import open_store
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


# --- what is broken ---------------------------------------------------------------------------------------------------


def only(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Look at some parts alone."""
    monkeypatch.setattr(doctor, "_LOOKS", {name: doctor._LOOKS[name] for name in names})


@pytest.mark.parametrize("language", list(Language))
def test_a_package_that_is_missing_is_told_and_the_rest_is_looked_at(
    folders: Folders, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_PACKAGES", ("pillow", "no-such-package"))
    only(monkeypatch, "packages", "disk")
    _, packages, disk = doctor.examine(folders, language)
    assert (packages.name, packages.health) == ("packages", doctor.Health.FAILED)
    assert "no-such-package" in packages.text
    assert "pillow" not in packages.text
    assert packages.remedy == remedy("cli.packages_missing", language)
    assert disk.name == "disk"


def test_cases_behind_a_passphrase_are_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_store(Folders.of_user(), secret="correct horse battery").close()
    only(monkeypatch, "case file")
    assert main(["--lang", "en", "doctor"]) == 0
    out = capsys.readouterr().out
    assert "warning  case file" in out
    assert remedy("store.passphrase_needed") in out


def test_whatever_a_part_raises_the_others_are_looked_at(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(name: str, folders: Folders, language: Language) -> doctor.Check:
        raise RuntimeError("libGL is from another world")

    monkeypatch.setattr(doctor, "_LOOKS", {"reading": breaks, "disk": doctor._LOOKS["disk"]})
    _, reading, disk = doctor.examine(folders, Language.EN)
    assert reading.health is doctor.Health.FAILED
    assert "libGL is from another world" in reading.text
    assert disk.name == "disk"
