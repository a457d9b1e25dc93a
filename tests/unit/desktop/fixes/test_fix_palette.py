"""Calling a fix by name in the composer, filling in its blanks, and saying whether it helped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.case.markdown import MarkdownView
from desktop.views.fixes.fix_feedback import FixFeedback
from desktop.views.fixes.fix_form import FixForm
from desktop.views.fixes.fix_palette import FixPalette
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import Translation
from desktop.views.shell.main_window import MainWindow
from engine.domain.knowledge import CannedFix, Passage
from engine.domain.placeholders import placeholders
from engine.imaging import Raster
from engine.knowledge import read_folder
from engine.knowledge.fix_pictures import kept_picture
from engine.wording import RESOURCES, Language, is_known
from tests.unit.desktop.conftest import Room, speak
from tests.unit.desktop.fakes.engine import FIXES

TODAY = date(2026, 11, 23)


@pytest.fixture
def palette(window: MainWindow) -> FixPalette:
    return window.inserting.palette


def typed(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.keyClicks(window.composer.text, text)


@pytest.mark.parametrize("sign", ["/", "::"])
@pytest.mark.parametrize("before", ["", "Dear colleague, ", "您好，"])
def test_a_sign_at_the_beginning_of_a_word_opens_the_palette(
    qtbot: QtBot, window: MainWindow, palette: FixPalette, sign: str, before: str
) -> None:
    window.composer.put(before, ())
    typed(qtbot, window, f"{sign}printer")
    assert palette.isVisible()
    assert palette.titles == [FIXES[3].title]
    assert "Print Spooler" in palette.preview


@pytest.mark.parametrize("text", ["and/or", "http://printer", "C:/printer", "10/12", "a:b", "std::printer"])
def test_a_sign_within_a_word_opens_nothing(qtbot: QtBot, window: MainWindow, palette: FixPalette, text: str) -> None:
    typed(qtbot, window, text)
    assert not palette.isVisible()


def test_the_keyboard_chooses_and_inserts_in_place_of_the_sign(
    qtbot: QtBot, room: Room, window: MainWindow, palette: FixPalette
) -> None:
    typed(qtbot, window, "before /")
    assert palette.titles == [fix.title for fix in FIXES]
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Down)
    assert "cleanmgr" in palette.preview
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return)
    assert window.composer.question() == f"before \n{FIXES[1].body}"
    assert not palette.isVisible()
    assert room.engine.fixes.used == [FIXES[1].uid]


def test_escape_closes_the_palette_alone_and_the_sign_stays(
    qtbot: QtBot, window: MainWindow, palette: FixPalette
) -> None:
    typed(qtbot, window, "/print")
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Escape)
    typed(qtbot, window, "er")
    assert not palette.isVisible()
    assert window.composer.question() == "/printer"
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return)
    typed(qtbot, window, "/printer")
    assert palette.isVisible()


def test_where_nothing_is_found_enter_makes_a_new_line(qtbot: QtBot, window: MainWindow, palette: FixPalette) -> None:
    typed(qtbot, window, "/etc")
    assert not palette.isVisible()
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return)
    assert window.composer.question() == "/etc\n"


def test_an_input_method_keeps_its_keys(qtbot: QtBot, window: MainWindow, palette: FixPalette) -> None:
    typed(qtbot, window, "/")
    QApplication.sendEvent(window.composer.text, QInputMethodEvent("da", []))
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return)
    assert window.composer.question().startswith("/")


def test_inserting_leaves_the_clipboard_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    kept = QMimeData()
    kept.setText("ticket 4711")
    kept.setUrls([QUrl("https://desk.example/4711")])
    QGuiApplication.clipboard().setMimeData(kept)
    typed(qtbot, window, "/disk")
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return)
    assert "cleanmgr" in window.composer.question()
    now = QGuiApplication.clipboard().mimeData()
    assert (now.text(), now.urls()) == ("ticket 4711", [QUrl("https://desk.example/4711")])


def test_a_fix_with_blanks_asks_for_them_first(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    typed(qtbot, window, "/policies")
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return)
    assert window.composer.question() == ""
    (form,) = window.findChildren(FixForm)
    field = form.fields["target"]
    assert isinstance(field, QLineEdit)
    field.setText("user")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert window.composer.question() == "Run `gpupdate /target:user`."
    assert room.engine.fixes.used == ["gpo-refresh"]


FIX = CannedFix(
    "a",
    Language.EN,
    "Call back",
    "{{error.code}} {{site:choice=North,South|South}} {{day:date|today}} {{floor:number}} {{note|none}}",
)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> FixForm:
    form = FixForm(theme, FIX, {"error.code": "0x80070005"}, today=TODAY)
    qtbot.addWidget(form)
    return form


def test_a_form_begins_with_what_the_case_knows(form: FixForm) -> None:
    assert form.values() == {
        "error.code": "0x80070005",
        "site": "South",
        "day": "2026-11-23",
        "floor": "",
        "note": "none",
    }
    assert isinstance(form.fields["site"], QComboBox)


def test_a_form_names_its_blanks_in_the_language_of_the_window(
    theme: Theme, translation: Translation, qtbot: QtBot
) -> None:
    form = FixForm(theme, replace(FIX, body="{{printer_address}} {{error.code}} {{our_own}}"), {}, today=TODAY)
    qtbot.addWidget(form)
    assert [field.accessibleName() for field in form.fields.values()] == [
        "Address of the printer",
        "Error code",
        "our own",
    ]
    form.show()
    speak(translation, Language.ZH)
    assert [field.accessibleName() for field in form.fields.values()] == ["打印机地址", "错误代码", "our own"]
    assert {label.text() for label in form.findChildren(QLabel)} >= {"打印机地址", "错误代码", "our own"}


def test_every_blank_of_the_shipped_fixes_has_a_name() -> None:
    blanks = {blank.name for fix in read_folder(RESOURCES / "fixes") for blank in placeholders(fix.body)}
    assert [name for name in blanks if not is_known(f"blank.{name.lower()}")] == []


def test_an_empty_field_leaves_its_blank_visible(qtbot: QtBot, form: FixForm) -> None:
    with qtbot.waitSignal(form.filled) as caught:
        form.accept()
    assert caught.args == [FIX, "0x80070005 South 2026-11-23 {{floor:number}} none"]


def test_a_number_that_is_none_is_not_inserted(form: FixForm) -> None:
    floor = form.fields["floor"]
    assert isinstance(floor, QLineEdit)
    floor.setText("third")
    form.accept()
    assert form.result() == 0
    floor.setText("3")
    form.accept()
    assert form.result() == 1


def test_an_agent_says_once_whether_a_fix_helped(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    (feedback,) = window.findChildren(FixFeedback)
    assert feedback.isHidden()
    window.inserting.insert(FIXES[1])
    assert not feedback.isHidden()
    qtbot.mouseClick(feedback.solved, Qt.MouseButton.LeftButton)
    fared = room.engine.fixes.fix_usage()[FIXES[1].uid]
    assert (fared.solved, fared.not_solved) == (1, 0)
    assert feedback.isHidden()
    window.inserting.insert(FIXES[1])
    qtbot.mouseClick(feedback.not_solved, Qt.MouseButton.LeftButton)
    fared = room.engine.fixes.fix_usage()[FIXES[1].uid]
    assert (fared.solved, fared.not_solved) == (1, 1)


def test_the_fixes_follow_the_language_at_once(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    with qtbot.waitSignal(window.fixes.suggested):
        typed(qtbot, window, "update")
    room.engine.fixes.say([CannedFix("a", Language.ZH, "更新失败", "步骤")])
    room.settings.set("window.language", "zh")
    assert [card.fix.title for card in window.fix_panel.cards] == ["更新失败"]


def test_a_preview_shows_the_pictures_of_the_fix_and_no_others(
    qtbot: QtBot, room: Room, window: MainWindow, palette: FixPalette
) -> None:
    picture = kept_picture(Raster(6, 4, bytes((200, 30, 30)) * 24))
    body = f"![menu](picture:{picture.digest}) ![x](file:///etc/passwd)"
    room.engine.fixes.say([])
    room.engine.fixes.put_fixes([CannedFix("menu", Language.EN, "Open the menu", body)], [picture])
    typed(qtbot, window, "/menu")
    (view,) = palette.findChildren(MarkdownView)
    document = view.document()
    image = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"picture:{picture.digest}"))
    assert (image.width(), image.height()) == (6, 4)
    other = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///etc/passwd"))
    assert other is None or other.width() <= 1
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return)
    assert "[menu]" in window.composer.question()


def test_a_card_shows_the_pictures_of_its_fix(room: Room, window: MainWindow) -> None:
    picture = kept_picture(Raster(6, 4, bytes(72)))
    fix = CannedFix("menu", Language.EN, "Open the menu", f"![menu](picture:{picture.digest})")
    room.engine.fixes.put_fixes([fix], [picture])
    window.fixes.show((Passage(1, fix, 1.0),))
    (card,) = window.fix_panel.cards
    card.toggle()
    (view,) = card.findChildren(MarkdownView)
    document = view.document()
    image = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"picture:{picture.digest}"))
    assert image.width() == 6


def test_fixes_for_the_program_on_the_picture_are_asked_for_as_long_as_it_waits(room: Room, window: MainWindow) -> None:
    window.fixes.program_seen("saplogon.exe")
    window.fixes.question_changed("it stops", "text on the screen")
    room.settings.set("window.language", "zh")
    window.fixes.question_changed("something else", "")
    room.settings.set("window.language", "en")
    assert room.engine.assistant.programs == ["saplogon.exe", ""]
