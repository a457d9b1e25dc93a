"""Another model takes over at once, and the key for the server is kept without ever being shown."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.viewmodels.server_key import ServerKeyViewModel
from desktop.views.parts.theme import Theme
from desktop.views.settings.server_key_card import ServerKeyCard
from desktop.views.settings.settings_dialog import SettingsDialog
from desktop.views.shell.main_window import MainWindow
from engine.domain.model import BackendState, BackendStatus
from engine.errors import KeyMissing
from tests.unit.desktop.conftest import Room


def test_a_model_chosen_in_the_window_takes_over_at_once_and_the_case_stays(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    window.conversation.ask("First", ())
    case, loads = window.conversation.conversation_id, room.engine.backend.loads
    room.engine.backend.state = BackendStatus(BackendState.IDLE, "Tiny")
    with qtbot.waitSignal(window.switching.switched):
        window.models.use("tiny")
    assert (room.engine.times_changed, room.engine.backend.loads) == (1, loads + 1)
    assert "desktop.model_changes" in room.told()
    assert window.conversation.conversation_id == case
    assert len(window.conversation_view.cards()) == 2
    assert window.status.status is not None
    assert window.status.status.model == "Tiny"


def test_while_an_answer_is_written_the_new_model_is_loaded_after_it(room: Room, window: MainWindow) -> None:
    room.engine.backend.state = BackendStatus(BackendState.BUSY, "Old")
    window.status.look()
    loads = room.engine.backend.loads
    window.switching.switch()
    assert room.engine.backend.loads == loads
    room.engine.backend.state = BackendStatus(BackendState.IDLE, "Tiny")
    window.status.look()
    assert room.engine.backend.loads == loads + 1
    assert "desktop.model_changes" in room.told()


def test_numbers_that_are_being_stepped_are_taken_together(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    with qtbot.waitSignal(window.switching.switched):
        for cells in (4096, 8192, 16384):
            room.settings.set("model.context_tokens", cells)
    assert room.engine.times_changed == 1


@pytest.mark.parametrize("key", ["model.mirror", "model.adapters", "window.font_percent"])
def test_other_settings_leave_the_model_alone(room: Room, window: MainWindow, key: str) -> None:
    room.settings.set(key, 110 if key.startswith("window") else "somewhere")
    assert not window.switching._timer.isActive()


def test_where_nothing_answered_a_model_that_arrives_does(room: Room, window: MainWindow) -> None:
    window.models.download("tiny")
    assert room.engine.times_changed == 0
    room.engine.backend.state = BackendStatus(BackendState.NO_MODEL)
    window.models.download("tiny")
    assert room.engine.times_changed == 1


@pytest.fixture
def card(qtbot: QtBot, room: Room) -> ServerKeyCard:
    card = ServerKeyCard(ServerKeyViewModel(room.desk, room.tasks))
    qtbot.addWidget(card)
    card.show()
    return card


def _all_texts(card: ServerKeyCard) -> str:
    parts = [each.text() for each in card.findChildren(QLabel)] + [each.text() for each in card.findChildren(QLineEdit)]
    return " ".join([*parts, card.field.displayText(), card.field.placeholderText(), card.field.toolTip()])


def test_a_key_is_typed_masked_kept_and_never_shown_again(qtbot: QtBot, room: Room, card: ServerKeyCard) -> None:
    assert not card.remove.isEnabled()
    assert not card.keep.isEnabled()
    qtbot.keyClicks(card.field, " sk-secret ")
    assert "sk-secret" not in card.field.displayText()
    card.keep.click()
    assert room.engine.server_key.kept == "sk-secret"
    assert "sk-secret" not in _all_texts(card)
    assert "A key is set" in card.state.text()
    card.remove.click()
    assert room.engine.server_key.kept == ""
    assert card.state.text() == "No key is set."


def test_a_key_store_that_is_locked_says_so(qtbot: QtBot, room: Room, card: ServerKeyCard) -> None:
    room.engine.server_key.breaks = KeyMissing("server.key_unwritable")
    card.field.setText("sk-secret")
    card.keep.click()
    assert "cannot be kept" in card.state.text()


def test_who_asks_with_the_old_key_asks_anew(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    window.shell.server_key.keep("sk-new")
    assert room.engine.times_changed == 1


def test_the_key_is_found_by_a_search(qtbot: QtBot, room: Room, theme: Theme) -> None:
    dialog = SettingsDialog(theme, room.settings, server_key=ServerKeyViewModel(room.desk, room.tasks))
    qtbot.addWidget(dialog)
    assert dialog.server_key is not None
    for words, is_shown in (("", True), ("server key", True), ("sampling", False)):
        dialog.search.setText(words)
        assert dialog.server_key.isVisibleTo(dialog) is is_shown, words
