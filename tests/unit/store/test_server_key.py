"""The key for the model server: kept where secrets are kept, never where others can read it."""

import sys
from pathlib import Path

import pytest

from engine.errors import KeyMissing
from engine.store import server_key
from engine.store.server_key import ServerKey
from tests.fakes.keystore import MemoryKeyring


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    keyring = MemoryKeyring()
    monkeypatch.setattr(server_key, "real_keyring", lambda: keyring)
    return keyring


def test_without_a_key_there_is_none(tmp_path: Path) -> None:
    assert ServerKey.below(tmp_path).read() == ""


def test_a_key_is_kept_in_the_key_store_and_in_no_file(tmp_path: Path, keyring: MemoryKeyring) -> None:
    key = ServerKey.below(tmp_path)
    key.keep("secret")
    assert key.read() == "secret"
    assert list(tmp_path.iterdir()) == []
    assert ServerKey.below(tmp_path / "other").read() == ""
    key.forget()
    assert keyring.kept == {}


def test_without_a_key_store_it_is_kept_in_a_file_of_this_user_alone(tmp_path: Path) -> None:
    key = ServerKey.below(tmp_path)
    key.keep("secret")
    assert key.read() == "secret"
    if sys.platform != "win32":
        assert key.path.stat().st_mode & 0o077 == 0
    key.forget()
    assert key.read() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    key = ServerKey.below(tmp_path)
    key.path.write_text("secret")
    key.path.chmod(0o640)
    with pytest.raises(KeyMissing) as caught:
        key.read()
    assert caught.value.key == "server.key_file_open"
    assert "secret" not in str(caught.value)


def test_the_variable_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = ServerKey.below(tmp_path)
    key.keep("kept")
    monkeypatch.setenv("DESKSIDE_SERVER_KEY", "given")
    assert key.read() == "given"


@pytest.mark.parametrize("key", ["sk-ünïcode", "two\nlines"])
def test_what_no_key_may_hold_is_refused_before_it_is_kept(keyring: MemoryKeyring, tmp_path: Path, key: str) -> None:
    server = ServerKey.below(tmp_path)
    with pytest.raises(KeyMissing):
        server.keep(key)
    assert not server.is_set()
    server.keep("sk-plain")
    assert server.is_set()
