"""The first view says truly where things go."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.views.case.welcome import WelcomeView
from desktop.views.parts.theme import Theme
from engine.domain.model import BackendState, BackendStatus


def _says(view: WelcomeView) -> str:
    return " ".join(each.text() for each in view.findChildren(QLabel))


def test_nothing_leaves_unless_another_machine_answers(qtbot: QtBot, theme: Theme) -> None:
    view = WelcomeView(theme)
    qtbot.addWidget(view)
    assert "Nothing leaves this computer." in _says(view)
    view.show_status(BackendStatus(BackendState.READY, host="models.bank.example"))
    assert "go to models.bank.example, nothing else and nowhere else." in _says(view)
    assert "Nothing leaves this computer." not in _says(view)
    view.show_status(BackendStatus(BackendState.READY))
    assert "Nothing leaves this computer." in _says(view)
