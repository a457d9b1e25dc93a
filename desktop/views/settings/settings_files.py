"""Settings to and from a file, and all of them back to the defaults: each says how it went."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from desktop.settings_bridge import SettingsBridge
from desktop.views.parts.opening import come_over_window
from desktop.views.parts.translation import shown_language
from desktop.views.settings.setting_words import name_of
from engine.errors import DesksideError
from engine.settings import TABLE, SettingsTaken
from engine.wording import say

_FIRST_NAME = "deskside-settings.toml"


class SettingsFiles(QObject):
    """Works over a dialog; what came of it is said in one of its labels."""

    def __init__(self, dialog: QWidget, settings: SettingsBridge, told: QLabel) -> None:
        super().__init__(dialog)
        self._dialog, self._settings, self._told = dialog, settings, told

    def choose_export(self) -> None:
        kinds = self.tr("Settings") + " (*.toml)"
        path, _ = QFileDialog.getSaveFileName(self._dialog, self.tr("Export settings to"), _FIRST_NAME, kinds)
        if path:
            self.export_to(Path(path))

    def choose_import(self) -> None:
        kinds = self.tr("Settings") + " (*.toml)"
        path, _ = QFileDialog.getOpenFileName(self._dialog, self.tr("Import settings"), "", kinds)
        if path:
            self.import_from(Path(path))

    def export_to(self, path: Path) -> None:
        """Write what differs from the defaults, and say so."""
        try:
            count = self._settings.export_to(path)
        except DesksideError as error:
            self._tell_error(error)
            return
        self._told.setText(say("settings.exported", shown_language(), count=count, path=path))

    def import_from(self, path: Path) -> None:
        """Take over what a file sets, and say what was left out."""
        try:
            taken = self._settings.import_from(path)
        except DesksideError as error:
            self._tell_error(error)
            return
        self._told.setText(_outcome(taken))

    def ask_reset(self) -> None:
        """Ask once, then go back to all defaults."""
        asked = QMessageBox(self._dialog)
        asked.setIcon(QMessageBox.Icon.Question)
        asked.setWindowTitle(self.tr("All back to the defaults"))
        asked.setText(self.tr("Set all settings back to their defaults?"))
        asked.setInformativeText(self.tr("Keyboard shortcuts, presets and cases stay as they are."))
        asked.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        reset = asked.addButton(self.tr("Set back"), QMessageBox.ButtonRole.DestructiveRole)
        come_over_window(asked)
        asked.exec()
        if asked.clickedButton() is reset:
            self._settings.reset_all()
            self._told.setText(say("settings.all_default", shown_language()))

    def _tell_error(self, error: DesksideError) -> None:
        language = shown_language()
        self._told.setText(f"⚠ {error.message(language)} {error.remedy(language)}".strip())


def _outcome(taken: SettingsTaken) -> str:
    language = shown_language()
    told = say("settings.imported", language, count=len(taken.changed))
    if not taken.refused:
        return told
    names = ", ".join(name_of(TABLE[key]) for key in taken.refused)
    return f"{told} {say('settings.import_refused', language, names=names)}"
