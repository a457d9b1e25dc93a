"""Fixes beside the question: suggested, searched, inserted, and opened from a citation."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from desktop.views.case.markdown import MarkdownView
from desktop.views.fixes.fix_form import FixForm
from desktop.views.shell.main_window import MainWindow
from engine.domain.conversation import Role
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.engine import FIXES


def test_opening_a_case_suggests_fixes_for_its_last_question(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    case = room.engine.cases.start_conversation("Old")
    room.engine.cases.add(case.id, Role.AGENT, "update fails")
    with qtbot.waitSignal(window.fixes.suggested, check_params_cb=bool):
        window.conversation.open(case.id)
    assert [card.fix for card in window.fix_panel.cards] == list(FIXES[:3])


def test_an_inserted_fix_is_scrolled_in_one_direction_only(window: MainWindow) -> None:
    text = window.composer.text
    window.resize(1360, 850)
    text.insert_block("\n".join(["Else the partition must be made larger. Keep a backup. " * 4] * 30))
    assert text.verticalScrollBar().isVisible()
    assert text.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_a_fix_is_inserted_at_the_cursor_and_overwrites_nothing(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.fixes.show(room.engine.assistant.suggest_fixes("", "", language=room.settings.language))
    qtbot.keyClicks(window.composer.text, "before after")
    cursor = window.composer.text.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(6, QTextCursor.MoveMode.KeepAnchor)
    window.composer.text.setTextCursor(cursor)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.composer.question() == f"before\n{FIXES[1].body}\n after"
    assert room.engine.fixes.used == ["disk-cleanup"]


def test_blanks_of_a_fix_are_shown_and_inserted_as_words(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.fixes.show(room.engine.assistant.suggest_fixes("", "", language=room.settings.language))
    card = window.fix_panel.cards[2]
    card.toggle()
    (preview,) = card.findChildren(MarkdownView)
    assert "/target:computer" in preview.toPlainText()
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    (form,) = window.findChildren(FixForm)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert window.composer.question() == "Run `gpupdate /target:computer`."


def test_fixes_are_suggested_while_the_agent_types(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.fixes.suggested):
        qtbot.keyClicks(window.composer.text, "update fails")
    assert [card.fix for card in window.fix_panel.cards] == list(FIXES[:3])


def test_the_sign_that_opens_the_palette_leaves_what_is_suggested_alone(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    window.fixes.show(room.engine.assistant.suggest_fixes("", "", language=room.settings.language))
    shown = [card.fix for card in window.fix_panel.cards]
    window.fixes.question_changed("/", "")
    window.fixes.question_changed("::", "")
    assert not window.fixes._suggest_timer.isActive()
    assert [card.fix for card in window.fix_panel.cards] == shown


def test_as_many_fixes_are_shown_as_the_settings_say(room: Room, window: MainWindow) -> None:
    room.settings.set("answers.suggested_fixes", 1)
    window.fixes.show(room.engine.assistant.suggest_fixes("", "", language=room.settings.language))
    assert len(window.fix_panel.cards) == 1


def test_all_fixes_are_searched_previewed_and_inserted(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    with qtbot.waitSignal(window.fixes.found):
        window.fix_panel.search.setText("printer")
    card = window.fix_panel.cards[0]
    card.toggle()
    assert card.is_open
    qtbot.keyClick(window.fix_panel.search, Qt.Key.Key_Return)
    assert window.composer.question() == FIXES[3].body


def test_a_citation_opens_its_fix(window: MainWindow) -> None:
    window.conversation.ask("What now?", ())
    card = window.conversation_view.live_answer
    assert card is not None
    card.body.anchorClicked.emit(QUrl("fix:1"))
    assert window.fix_panel.cards[0].is_open


def test_a_citation_of_a_fix_that_is_not_suggested_any_more_shows_it_first(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    window.conversation.ask("What now?", ())
    with qtbot.waitSignal(window.fixes.found):
        window.fix_panel.search.setText("no such words")
    window.fixes.show(tuple(room.engine.assistant.suggest_fixes("", "", language=room.settings.language))[1:])
    card = window.conversation_view.live_answer
    assert card is not None
    card.body.anchorClicked.emit(QUrl("fix:1"))
    first, second, *_ = window.fix_panel.cards
    assert (first.fix, first.is_open, second.fix) == (FIXES[0], True, FIXES[1])
    with qtbot.waitSignal(window.fixes.found):  # of the search that was emptied: what is being read stays open
        pass
    assert window.fix_panel.cards[0].is_open


def test_a_citation_of_a_fix_that_is_gone_says_so(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", ())
    room.engine.fixes.say(FIXES[1:])
    window.fixes.show(())
    card = window.conversation_view.live_answer
    assert card is not None
    card.body.anchorClicked.emit(QUrl("fix:1"))
    assert [standing.notice.key for standing in room.notices.standing] == ["desktop.fix_gone"]


def test_what_a_case_is_about_is_offered_again_when_a_question_is_taken_back(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    case = room.engine.cases.start_conversation("Old")
    room.engine.cases.add(case.id, Role.AGENT, "update fails")
    window.conversation.open(case.id)
    of_case = [card.fix for card in window.fix_panel.cards]
    room.engine.fixes.say(FIXES[3:])
    with qtbot.waitSignal(window.fixes.suggested):
        qtbot.keyClicks(window.composer.text, "printer")
    assert [card.fix for card in window.fix_panel.cards] == [FIXES[3]]
    window.composer.text.clear()
    assert [card.fix for card in window.fix_panel.cards] == of_case


def test_a_new_case_offers_nothing_once_its_question_is_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.fixes.suggested):
        qtbot.keyClicks(window.composer.text, "printer")
    assert window.fix_panel.cards
    window.composer.text.clear()
    assert not window.fix_panel.cards
