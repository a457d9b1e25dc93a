"""A dialog over a white picture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.annotate.annotator import Annotator
from engine.domain.picture import RedactedImage


@pytest.fixture
def white() -> RedactedImage:
    return RedactedImage(400, 300, b"\xff" * (400 * 300 * 3))


@pytest.fixture
def dialog(qtbot: QtBot, white: RedactedImage) -> Iterator[Annotator]:
    parent = QWidget()
    parent.resize(1200, 900)
    qtbot.addWidget(parent)
    dialog = Annotator(white, parent)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    dialog.canvas.setFocus()
    yield dialog
    parent.close()
