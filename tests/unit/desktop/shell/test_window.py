"""The real window over the fake engine: what an agent does, end to end."""

import re
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.viewmodels.live import LiveAnswer
from desktop.views.case.message_card import AnswerCard
from desktop.views.case.question_card import QuestionCard
from desktop.views.history.naming_dialogs import TitleDialog
from desktop.views.shell.main_window import MainWindow
from engine.domain.answer import Answer, Phase, PhaseChanged
from engine.domain.conversation import FinishReason, Role
from engine.domain.finding import CaseLabels
from engine.errors import WorkerDied
from engine.wording import say
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.assistant import ANSWER
from tests.unit.desktop.fakes.tasks import HeldTasks


def _type(qtbot: QtBot, window: MainWindow, text: str) -> None:
    qtbot.keyClicks(window.composer.text, text)


# Asking.


def test_ctrl_enter_sends_and_enter_makes_a_new_line(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    _type(qtbot, window, "one")
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return)
    _type(qtbot, window, "two")
    assert room.engine.assistant.asked == []
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert room.engine.assistant.asked == [("one\ntwo", None)]
    assert window.composer.question() == ""


def test_nothing_is_sent_while_an_input_method_composes(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    _type(qtbot, window, "x")
    QApplication.sendEvent(window.composer.text, QInputMethodEvent("ni", []))
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert room.engine.assistant.asked == []


def test_an_empty_question_is_not_sent(room: Room, window: MainWindow) -> None:
    window.actions_by_id["answer.send"].trigger()
    assert room.engine.assistant.asked == []
    assert room.told() == ["desktop.nothing_to_ask"]


def test_the_answer_is_drawn_as_markdown_with_its_case_in_the_list(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", ())
    card = window.conversation_view.live_answer
    assert card is not None
    assert card.text == ANSWER
    assert "**" not in card.body.toPlainText()
    assert "not writable" in card.body.toPlainText()
    assert window.cases.model.rowCount() == 1
    assert window.windowTitle().startswith("What now?")


def test_streamed_text_is_gathered_before_it_is_drawn(qtbot: QtBot, held_room: Room, held_window: MainWindow) -> None:
    tasks = held_room.tasks
    assert isinstance(tasks, HeldTasks)
    held_window.conversation.ask("What now?", ())
    card = held_window.conversation_view.live_answer
    assert card is not None
    drawn: list[str] = []
    card.body.textChanged.connect(lambda: drawn.append(card.body.toPlainText()))
    for _ in range(15):
        tasks.next_event()
    assert drawn == []
    qtbot.waitUntil(lambda: card.text == ANSWER[:120])
    while tasks.next_event():
        pass
    assert card.text == ANSWER


def test_of_a_long_answer_only_the_end_is_drawn_again_and_at_last_all_of_it_stands_there(
    qtbot: QtBot, held_room: Room, held_window: MainWindow
) -> None:
    tasks = held_room.tasks
    assert isinstance(tasks, HeldTasks)
    held_room.engine.assistant.answer = "\n\n".join(f"Paragraph {number} " + "word " * 20 for number in range(60))
    held_window.conversation.ask("What now?", ())
    card = held_window.conversation_view.live_answer
    assert card is not None
    longest = 0
    for _ in range(8):
        for _ in range(60):
            tasks.next_event()
        qtbot.waitUntil(lambda: card.text == held_window.conversation.last_answer())
        longest = max(longest, len(card.body.toPlainText()))
    assert longest < 2000
    while tasks.next_event():
        pass
    parts = card.words.views
    whole = "\n".join(part.toPlainText() for part in parts)
    assert [int(number) for number in re.findall(r"Paragraph (\d+)", whole)] == list(range(60))
    assert all(len(part.toPlainText()) < 2000 for part in parts)


def test_text_written_before_the_worker_died_stays_with_a_way_to_ask_again(room: Room, window: MainWindow) -> None:
    room.engine.assistant.breaks = WorkerDied("desktop.answer_failed")
    window.conversation.ask("What now?", ())
    card = window.conversation_view.live_answer
    assert card is not None
    assert card.text == ANSWER[:48]
    assert "The answer could not be finished because of a fault in Deskside." in window.notice_bar.texts
    room.engine.assistant.breaks = None
    window.actions_by_id["answer.retry"].trigger()
    assert window.conversation_view.live_answer is not card
    assert room.engine.assistant.asked_again[-1][0] == "What now?"


def test_escape_stops_the_answer(qtbot: QtBot, held_room: Room, held_window: MainWindow) -> None:
    tasks = held_room.tasks
    assert isinstance(tasks, HeldTasks)
    held_window.conversation.ask("What now?", ())
    tasks.next_event()
    qtbot.keyClick(held_window, Qt.Key.Key_Escape)
    assert tasks.task.stop_signal.is_set()


def test_drafts_stay_with_their_case(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.conversation.ask("First", ())
    first = window.conversation.conversation_id
    assert first is not None
    _type(qtbot, window, "half a thought")
    window.actions_by_id["case.new"].trigger()
    assert window.composer.question() == ""
    _type(qtbot, window, "another")
    window.conversation.open(first)
    assert window.composer.question() == "half a thought"
    window.conversation.new_case()
    assert window.composer.question() == "another"


def test_a_long_case_is_drawn_from_its_end_and_more_on_request(room: Room, window: MainWindow) -> None:
    case = room.engine.cases.start_conversation("Long")
    for number in range(60):
        room.engine.cases.add(case.id, Role.AGENT, f"message {number}")
    window.conversation.open(case.id)
    texts = [card.body.toPlainText() for card in _cards(window)]
    assert texts == [f"message {number}" for number in range(30, 60)]
    window.conversation_view.more_button.click()
    texts = [card.body.toPlainText() for card in _cards(window)]
    assert texts == [f"message {number}" for number in range(60)]


def _cards(window: MainWindow) -> list[QuestionCard | AnswerCard]:
    return window.conversation_view.cards()


def test_only_the_last_answer_offers_to_ask_again(window: MainWindow) -> None:
    window.conversation.ask("First", ())
    window.conversation.ask("Second", ())
    answers = [card for card in _cards(window) if isinstance(card, AnswerCard)]
    assert [card.offers_retry for card in answers] == [False, True]


# What is pasted and dropped.


def test_pasted_text_is_plain_text(qtbot: QtBot, window: MainWindow) -> None:
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("bold")
    QGuiApplication.clipboard().setMimeData(mime)
    qtbot.keyClick(window.composer.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.composer.question() == "bold"


def _drop(window: MainWindow, mime: QMimeData) -> None:
    event = QDropEvent(
        QPointF(QPoint(20, 20)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.composer.dropEvent(event)


def test_of_a_paste_that_no_model_could_read_the_beginning_is_taken_and_that_is_said(
    room: Room, window: MainWindow
) -> None:
    huge = QMimeData()
    huge.setText("error\n" * 400_000)
    window.composer.text.insertFromMimeData(huge)
    assert 190_000 < len(window.composer.question()) <= 200_000
    assert room.told() == ["desktop.paste_cut"]
    window.composer.text.insertFromMimeData(huge)
    assert len(window.composer.question()) <= 200_000


def test_a_web_link_is_copied_and_not_opened(room: Room, window: MainWindow) -> None:
    window.conversation.ask("What now?", ())
    card = window.conversation_view.live_answer
    assert card is not None
    card.body.anchorClicked.emit(QUrl("https://example.org/x"))
    assert QGuiApplication.clipboard().text() == "https://example.org/x"
    assert "desktop.link_copied" in room.told()


# The shell.


def test_the_last_command_is_copied(window: MainWindow) -> None:
    window.conversation.ask("What now?", ())
    window.actions_by_id["answer.copy_code"].trigger()
    assert QGuiApplication.clipboard().text() == "icacls C:\\Windows\\SoftwareDistribution /reset /T"


def test_deleting_nothing_says_so(room: Room, window: MainWindow) -> None:
    window.case_actions.delete()
    assert room.told() == ["desktop.no_case_open"]


def test_renaming_a_case_that_has_just_begun_starts_from_its_title(room: Room, window: MainWindow) -> None:
    window.conversation.ask("Printer is offline", ())
    window.case_actions.rename()
    case = window.conversation.conversation_id
    assert case is not None
    dialog = window.findChild(TitleDialog)
    assert dialog is not None
    assert dialog.field.text() == room.engine.cases.conversation(case).title != ""
    dialog.field.setText("  Printer on floor 3 ")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert room.engine.cases.conversation(case).title == "Printer on floor 3"


def test_a_case_keeps_its_title_where_none_is_given(room: Room, window: MainWindow) -> None:
    window.conversation.ask("Printer is offline", ())
    case = window.conversation.conversation_id
    assert case is not None
    title = room.engine.cases.conversation(case).title
    window.case_actions.rename()
    dialog = window.findChild(TitleDialog)
    assert dialog is not None
    dialog.field.setText("   ")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    dialog.reject()
    assert room.engine.cases.conversation(case).title == title


def test_exporting_writes_the_case_and_says_where(room: Room, window: MainWindow, tmp_path: Path) -> None:
    window.conversation.ask("What now?", ())
    case = window.conversation.conversation_id
    assert case is not None
    window.case_actions.export_to(case, tmp_path / "case.md")
    assert room.engine.assistant.exported == [tmp_path / "case.md"]
    assert "desktop.exported" in room.told()


def test_finished_answers_show_what_they_took(window: MainWindow) -> None:
    window.conversation.ask("What now?", ())
    card = window.conversation_view.live_answer
    assert card is not None
    assert "28.4 tokens/s" in card.usage_text()
    assert "first word after 2.3 s" in card.usage_text(), "what the agent waited, not what the model took"


def test_an_answer_that_went_round_in_circles_says_so_and_can_be_asked_again(room: Room, window: MainWindow) -> None:
    room.engine.assistant.reason = FinishReason.REPEATED
    window.conversation.ask("What now?", [])
    card = window.conversation_view.findChildren(AnswerCard)[-1]
    assert say("desktop.repeated") in [label.text() for label in card.findChildren(QLabel)]
    assert card.offers_retry


def test_thinking_is_told_as_a_phase_and_an_answer_that_never_came_says_so(room: Room, window: MainWindow) -> None:
    live = LiveAnswer("What now?", (), None, CaseLabels())
    live.phase = PhaseChanged(Phase.THINKING, 1200, 8192)
    card = AnswerCard(window.conversation_view._theme)
    card.show_live(live)
    assert "Thinking… 1,200 tokens" in [label.text() for label in card.findChildren(QLabel)]
    live.answer = Answer("", FinishReason.STOPPED)
    card.show_live(live)
    assert any("still thinking" in label.text() for label in card.findChildren(QLabel))
    room.engine.assistant.reason = FinishReason.THOUGHT
    window.conversation.ask("What now?", [])
    shown = window.conversation_view.findChildren(AnswerCard)[-1]
    assert say("desktop.only_thought") in [label.text() for label in shown.findChildren(QLabel)]
    assert shown.offers_retry


def test_an_earlier_attempt_can_be_looked_at_while_it_is_new_and_when_the_case_is_opened(
    room: Room, window: MainWindow
) -> None:
    window.conversation.ask("What now?", ())
    room.engine.assistant.answer = "Second."
    window.actions_by_id["answer.retry"].trigger()
    case = window.conversation.conversation_id
    assert case is not None
    for _ in ("live", "stored"):
        cards = _cards(window)
        assert len(cards) == 2
        card = cards[1]
        assert isinstance(card, AnswerCard)
        other = next(each for each in card.findChildren(QAbstractButton) if each.text().startswith("Attempt"))
        assert (other.text(), card.text) == ("Attempt 2 of 2", "Second.")
        other.click()
        assert (other.text(), card.text) == ("Attempt 1 of 2", ANSWER)
        other.click()
        assert card.text == "Second."
        window.conversation.open(case)
