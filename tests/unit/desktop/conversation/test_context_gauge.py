"""The gauge above the question tells how full the window of the model is, and what a picture costs."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.viewmodels.live import LiveAnswer
from desktop.views.case.context_gauge import ContextGauge, ContextUse, picture_tokens, text_tokens, tokens_so_far
from desktop.views.parts.theme import Theme
from desktop.views.shell.main_window import MainWindow
from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, Message, MessageState, Role, Usage
from engine.domain.finding import CaseLabels
from engine.domain.model import BackendState, SeenSize
from engine.domain.picture import Picture, RedactedImage
from engine.imaging import Raster
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.cases import picture


def test_nothing_is_said_of_an_empty_case(window: MainWindow) -> None:
    assert not window.composer.gauge.isVisibleTo(window)


def test_the_cost_of_a_picture_is_told_before_it_is_sent(window: MainWindow) -> None:
    window.composer.add_picture(picture(800, 600))
    cost = SeenSize.of(800, 600, *window.capture.image_tokens).tokens
    assert f"{cost:,} tokens" in window.composer.gauge.words
    assert window.composer.gauge.isVisibleTo(window)


def test_the_gauge_rises_with_an_answer(window: MainWindow) -> None:
    window.conversation.ask("What now?", [])
    assert "10 % of 16,384 tokens" in window.composer.gauge.words  # 1480 + 212


def test_the_size_is_the_one_that_the_loaded_model_has(room: Room, window: MainWindow) -> None:
    room.engine.backend.state = replace(room.engine.backend.state, context_tokens=4096)
    window.status.look()
    window.conversation.ask("What now?", [])
    assert "41 % of 4,096 tokens" in window.composer.gauge.words
    room.settings.set("model.context_tokens", 32768)
    assert "of 4,096 tokens" in window.composer.gauge.words


def test_another_case_has_its_own_gauge(window: MainWindow) -> None:
    window.conversation.ask("What now?", [])
    window.conversation.new_case()
    assert not window.composer.gauge.isVisibleTo(window)


def test_without_a_model_there_is_no_window_to_fill(room: Room, window: MainWindow) -> None:
    room.engine.backend.state = replace(room.engine.backend.state, state=BackendState.NO_MODEL)
    window.status.look()
    window.composer.add_picture(picture())
    assert not window.composer.gauge.isVisibleTo(window)


def test_a_question_that_is_longer_than_the_models_memory_says_so(qtbot: QtBot, theme: Theme) -> None:
    gauge = ContextGauge(theme)
    qtbot.addWidget(gauge)
    gauge.show_use(ContextUse(total=4096, text=5000))
    assert "too long for the model" in gauge.words
    assert "left out" not in gauge.words
    gauge.show_use(ContextUse(total=4096, used=3000, text=2000))
    assert "left out" in gauge.words


def test_it_is_told_when_earlier_turns_will_be_left_out(window: MainWindow) -> None:
    window.composer.gauge.show_use(ContextUse(1000, 800, (300,)))
    assert "left out" in window.composer.gauge.words
    window.composer.gauge.show_use(ContextUse(1000, 600, (300,)))
    assert "left out" not in window.composer.gauge.words


def test_chinese_takes_more_tokens_a_character_than_english() -> None:
    assert text_tokens("打印机无法连接") > text_tokens("printer")
    assert text_tokens("") == 0


def test_a_picture_costs_what_the_engine_says() -> None:
    assert picture_tokens([picture(1920, 1080)], (8, 2048)) == (SeenSize.of(1920, 1080, 8, 2048).tokens,)


def test_what_was_composed_from_fixes_fills_nothing() -> None:
    def answer(usage: Usage) -> Message:
        return Message(1, 1, Role.ASSISTANT, "x", MessageState.COMPLETE, 0, usage=usage)

    assert tokens_so_far([answer(Usage("m", 100, 0, 0, 20)), answer(Usage())]) == 120
    assert tokens_so_far([]) == 0


def test_an_answer_that_was_stopped_before_it_was_counted_does_not_empty_the_gauge(window: MainWindow) -> None:
    window.conversation.ask("What now?", [])
    before = window.composer.gauge.words
    answer = Answer("Stop", FinishReason.STOPPED, usage=Usage("m", completion_tokens=1, total_ms=900))
    window.conversation.changed.emit(LiveAnswer("q", (), 1, CaseLabels(), answer=answer))
    assert window.composer.gauge.words == before


def test_a_model_that_sees_only_the_dialog_is_charged_for_the_dialog(
    monkeypatch: pytest.MonkeyPatch, room: Room, window: MainWindow
) -> None:
    large, looked_at = picture(1920, 1080), list[RedactedImage]()

    def as_seen(shown: RedactedImage, tokens_min: int, tokens_max: int) -> Picture:
        looked_at.append(shown)
        return Raster(384, 160, bytes(384 * 160 * 3))

    monkeypatch.setattr(room.engine.assistant, "as_seen", as_seen)
    window.composer.add_picture(large)
    window.composer.text.insert_block("why?")
    cost = SeenSize(384, 160).tokens
    assert f"{cost:,} tokens" in window.composer.gauge.words or f"{cost + 1:,} tokens" in window.composer.gauge.words
    assert looked_at == [large], "the same picture is looked at once"
