"""Editing an earlier question, writing an answer on, and what waits: in the real window over the fake engine."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.viewmodels.live import EarlierQuestion
from desktop.views.case.message_card import AnswerCard
from desktop.views.case.question_card import QuestionCard
from desktop.views.shell.main_window import MainWindow
from engine.domain.conversation import FinishReason
from engine.errors import Blocked
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.assistant import ANSWER
from tests.unit.desktop.fakes.cases import picture
from tests.unit.desktop.fakes.tasks import HeldTasks


def _questions(window: MainWindow) -> list[QuestionCard]:
    return [card for card in window.conversation_view.cards() if isinstance(card, QuestionCard)]


def _answers(window: MainWindow) -> list[AnswerCard]:
    return [card for card in window.conversation_view.cards() if isinstance(card, AnswerCard)]


def _texts(window: MainWindow) -> list[str]:
    return [card.body.toPlainText() for card in window.conversation_view.cards()]


def _press(card: QuestionCard | AnswerCard, name: str) -> None:
    (button,) = [each for each in card.findChildren(QAbstractButton) if each.accessibleName().startswith(name)]
    assert button.isVisibleTo(card)
    button.click()


def _send(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _ask_thrice(window: MainWindow) -> None:
    window.conversation.ask("First", (picture(),))
    window.conversation.ask("Second", ())
    window.conversation.ask("Third", ())


def test_every_question_can_be_edited_and_the_case_goes_on_from_there(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    _ask_thrice(window)
    _press(_questions(window)[0], "Edit this question")
    assert window.composer.question() == "First"
    assert window.composer.pictures == (picture(),)
    assert window.composer.banner.isVisibleTo(window)
    window.composer.text.setPlainText("First, better")
    _send(qtbot, window)
    assert [card.body.toPlainText() for card in _questions(window)] == ["First, better"]
    assert not window.composer.banner.isVisibleTo(window)
    assert window.composer.question() == ""
    assert room.engine.assistant.edited[0][1] == "First, better"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, None])
def test_leaving_the_edit_brings_the_draft_back_that_stood_there(
    qtbot: QtBot, room: Room, window: MainWindow, key: Qt.Key | None
) -> None:
    window.conversation.ask("First", ())
    window.composer.put("Half a thought", (picture(shade=3),))
    qtbot.keyClick(window.composer.text, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert window.composer.question() == "First"
    assert not window.composer.pictures
    if key is not None:
        qtbot.keyClick(window.composer.text, key)
    else:
        window.composer.banner.cancelled.emit()
    assert (window.composer.question(), window.composer.pictures) == ("Half a thought", (picture(shade=3),))
    assert not window.composer.banner.isVisibleTo(window)
    _send(qtbot, window)
    assert room.engine.assistant.edited == []


def test_the_draft_comes_back_when_the_edit_is_sent(qtbot: QtBot, window: MainWindow) -> None:
    window.conversation.ask("First", ())
    window.composer.put("Half a thought", ())
    window.actions_by_id["answer.edit"].trigger()
    window.composer.text.setPlainText("First, better")
    _send(qtbot, window)
    assert window.composer.question() == "Half a thought"


def test_an_edit_that_was_begun_comes_back_when_another_is_left(window: MainWindow, room: Room) -> None:
    _ask_thrice(window)
    window.composer.put("Half a thought", ())
    first, second, _ = _questions(window)
    _press(second, "Edit this question")
    window.composer.text.setPlainText("Second, bet")
    _press(first, "Edit this question")
    assert window.composer.question() == "First"
    window.composer.banner.cancelled.emit()
    assert window.composer.question() == "Second, bet"
    _press(first, "Edit this question")
    window.composer.submit()
    assert window.composer.question() == "Half a thought"
    assert not window.composer.banner.isVisibleTo(window)


def test_an_edit_waits_in_its_case_while_another_is_shown(window: MainWindow, room: Room) -> None:
    window.conversation.ask("First", ())
    case = window.conversation.conversation_id
    assert case is not None
    window.composer.put("Half a thought", ())
    window.actions_by_id["answer.edit"].trigger()
    window.composer.text.setPlainText("First, bet")
    window.conversation.new_case()
    assert (window.composer.question(), window.composer.banner.isVisibleTo(window)) == ("", False)
    window.conversation.open(case)
    assert (window.composer.question(), window.composer.banner.isVisibleTo(window)) == ("First, bet", True)
    window.composer.banner.cancelled.emit()
    assert window.composer.question() == "Half a thought"


def test_a_refused_edit_comes_back_as_an_edit(qtbot: QtBot, window: MainWindow, room: Room) -> None:
    window.conversation.ask("First", ())
    window.actions_by_id["answer.edit"].trigger()
    window.composer.text.setPlainText("First, better")
    room.engine.assistant.refuses = Blocked("desktop.answer_failed")
    _send(qtbot, window)
    assert window.composer.question() == "First, better"
    assert window.composer.banner.isVisibleTo(window)
    assert _texts(window)[0] == "First"


def test_asking_again_leaves_the_draft_alone(window: MainWindow) -> None:
    window.conversation.ask("First", ())
    window.composer.put("Half a thought", ())
    window.actions_by_id["answer.retry"].trigger()
    assert window.composer.question() == "Half a thought"


def test_earlier_versions_are_shown_with_what_followed_them(window: MainWindow, room: Room) -> None:
    _ask_thrice(window)
    case = window.conversation.conversation_id
    assert case is not None
    for words in ("First, better", "First, best"):
        window.conversation.edit(room.engine.cases.messages(case)[0].id, words, ())
    for _ in ("live", "stored"):
        (question,) = _questions(window)
        _press(question, "Version 3 of 3")
        assert [card.body.toPlainText() for card in _questions(window)] == ["First, better"]
        _press(_questions(window)[0], "Version 2 of 3")
        assert [card.body.toPlainText() for card in _questions(window)] == ["First", "Second", "Third"]
        assert [card.offers_retry for card in _answers(window)] == [False] * 3
        _press(_questions(window)[0], "Version 1 of 3")
        assert [card.body.toPlainText() for card in _questions(window)] == ["First, best"]
        window.conversation.open(case)


def test_an_earlier_version_can_be_edited_and_takes_the_place_of_what_counts(window: MainWindow, room: Room) -> None:
    _ask_thrice(window)
    case = window.conversation.conversation_id
    assert case is not None
    window.conversation.edit(room.engine.cases.messages(case)[0].id, "First, better", ())
    _press(_questions(window)[0], "Version 2 of 2")
    _press(_questions(window)[0], "Edit this question")
    assert window.composer.question() == "First"
    window.composer.submit()
    assert [card.body.toPlainText() for card in _questions(window)] == ["First"]
    assert len(_questions(window)[0].versions) == 2
    assert room.engine.cases.messages(case)[0].body == "First"


def test_every_message_can_be_brought_into_sight(window: MainWindow, room: Room) -> None:
    """Turns that count, attempts, versions, and versions inside of versions."""
    _ask_thrice(window)
    case = window.conversation.conversation_id
    assert case is not None
    window.actions_by_id["answer.retry"].trigger()
    window.conversation.edit(room.engine.cases.messages(case)[2].id, "Second, better", ())
    window.conversation.edit(room.engine.cases.messages(case)[0].id, "First, better", ())
    window.conversation.open(case)
    for message in (*room.engine.cases.messages(case), *room.engine.cases.replaced_messages(case)):
        assert window.conversation_view.reveal(message.id)
        if message.body != ANSWER:
            assert message.body in _texts(window)
    assert not window.conversation_view.reveal(999)


def test_an_answer_that_ended_early_offers_to_go_on_where_the_model_can(room: Room, window: MainWindow) -> None:
    room.engine.assistant.reason = FinishReason.LENGTH
    window.conversation.ask("First", ())
    assert not _answers(window)[0].offers_more
    room.engine.backend.state = replace(room.engine.backend.state, can_continue=True)
    window.status.look()
    (answer,) = _answers(window)
    assert answer.offers_more
    room.engine.assistant.reason = FinishReason.COMPLETE
    room.engine.assistant.answer = ANSWER + " And more."
    _press(answer, "Continue this answer")
    (answer,) = _answers(window)
    assert answer.text.endswith("And more.")
    assert not answer.offers_more


def test_what_is_sent_meanwhile_waits_in_sight_and_is_sent_in_its_turn(
    qtbot: QtBot, held_room: Room, held_window: MainWindow
) -> None:
    tasks = held_room.tasks
    assert isinstance(tasks, HeldTasks)
    window = held_window
    window.conversation.ask("First", ())
    for _ in range(7):
        tasks.next_event()
    for words in ("Second", "Third"):
        qtbot.keyClicks(window.composer.text, words)
        _send(qtbot, window)
    assert window.composer.question() == ""
    strip = window.waiting_strip
    assert strip.isVisibleTo(window)
    QApplication.processEvents()  # rows are shown once the layout has placed them
    names = [button.accessibleName() for button in strip.findChildren(QAbstractButton) if button.isVisibleTo(strip)]
    assert names == ["Send now: Second", "Take back: Second", "Send now: Third", "Take back: Third"]
    (back,) = [each for each in strip.findChildren(QAbstractButton) if each.accessibleName() == "Take back: Third"]
    back.click()
    assert window.composer.question() == "Third"
    for _ in range(2):
        while tasks.next_event():
            continue
    assert [card.body.toPlainText() for card in _questions(window)] == ["First", "Second"]
    assert window.composer.question() == "Third"
    assert not strip.isVisibleTo(window)


def test_a_hit_in_an_earlier_version_says_so_and_leads_there(window: MainWindow, room: Room) -> None:
    window.conversation.ask("The printer smells", ())
    case = window.conversation.conversation_id
    assert case is not None
    room.engine.cases.rename_conversation(case, "Printer")
    old = room.engine.cases.messages(case)[0]
    window.conversation.edit(old.id, "It hums", ())
    window.conversation.new_case()
    window.cases.search("smells")
    window.cases.refresh()
    (row,) = window.cases.model.rows
    assert (row.message_id, row.is_replaced) == (old.id, True)
    window.cases_column.list.row_chosen.emit(row)
    assert [card.body.toPlainText() for card in _questions(window)] == ["The printer smells"]


def test_of_a_long_line_the_first_are_shown_and_what_waits_elsewhere_is_counted(
    held_room: Room, held_window: MainWindow
) -> None:
    window = held_window
    other = held_room.engine.cases.start_conversation("Other")
    window.conversation.ask("First", ())
    for number in range(6):
        window.conversation.ask(f"Question {number}", ())
    QApplication.processEvents()
    names = [each.accessibleName() for each in window.waiting_strip.findChildren(QAbstractButton)]
    assert [name for name in names if name.startswith("Take back")] == [f"Take back: Question {n}" for n in range(4)]
    assert "2 more" in [each.text() for each in window.waiting_strip.findChildren(QLabel)]
    window.conversation.open(other.id)
    assert isinstance(held_room.tasks, HeldTasks)
    held_room.tasks.let_all_go()
    assert "In other cases: 6" in [each.text() for each in window.waiting_strip.findChildren(QLabel)]


def test_the_stop_button_stops_the_answer_though_an_edit_is_open(
    qtbot: QtBot, held_room: Room, held_window: MainWindow
) -> None:
    tasks, window = held_room.tasks, held_window
    assert isinstance(tasks, HeldTasks)
    window.conversation.ask("First", ())
    for _ in range(7):
        tasks.next_event()
    window.questions.drafts.edit(EarlierQuestion(1, "First", ()))
    (stop,) = [each for each in window.composer.findChildren(QAbstractButton) if each.accessibleName() == "Stop"]
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert tasks.task.stop_signal.is_set()
    assert window.composer.banner.isVisibleTo(window)
