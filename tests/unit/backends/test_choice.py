"""Which backend stands behind the port, by the settings."""

import threading
from pathlib import Path

import pytest

from engine.assembly import open_backend
from engine.backends.absent import AbsentBackend
from engine.backends.catalogue.pairing import InstalledModel, installed
from engine.backends.chosen import ChosenBackend
from engine.backends.local import LocalBackend
from engine.backends.remote import RemoteBackend
from engine.backends.stand_in import StandInBackend
from engine.bench.tiny_model import make_tiny_pair
from engine.domain.answer import ChatRequest, GenerationFinished, SamplingParams, Turn
from engine.domain.conversation import Role
from engine.domain.model import BackendState, ModelFile, ModelManifest
from engine.errors import BackendError
from engine.ports import Backend
from engine.settings import Folders, Policy, Settings


@pytest.fixture
def settings() -> Settings:
    return Settings()


def test_a_server_stands_alone_where_no_model_is_installed(settings: Settings, folders: Folders) -> None:
    settings.set("server.url", "https://models.example.org")
    assert isinstance(open_backend(settings, folders), RemoteBackend)


def test_with_a_model_installed_it_may_stand_in(settings: Settings, folders: Folders) -> None:
    make_tiny_pair(folders.models)
    assert isinstance(open_backend(settings, folders), LocalBackend)
    settings.set("server.url", "https://models.example.org")
    assert isinstance(open_backend(settings, folders), StandInBackend)
    settings.set("server.fallback", False)
    assert isinstance(open_backend(settings, folders), RemoteBackend)


def test_an_address_that_is_none_is_told_and_the_desk_still_opens(settings: Settings, folders: Folders) -> None:
    settings.set("server.url", "models.example.org")
    backend = open_backend(settings, folders)
    assert isinstance(backend, AbsentBackend)
    assert backend.status().state is BackendState.FAILED
    with pytest.raises(BackendError) as caught:
        list(backend.generate(ChatRequest(()), threading.Event()))
    assert caught.value.key == "server.bad_address"


def test_the_organisation_decides_on_the_server(folders: Folders) -> None:
    settings = Settings(policy=Policy(fixed={"server.url": ""}))
    settings._changed["server.url"] = "https://elsewhere.example.org"
    assert not isinstance(open_backend(settings, folders), RemoteBackend)


def test_another_model_in_the_settings_answers_at_once_and_the_old_process_is_gone(
    settings: Settings, folders: Folders
) -> None:
    for name in ("first", "second"):
        (folders.models / name).mkdir(parents=True)
        for path in make_tiny_pair(folders.models / name):
            path.rename(path.with_name(f"{name}-{path.name}"))
    settings.set("model.threads", 1)
    names = [model.name for model in installed(folders.models)]
    opened: list[Backend] = []

    def make() -> Backend:
        opened.append(open_backend(settings, folders))
        return opened[-1]

    settings.set("model.name", names[0])
    backend = ChosenBackend(make)
    backend.load()
    old = opened[0]
    assert isinstance(old, LocalBackend)
    assert old.process_id is not None
    settings.set("model.name", names[1])
    backend.change()
    assert old.process_id is None
    assert backend.status().state is BackendState.IDLE
    sampling = SamplingParams(max_tokens=4)
    request = ChatRequest((Turn(Role.AGENT, ("Hello",)),), sampling)
    assert isinstance(list(backend.generate(request, threading.Event()))[-1], GenerationFinished)
    backend.close()


def test_how_much_a_model_looks_at_is_its_own_where_nobody_has_set_it(
    settings: Settings, folders: Folders, tiny_pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    weights, projector = (ModelFile(path.name) for path in tiny_pair)
    manifest = ModelManifest("tiny", "Tiny", weights, projector, image_tokens_min=256, image_tokens_max=3072)
    installed = InstalledModel("tiny", "Tiny", *tiny_pair, manifest)
    monkeypatch.setattr("engine.assembly.choose", lambda *_: installed)
    settings.set("model.image_tokens_min", 64)
    backend = open_backend(settings, folders)
    assert isinstance(backend, LocalBackend)
    assert backend.status().image_tokens == (64, 3072)
