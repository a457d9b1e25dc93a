"""Past messages, the log viewer, and what a crash leaves for the next start."""

import faulthandler
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.views.help.faults import CRASH_LOG, LAST_CRASH, put_crash_away
from desktop.views.help.log_viewer import LogViewer, filtered, log_files, read_end
from desktop.views.help.notice_history import NoticeHistory
from desktop.views.parts.theme import Theme
from desktop.views.shell.main_window import MainWindow
from engine.domain.notice import Severity
from tests.unit.desktop.conftest import Room

_LINES = [
    "2026-11-23 04:00:00,001 INFO deskside.window started",
    "2026-11-23 04:00:01,002 ERROR deskside.window fault",
    "Deskside 0.1.0",
    "views/main_window.py:12 _send",
    "2026-11-23 04:00:02,003 WARNING deskside.qt slow",
]


def test_what_went_away_is_still_listed_newest_first(qtbot: QtBot, room: Room, theme: Theme) -> None:
    room.notices.tell("desktop.copied")
    room.notices.tell("desktop.nothing_to_copy", Severity.WARNING)
    room.notices.dismiss("desktop.copied")
    history = NoticeHistory(theme, room.notices)
    qtbot.addWidget(history)
    assert history.texts() == ["There is nothing to copy yet.", "Copied."]
    item = history.list.topLevelItem(0)
    assert item is not None
    assert item.text(1) == "Warning", "how grave it is stands in words, not in a colour"
    history.copy.click()
    assert "Warning | There is nothing to copy yet." in QGuiApplication.clipboard().text()
    history.clear.click()
    assert history.texts() == []
    assert room.told() == ["desktop.nothing_to_copy"], "what stands now stays"


def test_the_list_of_past_messages_has_an_end(room: Room) -> None:
    for _ in range(300):
        room.notices.tell("desktop.copied")
    assert len(room.notices.past) == 200


def test_the_help_menu_opens_both(window: MainWindow) -> None:
    window.actions_by_id["help.notices"].trigger()
    assert window.findChild(NoticeHistory) is not None
    window.actions_by_id["help.logs"].trigger()
    assert window.findChild(LogViewer) is not None


def test_a_fault_keeps_the_lines_that_belong_to_it() -> None:
    assert filtered(_LINES, "ERROR", "") == _LINES[1:4]
    assert filtered(_LINES, "WARNING", "") == _LINES[1:]
    assert filtered(_LINES, "DEBUG", "slow QT") == _LINES[4:]


def test_of_a_long_log_the_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "desktop.log"
    path.write_text("".join(f"line {number}\n" for number in range(100_000)), encoding="utf-8")
    lines = read_end(path)
    assert lines[-1] == "line 99999"
    assert lines[0].startswith("line ")
    assert len(lines) < 60_000
    assert read_end(tmp_path / "none.log") == []


def test_the_viewer_shows_searches_and_copies(qtbot: QtBot, room: Room, tmp_path: Path) -> None:
    (tmp_path / "desktop.log").write_text("\n".join(_LINES), encoding="utf-8")
    (tmp_path / "empty.log").write_text("", encoding="utf-8")
    assert [path.name for path in log_files(tmp_path)] == ["desktop.log"]
    viewer = LogViewer(room.tasks, tmp_path)
    qtbot.addWidget(viewer)
    assert viewer.text.toPlainText().splitlines() == _LINES
    viewer.level.setCurrentIndex(3)
    viewer.search.setText("fault")
    viewer.copy.click()
    assert QGuiApplication.clipboard().text() == _LINES[1]
    viewer.search.setText("zzz")
    assert viewer.text.toPlainText() == ""


def test_a_folder_without_logs_says_so(qtbot: QtBot, room: Room, tmp_path: Path) -> None:
    viewer = LogViewer(room.tasks, tmp_path / "none")
    qtbot.addWidget(viewer)
    assert viewer._note.text() == "Nothing has been logged yet."


def test_a_real_stack_of_a_crash_is_put_away_without_the_users_folders(tmp_path: Path) -> None:
    with (tmp_path / CRASH_LOG).open("w", encoding="utf-8") as file:
        faulthandler.dump_traceback(file, all_threads=False)
    assert put_crash_away(tmp_path)
    kept = (tmp_path / LAST_CRASH).read_text(encoding="utf-8")
    assert "desktop/shell/test_help.py" in kept
    assert str(Path(__file__).parents[4]) not in kept
    assert not put_crash_away(tmp_path), "it is told once"


@pytest.mark.parametrize("left", [None, "", "\n"])
def test_an_ordinary_end_leaves_nothing(tmp_path: Path, left: str | None) -> None:
    if left is not None:
        (tmp_path / CRASH_LOG).write_text(left, encoding="utf-8")
    assert not put_crash_away(tmp_path)
    assert not (tmp_path / LAST_CRASH).exists()
