"""Stores and servers that the contract suites run over."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from engine.settings import Folders
from engine.store import open_store
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore
from tests.fakes.stores import MemoryStore
from tests.servers.legible import make_legible_pair
from tests.servers.real import real_server

_NEEDED = ("fastapi", "uvicorn", "sse_starlette", "starlette_context", "pydantic_settings")


@pytest.fixture(scope="session")
def python_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of llama-cpp-python's own server, one for the whole run."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        pytest.skip(f"llama-cpp-python's server needs the dev extra: {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("server")
    with real_server("llama_cpp.server", make_legible_pair(folder), folder / "log") as port:
        yield port


@pytest.fixture(scope="session")
def llama_server(tiny_pair: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a llama-server, where `DESKSIDE_LLAMA_SERVER` says where one is."""
    with real_server("llama-server", tiny_pair, tmp_path_factory.mktemp("server") / "log") as port:
        yield port


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, folders: Folders) -> Iterator[SqliteStore | MemoryStore]:
    """What every store of cases and fixes keeps to: the encrypted file, and the fake that other rooms' tests use."""
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = open_store(folders, keys=FileKeeper(folders.config / "case.key"))
    yield opened
    opened.close()
