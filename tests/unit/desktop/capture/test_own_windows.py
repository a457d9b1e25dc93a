"""The program's windows step aside for a picture of the screen, and come back as they were."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.capture.own_windows import OwnWindows


def test_dialogs_step_aside_too_but_none_is_answered_by_it(qtbot: QtBot) -> None:
    asking, open_one, tool = QDialog(), QDialog(), QWidget()
    asking.setWindowModality(Qt.WindowModality.ApplicationModal)
    answers: list[int] = []
    open_one.finished.connect(answers.append)
    for widget in (asking, open_one, tool):
        qtbot.addWidget(widget)
        widget.show()
    own = OwnWindows()
    assert own.step_aside()
    assert [widget.isVisible() for widget in (asking, open_one, tool)] == [True, False, False]
    own.come_back()
    assert [widget.isVisible() for widget in (asking, open_one, tool)] == [True, True, True]
    assert answers == []
    assert not own.are_aside


def test_a_maximised_window_comes_back_maximised(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMaximized()
    own = OwnWindows()
    own.step_aside()
    own.come_back()
    assert window.isMaximized()


def test_a_dialog_comes_back_above_the_window_that_it_belongs_to(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that is shown before its window lies behind it on some desktops."""
    window = QWidget()
    dialog = QDialog(window)
    upper = QDialog(dialog)
    for widget in (window, dialog, upper):
        qtbot.addWidget(widget)
        widget.show()
    monkeypatch.setattr(QApplication, "topLevelWidgets", lambda: [upper, dialog, window])
    own = OwnWindows()
    own.step_aside()
    shown: list[QWidget] = []
    for widget in (window, dialog, upper):
        monkeypatch.setattr(widget, "show", partial(shown.append, widget))
    own.come_back()
    assert shown == [window, dialog, upper]


def test_the_icon_in_the_tray_stays_there(qtbot: QtBot) -> None:
    """Qt has a window of its own for it, which a tray that lost it does not take back."""
    icon = QWidget()
    icon.setObjectName("QSystemTrayIconSys")
    qtbot.addWidget(icon)
    icon.show()
    own = OwnWindows()
    assert icon.geometry() not in own.areas()
    own.step_aside()
    assert icon.isVisible()
    own.come_back()
