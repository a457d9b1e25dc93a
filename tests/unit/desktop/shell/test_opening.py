"""Dialogs come up over their window; what they do while the cases are locked they say themselves."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.parts.opening import WhenLocked, may_come_while_locked, opened, place_within, when_locked
from engine.domain.region import Region
from engine.domain.screen import Screen
from tests.screens.display import own_display
from tests.screens.monitors import divide

ROOM = QRect(0, 0, 1000, 800)


@pytest.mark.parametrize(
    ("centre", "corner"),
    [
        (QPoint(500, 400), (350, 300)),
        (QPoint(40, 30), (0, 0)),
        (QPoint(990, 790), (700, 600)),
    ],
    ids=["middle", "upper left", "lower right"],
)
def test_a_dialog_lies_around_a_centre_as_far_as_the_screen_has_room(centre: QPoint, corner: tuple[int, int]) -> None:
    place = place_within(QRect(0, 0, 300, 200), centre, ROOM)
    assert abs(place.x() - corner[0]) <= 1
    assert abs(place.y() - corner[1]) <= 1


def test_a_dialog_larger_than_the_screen_shows_its_head() -> None:
    assert place_within(QRect(0, 0, 1200, 900), ROOM.center(), ROOM) == ROOM.topLeft()


def test_a_dialog_that_is_closed_is_gone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = opened(QDialog(window))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


@pytest.mark.skipif(not shutil.which("Xvfb") or not shutil.which("xwininfo"), reason="no virtual display")
def test_on_a_screen_of_another_scale_a_dialog_has_its_size_and_its_place() -> None:
    with own_display(2200, 900) as display:
        assert display is not None
        left = Screen("LEFT", Region(0, 0, 1000, 900), is_primary=True)
        divide(display, [left, Screen("RIGHT", Region(1000, 0, 1200, 900))])
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("two_screens.py")],
            env={
                **os.environ,
                "DISPLAY": display,
                "QT_QPA_PLATFORM": "xcb",
                "QT_SCREEN_SCALE_FACTORS": "LEFT=1;RIGHT=2",
                "PYTHONPATH": str(Path(__file__).parents[4]),
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        {"scale": 1.0, "off": [0, 0], "pixels": [300, 200]},
        {"scale": 2.0, "off": [0, 0], "pixels": [600, 400]},
    ]


def test_what_names_nothing_hides_and_a_question_ends(qtbot: QtBot) -> None:
    plain, question = QDialog(), QMessageBox()
    qtbot.addWidget(plain)
    qtbot.addWidget(question)
    assert when_locked(plain) is WhenLocked.HIDES
    assert when_locked(question) is WhenLocked.ENDS
    assert not may_come_while_locked(plain)
    assert may_come_while_locked(question)
