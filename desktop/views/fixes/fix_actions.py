"""The actions that write fixes: the library, and a draft made of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.fix_library import FixLibraryViewModel
from desktop.viewmodels.fixes import FixesViewModel
from desktop.views.parts.opening import opened
from desktop.views.parts.surroundings import Surroundings
from engine.domain.fix_exchange import FixDraft
from engine.domain.knowledge import CannedFix
from engine.domain.notice import Severity

if TYPE_CHECKING:
    from desktop.views.fixes.fix_library import FixLibrary


class FixActions(QObject):
    """One function for each such action, for one window."""

    locked = Signal()

    def __init__(
        self, window: QWidget, around: Surroundings, fixes: FixesViewModel, conversation: ConversationViewModel
    ) -> None:
        super().__init__(window)
        self._window, self._around, self._conversation = window, around, conversation
        self._library = FixLibraryViewModel(around.desk, around.tasks, around.settings, self)
        self._library.changed.connect(fixes.changed)
        self._library.drafted.connect(self._show_draft)
        self.handlers: Mapping[str, Callable[[], None]] = {
            "fixes.library": self.open_library,
            "fixes.from_answer": self.draft_from_answer,
        }

    def show_library(self) -> FixLibrary:
        """Open the library."""
        from desktop.views.fixes.fix_library import FixLibrary

        library = FixLibrary(self._around, self._library, self._window)
        self.locked.connect(library.picture_review.forget)
        return opened(library)

    def forget(self) -> None:
        """The cases are locked: a picture under review is given up, with its raw pixels."""
        self.locked.emit()

    def open_library_at(self, fix: CannedFix) -> None:
        """Open the library with a fix chosen."""
        self.show_library().show_fix(fix)

    def open_library(self) -> None:
        self.show_library()

    def draft_from_answer(self) -> None:
        """Make a draft of the last answer of the open case; the agent looks at it before it is kept."""
        case = self._conversation.conversation_id
        if case is None or not self._conversation.last_answer():
            self._around.notices.tell("desktop.nothing_to_copy", Severity.WARNING)
            return
        self._library.draft_from_case(case)

    def _show_draft(self, draft: FixDraft) -> None:
        self.show_library().show_draft(draft)
