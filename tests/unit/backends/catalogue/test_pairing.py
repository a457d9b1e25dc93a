"""Which models are known, which are installed, and which one is chosen."""

import re
import shutil
from pathlib import Path

import pytest

from engine.backends.catalogue.manifest import manifests
from engine.backends.catalogue.pairing import check_pair, choose, installed
from engine.bench.tiny_model import PairShape, make_tiny_pair
from engine.errors import ModelFileError
from engine.settings import Folders, Settings


def test_every_manifest_is_complete_and_no_digest_is_malformed() -> None:
    published = [manifest for manifest in manifests() if manifest.id != "deskside-starter"]
    kinds = {(manifest.title.split(",")[0], manifest.thinks) for manifest in published}
    sizes = ("2B", "4B", "8B", "30B-A3B", "32B")
    assert kinds == {
        (f"Qwen3-VL {size} {kind}", kind == "Thinking") for size in sizes for kind in ("Instruct", "Thinking")
    }
    for manifest in published:
        assert manifest.licence
        assert manifest.published_as
        assert manifest.footprint.layer_bytes > 10 * 10**6
        assert (manifest.sampling.presence_penalty == 0) == manifest.thinks
        assert manifest.image_tokens_min < manifest.image_tokens_max < manifest.context_tokens
        for file in (manifest.weights, manifest.projector):
            assert file.name.endswith(".gguf")
            assert file.size_bytes > 100 * 10**6 or (file.size_bytes, file.sha256) == (0, "")
            assert re.fullmatch(r"[0-9a-f]{64}|", file.sha256)


def test_an_unknown_pair_is_found_by_its_metadata(tiny_pair: tuple[Path, Path], tmp_path: Path) -> None:
    for path, name in zip(tiny_pair, ("anything.gguf", "mmproj-F16.gguf"), strict=True):
        shutil.copy(path, tmp_path / name)
    (tmp_path / "broken.gguf").write_bytes(b"GGUF")
    (model,) = installed(tmp_path)
    assert (model.name, model.title, model.manifest) == ("anything", "Tiny Qwen3-VL", None)
    assert model.projector.name == "mmproj-F16.gguf"


def test_pairs_in_folders_of_their_own_do_not_mix(tmp_path: Path) -> None:
    make_tiny_pair(tmp_path / "small")
    make_tiny_pair(tmp_path / "wide", shape=PairShape(width=192))
    found = installed(tmp_path)
    assert [(model.weights.parent.name, model.projector.parent.name) for model in found] == [
        ("small", "small"),
        ("wide", "wide"),
    ]


def test_weights_without_their_projector_are_not_a_model(tiny_pair: tuple[Path, Path], tmp_path: Path) -> None:
    shutil.copy(tiny_pair[0], tmp_path)
    assert installed(tmp_path) == []
    assert installed(tmp_path / "nowhere") == []


@pytest.mark.parametrize("shape", [PairShape(width=192), PairShape(deepstack=(1,))])
def test_a_projector_of_another_model_is_refused(
    tiny_pair: tuple[Path, Path], tmp_path: Path, shape: PairShape
) -> None:
    _, other = make_tiny_pair(tmp_path, shape=shape)
    with pytest.raises(ModelFileError) as caught:
        check_pair(tiny_pair[0], other)
    assert caught.value.key == "model.wrong_pair"
    assert other.name in caught.value.message()
    assert caught.value.remedy()


def test_two_projectors_or_two_weights_are_refused(tiny_pair: tuple[Path, Path]) -> None:
    weights, projector = tiny_pair
    with pytest.raises(ModelFileError) as caught:
        check_pair(weights, weights)
    assert caught.value.key == "model.not_a_projector"
    with pytest.raises(ModelFileError) as caught:
        check_pair(projector, projector)
    assert caught.value.key == "model.not_supported"


def test_the_first_complete_model_is_chosen_unless_the_settings_name_one(folders: Folders) -> None:
    settings = Settings()
    assert choose(settings, folders) is None
    make_tiny_pair(folders.models / "a")
    second, _ = make_tiny_pair(folders.models / "b")
    second.rename(second.with_name("second.gguf"))
    chosen = choose(settings, folders)
    assert chosen is not None
    assert chosen.weights.parent.name == "a"
    settings.set("model.name", "second")
    chosen = choose(settings, folders)
    assert chosen is not None
    assert chosen.weights.parent.name == "b"
    settings.set("model.name", "no such model")
    with pytest.raises(ModelFileError) as caught:
        choose(settings, folders)
    assert caught.value.key == "model.not_installed"


def test_a_folder_in_the_settings_is_looked_in(folders: Folders, tmp_path: Path) -> None:
    make_tiny_pair(tmp_path / "shared")
    settings = Settings()
    settings.set("model.folder", str(tmp_path / "shared"))
    assert choose(settings, folders) is not None
