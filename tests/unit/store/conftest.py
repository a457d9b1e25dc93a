"""What several tests of the store begin with."""

from __future__ import annotations

import pytest

from engine.settings import Folders
from engine.store import open_store
from tests.unit.store.every_kind import fill


@pytest.fixture
def filled(folders: Folders) -> Folders:
    store = open_store(folders)
    fill(store)
    store.close()
    return folders
