"""The first steps: once by themselves, skippable, repeatable, and each says what came of it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.viewmodels.capture import Stage
from desktop.views.help.first_steps import FirstStepsDialog, sample_picture
from desktop.views.models.models_dialog import ModelsDialog
from desktop.views.parts.translation import Translation
from desktop.views.settings.settings_dialog import SettingsDialog
from desktop.views.shell.main_window import MainWindow
from engine.domain.model import BackendState, BackendStatus
from engine.errors import WorkerDied
from engine.wording import Language
from tests.unit.desktop.conftest import Room, speak


def _open(window: MainWindow) -> FirstStepsDialog:
    window.actions_by_id["help.first_steps"].trigger()
    steps = window.findChild(FirstStepsDialog)
    assert steps is not None
    return steps


def _shown(window: MainWindow) -> bool:
    return any(steps.isVisible() for steps in window.findChildren(FirstStepsDialog))


def test_a_new_profile_sees_them_once_and_help_opens_them_again(window: MainWindow) -> None:
    window.first_steps.show_once()
    assert _shown(window)
    steps = _open(window)
    steps.skip.click()
    assert not _shown(window)
    window.first_steps.show_once()
    assert not _shown(window)
    window.first_steps.show()
    assert _shown(window)


def test_every_step_can_be_passed_without_doing_it(window: MainWindow) -> None:
    steps = _open(window)
    assert [steps.page, steps.back.isEnabled()] == [0, False]
    for page in (1, 2, 3):
        steps.next.click()
        assert steps.page == page
        assert steps.focusWidget() is steps.next
    steps.back.click()
    steps.next.click()
    assert steps.next.text() == "Done"
    steps.next.click()
    assert not steps.isVisible()


def test_the_steps_have_the_keyboard_again_after_the_models(qtbot: QtBot, window: MainWindow) -> None:
    steps = _open(window)
    qtbot.waitUntil(steps.isActiveWindow)
    steps.model.act.click()
    models = window.findChild(ModelsDialog)
    assert models is not None
    qtbot.waitUntil(models.isActiveWindow)
    models.accept()
    qtbot.waitUntil(steps.isActiveWindow)


def test_the_model_step_says_whether_there_is_one(window: MainWindow, room: Room) -> None:
    steps = _open(window)
    assert steps.model.result.text() == "✓ Qwen3-VL 4B Instruct Q4_K_M is there."
    room.engine.backend.state = BackendStatus(BackendState.NO_MODEL)
    window.status.look()
    assert steps.model.result.text() == "⚠ No model is installed yet."
    steps.model.act.click()
    assert window.findChild(ModelsDialog) is not None


def test_the_device_test_loads_the_model_and_says_where_it_runs(
    window: MainWindow, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps, backend = _open(window), room.engine.backend
    ready, loads, plain = backend.state, backend.loads, backend.load

    def load() -> None:
        plain()
        backend.state = ready

    monkeypatch.setattr(backend, "load", load)
    backend.state = BackendStatus(BackendState.IDLE, ready.model)
    steps.device.act.click()
    assert backend.loads == loads + 1
    assert steps.device.result.text().startswith("✓ Qwen3-VL 4B Instruct Q4_K_M runs on CPU; ready after ")
    steps.device.act.click()
    assert steps.device.result.text() == "✓ Qwen3-VL 4B Instruct Q4_K_M runs on CPU; it is in memory already."


def test_a_model_that_cannot_be_loaded_is_told_with_its_remedy(
    window: MainWindow, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load() -> None:
        raise WorkerDied("desktop.answer_failed")

    monkeypatch.setattr(room.engine.backend, "load", load)
    steps = _open(window)
    steps.device.act.click()
    assert steps.device.result.text().startswith("⚠ The answer could not be finished")
    assert steps.device.act.isEnabled()


def test_the_key_is_tested_by_pressing_it(window: MainWindow, room: Room) -> None:
    steps = _open(window)
    assert "Ctrl+Alt+S" in steps.key.text.text()
    window.first_steps.key_pressed()
    assert steps.key.result.text() == "✓ It works."
    room.settings.set("capture.hotkey", "Ctrl+Alt+D")
    assert "Ctrl+Alt+D" in steps.key.text.text()
    assert steps.key.result.text() == "", "another key has not been tested"
    steps.key.act.click()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.shown_keys() == ["capture.hotkey"]


def test_the_sample_opens_in_the_review(window: MainWindow) -> None:
    steps = _open(window)
    steps.sample.act.click()
    assert window.capture.stage is Stage.REVIEWING
    assert not steps.isVisible()


@pytest.mark.parametrize("language", list(Language))
def test_there_is_a_sample_in_each_language(translation: Translation, language: Language) -> None:
    speak(translation, language)
    assert sample_picture().is_file()
    assert Path(sample_picture()).stem.endswith(language.value)
