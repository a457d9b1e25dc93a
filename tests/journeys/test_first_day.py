"""A new agent's first minutes with the real program, by keys alone: first dialogs, a question, another language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.settings import Folders, Settings
from engine.wording import Language, say
from tests.journeys.real_desktop import PATIENCE_S, Desktop, desktop_on, in_background, needs_display
from tests.screens.display import own_display

pytestmark = needs_display


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with own_display(1400, 900) as display, desktop_on(display, tmp_path) as made:
        yield made


def _passes_the_first_dialogs(desktop: Desktop) -> None:
    """Declines a passphrase, keeps the recovery key, and goes through the first steps with Enter."""
    desktop.waits_for_window("Passphrase")
    desktop.presses_escape_at("Passphrase")
    desktop.activates("Recovery key")
    desktop.keys("Tab", "Tab", "Tab", "Tab", "space", "Tab", "Return")
    desktop.activates("First steps")
    desktop.keys("Return", "Return", "Return", "Return")


def _changes_language(desktop: Desktop, settings: str, key: str, settings_then: str) -> None:
    """Finds the setting in the palette, goes one choice on or back, and sees the dialog speak the other language."""
    desktop.activates("Deskside$")
    desktop.keys("ctrl+k")
    desktop.types("window.language")
    desktop.keys("Return")
    desktop.activates(settings)
    desktop.keys(key)
    desktop.waits_for_window(settings_then)
    desktop.presses_escape_at(settings_then)


def _says_of_a_capture_given_up(desktop: Desktop, title: str) -> str:
    given_up = in_background(lambda: desktop.says("capture", "region"))
    desktop.waits_for_window(title)
    desktop.presses_escape_at(title)
    code, said = given_up.get(timeout=PATIENCE_S)
    assert code == 3, said
    return said


def test_from_the_first_start_to_an_answer_and_to_chinese_and_back(desktop: Desktop, tmp_path: Path) -> None:
    desktop.running = desktop.start()
    _passes_the_first_dialogs(desktop)
    desktop.activates("Deskside$")
    desktop.types("How do I reset a password")
    desktop.keys("ctrl+Return")
    desktop.waits_for_window("^How do I reset a password.* Deskside$")

    _changes_language(desktop, "^Settings", "Down", "^设置")
    assert say("capture.cancelled", Language.ZH) in _says_of_a_capture_given_up(desktop, "选择区域")
    _changes_language(desktop, "^设置", "Up", "^Settings")
    assert say("capture.cancelled", Language.EN) in _says_of_a_capture_given_up(desktop, "choose a region")

    assert desktop.says("quit")[0] == 0
    assert desktop.running.wait(PATIENCE_S) == 0
    assert Settings.load(Folders.below(tmp_path / "home").settings_file).text("window.language") == "en"
    _out, err = desktop.running.communicate()
    assert "Traceback" not in err
