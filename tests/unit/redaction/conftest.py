"""One reader for all tests of this room: its models load once, and it remembers what it read."""

import pytest

from engine.redaction import ScreenReader


@pytest.fixture(scope="session")
def reader() -> ScreenReader:
    return ScreenReader()
