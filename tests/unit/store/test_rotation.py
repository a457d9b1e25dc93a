"""Another master key: all is there under it, nothing opens with the old one, and an end at any point loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.domain.picture import RedactedImage
from engine.durable import write_whole
from engine.errors import CasesLocked, StoreError
from engine.settings import Folders
from engine.store import cases_in, open_store, rotate_key, rotation, vault_of
from engine.store.keys import FileKeeper, SubKeys
from engine.store.sqlcipher import Error, open_database
from engine.store.store import SqliteStore

_PHRASE = "correct horse battery"


def _picture(shade: int) -> RedactedImage:
    return RedactedImage(40, 30, bytes((place * shade) % 251 for place in range(40 * 30 * 3)))


_PICTURES = (_picture(3), _picture(7))


def _fill(folders: Folders, passphrase: str = "") -> tuple[bytes, str]:
    """Make a profile with two pictures, a lost one, and a recovery key. Returns its master key and that."""
    vault = vault_of(folders)
    store = open_store(folders, keys=vault)
    case = store.start_conversation("Printer 打印机")
    store.add_question(case.id, "offline 0x80070005", _PICTURES)
    store.set_held(case.id, True)
    store.back_up()
    text = vault.renew_recovery_key()
    if passphrase:
        vault.set_passphrase(passphrase)
    master = vault._open_master()
    store.close()
    vault.close()
    return master, text


def _check(folders: Folders, secret: str = "") -> None:
    store = open_store(folders, secret=secret)
    (case,) = store.conversations()
    assert case.title == "Printer 打印机"
    assert store.search("070005")
    for picture in _PICTURES:
        assert store.picture(picture.digest).rgb == picture.rgb
        assert store.thumbnail(picture.digest).width == 40
    report = store.verify_audit()
    assert report.fault == ""
    store.add_question(case.id, "and on", [_picture(11)])
    store.close()


def _actions(store: SqliteStore) -> list[str]:
    return [entry.action for entry in store.audit_entries()]


def test_everything_is_there_under_the_new_key_and_the_log_says_so(folders: Folders) -> None:
    _fill(folders)
    rotate_key(folders)
    _check(folders)
    store = open_store(folders)
    assert "key.rotated" in _actions(store)
    store.close()
    assert not (cases_in(folders) / "rotated").exists()


def test_the_old_key_opens_nothing_any_more(folders: Folders) -> None:
    master, recovery_key = _fill(folders)
    before = {path: path.read_bytes() for path in cases_in(folders).rglob("*.dsi")}
    old_half = FileKeeper(folders.config / "case.key").load()
    new_recovery_key = rotate_key(folders)
    database = cases_in(folders) / "deskside.db"
    with pytest.raises(Error):
        open_database(database, SubKeys.of(master).database, is_read_only=True)
    pictures = {path: path.read_bytes() for path in cases_in(folders).rglob("*.dsi")}
    assert len(pictures) == len(before) == 2
    assert not pictures.keys() & before.keys()  # not even their names stay
    assert not list((cases_in(folders) / "backups").glob("*.db"))
    assert FileKeeper(folders.config / "case.key").load() != old_half
    assert new_recovery_key != recovery_key
    with pytest.raises(CasesLocked):
        open_store(folders, secret=recovery_key)
    _check(folders, new_recovery_key)


def test_a_passphrase_stays_the_same_and_is_wanted_for_it(folders: Folders) -> None:
    _fill(folders, _PHRASE)
    for wrong in ("", "another passphrase"):
        with pytest.raises(CasesLocked):
            rotate_key(folders, secret=wrong)
    _check(folders, _PHRASE)
    rotate_key(folders, secret=_PHRASE)
    _check(folders, _PHRASE)


def test_where_there_was_no_recovery_key_none_is_made(folders: Folders) -> None:
    store = open_store(folders)
    store.start_conversation("t")
    store.close()
    assert rotate_key(folders) == ""
    store = open_store(folders)
    assert len(store.conversations()) == 1
    store.close()


def test_a_lost_picture_does_not_stop_it_and_its_small_form_stays(folders: Folders) -> None:
    _fill(folders)
    lost = next(iter(sorted(cases_in(folders).rglob("*.dsi"))))
    lost.unlink()
    rotate_key(folders)
    store = open_store(folders)
    missing = [picture for picture in _PICTURES if not _is_there(store, picture)]
    assert len(missing) == 1
    assert store.thumbnail(missing[0].digest).width == 40
    store.close()


def _is_there(store: SqliteStore, picture: RedactedImage) -> bool:
    try:
        return store.picture(picture.digest) == picture
    except StoreError:
        return False


def test_an_open_file_is_left_alone(folders: Folders) -> None:
    _fill(folders)
    store = open_store(folders)
    with pytest.raises(StoreError) as busy:
        rotate_key(folders)
    assert busy.value.key == "store.in_use"
    store.close()
    _check(folders)


class Killed(BaseException):
    """The program ends here."""


def _killed(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    "point", ["_seal_pictures", "signed_anew", "_record", "write_whole", "backups.is_good", "ProfileCard.write"]
)
@pytest.mark.parametrize("leaves_debris", [False, True])
def test_an_end_before_all_is_made_anew_leaves_everything_under_the_old_key(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, point: str, leaves_debris: bool
) -> None:
    _, recovery_key = _fill(folders)
    monkeypatch.setattr(f"engine.store.rotation.{point}", _killed)
    if leaves_debris:  # as a real kill does, which runs no handlers
        monkeypatch.setattr("engine.store.rotation.shutil.rmtree", lambda *_, **__: None)
    with pytest.raises(Killed):
        rotate_key(folders)
    monkeypatch.undo()
    _check(folders, recovery_key)
    assert not (cases_in(folders) / "rotated").exists()


@pytest.mark.parametrize("count", range(len(rotation.STEPS) + 1))
@pytest.mark.parametrize("is_half_done", [False, True])
def test_an_end_while_it_is_put_in_place_is_made_good_at_the_next_start(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, count: int, is_half_done: bool
) -> None:
    """Ended before each step, and after each as well: then it is done a second time."""
    _fill(folders)
    steps: list[Callable[[rotation._Staged], None]] = list(rotation.STEPS[:count])
    monkeypatch.setattr(rotation, "STEPS", (*steps, _killed))
    with pytest.raises(Killed):
        rotate_key(folders)
    monkeypatch.undo()
    if is_half_done and count < len(rotation.STEPS):
        monkeypatch.setattr(rotation, "STEPS", (*rotation.STEPS[: count + 1], _killed))
        with pytest.raises(Killed):
            open_store(folders)
        monkeypatch.undo()
    _check(folders)
    assert not (cases_in(folders) / "rotated").exists()


@pytest.mark.parametrize("ends_after", range(5))
def test_an_end_between_two_files_of_one_step_is_made_good_as_well(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, ends_after: int
) -> None:
    _fill(folders)
    written: list[Path] = []

    def write(path: Path, content: bytes) -> None:
        if "rotated" not in path.parts:
            if len(written) >= ends_after:
                raise Killed
            written.append(path)
        write_whole(path, content)

    monkeypatch.setattr("engine.store.rotation.write_whole", write)
    monkeypatch.setattr("engine.store.locks.write_whole", write)
    with pytest.raises(Killed):
        rotate_key(folders)
    monkeypatch.undo()
    _check(folders)


def test_a_recovery_key_that_nobody_was_shown_opens_nothing_and_another_is_asked_for(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(folders)
    monkeypatch.setattr(rotation, "STEPS", (_killed,))
    with pytest.raises(Killed):
        rotate_key(folders)
    monkeypatch.undo()
    _check(folders)
    assert not vault_of(folders).has_recovery_key


def test_a_full_disk_leaves_everything_as_it_was(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(folders)

    def full(_self: object, _sealed: object) -> None:
        raise StoreError("store.full")

    monkeypatch.setattr("engine.store.pictures.PictureFolder.write", full)
    with pytest.raises(StoreError):
        rotate_key(folders)
    monkeypatch.undo()
    _check(folders)
