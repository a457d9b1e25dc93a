"""A profile moves house whole or not at all."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import CasesLocked, StoreDamaged, StoreError
from engine.settings import Folders
from engine.store import cases_in, open_store, take_in_profile, vault_of
from engine.store.keys import key_file_in
from tests.fakes.keystore import MemoryKeyring
from tests.unit.store.every_kind import content

_WORDS = "correct horse battery"


def _other(tmp_path: Path) -> Folders:
    return Folders.below(tmp_path / "other machine")


def _packed(folders: Folders, target: Path, secret: str = "") -> str:
    """Write the profile to a file and return its recovery key."""
    vault = vault_of(folders, secret)
    store = open_store(folders, keys=vault)
    key = vault.renew_recovery_key()
    store.write_profile(target)
    store.close()
    return key


def test_a_profile_moves_to_another_machine_by_its_recovery_key(filled: Folders, tmp_path: Path) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    store = open_store(filled)
    wanted = content(store)
    store.close()
    other = _other(tmp_path)
    with pytest.raises(CasesLocked):
        take_in_profile(other, tmp_path / "profile.deskside", "a wrong passphrase")
    take_in_profile(other, tmp_path / "profile.deskside", key)
    moved = open_store(other)  # this machine opens it from now on
    assert content(moved) == wanted
    assert [fix.uid for fix in moved.fixes()] == ["win-sfc"]
    assert moved.verify_audit().fault == ""
    assert moved.audit_entries(1)[0].action == "profile.taken_in"
    moved.close()


@pytest.mark.parametrize("steps", range(6))
def test_a_profile_whose_taking_in_ends_on_the_way_opens_without_the_recovery_key_being_asked_for_again(
    filled: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    other = _other(tmp_path)
    left = [steps]

    rename = Path.replace

    def replace(path: Path, target: Path) -> Path:  # each file that gets its place is a step
        if (cases_in(other) / "incoming" / "ready").exists():
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
        return rename(path, target)

    with monkeypatch.context() as ending, contextlib.suppress(KeyboardInterrupt):
        ending.setattr(Path, "replace", replace)
        take_in_profile(other, tmp_path / "profile.deskside", key)
    store = open_store(other)
    if not store.count_cases():  # nothing had begun to get its place
        store.close()
        take_in_profile(other, tmp_path / "profile.deskside", key)
        store = open_store(other)
    assert store.count_cases()
    store.close()


def test_a_profile_that_moves_gets_a_half_of_its_own_in_the_key_store(
    filled: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    keyring = MemoryKeyring()
    for module in ("vault", "keys"):
        monkeypatch.setattr(f"engine.store.{module}.real_keyring", lambda: keyring)
    other = Folders.below(tmp_path / "other")
    take_in_profile(other, tmp_path / "profile.deskside", key)
    assert not key_file_in(other.config).exists()
    store = open_store(other)
    assert store.protection() == "store.protected_by_keyring"
    store.close()
    assert not (cases_in(other) / "incoming").exists()


def test_a_profile_with_a_passphrase_goes_on_asking_for_it(filled: Folders, tmp_path: Path) -> None:
    vault = vault_of(filled)
    store = open_store(filled, keys=vault)
    vault.set_passphrase(_WORDS)
    store.write_profile(tmp_path / "profile.deskside")
    store.close()
    other = _other(tmp_path)
    take_in_profile(other, tmp_path / "profile.deskside", _WORDS)
    with pytest.raises(CasesLocked):
        open_store(other)
    open_store(other, secret=_WORDS).close()


def test_a_profile_that_nobody_could_open_elsewhere_is_not_written(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    with pytest.raises(StoreError) as caught:
        store.write_profile(tmp_path / "profile.deskside")
    assert caught.value.key == "store.moved_needs_secret"
    store.close()
    assert not list(tmp_path.glob("profile.deskside*"))


def test_the_file_that_moves_gives_nothing_away(filled: Folders, tmp_path: Path) -> None:
    _packed(filled, tmp_path / "profile.deskside")
    content = (tmp_path / "profile.deskside").read_bytes()
    for word in ("ipconfig", "Drucker", "打印机", "vpn", "win-sfc"):
        assert word.encode() not in content
        assert word.encode("utf-16-le") not in content
    assert b"RIFF" not in content


def test_where_cases_are_no_profile_is_taken_in_and_an_empty_one_is_set_aside(filled: Folders, tmp_path: Path) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    other = _other(tmp_path)
    store = open_store(other)
    case = store.start_conversation("mine").id
    store.close()
    with pytest.raises(StoreError) as caught:
        take_in_profile(other, tmp_path / "profile.deskside", key)
    assert caught.value.key == "store.not_empty"
    store = open_store(other)
    store.delete_conversation(case)
    store.close()
    take_in_profile(other, tmp_path / "profile.deskside", key)
    (aside,) = (cases_in(other) / "quarantine").iterdir()
    assert {"deskside.db", "key.json", "profile.json", "case.key"} <= {path.name for path in aside.iterdir()}


def _flip(path: Path, place: int, bits: int = 1) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= bits
    path.write_bytes(content)


def _with(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)


def _squeezed_and_spoilt(path: Path) -> None:
    """As another packer squeezes it, with a first block that no packer writes."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    _flip(path, 30 + len(next(iter(files))), 0xFF)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b"PK no zip"),
        lambda path: path.write_bytes(path.read_bytes()[:-3000]),
        lambda path: _flip(path, path.stat().st_size // 3),
        lambda path: _flip(path, 200),
        _squeezed_and_spoilt,
        lambda path: _with(path, "../../escaped", b"x"),
        lambda path: _with(path, "/etc/escaped", b"x"),
        lambda path: _with(path, "pictures/../../escaped.dsi", b"x"),
        lambda path: _with(path, f"pictures/aa/bb/{'c' * 64}.dsi", b"smuggled in"),
    ],
)
def test_a_file_that_was_changed_is_refused_and_nothing_is_written(
    filled: Folders, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    harm(tmp_path / "profile.deskside")
    other = _other(tmp_path)
    other.create()
    with pytest.raises((StoreError, StoreDamaged)):
        take_in_profile(other, tmp_path / "profile.deskside", key)
    assert not (cases_in(other) / "deskside.db").exists()
    assert not list(tmp_path.rglob("*escaped*"))
    assert not (cases_in(other) / "incoming").exists()


def test_a_packed_file_that_unfolds_to_gigabytes_is_refused_before_it_is_unpacked(
    folders: Folders, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.deskside", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("deskside.db", "key.json", "profile.json", "profile.list"):
            archive.writestr(name, b"\0" * 50_000_000)
    with pytest.raises(StoreError) as refused:
        take_in_profile(folders, tmp_path / "bomb.deskside", "words")
    assert refused.value.key == "store.moved_unreadable"


def test_a_zip_that_lacks_what_a_profile_has_is_refused_as_such(folders: Folders, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "half.deskside", "w") as archive:
        archive.writestr("deskside.db", b"x")
    with pytest.raises(StoreError) as refused:
        take_in_profile(folders, tmp_path / "half.deskside", "words")
    assert refused.value.key == "store.moved_unreadable"
