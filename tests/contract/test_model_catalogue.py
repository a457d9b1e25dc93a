"""What every ModelCatalogue keeps to: the folder of this machine, and the fake of the window's tests."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.backends.catalogue.folder import FolderCatalogue
from engine.domain.catalogue import TransferStep
from engine.domain.model import ModelFile, ModelManifest
from engine.errors import ModelFileError
from engine.ports import ModelCatalogue
from engine.settings import Folders, Settings
from tests.fakes.models import FakeModels

_GO_ON = threading.Event()
_STOPPED = threading.Event()
_STOPPED.set()

MakeCatalogue = Callable[[bool], ModelCatalogue]
"""Give one that knows the model `tiny` alone, of which nothing is there; with a mirror, or without."""


@pytest.fixture(params=["folder", "fake"])
def make_catalogue(
    request: pytest.FixtureRequest, folders: Folders, tiny_pair: tuple[Path, Path], tmp_path: Path
) -> MakeCatalogue:
    def make_fake(has_mirror: bool) -> ModelCatalogue:
        return FakeModels(refusal="" if has_mirror else "model.no_mirror")

    def make_folder(has_mirror: bool) -> ModelCatalogue:
        settings = Settings()
        if has_mirror:
            mirror = tmp_path / "mirror"
            mirror.mkdir()
            for path in tiny_pair:
                shutil.copy(path, mirror)
            settings.set("model.mirror", str(mirror))
        weights, projector = (
            ModelFile(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
            for path in tiny_pair
        )
        return FolderCatalogue(
            settings, folders, (ModelManifest("tiny", "Tiny", weights, projector, published_as="Maker/Tiny"),)
        )

    return make_folder if request.param == "folder" else make_fake


@pytest.fixture
def catalogue(make_catalogue: MakeCatalogue) -> ModelCatalogue:
    return make_catalogue(True)


def test_a_known_model_is_listed_before_it_is_there(catalogue: ModelCatalogue) -> None:
    (entry,) = catalogue.entries()
    assert (entry.name, entry.is_installed, entry.can_be_removed) == ("tiny", False, False)
    assert [file.there_bytes for file in entry.files] == [0, 0]
    assert entry.size_bytes == sum(file.size_bytes for file in entry.files)


def test_a_model_arrives_file_by_file_is_verified_and_removed(catalogue: ModelCatalogue) -> None:
    steps = list(catalogue.download("tiny", _GO_ON))
    verified = [step.file for step in steps if step.step is TransferStep.VERIFIED]
    (entry,) = catalogue.entries()
    assert verified == [file.name for file in entry.files]
    assert all(0 <= step.done_bytes <= step.total_bytes for step in steps)
    assert (entry.is_installed, entry.can_be_removed) == (True, True)
    assert list(catalogue.verify("tiny", _GO_ON))[-1].step is TransferStep.VERIFIED
    catalogue.remove("tiny")
    assert not catalogue.entries()[0].is_installed


def test_one_file_alone_can_be_fetched(catalogue: ModelCatalogue) -> None:
    wanted = catalogue.entries()[0].files[1].name
    list(catalogue.download("tiny", _GO_ON, wanted))
    (entry,) = catalogue.entries()
    assert [file.name for file in entry.files if file.is_there] == [wanted]
    assert not entry.is_installed


def test_what_is_stopped_at_once_brings_no_whole_model(catalogue: ModelCatalogue) -> None:
    list(catalogue.download("tiny", _STOPPED))
    assert not catalogue.entries()[0].is_installed


def test_without_a_mirror_it_says_why_nothing_can_be_fetched(make_catalogue: MakeCatalogue) -> None:
    catalogue = make_catalogue(False)
    assert catalogue.why_no_download() == "model.no_mirror"
    with pytest.raises(ModelFileError) as refusal:
        list(catalogue.download("tiny", _GO_ON))
    assert refusal.value.key == "model.no_mirror"


def test_what_nobody_knows_is_refused(catalogue: ModelCatalogue) -> None:
    assert catalogue.why_no_download() == ""
    for ask in (catalogue.estimate, lambda name: list(catalogue.download(name, _GO_ON))):
        with pytest.raises(ModelFileError) as refusal:
            ask("no-such-model")
        assert refusal.value.key == "model.not_known"


def test_what_is_not_there_can_be_neither_verified_nor_removed(catalogue: ModelCatalogue) -> None:
    for ask in (catalogue.remove, lambda name: list(catalogue.verify(name, _GO_ON))):
        with pytest.raises(ModelFileError) as refusal:
            ask("tiny")
        assert refusal.value.key == "model.not_installed"
