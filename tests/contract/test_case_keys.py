"""What every CaseKeys keeps to: the vault of a profile, and the fake of the window's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.ports import CaseKeys
from engine.settings import Folders
from engine.store import open_store, vault_of
from engine.wording import Language, say
from tests.fakes.keeping import FakeKeys


@pytest.fixture(params=["vault", "fake"])
def keys(request: pytest.FixtureRequest, folders: Folders) -> Iterator[CaseKeys]:
    if request.param == "fake":
        yield FakeKeys(has_recovery_key=False)
        return
    vault = vault_of(folders)
    store = open_store(folders, keys=vault)
    yield vault
    store.close()
    vault.close()


def test_it_says_in_both_languages_what_opens_the_cases(keys: CaseKeys) -> None:
    assert all(say(keys.protection, language) for language in Language)


def test_there_is_no_recovery_key_before_one_was_shown(keys: CaseKeys) -> None:
    assert not keys.has_recovery_key
    assert len(keys.renew_recovery_key()) >= 26
    assert keys.has_recovery_key
    assert not keys.was_recovered


def test_each_recovery_key_is_another(keys: CaseKeys) -> None:
    assert keys.renew_recovery_key() != keys.renew_recovery_key()


def test_a_passphrase_takes_the_place_of_the_machine_and_the_machine_that_of_a_passphrase(keys: CaseKeys) -> None:
    by_machine = keys.protection
    keys.set_passphrase("correct horse 电池 staple")
    assert keys.protection == "store.protected_by_passphrase" != by_machine
    keys.use_machine()
    assert keys.protection == by_machine


def test_a_change_of_the_daily_way_in_leaves_the_recovery_key(keys: CaseKeys) -> None:
    keys.renew_recovery_key()
    keys.set_passphrase("correct horse 电池 staple")
    assert keys.has_recovery_key


def test_closing_twice_is_no_fault_and_what_protects_is_still_told(keys: CaseKeys) -> None:
    before = keys.protection
    keys.close()
    keys.close()
    assert keys.protection == before
