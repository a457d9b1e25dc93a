"""The actions that concern the window itself: its look, settings, keys, and what it puts on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from desktop.viewmodels.models import ModelsViewModel
from desktop.viewmodels.presets import PresetsViewModel
from desktop.viewmodels.server_key import ServerKeyViewModel
from desktop.views.case.preset_choice import PresetChoice
from desktop.views.help.version import version
from desktop.views.parts.icons import app_icon
from desktop.views.parts.opening import opened, shows_case
from desktop.views.parts.surroundings import Surroundings
from engine.domain.picture import RedactedImage
from engine.settings import TABLE

if TYPE_CHECKING:
    from desktop.views.settings.settings_dialog import SettingsDialog

_TEXT_SIZE = "window.font_percent"
_STEP_PERCENT = 10


class ShellActions(QObject):
    """One function for each such action, for one window."""

    def __init__(self, window: QWidget, surroundings: Surroundings, models: ModelsViewModel) -> None:
        super().__init__(window)
        self._models = models
        self._window = window
        self._around = surroundings
        self.server_key = ServerKeyViewModel(surroundings.desk, surroundings.tasks, self)
        self.handlers: Mapping[str, Callable[[], None]] = {
            "app.settings": self.show_settings,
            "app.models": self.show_models,
            "view.larger": partial(self.change_text_size, _STEP_PERCENT),
            "view.smaller": partial(self.change_text_size, -_STEP_PERCENT),
            "view.normal": self.reset_text_size,
            "view.theme": self.switch_theme,
            "help.keys": self.show_keys,
            "help.about": self.show_about,
        }

    def change_text_size(self, by_percent: int) -> None:
        """Make all text larger or smaller, within the limits of the setting."""
        row = TABLE[_TEXT_SIZE]
        percent = self._around.settings.integer(_TEXT_SIZE) + by_percent
        self._around.settings.set(_TEXT_SIZE, int(max(row.low or 0, min(row.high or percent, percent))))

    def reset_text_size(self) -> None:
        self._around.settings.reset(_TEXT_SIZE)

    def switch_theme(self) -> None:
        """Go from light to dark, or back."""
        is_light = self._around.theme.name == "light"
        self._around.settings.set("window.theme", "dark" if is_light else "light")

    def show_settings(self, key: str = "") -> None:
        """Show the settings, and in them the one of a key."""
        self._show_settings(lambda dialog: dialog.show_setting(key) if key else None)

    def show_shortcuts(self) -> None:
        """Show where the keys of the actions are changed."""
        self._show_settings(lambda dialog: dialog.show_shortcuts())

    def _show_settings(self, begin: Callable[[SettingsDialog], None]) -> None:
        from desktop.views.settings.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._around.theme, self._around.settings, self._window, self.server_key)
        dialog.models_wanted.connect(self.show_models)
        begin(dialog)
        opened(dialog)

    def show_models(self) -> None:
        from desktop.views.models.models_dialog import ModelsDialog

        opened(ModelsDialog(self._models, self._window))

    def show_presets(self, presets: PresetsViewModel, choice: PresetChoice) -> None:
        """Choose a preset for the next question."""
        from desktop.views.case.preset_palette import PresetPalette

        palette = PresetPalette(self._around.theme, presets, choice.chosen, self._window)
        palette.chosen.connect(choice.decide)
        opened(palette)

    def show_keys(self) -> None:
        from desktop.views.help.shortcut_sheet import ShortcutSheet

        sheet = ShortcutSheet(self._window, self._around.settings.text("capture.hotkey"))
        sheet.change_wanted.connect(self.show_shortcuts)
        opened(sheet)

    def show_picture(self, picture: RedactedImage) -> None:
        """Enlarge a covered picture."""
        from desktop.views.case.picture_viewer import PictureViewer

        opened(PictureViewer(picture, self._window))

    def close_pictures(self) -> None:
        """Close every window that shows a picture of a case: the cases are being locked."""
        for dialog in self._window.findChildren(QDialog):
            if shows_case(dialog):
                dialog.reject()

    def show_about(self) -> None:
        """Show the version and where files are kept."""
        folders = self._around.folders
        text = self.tr("Deskside {version}\n\nCases: {data}\nSettings: {config}\nLogs: {logs}").format(
            version=version(),
            data=folders.data,
            config=folders.config,
            logs=folders.logs,
        )
        about = QMessageBox(self._window)
        about.setWindowTitle(self.tr("About Deskside"))
        about.setIconPixmap(app_icon().pixmap(48, 48))
        about.setText(text)
        opened(about)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, and say so."""
        if text:
            QGuiApplication.clipboard().setText(text)
            self._around.notices.tell("desktop.copied")
        else:
            self._around.notices.tell("desktop.nothing_to_copy")

    def copy_link(self, link: str) -> None:
        """Put a link on the clipboard: Deskside opens none."""
        QGuiApplication.clipboard().setText(link)
        self._around.notices.tell("desktop.link_copied", link=link)
