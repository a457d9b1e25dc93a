"""Pictures on the disk: whole, sealed, and swept when a crash left them."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from engine.domain.finding import EntityType, Finding, Mask
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.durable import write_whole
from engine.errors import StoreError, StoreFull
from engine.store.keys import FileKeeper, SubKeys
from engine.store.pictures import PictureFolder, decoded
from engine.store.store import SqliteStore


def _picture(width: int = 40, height: int = 30) -> RedactedImage:
    return RedactedImage(width, height, bytes((place * 7) % 253 for place in range(width * height * 3)))


@pytest.fixture
def folder(tmp_path: Path) -> PictureFolder:
    return PictureFolder(tmp_path / "pictures", SubKeys.of(bytes(32)))


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (17000, 1)], ids=str)
def test_pixels_come_back_exactly(folder: PictureFolder, size: tuple[int, int]) -> None:
    picture = _picture(*size)
    sealed = folder.seal(picture)
    folder.write(sealed)
    assert decoded(folder.read(sealed.name, sealed.wrapped_key)) == (*size, picture.rgb)


def test_who_decided_about_a_place_is_kept_with_the_picture(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    finding = Finding(EntityType.EMAIL, Region(1, 2, 3, 4), 0.9, "shape", label="EMAIL 1")
    masks = (Mask(finding), Mask(finding, is_covered=False, is_by_agent=True))
    plain = _picture()
    picture = RedactedImage(plain.width, plain.height, plain.rgb, masks)
    store.add_question(store.start_conversation("t").id, "", [picture])
    assert store.picture(picture.digest).masks == masks
    store.close()


def test_each_sealing_has_a_key_of_its_own_and_the_same_name(folder: PictureFolder) -> None:
    one, two = folder.seal(_picture()), folder.seal(_picture())
    assert one.name == two.name
    assert one.content != two.content
    folder.write(one)
    with pytest.raises(StoreError):
        folder.read(two.name, two.wrapped_key)


def test_names_tell_nothing_to_who_has_another_key(tmp_path: Path, folder: PictureFolder) -> None:
    other = PictureFolder(tmp_path / "other", SubKeys.of(bytes(31) + b"\x01"))
    assert other.seal(_picture()).name != folder.seal(_picture()).name


@pytest.mark.parametrize("place", [0, 1, 20, -1])
def test_one_altered_byte_is_noticed(tmp_path: Path, place: int) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    store.add_question(store.start_conversation("t").id, "", [_picture()])
    (path,) = (tmp_path / "cases" / "pictures").rglob("*.dsi")
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        store.picture(_picture().digest)
    assert caught.value.key == "store.picture_altered"
    store.close()


def test_a_cut_or_empty_file_is_noticed(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    store.add_question(store.start_conversation("t").id, "", [_picture()])
    (path,) = (tmp_path / "cases" / "pictures").rglob("*.dsi")
    for length in (50, 5, 0):
        os.truncate(path, length)
        with pytest.raises(StoreError) as caught:
            store.picture(_picture().digest)
        assert caught.value.key == "store.picture_altered"
    store.close()


def test_a_lost_file_is_said_to_be_lost_and_written_anew_when_the_picture_comes_again(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    case = store.start_conversation("t")
    store.add_question(case.id, "", [_picture()])
    (path,) = (tmp_path / "cases" / "pictures").rglob("*.dsi")
    path.unlink()
    with pytest.raises(StoreError) as caught:
        store.picture(_picture().digest)
    assert caught.value.key == "store.picture_missing"
    store.add_question(case.id, "", [_picture()])
    assert store.picture(_picture().digest) == _picture()
    store.close()


def test_start_removes_drafts_and_day_old_orphans_only(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    store.add_question(store.start_conversation("t").id, "", [_picture()])
    store.close()
    pictures = tmp_path / "cases" / "pictures"
    (kept,) = pictures.rglob("*.dsi")
    draft, young, old = (kept.parent / name for name in ("a.dsi.tmp", "b.dsi", "c.dsi"))
    for path in (draft, young, old):
        path.write_bytes(b"x")
    long_ago = time.time() - 25 * 3600
    for path in (kept, old):
        os.utime(path, (long_ago, long_ago))
    SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key")).close()
    assert set(pictures.rglob("*.*")) == {kept, young}


def test_orphans_stay_while_a_case_file_lies_in_quarantine(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    store.close()
    orphan = tmp_path / "cases" / "pictures" / "old.dsi"
    orphan.write_bytes(b"x")
    os.utime(orphan, (0, 0))
    (tmp_path / "cases" / "quarantine" / "20260101").mkdir()
    SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key")).close()
    assert orphan.exists()


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, StoreFull), (errno.EIO, StoreError)])
def test_a_picture_that_cannot_be_written_leaves_no_half_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[StoreError]
) -> None:
    store = SqliteStore(tmp_path / "cases", FileKeeper(tmp_path / "key"))
    case = store.start_conversation("t")

    def refuse(path: Path, content: bytes) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr("engine.store.pictures.write_whole", refuse)
        with pytest.raises(kind):
            store.add_question(case.id, "why?", [_picture()])
    assert list(store.messages(case.id)) == []
    store.add_question(case.id, "why?", [_picture()])
    assert store.picture(_picture().digest) == _picture()
    store.close()


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sub" / "file"
    write_whole(path, b"old")

    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="gone"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
