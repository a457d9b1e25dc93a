"""Small pictures: of covered pictures only, in the database, there when the large one is lost, gone when it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from engine.domain.picture import RedactedImage, Thumbnail
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.domain.upkeep import RetentionRules
from engine.durable import write_whole
from engine.errors import StoreError, StoreFull
from engine.store.pictures import LONGEST_SIDE_PX, small
from engine.store.store import SqliteStore
from tests.unit.store.clock import DAY_MS, Clock

_FEW_KB = 8 * 1024


def _picture(width: int = 640, height: int = 400, shade: int = 7, text: str = "") -> RedactedImage:
    rgb = bytes((place * shade + place // 1920 * 3) % 251 for place in range(width * height * 3))
    return RedactedImage(width, height, rgb, spans=(TextSpan(text, Region(0, 0, 60, 10), 0.9),) if text else ())


def _kept(store: SqliteStore) -> list[bytes]:
    return [row["content"] for row in store._file.rows("SELECT content FROM thumbnail ORDER BY picture_id")]


def _lose(tmp_path: Path) -> None:
    for path in (tmp_path / "cases" / "pictures").rglob("*.dsi"):
        path.unlink()


@pytest.mark.parametrize(
    ("size", "small_size"), [((640, 400), (160, 100)), ((90, 1600), (9, 160)), ((20, 10), (20, 10))]
)
def test_it_keeps_its_proportions_and_never_grows(
    store: SqliteStore, size: tuple[int, int], small_size: tuple[int, int]
) -> None:
    picture = _picture(*size)
    store.add_question(store.start_conversation("t").id, "", [picture])
    thumbnail = store.thumbnail(picture.digest)
    assert (thumbnail.width, thumbnail.height) == small_size


def test_a_full_screen_becomes_a_few_kilobytes(store: SqliteStore) -> None:
    noisy = RedactedImage(1920, 1080, bytes((x * y) % 255 for y in range(1080) for x in range(1920 * 3)))
    content = small(noisy)
    assert len(content) < _FEW_KB
    assert max(Image.open(BytesIO(content)).size) == LONGEST_SIDE_PX


def test_it_is_a_function_of_the_covered_pixels_alone(store: SqliteStore) -> None:
    plain = _picture()
    told = RedactedImage(plain.width, plain.height, plain.rgb, spans=(TextSpan("secret", Region(0, 0, 9, 9), 0.9),))
    assert small(plain) == small(told)
    assert b"EXIF" not in small(told)
    assert b"ICCP" not in small(told)


def test_it_is_kept_in_the_transaction_that_keeps_the_picture(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = store.start_conversation("t").id

    def full(_path: Path, _content: bytes) -> None:
        raise StoreFull("store.full")

    monkeypatch.setattr("engine.store.pictures.write_whole", full)
    with pytest.raises(StoreFull):
        store.add_question(case, "", [_picture()])
    assert _kept(store) == []
    monkeypatch.setattr("engine.store.pictures.write_whole", write_whole)
    store.add_question(case, "", [_picture()])
    assert _kept(store) == [small(_picture())]


def test_a_picture_whose_file_is_lost_or_altered_still_shows_small(tmp_path: Path, store: SqliteStore) -> None:
    picture = _picture()
    store.add_question(store.start_conversation("t").id, "", [picture])
    _lose(tmp_path)
    with pytest.raises(StoreError) as lost:
        store.picture(picture.digest)
    assert lost.value.key == "store.picture_missing"
    assert store.thumbnail(picture.digest).width == LONGEST_SIDE_PX


def test_it_goes_with_its_case_and_leaves_no_byte(tmp_path: Path, store: SqliteStore) -> None:
    picture, other = _picture(), _picture(shade=11)
    kept, gone = store.start_conversation("kept").id, store.start_conversation("gone").id
    store.add_question(kept, "", [other])
    store.add_question(gone, "", [picture, other])
    store.delete_conversation(gone)
    assert _kept(store) == [small(other)]
    with pytest.raises(StoreError):
        store.thumbnail(picture.digest)


def test_it_goes_when_the_time_of_its_picture_is_over(store: SqliteStore, clock: Clock) -> None:
    picture = _picture(text="Error 5")
    store.add_question(store.start_conversation("t").id, "", [picture])
    clock.now_ms += 31 * DAY_MS
    store.upkeep(RetentionRules(30, 90), is_confirmed=True)
    assert _kept(store) == []
    with pytest.raises(StoreError) as expired:
        store.thumbnail(picture.digest)
    assert expired.value.key == "store.picture_expired"
    assert store.search("rror 5")  # what stood on it is still found


def test_a_picture_that_comes_again_after_its_time_has_one_again(store: SqliteStore, clock: Clock) -> None:
    picture = _picture()
    case = store.start_conversation("t").id
    store.add_question(case, "", [picture])
    clock.now_ms += 31 * DAY_MS
    store.upkeep(RetentionRules(30, 90), is_confirmed=True)
    store.add_question(case, "", [picture])
    assert _kept(store) == [small(picture)]


def test_one_that_an_older_file_lacks_is_made_once_and_kept(tmp_path: Path, store: SqliteStore) -> None:
    picture = _picture()
    store.add_question(store.start_conversation("t").id, "", [picture])
    with store._file.immediate() as db:
        db.execute("DELETE FROM thumbnail")
    assert store.thumbnail(picture.digest).width == LONGEST_SIDE_PX
    assert _kept(store) == [small(picture)]
    _lose(tmp_path)
    assert isinstance(store.thumbnail(picture.digest), Thumbnail)


def test_a_private_picture_is_small_in_memory_only(store: SqliteStore) -> None:
    picture = _picture()
    store.add_question(store.start_conversation("t", is_private=True).id, "", [picture])
    assert store.thumbnail(picture.digest).width == LONGEST_SIDE_PX
    assert _kept(store) == []


def test_a_case_names_its_first_picture_and_a_hit_the_one_it_was_found_on(store: SqliteStore) -> None:
    first, second = _picture(shade=5, text="printer"), _picture(shade=9, text="scanner")
    case = store.start_conversation("t").id
    assert store.conversations()[0].picture == ""
    asked = store.add_question(case, "which?", [first])
    store.add_question(case, "and this?", [second])
    assert store.conversations()[0].picture == first.digest
    assert [hit.picture for hit in store.search("scanner")] == [second.digest]
    assert [hit.picture for hit in store.search("which")] == [first.digest]
    store.add_question(case, "rather this", [second], replaces=asked.id)
    assert store.conversations()[0].picture == second.digest


def test_pictures_that_come_by_import_have_one(tmp_path: Path, store: SqliteStore) -> None:
    picture = _picture()
    case = store.start_conversation("t").id
    store.add_question(case, "", [picture])
    store.export_lines(tmp_path / "all.jsonl", None)
    store.delete_conversation(case)
    store.import_lines(tmp_path / "all.jsonl")
    assert _kept(store) == [small(picture)]
