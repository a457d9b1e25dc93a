"""Which screen a window is on, asked so that no picture of that screen suffers."""

import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.parts.parts import room_for
from desktop.views.parts.screens import screen_of


def test_what_holds_a_screen_keeps_it_when_a_window_that_asked_for_it_is_gone(qtbot: QtBot) -> None:
    held = QGuiApplication.primaryScreen()
    window = QDialog()
    window.resize(room_for(window, QSize(300, 200)))
    window.show()
    assert screen_of(window) is held
    shiboken6.delete(window)
    assert shiboken6.isValid(held)


def test_a_dialog_that_is_not_shown_yet_is_on_the_screen_of_its_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = QDialog(window)
    dialog.move(-5000, -5000)
    assert screen_of(dialog) is screen_of(window)
