"""What every CaseStore keeps to: the encrypted file, and the fake that other rooms' tests use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.ports import CaseStore
from engine.settings import Folders
from engine.store import open_store
from engine.store.keys import FileKeeper
from tests.fakes.stores import MemoryStore


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, folders: Folders) -> Iterator[CaseStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = open_store(folders, keys=FileKeeper(folders.config / "case.key"))
    yield opened
    opened.close()
