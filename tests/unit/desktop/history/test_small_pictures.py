"""Small pictures: beside cases in the list, and in the place of a picture that is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop.viewmodels import small_pictures as module
from desktop.viewmodels.small_pictures import SmallPictures
from desktop.viewmodels.thumbnails import ThumbnailsViewModel
from desktop.views.case.thumbnail import PictureTile
from desktop.views.parts.theme import Theme
from engine.domain.picture import RedactedImage, Thumbnail
from engine.errors import StoreError
from engine.wording import Language
from tests.unit.desktop.conftest import MakeWindow, Room
from tests.unit.desktop.fakes.cases import picture
from tests.unit.desktop.fakes.tasks import HeldTasks

_RED = Thumbnail(16, 12, bytes((220, 20, 20)) * 16 * 12)


def test_it_is_read_once_and_then_at_hand(qtbot: QtBot, room: Room) -> None:
    room.engine.cases.small["d"] = _RED
    pictures = SmallPictures(room.desk, room.tasks)
    with qtbot.waitSignal(pictures.arrived):
        assert pictures.image("d") is None
    image = pictures.image("d")
    assert image is not None
    colour = image.pixelColor(3, 3)
    assert (colour.red(), colour.green(), colour.blue()) == (220, 20, 20)
    assert room.engine.cases.thumbnails_read == ["d"]


def test_one_that_is_gone_is_not_asked_for_again(room: Room) -> None:
    pictures = SmallPictures(room.desk, room.tasks)
    for _ in range(3):
        assert pictures.image("gone") is None
    assert room.engine.cases.thumbnails_read == ["gone"]


def test_who_scrolls_on_does_not_wait_for_what_has_gone_by(held_room: Room) -> None:
    tasks = held_room.tasks
    assert isinstance(tasks, HeldTasks)
    pictures = SmallPictures(held_room.desk, tasks)
    for number in range(500):
        pictures.image(f"d{number}")
    while tasks.held:
        tasks.held.pop(0)()
    read = held_room.engine.cases.thumbnails_read
    assert read[:3] == ["d0", "d499", "d498"]
    assert len(read) == module._MOST_WANTED + 1


def test_only_so_many_are_kept(room: Room) -> None:
    for number in range(module._KEPT + 5):
        room.engine.cases.small[f"d{number}"] = _RED
    pictures = SmallPictures(room.desk, room.tasks)
    for number in range(module._KEPT + 5):
        pictures.image(f"d{number}")
    assert len(pictures._kept) == module._KEPT
    assert pictures.image("d0") is None


def test_locking_forgets_them(room: Room) -> None:
    room.engine.cases.small["d"] = _RED
    pictures = SmallPictures(room.desk, room.tasks)
    pictures.image("d")
    pictures.clear()
    assert pictures.image("d") is None


def test_the_list_shows_a_case_with_its_picture(make_window: MakeWindow, room: Room) -> None:
    cases = room.engine.cases
    shown_first = picture()
    cases.add_question(cases.start_conversation("with a picture").id, "what is this?", [shown_first])
    cases.start_conversation("without one")
    cases.small[shown_first.digest] = _RED
    window = make_window(room)
    window.cases_column.list.grab()  # what is drawn is asked for
    shown = window.cases_column.list.grab().toImage()
    reds = [y for y in range(shown.height()) for x in range(0, shown.width(), 4) if _is_red(shown.pixel(x, y))]
    row = window.cases_column.list.visualRect(window.cases.model.index(1))
    assert reds
    assert all(row.top() <= y <= row.bottom() for y in reds)


def test_a_lost_picture_shows_what_is_left_of_it_and_says_so(room: Room, theme: Theme) -> None:
    room.engine.cases.small["d"] = _RED
    pictures = ThumbnailsViewModel(room.desk, room.tasks)
    view = PictureTile(theme, QSize(200, 130))
    pictures.missing.connect(lambda digest: view.show_missing(pictures.small(digest)))
    pictures.want("d")
    image = view.grab().toImage()
    assert any(image.pixelColor(x, 60).red() > image.pixelColor(x, 60).green() + 60 for x in range(image.width()))
    assert "small copy" in view.accessibleDescription()


def test_one_of_which_nothing_is_left_says_that_it_is_gone(room: Room, theme: Theme) -> None:
    pictures = ThumbnailsViewModel(room.desk, room.tasks)
    view = PictureTile(theme, QSize(200, 130))
    pictures.missing.connect(lambda digest: view.show_missing(pictures.small(digest)))
    pictures.want("d")
    assert view.accessibleDescription() == "This picture is no longer there."


def test_one_that_was_altered_is_told_once_with_what_to_do_and_one_whose_time_was_over_is_not(
    make_window: MakeWindow, room: Room, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = iter(["store.picture_altered", "store.picture_altered", "store.picture_expired"])

    def read(_digest: str) -> RedactedImage:
        raise StoreError(next(faults))

    monkeypatch.setattr(room.engine.cases, "picture", read)
    window = make_window(room)
    view = PictureTile(theme, QSize(200, 130))
    pictures = window.thumbnails
    pictures.missing.connect(lambda digest: view.show_missing(pictures.small(digest), pictures.why(digest)))
    for digest in ("d", "d", "old"):
        pictures.want(digest)
    assert [past.told.notice.key for past in room.notices.past] == ["store.picture_altered"]
    assert room.notices.standing[0].remedy(Language.ZH)
    assert view.accessibleDescription() == "The picture was deleted when its time was over."
    pictures.clear()
    assert pictures.why("d") is None


def test_one_that_is_whole_is_shown_whole(room: Room) -> None:
    whole = RedactedImage(4, 3, bytes(36))
    case = room.engine.cases.start_conversation("whole")
    room.engine.cases.add_question(case.id, "what is this?", [whole])
    pictures = ThumbnailsViewModel(room.desk, room.tasks)
    pictures.want(whole.digest)
    assert pictures.kept(whole.digest) == whole
    assert pictures.small(whole.digest) is None


def _is_red(pixel: int) -> bool:
    red, green, blue = pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255
    return red > 190 and green < 60 and blue < 60
