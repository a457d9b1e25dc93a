"""The language is changed while a case is open, by keys alone; all that is on the screen speaks the new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from desktop.views.parts.command_palette import CommandPalette
from desktop.views.settings.settings_dialog import SettingsDialog
from tests.journeys.conftest import SupportAgent

CTRL = Qt.KeyboardModifier.ControlModifier


def _words_on(window: QWidget) -> Iterator[str]:
    """Words of the program's own on what is visible: names of buttons and labels."""
    yield from (button.text() for button in window.findChildren(QAbstractButton) if button.isVisible())
    yield from (label.text() for label in window.findChildren(QLabel) if label.isVisible())


def _share_of_chinese(window: QWidget) -> float:
    words = [text for text in _words_on(window) if re.search(r"[A-Za-z一-鿿]{2}", text)]
    assert len(words) > 5
    return sum(bool(re.search("[一-鿿]", text)) for text in words) / len(words)


def _changes_language(agent: SupportAgent, key: Qt.Key) -> SettingsDialog:
    """Finds the setting in the palette and goes one choice on or back."""
    agent.window.activateWindow()
    agent.waits_until(agent.window.isActiveWindow)
    agent.presses(Qt.Key.Key_K, CTRL)
    agent.waits_until(lambda: bool(agent.window.findChildren(CommandPalette)))
    (palette,) = agent.window.findChildren(CommandPalette)
    QTest.keyClicks(palette.search, "window.language")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    agent.waits_until(lambda: bool(_settings()))
    (settings,) = _settings()
    agent.waits_until(lambda: isinstance(settings.focusWidget(), QComboBox))
    field = settings.focusWidget()
    assert field is not None
    QTest.keyClick(field, key)
    return settings


def _settings() -> list[SettingsDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsDialog) and each.isVisible()]


def test_the_language_changes_at_once_everywhere_and_back(starts: Callable[..., SupportAgent]) -> None:
    agent = starts()
    agent.types("How do I reset a password?")
    agent.sends()
    agent.reads_the_answer()
    assert _share_of_chinese(agent.window) == 0

    settings = _changes_language(agent, Qt.Key.Key_Down)
    agent.waits_until(lambda: _share_of_chinese(agent.window) > 0.7)
    assert settings.windowTitle() == "设置"
    assert _share_of_chinese(settings) > 0.5
    QTest.keyClick(settings, Qt.Key.Key_Escape)
    agent.waits_until(lambda: not _settings())
    assert re.search("[一-鿿]", agent.window.actions_by_id["case.new"].text())

    settings = _changes_language(agent, Qt.Key.Key_Up)
    agent.waits_until(lambda: _share_of_chinese(agent.window) == 0)
    assert settings.windowTitle() == "Settings"
    QTest.keyClick(settings, Qt.Key.Key_Escape)
    agent.waits_until(lambda: not _settings())
