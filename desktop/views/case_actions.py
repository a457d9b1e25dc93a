"""Renaming, exporting and deleting the open case."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.tasks import Lane
from desktop.viewmodels.cases import CasesViewModel
from desktop.viewmodels.conversation import ConversationViewModel
from desktop.views.dialogs import TagsDialog, TitleDialog
from desktop.views.surroundings import Surroundings
from engine.domain.conversation import Conversation
from engine.domain.notice import Severity

_UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name_of(title: str) -> str:
    """Return a name that every file system takes."""
    return _UNSAFE_IN_NAMES.sub(" ", title).strip(" .")[:80] or "case"


class CaseActions(QObject):
    """The actions of the Case menu that need a dialog."""

    def __init__(
        self,
        window: QWidget,
        surroundings: Surroundings,
        cases: CasesViewModel,
        conversation: ConversationViewModel,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._surroundings = surroundings
        self._cases = cases
        self._conversation = conversation
        self.handlers: Mapping[str, Callable[[], None]] = {
            "case.pin": self.pin,
            "case.hold": self.hold,
            "case.tags": self.choose_tags,
            "case.rename": self.rename,
            "case.export": self.export,
            "case.delete": self.delete,
        }

    def rename(self) -> None:
        """Ask for another title."""
        case = self._current()
        if case is None:
            return
        dialog = TitleDialog(self._title_of(case), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.title_chosen.connect(lambda title: self._cases.rename(case, title))
        dialog.open()

    def export(self) -> None:
        """Ask where to, and write the case there."""
        case = self._current()
        if case is None:
            return
        name = f"{file_name_of(self._title_of(case))}.md"
        kinds = f"Markdown (*.md);;{self.tr('Web page')} (*.html);;{self.tr('JSON lines')} (*.jsonl)"
        chosen, kind = QFileDialog.getSaveFileName(self._window, self.tr("Export case"), name, kinds)
        if chosen:
            path = Path(chosen)
            wanted = kind.rpartition("*")[2].rstrip(")")
            self.export_to(case, path.with_suffix(wanted) if path.suffix in ("", ".md") and wanted else path)

    def export_to(self, case: int, path: Path) -> None:
        """Write a case to a file, and say so."""
        desk, notices = self._surroundings.desk, self._surroundings.notices
        language = self._surroundings.settings.language

        def job() -> None:
            desk.wait().assistant.export_case(case, path, language)

        def done(_: None) -> None:
            notices.tell("desktop.exported", path=path)

        self._surroundings.tasks.run(Lane.STORE, job, done=done)

    def pin(self) -> None:
        """Pin the case, or let it go back to its place."""
        case = self._listed()
        if case is not None:
            self._cases.pin(case.id, not case.is_pinned)

    def hold(self) -> None:
        """Keep the case for longer, or no longer."""
        case = self._listed()
        if case is not None:
            self._cases.hold(case.id, not case.is_held)

    def choose_tags(self) -> None:
        """Ask for the tags of the case."""
        case = self._listed()
        if case is None:
            return
        number = case.id
        dialog = TagsDialog(case.tags, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.tags_chosen.connect(lambda tags: self._cases.tag(number, tags))
        dialog.open()

    def _listed(self) -> Conversation | None:
        return self._cases.case_of(self._conversation.conversation_id) or self._conversation.conversation

    def delete(self) -> None:
        """Ask once, then delete for good."""
        case = self._current()
        if case is None:
            return
        question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.tr("Delete case"))
        question.setText(self.tr("Delete this case and its pictures for good?"))
        question.setInformativeText(self.tr("This cannot be undone."))
        delete = question.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        question.exec()
        if question.clickedButton() is delete:
            self._cases.delete(case)

    def _title_of(self, case: int) -> str:
        """A case that has just begun is in the list before it has been read as a whole."""
        shown = self._conversation.conversation
        return shown.title if shown else self._cases.title_of(case)

    def _current(self) -> int | None:
        case = self._conversation.conversation_id
        if case is None:
            self._surroundings.notices.tell("desktop.no_case_open", Severity.WARNING)
        return case
