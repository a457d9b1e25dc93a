"""The profiles of applications in the settings dialog: which there are, for what, and where they are written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.settings_bridge import SettingsBridge
from desktop.views.parts.opening import opened
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.translation import shown_language
from desktop.views.settings.profiles_dialog import ProfilesDialog
from engine.domain.screen import Application
from engine.errors import SettingsError
from engine.settings import PROFILES


class ProfileList(Speaking, QFrame):
    """A card with one line for each profile, or for what is wrong with one."""

    def __init__(self, settings: SettingsBridge) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._settings = settings
        self._title = label()
        self._rows = label("muted", wraps=True)
        self.edit = button()
        self.edit.clicked.connect(self._edit)
        self.open = button()
        self.open.clicked.connect(self._open_folder)
        words = column(self, gap=SPACE)
        words.setContentsMargins(14, 10, 10, 10)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.edit)
        head.addWidget(self.open)
        words.addLayout(head)
        words.addWidget(self._rows)
        self.retranslate()

    @property
    def text(self) -> str:
        """What is said of the profiles, one line each."""
        return self._rows.text()

    def matches(self, words: list[str]) -> bool:
        """Tell whether a search for settings means this."""
        haystack = f"{self._title.text()} {self.text} profiles applications 应用配置".casefold()
        return all(word in haystack for word in words)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Profiles of applications"))
        self.edit.setText(self.tr("Edit…"))
        self.edit.setAccessibleName(self.tr("Edit profiles of applications"))
        self.edit.setVisible(self._folder is not None)
        self.open.setText(self.tr("Open folder"))
        self.open.setAccessibleName(self.tr("Open the folder of profiles"))
        self.open.setVisible(self._folder is not None)
        folder, language = self._settings.settings.profiles(), shown_language()
        lines = [f"{profile.name}: {_patterns(profile.application)}" for profile in folder.readable]
        lines += [f"{error.message(language)} {error.remedy(language)}" for error in folder.damaged]
        none = self.tr("There are none. A profile holds rules for the windows of one application.")
        self._rows.setText("\n".join(lines) or none)

    @property
    def _folder(self) -> Path | None:
        path = self._settings.settings.path
        return path.parent / PROFILES if path is not None else None

    def _edit(self) -> None:
        if self._folder is None:
            return
        dialog = ProfilesDialog(self._settings, self._folder, self.window())
        dialog.finished.connect(self.retranslate)
        opened(dialog)

    def _open_folder(self) -> None:
        if self._folder is None:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            self._settings.tell(SettingsError("settings.no_folder", folder=self._folder, detail=type(error).__name__))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _patterns(application: Application) -> str:
    translate = QCoreApplication.translate
    named = (
        (translate("Profiles", "window class {pattern}"), application.window_class),
        (translate("Profiles", "program {pattern}"), application.process),
        (translate("Profiles", "title {pattern}"), application.title),
    )
    given = [text.format(pattern=pattern) for text, pattern in named if pattern]
    return ", ".join(given) or translate("Profiles", "chosen by hand")
