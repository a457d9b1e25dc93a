"""The language of the window, switched while it runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.actions import QT_TRANSLATE_NOOP
from desktop.viewmodels.naming import shown_language
from engine.wording import RESOURCES, Language

__all__ = ["Translation", "shown_language"]

TRANSLATIONS = RESOURCES / "translations"
QTS_OWN = (QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"), QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"))
"""Texts of Qt's own dialogs that its Chinese file lacks: ours has them."""
_LOCALES = {Language.EN: "en_GB", Language.ZH: "zh_CN"}


class Translation:
    """Installs the texts of a language in the program; every window is told by Qt."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def close(self) -> None:
        """Take all texts away: English is left."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()

    def speak(self, language: Language) -> None:
        """Change to a language. English is the language of the sources and needs no file."""
        self.close()
        QLocale.setDefault(QLocale(_LOCALES[language]))
        if language is Language.EN:
            return
        locale = _LOCALES[language]
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for folder, name in ((qt_folder, f"qtbase_{locale}"), (str(TRANSLATIONS), f"deskside_{locale}")):
            translator = QTranslator()
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._installed.append(translator)
