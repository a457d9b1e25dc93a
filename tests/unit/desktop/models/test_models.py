"""The models in the window: listed, fetched, paused, checked, removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.viewmodels.models import ModelsViewModel
from desktop.views.models.models_dialog import ModelsDialog
from desktop.views.parts.theme import Theme
from desktop.views.shell.main_window import MainWindow
from engine.domain.catalogue import TransferStep
from engine.domain.model import BackendState, BackendStatus
from engine.errors import ModelFileError
from tests.unit.desktop.conftest import Room
from tests.unit.desktop.fakes.tasks import HeldTasks


@pytest.fixture
def models(room: Room) -> ModelsViewModel:
    return ModelsViewModel(room.desk, room.tasks, room.notices, room.settings)


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, models: ModelsViewModel) -> ModelsDialog:
    dialog = ModelsDialog(models)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def pressable(dialog: ModelsDialog) -> list[str]:
    return [act.text() for act in dialog.details.buttons() if act.isEnabled()]


def test_a_model_is_listed_with_where_it_would_run(dialog: ModelsDialog) -> None:
    item = dialog.list.topLevelItem(0)
    assert item is not None
    assert [item.text(place) for place in range(4)] == ["Tiny", "0.0 MB", "–", "12 of 36 layers on the graphics card"]
    assert pressable(dialog) == ["Download", "Download"]


def test_a_file_is_fetched_and_the_agent_is_told(dialog: ModelsDialog, models: ModelsViewModel, room: Room) -> None:
    models.download("tiny", "tiny.gguf")
    assert room.engine.models.asked == [("download", "tiny", "tiny.gguf")]
    assert pressable(dialog) == ["Remove…", "Download"]
    models.download("tiny")
    assert models.entries[0].is_installed
    assert pressable(dialog) == ["Use this model", "Check the files", "Remove…"]
    assert room.told() == ["model.files_ready"]


def test_a_download_is_paused_and_gone_on_with(qtbot: QtBot, theme: Theme, held_room: Room) -> None:
    tasks = held_room.tasks
    assert isinstance(tasks, HeldTasks)
    models = ModelsViewModel(held_room.desk, tasks, held_room.notices, held_room.settings)
    dialog = ModelsDialog(models)
    qtbot.addWidget(dialog)
    tasks.let_all_go()
    models.download("tiny")
    tasks.next_event()
    assert pressable(dialog) == ["Pause"]
    models.stop()
    assert pressable(dialog) == []
    tasks.next_event()
    assert models.transfer is not None
    assert models.transfer.step is TransferStep.PAUSED
    tasks.let_all_go()
    assert models.entries[0].files[0].is_partial


def test_a_fault_is_shown_with_its_remedy_until_the_next_try(
    dialog: ModelsDialog, models: ModelsViewModel, room: Room
) -> None:
    room.engine.models.breaks = ModelFileError("model.cut_off", host="mirror.example")
    models.download("tiny")
    assert "mirror.example" in dialog.fault.text()
    assert "kept" in dialog.fault.text()
    assert not models.is_busy
    room.engine.models.breaks = None
    models.download("tiny")
    assert dialog.fault.text() == ""


def test_what_forbids_downloads_is_said_and_no_button_offers_one(
    qtbot: QtBot, theme: Theme, models: ModelsViewModel, room: Room
) -> None:
    room.engine.models.refusal = "model.downloads_off"
    dialog = ModelsDialog(models)
    qtbot.addWidget(dialog)
    assert pressable(dialog) == []


def test_files_are_added_checked_used_and_removed(dialog: ModelsDialog, models: ModelsViewModel, room: Room) -> None:
    models.add(Path("/stick"))
    dialog.details.verify.click()
    dialog.details.use.click()
    assert room.engine.models.asked == [("add", "/stick"), ("verify", "tiny")]
    assert room.settings.text("model.name") == "tiny"
    models.remove("tiny")
    assert not models.entries[0].is_installed


def test_an_empty_case_offers_to_add_a_model_where_there_is_none(window: MainWindow, room: Room) -> None:
    offer = window.conversation_view.welcome.models
    assert not offer.isVisibleTo(window)
    room.engine.backend.state = BackendStatus(BackendState.NO_MODEL)
    window.status.look()
    assert offer.isVisibleTo(window)
    offer.click()
    (dialog,) = window.findChildren(ModelsDialog)
    dialog.close()
