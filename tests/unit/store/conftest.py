"""What several tests of the store begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.settings import Folders
from engine.store import open_store
from engine.store.keys import FileKeeper
from engine.store.store import SqliteStore
from tests.unit.store.clock import Clock
from tests.unit.store.every_kind import fill


@pytest.fixture
def filled(folders: Folders) -> Folders:
    store = open_store(folders)
    fill(store)
    store.close()
    return folders


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqliteStore]:
    """A new case file under a clock that the test sets."""
    opened = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"), clock=clock)
    yield opened
    opened.close()
