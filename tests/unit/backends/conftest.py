"""Sessions and backends over the tiny model."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.backends.native import LoadOptions
from engine.backends.prompt import Pixels
from engine.backends.remote import RemoteBackend
from engine.backends.session import Session
from engine.domain.picture import RedactedImage, pixel_digest
from tests.servers.scripted import ScriptedServer, scripted_server
from tests.unit.backends.asked_of_server import backend_of


def noise(seed: int, width: int = 320, height: int = 224) -> bytes:
    """RGB pixels that look like nothing else."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8).tobytes()


@pytest.fixture(scope="session")
def pixels() -> Callable[[int], Pixels]:
    def make(seed: int, width: int = 320, height: int = 224) -> Pixels:
        rgb = noise(seed, width, height)
        return Pixels(pixel_digest(width, height, rgb), width, height, rgb)

    return make


@pytest.fixture(scope="session")
def redacted() -> Callable[[int], RedactedImage]:
    def make(seed: int, width: int = 320, height: int = 224) -> RedactedImage:
        return RedactedImage(width, height, noise(seed, width, height))

    return make


@pytest.fixture
def new_session(tiny_pair: tuple[Path, Path]) -> Iterator[Callable[[], Session]]:
    """Load the tiny model; each session has an empty cache."""
    sessions: list[Session] = []

    def load(
        context_tokens: int = 4096,
        picture_budget_bytes: int = 2**30,
        image_tokens_max: int = 256,
        **options: Any,
    ) -> Session:
        pair = LoadOptions(*tiny_pair, "cpu", context_tokens, 64, image_tokens_max, threads=1, **options)
        sessions.append(Session(pair, picture_budget_bytes=picture_budget_bytes))
        return sessions[-1]

    yield load
    for session in sessions:
        session.close()


@pytest.fixture
def local_backend(tiny_pair: tuple[Path, Path], tmp_path: Path) -> Iterator[LocalBackend]:
    backend = LocalBackend(
        *tiny_pair,
        Loading(device="cpu", context_tokens=8192, image_tokens=(64, 256), threads=1),
        model_name="tiny",
        log_folder=tmp_path / "logs",
    )
    yield backend
    backend.close()


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture
def remote(server: ScriptedServer) -> RemoteBackend:
    return backend_of(server.url)
