"""Profiles are made, changed, copied and removed in the window; what is written holds at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from desktop.views.settings.profile_list import ProfileList
from desktop.views.settings.profiles_dialog import ProfilesDialog
from engine.domain.finding import CoverExtent, EntityType
from engine.domain.rules import Profile, Treatment
from engine.domain.screen import Application
from engine.settings import Policy, ProfileFolder, keep_profile
from tests.unit.desktop.conftest import Room


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    room.settings.settings.path = tmp_path / "settings.toml"
    folder = tmp_path / "profiles"
    keep_profile(folder, Profile("SAP", Application("saplogon*"), {EntityType.IP: Treatment.LEAVE}, ("FALCON",)))
    keep_profile(folder, Profile("Citrix"))
    return folder


@pytest.fixture
def dialog(room: Room, folder: Path) -> ProfilesDialog:
    return ProfilesDialog(room.settings, folder)


def profiles(folder: Path) -> dict[str, Profile]:
    return {profile.name: profile for profile in ProfileFolder.read(folder).readable}


def listed(dialog: ProfilesDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(choice: QComboBox, value: str) -> None:
    choice.setCurrentIndex(choice.findData(value))


def test_the_chosen_profile_is_shown_as_it_is_written(dialog: ProfilesDialog) -> None:
    assert listed(dialog) == ["Citrix", "SAP"]
    dialog.list.setCurrentRow(1)
    assert dialog.form.name.text() == "SAP"
    assert dialog.form.patterns["window_class"].text() == "saplogon*"
    assert dialog.form.treatments[EntityType.IP].currentData() == "leave"
    assert dialog.form.treatments[EntityType.PERSON].currentData() == ""
    assert dialog.form.cover.toPlainText() == "FALCON"


def test_a_change_is_written_at_once(dialog: ProfilesDialog, folder: Path) -> None:
    dialog.list.setCurrentRow(1)
    choose(dialog.form.treatments[EntityType.PHONE], "ask")
    choose(dialog.form.extent, "box")
    dialog.form.patterns["title"].setText("*Invoice*")
    QTest.keyClick(dialog.form.patterns["title"], Qt.Key.Key_Return)
    kept = profiles(folder)["SAP"]
    assert kept.treatments == {EntityType.IP: Treatment.LEAVE, EntityType.PHONE: Treatment.ASK}
    assert (kept.extent, kept.application) == (CoverExtent.BOX, Application("saplogon*", "", "*Invoice*"))


def test_a_new_profile_has_a_free_name_that_can_be_written_over(dialog: ProfilesDialog, folder: Path) -> None:
    click(dialog.add)
    click(dialog.add)
    assert {"New profile", "New profile 2"} <= profiles(folder).keys()
    assert dialog.form.name.selectedText() == "New profile 2"
    dialog.form.name.setText("Word")
    QTest.keyClick(dialog.form.name, Qt.Key.Key_Return)
    assert "Word" in profiles(folder)
    assert dialog.list.currentItem().text() == "Word"


def test_a_copy_holds_the_same_under_another_name(dialog: ProfilesDialog, folder: Path) -> None:
    dialog.list.setCurrentRow(1)
    click(dialog.copy)
    known = profiles(folder)
    assert known["SAP 2"].treatments == known["SAP"].treatments
    assert known["SAP 2"].words == ("FALCON",)
    assert dialog.list.currentItem().text() == "SAP 2"


def test_a_removed_profile_is_gone_and_the_next_is_shown(dialog: ProfilesDialog, folder: Path) -> None:
    dialog.list.setCurrentRow(1)
    dialog.remove_shown()
    assert list(profiles(folder)) == ["Citrix"]
    assert dialog.form.name.text() == "Citrix"
    dialog.remove_shown()
    assert not dialog.copy.isEnabled()
    assert not dialog.form.isVisibleTo(dialog)


def test_a_name_that_is_taken_is_told_and_what_was_typed_stays(dialog: ProfilesDialog, folder: Path) -> None:
    dialog.list.setCurrentRow(1)
    dialog.form.name.setText("citrix")
    dialog.form.edited.emit()
    assert "citrix" in dialog.fault.text()
    assert dialog.fault.isVisibleTo(dialog)
    assert set(profiles(folder)) == {"SAP", "Citrix"}
    dialog.list.setCurrentRow(0)
    assert dialog.list.currentItem().text() == "SAP"
    assert dialog.form.name.text() == "citrix"


def test_what_is_still_being_typed_is_kept_when_the_dialog_closes(dialog: ProfilesDialog, folder: Path) -> None:
    dialog.form.cover.setPlainText("EAGLE-*\n\nEAGLE-*\n")
    dialog.accept()
    assert profiles(folder)["Citrix"].words == ("EAGLE-*",)


def test_no_more_is_offered_than_the_organisation_allows(room: Room, folder: Path) -> None:
    room.settings.settings.policy = Policy(always_covered=frozenset({EntityType.PASSWORD}), forbids_leaving=True)
    dialog = ProfilesDialog(room.settings, folder)
    form = dialog.form
    phone, password = form.treatments[EntityType.PHONE], form.treatments[EntityType.PASSWORD]
    assert [phone.itemData(row) for row in range(phone.count())] == ["", "cover", "ask"]
    assert not password.isEnabled()
    assert "set by your organisation" in password.accessibleName()


def test_looking_writes_nothing(room: Room, folder: Path) -> None:
    room.settings.settings.policy = Policy(forbids_leaving=True)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    dialog = ProfilesDialog(room.settings, folder)
    dialog.list.setCurrentRow(1)
    dialog.list.setCurrentRow(0)
    dialog.accept()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_every_field_has_a_name_for_screen_readers(dialog: ProfilesDialog) -> None:
    fields = [
        field for kind in (QLineEdit, QComboBox, QPlainTextEdit, QPushButton) for field in dialog.findChildren(kind)
    ]
    assert len(fields) > 30
    assert [field for field in fields if not field.accessibleName()] == []


def test_the_settings_open_it_and_list_what_was_changed(room: Room, folder: Path) -> None:
    shown = ProfileList(room.settings)
    click(shown.edit)
    dialog = shown.findChild(ProfilesDialog)
    assert dialog is not None
    dialog.form.name.setText("Terminal")
    dialog.accept()
    assert "Terminal" in shown.text
