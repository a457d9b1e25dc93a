"""Bringing model files from a folder or a stick."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from engine import durable
from engine.backends.catalogue import adding, room
from engine.backends.catalogue.adding import add
from engine.backends.catalogue.pairing import installed
from engine.bench.tiny_model import PairShape, make_tiny_pair
from engine.domain.catalogue import Transfer, TransferStep
from engine.domain.model import ModelManifest
from engine.errors import ModelFileError

GO_ON = threading.Event()


def added(source: Path, folder: Path, *known: ModelManifest) -> list[Transfer]:
    return [step for step in add(source, folder, known, GO_ON) if step.step in ("verified", "unverified")]


def refused(source: Path, folder: Path, *known: ModelManifest) -> str:
    with pytest.raises(ModelFileError) as caught:
        added(source, folder, *known)
    assert caught.value.remedy()
    return caught.value.key


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_known_model_gets_a_folder_of_its_own(
    tiny_pair: tuple[Path, Path], tiny: ModelManifest, tmp_path: Path
) -> None:
    steps = added(tiny_pair[0].parent, tmp_path, tiny)
    assert [step.step for step in steps] == [TransferStep.VERIFIED] * 2
    assert files_in(tmp_path) == ["tiny/mmproj-tiny-qwen3vl.gguf", "tiny/tiny-qwen3vl.gguf"]
    (model,) = installed(tmp_path, (tiny,))
    assert model.manifest == tiny


def test_a_renamed_file_is_known_by_its_digest(
    tiny_pair: tuple[Path, Path], tiny: ModelManifest, tmp_path: Path
) -> None:
    renamed = tmp_path / "mmproj-F16.gguf"
    shutil.copy(tiny_pair[1], renamed)
    (step,) = added(renamed, tmp_path / "models", tiny)
    assert step.file == tiny.projector.name
    assert files_in(tmp_path / "models") == [f"tiny/{tiny.projector.name}"]


def test_pairs_in_folders_of_a_stick_stay_apart(tmp_path: Path) -> None:
    make_tiny_pair(tmp_path / "stick" / "small")
    make_tiny_pair(tmp_path / "stick" / "wide", shape=PairShape(width=192))
    assert len(added(tmp_path / "stick", tmp_path / "models")) == 4
    assert len(installed(tmp_path / "models", ())) == 2


def test_a_file_that_is_not_what_its_name_says_leaves_nothing_behind(
    tiny_pair: tuple[Path, Path], tiny: ModelManifest, tmp_path: Path
) -> None:
    wrong = replace(tiny, weights=replace(tiny.weights, sha256="0" * 64))
    assert refused(tiny_pair[0], tmp_path, wrong) == "model.wrong_digest"
    shorter = replace(tiny, weights=replace(tiny.weights, size_bytes=tiny.weights.size_bytes + 1))
    assert refused(tiny_pair[0], tmp_path, shorter) == "model.wrong_size"
    assert files_in(tmp_path) == []


def test_what_is_there_is_never_overwritten(tiny_pair: tuple[Path, Path], tmp_path: Path) -> None:
    added(tiny_pair[0], tmp_path)
    assert [step.step for step in added(tiny_pair[0], tmp_path)] == [TransferStep.UNVERIFIED]
    other, _ = make_tiny_pair(tmp_path / "other", seed=1)
    before = (tmp_path / other.name).read_bytes()
    assert refused(other, tmp_path) == "model.already_there"
    assert (tmp_path / other.name).read_bytes() == before


def test_room_is_looked_for_before_copying(
    tiny_pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SPARE_BYTES", 2**60)
    assert refused(tiny_pair[0], tmp_path) == "model.no_space"
    assert files_in(tmp_path) == []


def test_a_stick_that_is_pulled_out_leaves_nothing_half_copied(
    tiny_pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    class Stick:
        """A file that is gone after its first block."""

        def __init__(self, file: IO[bytes]) -> None:
            self._file = file
            self._reads = 0

        def __enter__(self) -> Stick:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def read(self, size: int) -> bytes:
            self._reads += 1
            if self._reads > 1:
                raise OSError(errno.EIO, "gone")
            return self._file.read(size)

    def open_on_stick(self: Path, mode: str = "r", *more: object) -> object:
        file = opened(self, mode, *more)  # type: ignore[call-overload]
        return Stick(file) if self == tiny_pair[0] else file

    monkeypatch.setattr(adding, "BLOCK_BYTES", 4096)
    monkeypatch.setattr(adding, "read_header", lambda _path: None)
    monkeypatch.setattr(Path, "open", open_on_stick)
    assert refused(tiny_pair[0], tmp_path / "models") == "model.source_gone"
    assert files_in(tmp_path / "models") == []


def test_stopped_in_the_middle_nothing_is_left(
    tiny_pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BLOCK_BYTES", 4096)
    stop = threading.Event()

    def until_stopped() -> Iterator[Transfer]:
        for step in add(tiny_pair[0], tmp_path, (), stop):
            stop.set()
            yield step

    assert [step.step for step in until_stopped()] == [TransferStep.COPYING, TransferStep.PAUSED]
    assert files_in(tmp_path) == []


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, tmp_path / "models") == "model.nothing_to_add"
    (tmp_path / "a.gguf").write_bytes(b"<html>")
    assert refused(tmp_path, tmp_path / "models") == "model.damaged"
    assert refused(tmp_path / "gone.gguf", tmp_path / "models") == "model.missing"


def test_the_name_of_a_copied_model_is_flushed_to_the_disk_too(
    tiny_pair: tuple[Path, Path], tiny: ModelManifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", flushed.append)
    added(tiny_pair[0].parent, tmp_path, tiny)
    assert flushed == [tmp_path / "tiny"] * 2
