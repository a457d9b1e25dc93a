"""English and Chinese, switched while the window is open, with nothing left behind."""

import importlib.util
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QFileDialog,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.views.help.report_dialog import ReportDialog
from desktop.views.help.shortcut_sheet import ShortcutSheet
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import TRANSLATIONS, Translation
from desktop.views.settings.profiles_dialog import ProfilesDialog
from desktop.views.settings.settings_dialog import SettingsDialog
from desktop.views.shell.main_window import MainWindow
from engine.domain.knowledge import CannedFix
from engine.domain.notice import Severity
from engine.wording import Language
from tests.unit.desktop.conftest import Room, speak
from tests.unit.desktop.fakes.engine import FIXES
from tests.unit.desktop.said_by_widgets import CHINESE, texts_of, untranslated

_spec = importlib.util.spec_from_file_location("refresh", TRANSLATIONS / "refresh.py")
assert _spec is not None
assert _spec.loader is not None
refresh = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(refresh)


def test_the_translation_is_up_to_date_and_complete() -> None:
    assert refresh.is_up_to_date(), "run: python resources/translations/refresh.py"
    assert [key for key, text in refresh.texts(refresh.TS).items() if not text] == []


def test_placeholders_survive_translation() -> None:
    for (_, source), text in refresh.texts(refresh.TS).items():
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", text)), source


def test_no_english_is_left_in_the_window(room: Room, window: MainWindow, translation: Translation) -> None:
    room.notices.tell("desktop.cannot_capture", Severity.WARNING, action_id="app.settings")
    window.parameters.set_open(True)
    room.settings.set("window.language", "zh")
    speak(translation, Language.ZH)
    assert [text for text in untranslated(window) if text != "review"] == []
    titles = [menu.text() for menu in window.menuBar().actions()]
    assert all(CHINESE.search(title) for title in titles)


def test_no_english_is_left_in_a_case(room: Room, window: MainWindow, translation: Translation) -> None:
    room.engine.assistant.answer = "回答"
    room.engine.fixes.say(
        [CannedFix(fix.uid, Language.ZH, f"方案 {place}", "步骤", "系统") for place, fix in enumerate(FIXES)]
    )
    window.conversation.ask("屏幕上是什么问题", ())
    speak(translation, Language.ZH)
    reasons = {"error code 0x80070005 · title: update", "symptom: access denied"}
    allowed = {"review", *reasons}
    left = [text for text in untranslated(window) if text not in allowed]
    assert left == []


_EXAMPLES = {"saplogon*", "*SAP Easy Access*"}
"""Of patterns for windows: what stands in a title is in the language of its program."""


@pytest.mark.parametrize("kind", ["settings", "profiles", "keys", "report"])
def test_no_english_is_left_in_the_dialogs(
    room: Room, window: MainWindow, theme: Theme, translation: Translation, tmp_path: Path, kind: str
) -> None:
    dialog: QWidget
    if kind == "settings":
        dialog = SettingsDialog(theme, room.settings, window)
    elif kind == "profiles":
        dialog = ProfilesDialog(room.settings, tmp_path, window)
    elif kind == "keys":
        dialog = ShortcutSheet(window)
    else:
        dialog = ReportDialog("", window)
    speak(translation, Language.ZH)
    names = {text for text in untranslated(dialog) if "." not in text}
    assert names - _EXAMPLES == set()
    assert CHINESE.search(dialog.windowTitle())


def test_going_back_to_english_leaves_no_chinese(room: Room, window: MainWindow, translation: Translation) -> None:
    before = sorted(texts_of(window))
    speak(translation, Language.ZH)
    assert sorted(texts_of(window)) != before
    speak(translation, Language.EN)
    assert sorted(texts_of(window)) == before


def test_qts_own_dialogs_and_buttons_speak_chinese(qtbot: QtBot, translation: Translation, tmp_path: Path) -> None:
    speak(translation, Language.ZH)
    chooser = QFileDialog(None, "", str(tmp_path))
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    box = QMessageBox()
    every = QMessageBox.StandardButton
    box.setStandardButtons(every.Ok | every.Cancel | every.Yes | every.No | every.Save | every.Discard | every.Close)
    keys = QKeySequenceEdit()
    texts: set[str] = set()
    for dialog in (chooser, box, keys):
        qtbot.addWidget(dialog)
        texts |= {shown.text() for shown in dialog.findChildren(QLabel)}
        texts |= {shown.text() for shown in dialog.findChildren(QPushButton)}
        texts |= {shown.placeholderText() for shown in dialog.findChildren(QLineEdit)}
        texts |= {shown.toolTip() for shown in dialog.findChildren(QToolButton)}
    words = {text for text in texts if any(sign.isalpha() for sign in text)}
    assert {text for text in words if not any("\u4e00" <= sign <= "\u9fff" for sign in text)} == set()
    assert len(words) >= 12
