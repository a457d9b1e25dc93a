"""PySide6 6.12.0 on Python 3.11 loses references to None until the process aborts; this notices it early."""

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

_CALLS = 1000


def test_void_calls_of_qt_leave_the_count_of_none_alone(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        widget.update()
    assert sys.getrefcount(None) > before - _CALLS // 2
