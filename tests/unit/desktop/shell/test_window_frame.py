"""The window around all else: its columns and size, how large its text is, and what the status line says."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.parts.columns import Column
from desktop.views.shell.main_window import MainWindow
from engine.domain.model import BackendState, BackendStatus
from engine.domain.notice import Notice, Severity
from tests.unit.desktop.conftest import MakeWindow, Room


def test_how_cases_are_protected_can_be_read_where_the_line_is_too_short(window: MainWindow) -> None:
    line = window.status_line.protection
    window.resize(700, 500)
    line.show_text("Cases are encrypted, and here is why that is enough. " * 6)
    assert line.text().endswith("…")
    assert line.toolTip().startswith("Cases are encrypted")


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (BackendStatus(BackendState.NO_MODEL), "No model installed: answers come from the fixes"),
        (BackendStatus(BackendState.READY, "Q", "CUDA0"), "Q · CUDA0 · ready"),
        (BackendStatus(BackendState.LOADING, "Q"), "Q · coming into memory…"),
        (BackendStatus(BackendState.FAILED, "Q"), "Q · stopped: the next question starts it again"),
    ],
)
def test_the_status_line_says_how_the_model_stands(
    room: Room, window: MainWindow, status: BackendStatus, text: str
) -> None:
    room.engine.backend.state = status
    window.status.look()
    assert window.status_line.model.text() == text


def test_an_idle_model_is_brought_into_memory(room: Room, make_window: MakeWindow) -> None:
    room.engine.backend.state = BackendStatus(BackendState.IDLE, "Q")
    make_window(room)
    assert room.engine.backend.loads == 1


def test_columns_make_room_and_come_back(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1300, 800)
    assert window.columns.is_shown(Column.FIXES)
    window.resize(900, 800)
    assert not window.columns.is_shown(Column.FIXES)
    assert window.columns.is_shown(Column.CASES)
    window.resize(600, 800)
    assert not window.columns.is_shown(Column.CASES)
    window.resize(1300, 800)
    assert window.columns.is_shown(Column.CASES)
    assert window.columns.is_shown(Column.FIXES)
    assert window.actions_by_id["view.fixes"].isChecked()


def test_what_the_agent_hid_stays_hidden(window: MainWindow) -> None:
    window.resize(1300, 800)
    window.actions_by_id["view.cases"].trigger()
    window.resize(600, 800)
    window.resize(1300, 800)
    assert not window.columns.is_shown(Column.CASES)


def test_size_and_columns_are_kept(room: Room, make_window: MakeWindow) -> None:
    first = make_window(room)
    first.resize(760, 700)
    first.actions_by_id["view.cases"].trigger()
    first.close()
    second = make_window(room)
    assert (second.width(), second.height()) == (760, 700)
    assert not second.columns.is_shown(Column.CASES)


def test_size_and_borders_are_kept_as_soon_as_they_settle(qtbot: QtBot, room: Room, make_window: MakeWindow) -> None:
    first = make_window(room)
    first.resize(760, 700)
    first.columns.moveSplitter(300, 1)
    width = first.columns.sizes()[Column.CASES]
    qtbot.waitUntil(lambda: not first._remembered._settled.isActive())  # it is not closed: it might be killed now
    second = make_window(room)
    assert (second.width(), second.height()) == (760, 700)
    assert second.columns.sizes()[Column.CASES] == width


def test_without_a_tray_closing_never_hides_the_only_window(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    room.settings.set("window.close_to_tray", True)
    if window.tray.is_there:
        pytest.skip("this desktop has a tray")
    with qtbot.waitSignal(window.closed):
        window.close()


def test_text_grows_and_shrinks_within_its_limits(room: Room, window: MainWindow) -> None:
    for _ in range(20):
        window.actions_by_id["view.larger"].trigger()
    assert room.settings.integer("window.font_percent") == 200
    window.actions_by_id["view.normal"].trigger()
    assert room.settings.integer("window.font_percent") == 100


def test_the_models_memory_is_given_back_at_a_click(room: Room, window: MainWindow) -> None:
    window.actions_by_id["model.unload"].trigger()
    assert room.engine.backend.unloads == 1
    assert "desktop.unloaded" in room.told()


def test_a_graphics_card_that_is_not_used_is_told_loudly(room: Room, window: MainWindow) -> None:
    notice = Notice(Severity.WARNING, "worker.gpu_unused", {"name": "NVIDIA RTX A2000"})
    room.engine.backend.state = BackendStatus(BackendState.READY, "Qwen3-VL", "CPU", notices=(notice,))
    window.status.look()
    assert "worker.gpu_unused" in room.told()
    assert "NVIDIA RTX A2000" in " ".join(window.notice_bar.texts)
