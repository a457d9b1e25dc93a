"""The catalogue as a whole, and its promise to stay off the network."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.backends.catalogue import folder as folder_module
from engine.backends.catalogue.download import part_of
from engine.backends.catalogue.folder import FolderCatalogue
from engine.backends.catalogue.lock import held, lock_of
from engine.backends.catalogue.machine import memory_of_machine, ram_of_meminfo
from engine.backends.catalogue.manifest import manifests, recommended_settings
from engine.backends.process import PACKAGE_ROOT
from engine.domain.catalogue import TransferStep
from engine.domain.memory import MachineMemory, Placement
from engine.domain.model import ModelFile, ModelManifest
from engine.errors import Blocked, DesksideError, ModelFileError
from engine.settings import Folders, Policy, Settings
from tests.unit.backends.catalogue.conftest import MirrorServer

GO_ON = threading.Event()
MakeCatalogue = Callable[..., FolderCatalogue]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("http_proxy", raising=False)
    monkeypatch.delenv("HTTP_PROXY", raising=False)


def test_a_model_is_downloaded_found_estimated_verified_and_removed(
    new_catalogue: MakeCatalogue, mirror: MirrorServer, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "memory_of_machine", lambda: MachineMemory(8 * 2**30, 8 * 2**30))
    catalogue = new_catalogue(mirror=mirror.url)
    (before,) = catalogue.entries()
    assert (before.is_installed, before.can_be_removed) == (False, False)
    ends = [step for step in catalogue.download("tiny", GO_ON) if step.step is TransferStep.VERIFIED]
    assert [step.file for step in ends] == [file.name for file in before.files]
    (after,) = catalogue.entries()
    assert (after.is_installed, after.is_chosen, after.can_be_removed) == (True, True, True)
    told = catalogue.estimate("tiny")
    assert told is not None
    assert told.placement is Placement.CPU
    assert [step.step for step in catalogue.verify("tiny", GO_ON)][-1] is TransferStep.VERIFIED
    catalogue.remove("tiny")
    assert catalogue.entries() == [before]
    assert list(folders.models.iterdir()) == []


def test_one_file_alone_can_be_fetched(new_catalogue: MakeCatalogue, mirror: MirrorServer, tiny: ModelManifest) -> None:
    catalogue = new_catalogue(mirror=mirror.url)
    list(catalogue.download("tiny", GO_ON, tiny.projector.name))
    (entry,) = catalogue.entries()
    assert [file.is_there for file in entry.files] == [False, True]
    assert not entry.is_installed


def test_the_beginning_of_a_file_is_listed_and_can_be_thrown_away(
    new_catalogue: MakeCatalogue, tiny: ModelManifest, folders: Folders
) -> None:
    catalogue = new_catalogue()
    part = part_of(folders.models / "tiny" / tiny.weights.name)
    part.parent.mkdir(parents=True)
    part.write_bytes(bytes(1000))
    (entry,) = catalogue.entries()
    assert entry.files[0].is_partial
    assert entry.files[0].there_bytes == 1000
    lock_of(part).touch()  # as a program that was killed leaves it
    catalogue.remove("tiny")
    assert list(folders.models.iterdir()) == []


def test_what_is_being_downloaded_is_not_removed(
    new_catalogue: MakeCatalogue, tiny: ModelManifest, folders: Folders
) -> None:
    part = part_of(folders.models / "tiny" / tiny.weights.name)
    part.parent.mkdir(parents=True)
    part.write_bytes(bytes(1000))
    with held(part), pytest.raises(ModelFileError) as caught:
        new_catalogue().remove("tiny")
    assert caught.value.key == "model.being_downloaded"
    assert part.is_file()


@pytest.mark.parametrize("layout", ["", "Maker/Tiny-GGUF/resolve/abc"])
def test_a_folder_is_a_mirror_too(
    new_catalogue: MakeCatalogue, tiny_pair: tuple[Path, Path], tmp_path: Path, layout: str
) -> None:
    place = tmp_path / "share" / layout
    place.mkdir(parents=True)
    for path in tiny_pair:
        (place / path.name).write_bytes(path.read_bytes())
    catalogue = new_catalogue(mirror=str(tmp_path / "share"))
    list(catalogue.download("tiny", GO_ON))
    assert catalogue.entries()[0].is_installed
    with pytest.raises(ModelFileError) as caught:
        list(new_catalogue(mirror=str(tmp_path), folder=str(tmp_path / "new")).download("tiny", GO_ON))
    assert caught.value.key == "model.not_on_mirror"


def test_a_damaged_file_is_found_by_verifying(
    new_catalogue: MakeCatalogue, mirror: MirrorServer, tiny: ModelManifest, folders: Folders
) -> None:
    catalogue = new_catalogue(mirror=mirror.url)
    list(catalogue.download("tiny", GO_ON))
    path = folders.models / "tiny" / tiny.weights.name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelFileError) as caught:
        list(catalogue.verify("tiny", GO_ON))
    assert caught.value.key == "model.wrong_digest"


def test_a_damaged_adapter_is_found_by_verifying(
    new_catalogue: MakeCatalogue, mirror: MirrorServer, tiny: ModelManifest, folders: Folders, tiny_adapter: Path
) -> None:
    content = tiny_adapter.read_bytes()
    adapter = ModelFile(tiny_adapter.name, len(content), hashlib.sha256(content).hexdigest())
    mirror.script.files[adapter.name] = content
    catalogue = new_catalogue(replace(tiny, adapters={"bank": adapter}), mirror=mirror.url)
    list(catalogue.download("tiny", GO_ON))
    path = folders.models / "tiny" / adapter.name
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ModelFileError) as caught:
        list(catalogue.verify("tiny", GO_ON))
    assert caught.value.key == "model.wrong_digest"


def test_an_estimate_counts_the_cache_as_the_settings_keep_it(
    new_catalogue: MakeCatalogue, mirror: MirrorServer
) -> None:
    list(new_catalogue(mirror=mirror.url).download("tiny", GO_ON))
    whole, half = (new_catalogue(kv_type=kv_type).estimate("tiny") for kv_type in ("f16", "q8_0"))
    assert whole is not None
    assert half is not None
    assert half.kv_bytes < 0.6 * whole.kv_bytes


def test_each_model_is_estimated_by_its_own_limits_whichever_answers(folders: Folders) -> None:
    known = next(manifest for manifest in manifests() if manifest.shape)
    short, long = (replace(known, id=name, context_tokens=cells) for name, cells in (("short", 4096), ("long", 16384)))
    for answers, set_by_agent in ((short, 0), (long, 0), (long, 8192)):
        settings = Settings(recommended=recommended_settings(answers))
        if set_by_agent:
            settings.set("model.context_tokens", set_by_agent)
        catalogue = FolderCatalogue(settings, folders, (short, long))
        told = [catalogue.estimate(name) for name in ("short", "long")]
        assert told[0] is not None
        assert told[1] is not None
        assert told[1].kv_bytes / told[0].kv_bytes == pytest.approx(1 if set_by_agent else 4, rel=0.05)


def test_names_that_nobody_knows_are_told(new_catalogue: MakeCatalogue, mirror: MirrorServer) -> None:
    catalogue = new_catalogue(mirror=mirror.url)
    for act in (
        lambda: list(catalogue.download("x", GO_ON)),
        lambda: list(catalogue.verify("x", GO_ON)),
        lambda: catalogue.remove("x"),
        lambda: catalogue.estimate("x"),
    ):
        with pytest.raises(ModelFileError) as caught:
            act()
        assert "x" in caught.value.message()


def test_without_sizes_there_is_no_estimate(new_catalogue: MakeCatalogue, tiny: ModelManifest) -> None:
    assert new_catalogue(replace(tiny, shape=None)).estimate("tiny") is None


def test_downloads_that_are_off_or_have_no_source_are_refused(
    new_catalogue: MakeCatalogue, mirror: MirrorServer
) -> None:
    with pytest.raises(Blocked) as blocked:
        list(new_catalogue(mirror=mirror.url, downloads="off").download("tiny", GO_ON))
    assert blocked.value.key == "model.downloads_off"
    with pytest.raises(ModelFileError) as caught:
        list(new_catalogue().download("tiny", GO_ON))
    assert caught.value.key == "model.no_mirror"
    assert mirror.script.requests == []


def test_a_policy_can_turn_downloads_off_but_not_on() -> None:
    off, on = (Settings(policy=Policy(fixed={"model.downloads": value})) for value in ("off", "asked"))
    assert off.text("model.downloads") == "off"
    assert off.is_fixed("model.downloads")
    with pytest.raises(DesksideError):
        off.set("model.downloads", "asked")
    on.set("model.downloads", "off")
    assert on.text("model.downloads") == "off"
    assert Settings(policy=Policy.strictest("damaged")).text("model.downloads") == "off"


_WATCHED = """
import sys
def watch(event, _arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        print("NETWORK", event, flush=True)
sys.addaudithook(watch)
from engine.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "command",
    [
        ["models", "list"],
        ["models", "estimate", "qwen3-vl-2b-instruct-q4_k_m"],
        ["models", "download", "qwen3-vl-2b-instruct-q4_k_m"],
    ],
)
def test_with_downloads_off_no_connection_is_opened(command: list[str], mirror: MirrorServer) -> None:
    assert "NETWORK" not in _watched(command, mirror.url, "off")
    assert mirror.script.requests == []


def test_the_watch_sees_a_connection_when_there_is_one(mirror: MirrorServer) -> None:
    mirror.script.faults = ["403"]
    assert "NETWORK" in _watched(["models", "download", "qwen3-vl-2b-instruct-q4_k_m"], mirror.url, "asked")


def _watched(command: list[str], mirror: str, downloads: str) -> str:
    settings = Settings.load(Folders.of_user().settings_file)
    settings.set("model.mirror", mirror)
    settings.set("model.downloads", downloads)
    settings.save()
    ended = subprocess.run(
        [sys.executable, "-c", _WATCHED, *command], capture_output=True, text=True, cwd=PACKAGE_ROOT, timeout=60
    )
    return ended.stdout


def test_the_memory_of_this_machine_is_known() -> None:
    memory = memory_of_machine()
    assert 0 < memory.ram_free_bytes <= memory.ram_total_bytes
    assert all(gpu.total_bytes > 0 for gpu in memory.gpus)


def test_what_linux_gives_back_when_asked_counts_as_free() -> None:
    text = "MemTotal:       16000 kB\nMemFree:         1000 kB\nMemAvailable:    9000 kB\nHugePages_Total: 0\n"
    assert ram_of_meminfo(text) == (9000 * 1024, 16000 * 1024)
