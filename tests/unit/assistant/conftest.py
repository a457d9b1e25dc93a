"""An assistant over a store in memory with one fix."""

from collections.abc import Callable

import pytest

from engine.assistant import Assistant
from engine.domain.picture import RedactedImage
from engine.guard import Guard
from engine.ports import Backend
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore
from tests.unit.assistant.asking import SPOOLER


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    store.put_fixes([SPOOLER])
    return store


@pytest.fixture
def picture() -> RedactedImage:
    return RedactedImage(4, 2, bytes(range(24)))


@pytest.fixture
def assistant_over(store: MemoryStore) -> Callable[[Backend], Assistant]:
    def build(backend: Backend) -> Assistant:
        return Assistant(
            cases=store, fixes=store, backend=backend, redactor=WordRedactor("hunter2"), guard=Guard.from_folder()
        )

    return build
