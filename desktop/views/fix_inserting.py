"""From a fix that was chosen to the text that is inserted: the palette, and the form where there are blanks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.fixes import FixesViewModel
from desktop.views.composer import Composer
from desktop.views.fix_form import FixForm
from desktop.views.fix_palette import FixPalette
from desktop.views.theme import Theme
from engine.domain.knowledge import CannedFix, without_pictures
from engine.domain.placeholders import placeholders


class FixInserting(QObject):
    """One way in for panel, keys and palette. The clipboard is not touched."""

    text_ready = Signal(object, str)
    """A CannedFix, and its text as it is to be inserted."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        fixes: FixesViewModel,
        composer: Composer,
        conversation: ConversationViewModel,
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._fixes = window, theme, fixes
        self._composer, self._conversation = composer, conversation
        self.palette = FixPalette(theme, fixes, composer.text, window)
        self.palette.chosen.connect(self.insert)
        fixes.values_found.connect(self._ask)

    def insert(self, fix: CannedFix) -> None:
        """Insert a fix; where it has blanks, after they are filled in."""
        if not placeholders(fix.body):
            self.text_ready.emit(fix, without_pictures(fix.body))
            return
        shown = self._conversation.conversation
        self._fixes.find_values(
            fix,
            title=shown.title if shown else "",
            question=self._composer.question(),
            screen_text=self._composer.screen_text,
            labels=self._conversation.labels,
        )

    def _ask(self, fix: CannedFix, known: Mapping[str, str]) -> None:
        form = FixForm(self._theme, fix, known, self._window)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.filled.connect(self.text_ready)
        form.finished.connect(self._composer.text.setFocus)
        form.open()
