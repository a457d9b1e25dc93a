"""The locks on the master key: what opens the cases, what does not, and that nobody is let in silently."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from engine.errors import CasesLocked, KeyMissing, StoreError
from engine.settings import Folders
from engine.store import cases_in, open_store, recovery, rotate_key, vault_of
from engine.store.keys import FileKeeper, key_file_in
from engine.store.locks import Lock, LockFile, LockKind
from engine.store.vault import PASSPHRASE_VARIABLE, Vault
from tests.fakes.keystore import MemoryKeyring

_WORDS = "correct horse 电池 staple"


class SystemKeyring(MemoryKeyring):
    """Passes for one that came with the keyring package."""


SystemKeyring.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def desk_keyring(monkeypatch: pytest.MonkeyPatch) -> SystemKeyring:
    chosen = SystemKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: chosen)
    return chosen


def _titles(folders: Folders, secret: str = "") -> list[str]:
    store = open_store(folders, secret=secret)
    try:
        return [case.title for case in store.conversations()]
    finally:
        store.close()


def _made(folders: Folders, secret: str = "") -> Vault:
    """Make a profile with one case and return its vault, opened."""
    vault = vault_of(folders, secret)
    store = open_store(folders, keys=vault)
    store.start_conversation("kept")
    store.close()
    return vault


def test_the_master_key_itself_lies_in_no_key_store_and_no_file(folders: Folders, desk_keyring: SystemKeyring) -> None:
    vault = _made(folders)
    master = vault.load()
    assert master is not None
    texts = [*desk_keyring.kept.values(), *(path.read_bytes().hex() for path in folders.data.rglob("*.json"))]
    assert len(texts) > 2
    assert not any(master.hex() in text or master.hex().encode().hex() in text for text in texts)


def test_a_passphrase_is_what_opens_a_new_profile_where_there_is_no_key_store(folders: Folders) -> None:
    vault = _made(folders, _WORDS)
    assert vault.protection == "store.protected_by_passphrase"
    assert not list(folders.config.iterdir())
    with pytest.raises(CasesLocked) as caught:
        open_store(folders)
    assert caught.value.key == "store.passphrase_needed"
    with pytest.raises(CasesLocked) as caught:
        open_store(folders, secret="wrong horse 电池 staple")
    assert caught.value.key == "store.wrong_passphrase"
    assert _titles(folders, _WORDS) == ["kept"]


def test_a_passphrase_from_the_environment_is_not_left_there(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    _made(folders, _WORDS)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, _WORDS)
    assert _titles(folders) == ["kept"]
    assert PASSPHRASE_VARIABLE not in os.environ


def test_a_passphrase_is_the_same_however_the_keyboard_composes_it(folders: Folders) -> None:
    _made(folders, "Zürich am See")
    assert _titles(folders, "Zu\u0308rich am See ") == ["kept"]


@pytest.mark.parametrize("weak", ["", "short", "        ", "aaaaaaaaaaaa"])
def test_a_weak_passphrase_is_refused_and_nothing_changes(folders: Folders, weak: str) -> None:
    vault = _made(folders)
    vault.load()
    with pytest.raises(KeyMissing) as caught:
        vault.set_passphrase(weak)
    assert caught.value.key == "store.weak_passphrase"
    assert _titles(folders) == ["kept"]


def test_setting_a_passphrase_takes_the_key_out_of_the_key_store(folders: Folders, desk_keyring: SystemKeyring) -> None:
    vault = _made(folders)
    vault.load()
    vault.set_passphrase(_WORDS)
    assert not desk_keyring.kept
    with pytest.raises(CasesLocked):
        open_store(folders)
    assert _titles(folders, _WORDS) == ["kept"]


def test_a_passphrase_can_be_given_up_for_the_key_store(folders: Folders, desk_keyring: SystemKeyring) -> None:
    vault = _made(folders)
    vault.load()
    vault.set_passphrase(_WORDS)
    vault.use_machine()
    assert vault.protection == "store.protected_by_keyring"
    assert _titles(folders) == ["kept"]


def test_a_passphrase_takes_the_place_of_a_key_file_which_is_gone_then(folders: Folders) -> None:
    vault = _made(folders)
    assert vault.protection == "store.protected_by_file"
    vault.load()
    vault.set_passphrase(_WORDS)
    assert not list(folders.config.iterdir())
    assert _titles(folders, _WORDS) == ["kept"]


def test_the_recovery_key_opens_what_the_key_store_lost_and_the_key_store_works_again(
    folders: Folders, desk_keyring: SystemKeyring
) -> None:
    vault = _made(folders)
    vault.load()
    assert not vault.has_recovery_key
    text = vault.renew_recovery_key()
    assert vault.has_recovery_key
    desk_keyring.kept.clear()
    with pytest.raises(CasesLocked) as caught:
        open_store(folders)
    assert caught.value.key == "store.recovery_needed"
    assert _titles(folders, text.lower().replace("-", " ")) == ["kept"]
    assert _titles(folders) == ["kept"]


def test_the_recovery_key_opens_the_folder_on_a_machine_without_key_store(
    folders: Folders, desk_keyring: SystemKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = _made(folders)
    vault.load()
    text = vault.renew_recovery_key()
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    other = Folders.below(tmp_path / "other machine")
    shutil.copytree(cases_in(folders), cases_in(other))
    with pytest.raises(CasesLocked):
        open_store(other)
    assert _titles(other, text) == ["kept"]
    assert vault_of(other).protection == "store.protected_by_file"  # and `doctor` warns of it
    assert _titles(other) == ["kept"]


def test_the_recovery_key_changes_nothing_where_this_machine_opens_the_cases_by_itself(folders: Folders) -> None:
    """Else a kill between the new half and the new lock would leave neither that fits the other."""
    text = _made(folders).renew_recovery_key()
    kept = {path: path.read_bytes() for path in (key_file_in(folders.config), cases_in(folders) / "key.json")}
    assert _titles(folders, text) == ["kept"]
    assert {path: path.read_bytes() for path in kept} == kept


def test_the_recovery_key_opens_a_forgotten_passphrase_and_leaves_it_until_a_new_one_is_set(folders: Folders) -> None:
    vault = _made(folders, _WORDS)
    text = vault.renew_recovery_key()
    recovered = vault_of(folders, text)
    store = open_store(folders, keys=recovered)
    assert recovered.was_recovered
    recovered.set_passphrase("another good one")
    store.close()
    assert _titles(folders, "another good one") == ["kept"]
    with pytest.raises(CasesLocked):
        open_store(folders, secret=_WORDS)


def test_a_renewed_recovery_key_replaces_the_one_before(folders: Folders) -> None:
    vault = _made(folders)
    vault.load()
    old, new = vault.renew_recovery_key(), vault.renew_recovery_key()
    with pytest.raises(CasesLocked) as caught:
        open_store(folders, secret=old)
    assert caught.value.key == "store.wrong_recovery_key"
    assert _titles(folders, new) == ["kept"]


def test_a_key_kept_before_there_were_locks_is_taken_over(folders: Folders) -> None:
    store = open_store(folders, keys=FileKeeper(folders.config / "case.key"))
    store.start_conversation("kept")
    store.close()
    assert not (cases_in(folders) / "key.json").exists()
    assert _titles(folders) == ["kept"]
    assert (cases_in(folders) / "key.json").exists()
    vault = vault_of(folders)
    vault.load()
    vault.set_passphrase(_WORDS)
    assert _titles(folders, _WORDS) == ["kept"]


@pytest.mark.parametrize("damage", ["remove", "spoil"])
def test_the_copy_of_the_locks_beside_the_backups_is_used_where_the_first_is_lost(
    folders: Folders, damage: str
) -> None:
    _made(folders)
    first = cases_in(folders) / "key.json"
    first.unlink() if damage == "remove" else first.write_text("{}")
    assert _titles(folders) == ["kept"]


def test_locks_that_cannot_be_read_at_all_are_said_to_be_and_no_new_ones_are_made(folders: Folders) -> None:
    _made(folders)
    places = [cases_in(folders) / "key.json", cases_in(folders) / "backups" / "key.json"]
    for place in places:
        place.write_text('{"format": 99}')
    with pytest.raises(StoreError) as caught:
        open_store(folders)
    assert caught.value.key == "store.locks_unreadable"
    assert [place.read_text() for place in places] == ['{"format": 99}'] * 2


def test_a_lock_of_another_profile_or_kind_opens_nothing() -> None:
    lock = Lock.with_key(LockKind.FILE, b"m" * 32, b"k" * 32, "one")
    assert lock.opened_with_key(b"k" * 32, "one") == b"m" * 32
    assert lock.opened_with_key(b"k" * 32, "two") is None
    assert lock.opened_with_key(b"j" * 32, "one") is None
    content = json.loads(LockFile("one", (lock,)).to_bytes())
    content["locks"][0]["kind"] = "recovery"
    (changed,) = LockFile.from_bytes(json.dumps(content).encode()).locks
    assert changed.opened_with_key(b"k" * 32, "one") is None


def test_a_file_cannot_ask_for_all_the_memory_there_is() -> None:
    lock = Lock(LockKind.PASSPHRASE, "00" * 60, salt="00" * 16, passes=1, lanes=1, memory_kib=2**40)
    assert lock.opened_with_passphrase("anything", "one") is None


def test_a_recovery_key_survives_being_typed_and_notices_every_wrong_letter() -> None:
    secret = bytes(range(20))
    text = recovery.as_text(secret)
    assert [len(group) for group in text.split("-")] == [6] * 6
    assert recovery.from_text(text.replace("0", "O").replace("1", "l").lower()) == secret
    for place, char in enumerate(text):
        if char != "-":
            wrong = text[:place] + ("2" if char != "2" else "3") + text[place + 1 :]
            with pytest.raises(KeyMissing):
                recovery.from_text(wrong)
    with pytest.raises(KeyMissing):
        recovery.from_text(text[:-1])


def test_after_closing_the_store_answers_nothing_and_the_key_is_dropped(folders: Folders) -> None:
    vault = vault_of(folders)
    store = open_store(folders, keys=vault)
    case = store.start_conversation("kept")
    store.search("kept")
    store.close()
    vault.close()
    for read in (store.conversations, store.fixes, lambda: store.messages(case.id), lambda: store.search("kept")):
        with pytest.raises(StoreError) as caught:
            read()
        assert caught.value.key == "store.closed"
    with pytest.raises(StoreError):
        store.start_conversation("more")
    with pytest.raises(CasesLocked):
        vault.renew_recovery_key()


def test_another_master_key_gets_another_half_in_the_key_store_and_the_old_one_goes(
    folders: Folders, desk_keyring: SystemKeyring
) -> None:
    store = open_store(folders)
    store.start_conversation("kept")
    store.close()
    before = dict(desk_keyring.kept)
    rotate_key(folders)
    assert len(desk_keyring.kept) == 1
    assert not set(desk_keyring.kept.values()) & set(before.values())
    assert _titles(folders) == ["kept"]


def test_what_is_no_recovery_key_is_told_to_be_mistyped_where_one_is_wanted(folders: Folders) -> None:
    open_store(folders).close()
    key_file_in(folders.config).unlink()
    with pytest.raises(CasesLocked) as caught:
        open_store(folders, secret="abc")
    assert caught.value.key == "store.recovery_mistyped"
