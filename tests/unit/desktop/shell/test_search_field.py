"""A search field: its cross empties it, and its signs grow with the text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.parts.search_field import SearchField
from desktop.views.parts.theme import Theme


def test_the_cross_stands_there_only_while_there_are_words_and_takes_them_away(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    field.show()
    assert not field.empty.isVisible()
    QTest.keyClicks(field, "vpn")
    assert field.empty.isVisible()
    assert field.empty.accessibleName()
    QTest.mouseClick(field.empty, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not field.empty.isVisible()


def test_its_signs_grow_with_the_text_and_the_words_begin_behind_them(qtbot: QtBot, theme: Theme) -> None:
    theme.apply("light", 100)
    field = SearchField()
    qtbot.addWidget(field)
    field.show()
    margin, cross = field.textMargins().left(), field.empty.iconSize().width()
    theme.apply("light", 200)
    qtbot.waitUntil(lambda: field.textMargins().left() == 2 * margin)
    assert field.empty.iconSize().width() == 2 * cross
    theme.apply("light", 100)
