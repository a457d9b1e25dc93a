"""Files that are written in one step: everybody does it in the same way."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import durable
from engine.cli.redact import write_new
from engine.domain.rules import Profile
from engine.settings import Settings, export_presets, keep_profile

Write = Callable[[Path], object]


def _save_settings(folder: Path) -> None:
    settings = Settings(folder / "settings.toml")
    settings.set("window.theme", "dark")
    settings.save()


def _export_presets(folder: Path) -> None:
    export_presets(Settings(folder.parent / "settings.toml").presets().readable, folder)


def _keep_profile(folder: Path) -> None:
    keep_profile(folder, Profile("SAP"))


def _write_picture(folder: Path) -> None:
    write_new(folder / "covered.png", b"...")


WRITERS: list[Write] = [_save_settings, _export_presets, _keep_profile, _write_picture]


@pytest.mark.parametrize("write", WRITERS)
def test_the_name_of_a_new_file_is_flushed_too_and_no_draft_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", flushed.append)
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder)
    assert set(flushed) == {folder}
    assert list(folder.iterdir())
    assert not list(folder.glob("*" + durable.DRAFT_SUFFIX))


def test_a_disk_that_is_full_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    file = tmp_path / "file"
    durable.write_whole(file, b"old")
    monkeypatch.setattr(os, "fsync", is_full)
    with pytest.raises(OSError, match="full"):
        durable.write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such call")
@pytest.mark.parametrize(("number", "is_told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_file_system_that_cannot_flush_names_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_told: bool
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    try:
        durable.sync_folder(tmp_path)
    except OSError:
        assert is_told
    else:
        assert not is_told
