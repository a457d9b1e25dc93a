"""Fixes beside a question: which are offered, and how a chosen one gets into the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.fixes import FixesViewModel
from desktop.viewmodels.live import OpenCase
from desktop.views.case.composer import Composer
from desktop.views.fixes.fix_palette import FixPalette
from desktop.views.fixes.fix_panel import FixPanel
from desktop.views.parts.columns import Column, Columns
from desktop.views.parts.opening import opened
from desktop.views.parts.surroundings import Surroundings
from engine.domain.conversation import Attachment, Role
from engine.domain.knowledge import CannedFix, without_pictures
from engine.domain.picture import RedactedImage
from engine.domain.placeholders import placeholders


class FixInserting(QObject):
    """One way in for panel, keys and palette. The clipboard is not touched."""

    def __init__(
        self,
        window: QWidget,
        around: Surroundings,
        fixes: FixesViewModel,
        composer: Composer,
        conversation: ConversationViewModel,
        panel: FixPanel,
        columns: Columns,
    ) -> None:
        super().__init__(window)
        self._panel, self._columns = panel, columns
        self._inserted: list[str] = []
        self._window, self._theme, self._notices, self._fixes = window, around.theme, around.notices, fixes
        self._composer, self._conversation = composer, conversation
        self.palette = FixPalette(around.theme, fixes, composer.text, window)
        self.handlers: Mapping[str, Callable[[], None]] = {
            "fixes.search": self.search,
            **{f"fixes.insert_{number}": partial(panel.insert, number) for number in range(1, 10)},
        }
        self.palette.chosen.connect(self.insert)
        panel.insert_wanted.connect(self.insert)
        panel.search_left.connect(composer.text.setFocus)
        fixes.values_found.connect(self._ask)
        composer.content_changed.connect(self._suggest)
        composer.submitted.connect(self._sent)
        conversation.passages_found.connect(fixes.show)
        fixes.cited.connect(self._tell_gone)

    def search(self) -> None:
        """Put the keyboard where all fixes are searched."""
        self._columns.ensure_shown(Column.FIXES)
        self._panel.search.setFocus()

    def show_fix(self, number: int, uid: str) -> None:
        """Show the fix that an answer cites, be it not among those that are shown now."""
        self._columns.ensure_shown(Column.FIXES)
        if not self._panel.show_fix(number, uid):
            self._fixes.find_cited(uid)

    def show_case(self, case: OpenCase) -> None:
        """Offer what fits the last question of a case that is opened."""
        question, screen = "", ""
        if case.live is not None:
            question, screen = case.live.question, _words_on(case.live.pictures)
        elif questions := [message for message in case.messages if message.role is Role.AGENT]:
            question, screen = questions[-1].body, _words_on(questions[-1].attachments)
        self._fixes.case_shown(question, screen, is_answering=case.live is not None)

    def insert(self, fix: CannedFix) -> None:
        """Insert a fix; where it has blanks, after they are filled in."""
        if not placeholders(fix.body):
            self._insert(fix, without_pictures(fix.body))
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
        from desktop.views.fixes.fix_form import FixForm

        form = FixForm(self._theme, fix, known, self._window)
        form.filled.connect(self._insert)
        form.finished.connect(self._composer.text.setFocus)
        opened(form)

    def _insert(self, fix: CannedFix, text: str) -> None:
        self._inserted.append(text.strip())
        self._composer.text.insert_block(text)
        self._composer.text.setFocus()
        self._fixes.inserted(fix)

    def _tell_gone(self, fix: CannedFix | None) -> None:
        if fix is None:
            self._notices.tell("desktop.fix_gone")

    def _sent(self) -> None:
        self._inserted.clear()

    def _suggest(self) -> None:
        question = self._composer.question()
        # An inserted fix is no question: what it says must not bring up other fixes.
        for text in self._inserted:
            question = question.replace(text, "")
        self._fixes.question_changed(question, self._composer.screen_text)


def _words_on(pictures: Sequence[RedactedImage] | Sequence[Attachment]) -> str:
    return "\n".join(picture.visible_text for picture in pictures)
