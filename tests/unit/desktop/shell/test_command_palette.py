"""Ctrl+K: every action, setting, case, preset and fix by a few letters, without a mouse."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions import TABLE, plain
from desktop.viewmodels.palette import Kind
from desktop.views.parts.command_palette import CommandPalette
from desktop.views.parts.translation import Translation
from desktop.views.settings.settings_dialog import SettingsDialog
from desktop.views.shell.main_window import MainWindow
from engine.settings import TABLE as SETTINGS
from engine.wording import Language
from tests.unit.desktop.conftest import Room, speak
from tests.unit.desktop.fakes.engine import FIXES


def _open(qtbot: QtBot, window: MainWindow) -> CommandPalette:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    assert palette is not None
    return palette


def _first(palette: CommandPalette, query: str) -> tuple[Kind, str]:
    palette.search.setText(query)
    assert palette.current is not None, query
    return palette.current.kind, palette.current.id


def test_every_action_and_every_setting_is_found_by_its_whole_name(qtbot: QtBot, window: MainWindow) -> None:
    palette = _open(qtbot, window)
    for spec in TABLE:
        if spec.id != "app.palette":
            palette.search.setText(plain(spec.text))
            assert plain(spec.text) in palette.names(), spec.id
    for row in SETTINGS.values():
        palette.search.setText(row.key)
        assert row.en in palette.names(), row.key


def test_in_chinese_both_languages_find(qtbot: QtBot, window: MainWindow, room: Room, translation: Translation) -> None:
    room.settings.set("window.language", "zh")
    speak(translation, Language.ZH)
    palette = _open(qtbot, window)
    assert _first(palette, "new case") == (Kind.ACTION, "case.new")
    assert _first(palette, plain(window.actions_by_id["case.new"].text())) == (Kind.ACTION, "case.new")
    assert _first(palette, "文字大小") == (Kind.SETTING, "window.font_percent")
    assert _first(palette, "text size in") == (Kind.SETTING, "window.font_percent")


def test_arrows_and_enter_do_what_is_marked_after_the_palette_is_gone(qtbot: QtBot, window: MainWindow) -> None:
    window.conversation.ask("What now?", ())
    palette = _open(qtbot, window)
    qtbot.keyClicks(palette.search, "show")
    first = palette.current
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.current is not None
    assert palette.current != first
    shown = window.columns.isVisible()
    assert _first(palette, "new case")[1] == "case.new"
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.conversation.is_empty
    assert shown


def test_what_cannot_be_done_now_is_shown_but_not_done(qtbot: QtBot, window: MainWindow) -> None:
    palette = _open(qtbot, window)
    palette.search.setText("rename case")
    assert palette.list.model().rowCount() == 1
    palette.list.setCurrentIndex(palette.list.model().index(0, 0))
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_a_setting_opens_the_settings_at_its_row(qtbot: QtBot, window: MainWindow) -> None:
    palette = _open(qtbot, window)
    assert _first(palette, "log level") == (Kind.SETTING, "log.level")
    palette.use()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.shown_keys() == ["log.level"]


def test_a_fix_is_inserted_at_the_cursor(qtbot: QtBot, window: MainWindow) -> None:
    palette = _open(qtbot, window)
    assert _first(palette, FIXES[0].title) == (Kind.FIX, FIXES[0].uid)
    palette.use()
    assert FIXES[0].text.strip() in window.composer.question()


def test_a_case_is_opened_by_its_title_or_by_its_words(qtbot: QtBot, window: MainWindow, room: Room) -> None:
    window.conversation.ask("The printer prints only hearts", ())
    case = window.conversation.conversation_id
    window.actions_by_id["case.new"].trigger()
    palette = _open(qtbot, window)
    assert _first(palette, "only hearts") == (Kind.CASE, str(case))
    palette.use()
    assert window.conversation.conversation_id == case


def test_what_the_store_finds_follows_when_the_agent_pauses(qtbot: QtBot, window: MainWindow) -> None:
    window.conversation.ask("The printer prints only hearts", ())
    palette = _open(qtbot, window)
    window.cases.model.replace([], can_have_more=False)
    palette.search.setText("hearts")
    palette.search.setText("")
    window.commanding.model.begin()
    palette.search.setText("hearts")
    assert palette.current is None
    qtbot.waitUntil(lambda: palette.current is not None)
    assert palette.current is not None
    assert palette.current.kind is Kind.CASE


def test_what_was_used_last_stands_first(qtbot: QtBot, window: MainWindow) -> None:
    palette = _open(qtbot, window)
    assert _first(palette, "larger text")[1] == "view.larger"
    used = window.commanding.model
    palette.use()
    qtbot.waitUntil(lambda: bool(used._recent))
    again = CommandPalette(window._theme, window.commanding.model, window)
    qtbot.addWidget(again)
    assert again.current is not None
    assert again.current.id == "view.larger"


@pytest.mark.parametrize("query", ["zzzzqq", "§§"])
def test_nothing_found_is_said(qtbot: QtBot, window: MainWindow, query: str) -> None:
    palette = _open(qtbot, window)
    palette.search.setText(query)
    assert palette.names() == []
    assert palette.search.accessibleDescription() == "Nothing matches."
