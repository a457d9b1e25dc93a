"""A quote in an answer leads to its place on the picture, by mouse and by keyboard; steps become a guide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.views.case.guide_painting import guide_picture
from desktop.views.case.markdown import MarkdownView
from desktop.views.case.message_card import AnswerCard
from desktop.views.case.peek import Peek
from desktop.views.case.place_viewer import GuideDialog, PlaceViewer
from desktop.views.case.quote_marks import OBJECT, QuoteMarks
from desktop.views.parts.theme import Theme
from desktop.views.shell.main_window import MainWindow
from engine.domain.evidence import Evidence, GuideMark, GuideStep, Origin, Place, Quote, QuoteKind
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from tests.unit.desktop.conftest import Room

ANSWER = "😀 The code is 0x80070005, not 0x80070006.\n\n1. Click **Retry**.\n2. Call EMAIL 7."


def screen(shade: int = 200) -> RedactedImage:
    spans = (
        TextSpan("Error 0x80070005", Region(40, 40, 200, 20), 0.9),
        TextSpan("Retry", Region(300, 200, 60, 20), 0.9),
    )
    return RedactedImage(480, 300, bytes([shade]) * (480 * 300 * 3), (), spans)


@pytest.fixture
def card(room: Room, window: MainWindow) -> AnswerCard:
    """An answer to a question with a picture, in the real window."""
    room.engine.assistant.answer = ANSWER
    window.conversation.ask("What now?", [screen()])
    answer = window.conversation_view.live_answer
    assert answer is not None
    window.conversation_view._ask_for_evidence()
    return answer


def number_of(card: AnswerCard, text: str) -> int:
    return next(n for n, quote in enumerate(card.evidence.evidence.quotes) if quote.text == text)


def test_an_answer_says_what_is_not_on_the_picture(card: AnswerCard) -> None:
    assert "0x80070006" in card.evidence.words
    assert "EMAIL 7" in card.evidence.words
    assert "“0x80070005”" not in card.evidence.words
    assert "made up" in card.evidence.words


def test_what_is_missing_has_an_icon_beside_it_that_is_not_copied(card: AnswerCard) -> None:
    assert card.body.document().toRawText().count(OBJECT) == 2
    cursor = QTextCursor(card.body.document())
    cursor.select(QTextCursor.SelectionType.Document)
    card.body.setTextCursor(cursor)
    card.body.copy()
    copied = QGuiApplication.clipboard().text()
    assert "not 0x80070006." in copied
    assert OBJECT not in copied


def test_marks_stand_at_their_words_although_emoji_count_twice(card: AnswerCard) -> None:
    for text in ("0x80070005", "0x80070006", "Retry"):
        cursor = QTextCursor(card.body.document())
        start = QuoteMarks.position(card.body._quotes, number_of(card, text))  # type: ignore[arg-type]
        assert start is not None
        cursor.setPosition(start)
        cursor.setPosition(start + len(text), QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == text
        assert cursor.charFormat().anchorHref() == f"quote:{number_of(card, text)}"


def test_pointing_at_a_quote_shows_its_place_and_leaving_hides_it(window: MainWindow, card: AnswerCard) -> None:
    number = number_of(card, "Retry")
    card.body._point(QUrl(f"quote:{number}"))
    peek = window.findChild(Peek)
    assert peek is not None
    assert peek.isVisible()
    card.body._point(QUrl())
    assert not peek.isVisible()


def test_the_keyboard_reaches_quotes_and_opens_their_place(qtbot: QtBot, window: MainWindow, card: AnswerCard) -> None:
    window.activateWindow()
    card.body.setFocus()
    qtbot.waitUntil(card.body.hasFocus)
    pointed: list[int] = []
    card.body.quote_pointed.connect(pointed.append)
    qtbot.keyClick(card.body, Qt.Key.Key_Tab)
    chosen = pointed[-1]
    assert chosen == number_of(card, "0x80070005")
    qtbot.keyClick(card.body, Qt.Key.Key_Return)
    viewer = window.findChild(PlaceViewer)
    assert viewer is not None
    assert viewer.place.region == card.evidence.evidence.quotes[chosen].places[0].region
    viewer.reject()


def test_a_click_opens_the_picture_at_the_place(window: MainWindow, card: AnswerCard) -> None:
    card.body.anchorClicked.emit(QUrl(f"quote:{number_of(card, 'Retry')}"))
    viewer = window.findChild(PlaceViewer)
    assert viewer is not None
    seen = viewer.view.visible_region()
    assert seen.intersection(Region(300, 200, 60, 20)) == Region(300, 200, 60, 20)
    viewer.reject()


def test_what_is_not_on_the_picture_opens_nothing(window: MainWindow, card: AnswerCard) -> None:
    card.body.anchorClicked.emit(QUrl(f"quote:{number_of(card, '0x80070006')}"))
    card.body.anchorClicked.emit(QUrl("quote:999"))
    assert window.findChild(PlaceViewer) is None


def test_a_kept_case_has_its_evidence_when_it_is_opened_again(window: MainWindow, card: AnswerCard) -> None:
    case = window.conversation.conversation_id
    assert case is not None
    window.conversation.new_case()
    window.conversation.open(case)
    window.conversation_view._ask_for_evidence()
    again = [each for each in window.conversation_view.cards() if isinstance(each, AnswerCard)]
    assert "0x80070006" in again[-1].evidence.words


def test_a_case_without_a_picture_is_not_marked(room: Room, window: MainWindow) -> None:
    room.engine.assistant.answer = ANSWER
    window.conversation.ask("What now?", [])
    window.conversation_view._ask_for_evidence()
    answer = window.conversation_view.live_answer
    assert answer is not None
    assert not answer.evidence.isVisibleTo(answer)


def test_the_guide_is_copied_as_one_picture_with_its_steps(room: Room, window: MainWindow, card: AnswerCard) -> None:
    window.actions_by_id["answer.guide"].trigger()
    guide = window.findChild(GuideDialog)
    assert guide is not None
    assert [mark.label for mark in guide.view.marks] == ["1"]
    guide.copy_button.click()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "1. Click Retry.\n2. Call EMAIL 7."
    image = QGuiApplication.clipboard().image()
    assert image.width() >= 480
    assert image.height() > 300
    assert "desktop.guide_copied" in room.told()


def test_an_unticked_step_is_left_out(window: MainWindow, card: AnswerCard) -> None:
    card.guide_wanted.emit(card.evidence.evidence)
    guide = window.findChild(GuideDialog)
    assert guide is not None
    guide.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert [step.number for step in guide.chosen_steps()] == [1]
    guide.reject()


def test_no_picture_stays_open_when_the_cases_are_locked(window: MainWindow, card: AnswerCard) -> None:
    card.body.anchorClicked.emit(QUrl(f"quote:{number_of(card, 'Retry')}"))
    card.guide_wanted.emit(card.evidence.evidence)
    window.lock(None)
    assert not any(dialog.isVisible() for dialog in window.findChildren(QDialog))


def test_without_anything_to_show_the_agent_is_told(room: Room, window: MainWindow) -> None:
    window.actions_by_id["answer.guide"].trigger()
    assert room.told() == ["desktop.nothing_to_show"]


def test_a_guide_draws_only_around_the_places(theme: Theme) -> None:
    shown = screen()
    step = GuideStep(1, "Click Retry.", (GuideMark("1", Place(shown.digest, Region(300, 200, 60, 20))),))
    image = guide_picture((step,), {shown.digest: shown}, QGuiApplication.font())
    changed = [(x, y) for x in range(480) for y in range(300) if image.pixelColor(x, y) != QColor(200, 200, 200)]
    assert changed
    room = Region(300, 200, 60, 20).grown(45, 45)
    assert all(room.contains_point(x, y) for x, y in changed)


def test_a_picture_that_is_gone_leaves_an_empty_guide() -> None:
    step = GuideStep(1, "x", (GuideMark("1", Place("gone", Region(0, 0, 1, 1))),))
    assert guide_picture((step,), {}, QGuiApplication.font()).isNull()


@pytest.mark.parametrize(
    "markdown", ["`a` b `a`", "a **a** a", "```\na\n```\n**a**", "| a | **a** |\n|-|-|\n| a | a |"]
)
def test_any_markdown_can_be_marked(qtbot: QtBot, theme: Theme, markdown: str) -> None:
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    start = markdown.rfind("a")
    quote = Quote("a", start, start + 1, QuoteKind.NAME, Origin.NOWHERE)
    view.show_markdown(markdown, quotes=QuoteMarks(markdown, (quote,)))
    assert view.document().toRawText().count(OBJECT) == 1
    assert view.quote_rect(0) != QRect()
    assert view.quote_rect(5) == QRect()


def test_evidence_tells_found_from_missing() -> None:
    there = Quote("a", 0, 1, QuoteKind.NAME, Origin.PICTURE, (Place("d", Region(0, 0, 1, 1)),))
    gone = Quote("b", 2, 3, QuoteKind.CODE, Origin.FIX, fix_number=2)
    evidence = Evidence((there, gone))
    assert (evidence.found, evidence.missing) == ((there,), (gone,))
    assert not evidence.can_guide
