"""The settings dialog: the profiles of applications are listed there, and searched for."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from desktop.views.parts.theme import Theme
from desktop.views.settings.profile_list import ProfileList
from desktop.views.settings.settings_dialog import SettingsDialog
from tests.unit.desktop.conftest import Room


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    room.settings.settings.path = tmp_path / "settings.toml"
    return tmp_path / "profiles"


def test_profiles_are_listed_with_what_they_are_for(room: Room, folder: Path) -> None:
    folder.mkdir()
    (folder / "sap.toml").write_text('[application]\nwindow_class = "sap*"\ntitle = "*Easy*"\n')
    (folder / "bad.toml").write_text("[")
    first, second = ProfileList(room.settings).text.split("\n")
    assert first == "sap: window class sap*, title *Easy*"
    assert "bad.toml" in second


def test_the_button_opens_the_folder_and_makes_it_first(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
    shown = ProfileList(room.settings)
    QTest.mouseClick(shown.open, Qt.MouseButton.LeftButton)
    assert opened == [str(folder)]
    assert folder.is_dir()


def test_profiles_are_found_by_a_search(room: Room, theme: Theme, folder: Path) -> None:
    dialog = SettingsDialog(theme, room.settings)
    for words, is_shown in (("", True), ("profiles", True), ("sampling", False)):
        dialog.search.setText(words)
        assert dialog.profiles.isVisibleTo(dialog) is is_shown, words
