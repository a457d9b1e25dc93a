"""The table of actions: whole, without clashes, and alive in the window."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.actions import REVIEW, SPECS, TABLE, ActionSpec, Menu, text_of, tip_of
from desktop.views.help.shortcut_sheet import ANYWHERE, ShortcutSheet
from desktop.views.parts.translation import Translation
from desktop.views.shell.main_window import MainWindow
from engine.wording import RESOURCES, Language


def test_every_id_is_used_once() -> None:
    assert len(SPECS) == len(TABLE)


def test_no_key_belongs_to_two_actions() -> None:
    keys = Counter(QKeySequence(key).toString() for spec in TABLE for key in spec.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_one_that_qt_knows() -> None:
    assert [key for spec in TABLE for key in spec.keys if QKeySequence(key).isEmpty()] == []


@pytest.mark.parametrize("spec", [spec for spec in TABLE if spec.icon], ids=lambda spec: spec.id)
def test_every_icon_is_there(spec: ActionSpec) -> None:
    assert (RESOURCES / "icons" / f"{spec.icon}.svg").is_file()


def test_every_action_is_in_its_menu(window: MainWindow) -> None:
    shown = {
        action.objectName()
        for menu in window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.objectName()
    }
    assert shown == set(SPECS)


def test_tips_name_the_key(window: MainWindow) -> None:
    assert window.actions_by_id["case.new"].toolTip() == "Start a new case (Ctrl+N)"


def test_every_action_speaks_chinese(window: MainWindow, translation: Translation) -> None:
    english = {spec.id: (text_of(spec), tip_of(spec)) for spec in TABLE}
    translation.speak(Language.ZH)
    for spec in TABLE:
        assert text_of(spec) != english[spec.id][0], spec.id
        assert tip_of(spec) != english[spec.id][1], spec.id


def test_f1_shows_every_action_that_has_a_key(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    shown = set(sheet.texts())
    assert {spec.text.rstrip("…") for spec in (*TABLE, *REVIEW) if spec.keys} <= shown
    assert ANYWHERE in shown, "the key that works from any program"
    assert {menu.value.replace("&", "") for menu in Menu} <= shown
