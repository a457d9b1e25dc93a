"""What every SecretKeeper keeps to: the key of a server, and the fake of the window's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.ports import SecretKeeper
from engine.store.server_key import ServerKey
from tests.fakes.keeping import FakeKeeper


@pytest.fixture(params=["server key", "fake"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> SecretKeeper:
    return ServerKey.below(tmp_path) if request.param == "server key" else FakeKeeper()


def test_nothing_is_set_before_something_was_kept(keeper: SecretKeeper) -> None:
    assert not keeper.is_set()


def test_it_is_set_until_it_is_forgotten(keeper: SecretKeeper) -> None:
    assert str(keeper.keep("sk-one"))
    assert keeper.is_set()
    keeper.keep("sk-two")
    assert keeper.is_set()
    keeper.forget()
    assert not keeper.is_set()


def test_forgetting_what_was_never_kept_is_no_fault(keeper: SecretKeeper) -> None:
    keeper.forget()
    assert not keeper.is_set()
