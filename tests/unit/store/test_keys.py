"""Where the key is kept, and that no key is ever made up over cases that have one."""

from __future__ import annotations

import os
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked, NoKeyringError

from engine.errors import KeyMissing
from engine.settings import Folders
from engine.store import cases_in, open_store
from engine.store.keys import FileKeeper, KeyringKeeper, SubKeys, system_keeper
from engine.wording import Language, say


class DeskKeyring(KeyringBackend):
    """A key store in memory that can be locked."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]

    def _check(self) -> None:
        if self.is_locked:
            raise KeyringLocked("locked")


class SystemKeyring(DeskKeyring):
    """Passes for one that came with the keyring package."""


SystemKeyring.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def desk_keyring(monkeypatch: pytest.MonkeyPatch) -> SystemKeyring:
    chosen = SystemKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: chosen)
    return chosen


@pytest.fixture
def key_file(folders: Folders) -> Path:
    return folders.config / "case.key"


def test_a_file_keeps_a_key_for_its_owner_alone(key_file: Path) -> None:
    keeper = FileKeeper(key_file)
    assert keeper.load() is None
    keeper.keep(bytes(range(32)))
    assert keeper.load() == bytes(range(32))
    assert os.name == "nt" or key_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"no key", b"abcd", b"\xff\xfe"])
def test_a_file_that_holds_no_key_is_said_to_hold_none(key_file: Path, content: bytes) -> None:
    key_file.write_bytes(content)
    with pytest.raises(KeyMissing):
        FileKeeper(key_file).load()


def test_the_system_key_store_is_taken_where_there_is_one(folders: Folders, desk_keyring: SystemKeyring) -> None:
    store = open_store(folders)
    assert store.protection() == "store.protected_by_keyring"
    case = store.start_conversation("kept")
    store.close()
    assert len(desk_keyring.kept) == 1
    assert not (folders.config / "case.key").exists()
    store = open_store(folders)
    assert store.conversation(case.id).title == "kept"
    store.close()


def test_two_profiles_have_two_keys_in_one_key_store(tmp_path: Path, desk_keyring: SystemKeyring) -> None:
    for name in ("one", "two"):
        open_store(Folders.below(tmp_path / name)).close()
    assert len(set(desk_keyring.kept.values())) == 2


@pytest.mark.parametrize("lookalike", [fail.Keyring, null.Keyring, chainer.ChainerBackend, DeskKeyring])
def test_without_a_real_key_store_the_file_is_used_and_said_to_be(
    folders: Folders, key_file: Path, monkeypatch: pytest.MonkeyPatch, lookalike: type[KeyringBackend]
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lookalike)
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [])
    store = open_store(folders)
    assert store.protection() == "store.protected_by_file"
    store.close()
    assert FileKeeper(key_file).load() is not None


def test_an_empty_key_file_chooses_the_file(key_file: Path, desk_keyring: SystemKeyring) -> None:
    key_file.touch()
    assert system_keeper(key_file, "x").protection == "store.protected_by_file"


def test_the_sentences_say_what_is_and_is_not_protected() -> None:
    for key in ("store.protected_by_keyring", "store.protected_by_file"):
        assert "does not protect" in say(key, Language.EN)
        assert "防范" in say(key, Language.ZH)


def test_a_locked_key_store_is_not_replaced_by_anything(folders: Folders, desk_keyring: SystemKeyring) -> None:
    open_store(folders).close()
    desk_keyring.is_locked = True
    with pytest.raises(KeyMissing) as caught:
        open_store(folders)
    assert caught.value.key == "store.keyring_locked"
    assert caught.value.remedy(Language.ZH)


def test_cases_whose_key_is_gone_are_left_as_they_are(
    folders: Folders, desk_keyring: SystemKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(folders).close()
    before = (cases_in(folders) / "deskside.db").read_bytes()
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    with pytest.raises(KeyMissing) as caught:
        open_store(folders)
    assert caught.value.key == "store.recovery_needed"
    assert caught.value.remedy()
    assert (cases_in(folders) / "deskside.db").read_bytes() == before
    assert not (folders.config / "case.key").exists()


def test_no_new_key_is_made_while_old_cases_lie_in_quarantine_or_backups(folders: Folders, key_file: Path) -> None:
    open_store(folders, keys=FileKeeper(key_file)).close()
    key_file.unlink()
    (cases_in(folders) / "deskside.db").unlink()
    with pytest.raises(KeyMissing) as caught:
        open_store(folders, keys=FileKeeper(key_file))
    assert caught.value.key == "store.key_missing"
    assert not key_file.exists()


def test_no_new_key_is_made_over_cases_whose_locks_and_card_are_gone(folders: Folders, key_file: Path) -> None:
    """What is left is the database alone: whoever comes back with the right folder must find no other key there."""
    open_store(folders).close()
    cases = cases_in(folders)
    before = (cases / "deskside.db").read_bytes()
    for path in (key_file, cases / "profile.json", cases / "key.json", cases / "backups" / "key.json"):
        path.unlink()
    with pytest.raises(KeyMissing):
        open_store(folders)
    assert (cases / "deskside.db").read_bytes() == before
    assert not key_file.exists()
    assert not (cases / "key.json").exists()


def test_a_wrong_key_changes_nothing_and_the_right_one_still_opens(folders: Folders, key_file: Path) -> None:
    store = open_store(folders, keys=FileKeeper(key_file))
    case = store.start_conversation("kept")
    store.close()
    right = key_file.read_bytes()
    key_file.write_text("ab" * 32)
    with pytest.raises(KeyMissing) as caught:
        open_store(folders, keys=FileKeeper(key_file))
    assert caught.value.key == "store.wrong_key"
    key_file.write_bytes(right)
    store = open_store(folders, keys=FileKeeper(key_file))
    assert store.conversation(case.id).title == "kept"
    store.close()


def test_a_key_store_that_forgets_at_once_is_noticed_before_anything_is_encrypted(folders: Folders) -> None:
    class Forgetful(SystemKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, "somebody else"] = password

    with pytest.raises(KeyMissing) as caught:
        open_store(folders, keys=KeyringKeeper(Forgetful(), "x", folders.config / "case.key"))
    assert caught.value.key == "store.key_not_kept"
    assert not (cases_in(folders) / "deskside.db").exists()


def test_a_key_store_that_cannot_keep_is_said_so(folders: Folders) -> None:
    class Refusing(SystemKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise NoKeyringError("no")

    with pytest.raises(KeyMissing):
        open_store(folders, keys=KeyringKeeper(Refusing(), "x", folders.config / "case.key"))


def test_every_purpose_has_a_key_of_its_own() -> None:
    keys = SubKeys.of(bytes(32))
    assert len({keys.database, keys.picture_names, keys.picture_keys, bytes.fromhex(keys.check)}) == 4
    assert SubKeys.of(bytes(31) + b"\x01").database != keys.database
    assert keys.matches(SubKeys.of(bytes(32)).check)
    assert bytes(32).hex() not in repr(keys)
    assert keys.database.hex() not in repr(keys)
