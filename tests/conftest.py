"""What every test has: a profile of its own, and no way to the real one."""

from pathlib import Path

import pytest
from hypothesis import settings

from engine.bench.tiny_model import make_tiny_adapter, make_tiny_pair
from engine.settings import Folders

settings.register_profile("busy", deadline=None)  # machines that run tests are shared: time is no proof of anything
settings.load_profile("busy")


@pytest.fixture(autouse=True)
def _own_profile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point DESKSIDE_HOME at an empty folder, so that no test touches the user's cases or key store."""
    monkeypatch.setenv("DESKSIDE_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("DESKSIDE_POLICY", str(tmp_path_factory.mktemp("policy") / "none.toml"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """The folders of an empty profile."""
    folders = Folders.below(tmp_path / "profile")
    folders.create()
    return folders


@pytest.fixture(scope="session")
def tiny_pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Weights and projector of a tiny Qwen3-VL with random weights."""
    return make_tiny_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_adapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LoRA adapter for the tiny model."""
    return make_tiny_adapter(tmp_path_factory.mktemp("adapter") / "tiny-lora.gguf")
