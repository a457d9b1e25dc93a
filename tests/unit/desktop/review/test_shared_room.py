"""The border between picture and list of a review."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.review.shared_room import SharedRoom

WIDE, NARROW = 1000, 500


def _room(qtbot: QtBot) -> SharedRoom:
    room = SharedRoom(QWidget(), QWidget())
    qtbot.addWidget(room)
    room.resize(WIDE, 600)
    room.show()
    return room


def test_the_border_stays_where_it_was_put_for_each_way_of_sharing(qtbot: QtBot) -> None:
    room = _room(qtbot)
    room.moveSplitter(600, 1)
    across = room.sizes()
    room.follow_width(NARROW)
    room.moveSplitter(200, 1)
    down = room.sizes()
    room.follow_width(WIDE)
    assert room.sizes() == across
    room.follow_width(NARROW)
    assert room.sizes() == down


def test_the_border_is_found_again_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    first, second = _room(qtbot), _room(qtbot)
    with qtbot.waitSignal(first.reshaped):
        first.moveSplitter(600, 1)
    first.keep(state)
    second.restore(state)
    assert second.sizes() == first.sizes()


def test_what_is_no_border_is_passed_over(qtbot: QtBot, tmp_path: Path) -> None:
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    state.setValue("review_across", "wide narrow")
    room = _room(qtbot)
    before = room.sizes()
    room.restore(state)
    assert room.sizes() == before
