"""What stands beside text grows with it, and nothing is cut for want of room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.help.shortcut_sheet import ShortcutSheet
from desktop.views.keeping.key_dialogs import RecoveryKeyDialog
from desktop.views.parts.parts import grown, tool_button
from desktop.views.parts.theme import Theme, style_sheet


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    palette, font, style = qapp.palette(), qapp.font(), qapp.style().objectName()
    theme = Theme(qapp)
    yield theme
    theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)
    QApplication.sendPostedEvents(theme, QEvent.Type.DeferredDelete)


def test_icons_of_buttons_grow_with_the_text_and_shrink_again(qtbot: QtBot, theme: Theme) -> None:
    theme.apply("light", 100)
    shown = tool_button(14)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.iconSize().width() == 14
    theme.apply("light", 200)
    qtbot.waitUntil(lambda: shown.iconSize().width() == 28)
    theme.apply("light", 100)
    qtbot.waitUntil(lambda: shown.iconSize().width() == 14)


def test_smaller_text_leaves_icons_as_they_are(theme: Theme) -> None:
    theme.apply("light", 80)
    assert grown(18) == 18


def test_fields_and_boxes_to_tick_grow_with_the_text() -> None:
    assert "min-height: 20px" in style_sheet("light", 100)
    assert "min-height: 40px" in style_sheet("light", 200)
    assert "~" not in style_sheet("dark", 130)


@pytest.mark.parametrize(
    ("percent", "direction"), [(100, QBoxLayout.Direction.LeftToRight), (200, QBoxLayout.Direction.TopToBottom)]
)
def test_no_key_of_the_sheet_is_cut(qtbot: QtBot, theme: Theme, percent: int, direction: QBoxLayout.Direction) -> None:
    theme.apply("light", percent)
    sheet = ShortcutSheet(None, "Ctrl+Alt+S")
    qtbot.addWidget(sheet)
    sheet.resize(1000, 640)
    sheet.show()
    qtbot.waitExposed(sheet)
    qtbot.waitUntil(lambda: sheet._columns.direction() == direction)
    qtbot.waitUntil(lambda: not sheet._scroll.horizontalScrollBar().isVisible())
    texts = [each for each in sheet.findChildren(QLabel) if each.text()]
    qtbot.waitUntil(lambda: all(each.width() >= each.sizeHint().width() for each in texts))


def test_a_recovery_key_stands_there_whole(qtbot: QtBot, theme: Theme) -> None:
    """It is copied by hand, and shown but once."""
    theme.apply("light", 200)
    dialog = RecoveryKeyDialog("W2WWFM-WWWWEX-AMPLE0-ONLY00-WWWWWW-WWWWWW")
    qtbot.addWidget(dialog)
    dialog.show()
    (field,) = dialog.findChildren(QLineEdit)
    assert field.width() > field.fontMetrics().horizontalAdvance(field.text()) + 20
