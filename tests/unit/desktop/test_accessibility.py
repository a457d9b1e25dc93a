"""Every control can be named by a screen reader and reached without a mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from desktop.views.dialogs import ReportDialog, ShortcutSheet
from desktop.views.main_window import MainWindow
from desktop.views.models_dialog import ModelsDialog
from desktop.views.profiles_dialog import ProfilesDialog
from desktop.views.settings_dialog import SettingsDialog
from desktop.views.theme import Theme
from desktop.views.thumbnail import PictureViewer
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes import picture

_CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit,
    QPlainTextEdit, QProgressBar, QScrollArea, QTextEdit,
)  # fmt: skip
_QTS_OWN = ("qt_", "_q_")


def nameless(root: QWidget) -> list[str]:
    found = []
    for control in root.findChildren(QWidget):
        is_qts_own = control.objectName().startswith(_QTS_OWN) or isinstance(
            control.parentWidget(), QLineEdit | QComboBox
        )
        if not isinstance(control, _CONTROLS) or isinstance(control, QScrollBar) or is_qts_own:
            continue
        if not control.accessibleName():
            found.append(f"{type(control).__name__} in {type(control.parentWidget()).__name__}")
    return found


def test_every_control_of_the_window_has_a_name(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", [picture()])
    window.composer.add_picture(picture())
    window.fix_panel.cards[0].toggle()
    room.notices.tell("desktop.cannot_capture", action_id="app.settings")
    window.parameters.set_open(True)
    assert nameless(window) == []


@pytest.mark.parametrize("kind", ["models", "settings", "profiles", "keys", "report", "picture"])
def test_every_control_of_the_dialogs_has_a_name(
    room: Room, window: MainWindow, theme: Theme, tmp_path: Path, kind: str
) -> None:
    dialogs = {
        "models": lambda: ModelsDialog(window.models, window),
        "settings": lambda: SettingsDialog(theme, room.settings, window),
        "profiles": lambda: ProfilesDialog(room.settings, tmp_path, window),
        "keys": lambda: ShortcutSheet(window),
        "report": lambda: ReportDialog("", window),
        "picture": lambda: PictureViewer(picture(), window),
    }
    assert nameless(dialogs[kind]()) == []


def test_every_button_can_be_reached_with_tab(window: MainWindow) -> None:
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    unreachable = [
        button.accessibleName()
        for button in buttons
        if not button.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(button.parentWidget(), QLineEdit)
    ]
    assert unreachable == []
