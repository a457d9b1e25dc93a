"""Renaming, filing, exporting and deleting: the open case, or all that are marked in the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.tasks import Lane
from desktop.viewmodels.cases import CasesViewModel
from desktop.viewmodels.conversation import ConversationViewModel
from desktop.views.parts.opening import come_over_window, opened
from desktop.views.parts.surroundings import Surroundings
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
            "case.note": self.write_note,
            "case.folder": self.choose_folder,
            "case.archive": self.archive,
            "case.rename": self.rename,
            "case.export": self.export,
            "case.delete": self.delete,
        }

    def rename(self) -> None:
        """Ask for another title."""
        case = self._current()
        if case is None:
            return
        from desktop.views.history.naming_dialogs import TitleDialog

        dialog = TitleDialog(self._title_of(case), self._window)
        dialog.title_chosen.connect(lambda title: self._cases.rename(case, title))
        opened(dialog)

    def export(self) -> None:
        """Ask where to, and write the case there, or those that are marked."""
        if self._cases.selected:
            self._export_several()
            return
        case = self._current()
        if case is None:
            return
        name = f"{file_name_of(self._title_of(case))}.md"
        kinds = f"Markdown (*.md);;{self.tr('Web page')} (*.html);;PDF (*.pdf);;{self.tr('JSON lines')} (*.jsonl)"
        chosen, kind = QFileDialog.getSaveFileName(self._window, self.tr("Export case"), name, kinds)
        if not chosen:
            return
        path = Path(chosen)
        wanted = kind.rpartition("*")[2].rstrip(")")
        if path.suffix in ("", ".md") and wanted and path.suffix != wanted:
            path = path.with_suffix(wanted)
            if path.exists() and not self._may_replace(path):  # the dialog has asked about another name
                return
        self.export_to(case, path)

    def _may_replace(self, path: Path) -> bool:
        text = self.tr("{name} is there already. Replace it?").format(name=path.name)
        return QMessageBox.question(self._window, self.tr("Export case"), text) is QMessageBox.StandardButton.Yes

    def export_to(self, case: int, path: Path) -> None:
        """Write a case to a file, and say so."""
        desk, notices = self._surroundings.desk, self._surroundings.notices
        language = self._surroundings.settings.language

        def job() -> None:
            assistant = desk.wait().assistant
            if path.suffix.lower() != ".pdf":
                assistant.export_case(case, path, language)
                return
            from desktop.views.history.case_pdf import write_pdf

            write_pdf(assistant.case_page(case, language), path)

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
        """Ask for the tags of the case, or for more tags of those that are marked."""
        from desktop.views.history.naming_dialogs import TagsDialog

        marked = self._cases.selected
        if marked:
            more = TagsDialog((), self._window, adds=True)
            more.tags_chosen.connect(lambda tags: self._cases.add_tags(marked, tags))
            opened(more)
            return
        case = self._listed()
        if case is None:
            return
        number = case.id
        dialog = TagsDialog(case.tags, self._window)
        dialog.tags_chosen.connect(lambda tags: self._cases.tag(number, tags))
        opened(dialog)

    def write_note(self) -> None:
        """Ask for the note on the case."""
        case = self._listed()
        if case is None:
            return
        number = case.id
        from desktop.views.history.note_dialog import NoteDialog

        dialog = NoteDialog(case.note, self._window)
        dialog.note_written.connect(lambda note: self._cases.note(number, note))
        opened(dialog)

    def choose_folder(self) -> None:
        """Ask for the folder of the case, or of those that are marked."""
        cases = self._chosen()
        if not cases:
            return
        numbers = tuple(case.id for case in cases)
        folders = {case.folder for case in cases}
        from desktop.views.history.filing_dialogs import FolderDialog

        dialog = FolderDialog(self._cases.folders, folders.pop() if len(folders) == 1 else "", parent=self._window)
        dialog.folder_chosen.connect(lambda folder: self._cases.move(numbers, folder))
        opened(dialog)

    def rename_folder(self, folder: str) -> None:
        """Ask for another path of a folder."""
        from desktop.views.history.filing_dialogs import FolderDialog

        dialog = FolderDialog(self._cases.folders, folder, renames=True, parent=self._window)
        dialog.folder_chosen.connect(lambda to: self._cases.rename_folder(folder, to))
        opened(dialog)

    def archive(self) -> None:
        """Put the case, or those that are marked, into the archive; where all are there, take them out."""
        cases = self._chosen()
        if cases:
            self._cases.archive([case.id for case in cases], not all(case.is_archived for case in cases))

    def _chosen(self) -> list[Conversation]:
        """Return the cases that are marked, or else the open one."""
        marked = [case for number in self._cases.selected if (case := self._cases.case_of(number))]
        listed = self._listed()
        return marked or ([listed] if listed is not None and not listed.is_private else [])

    def _export_several(self) -> None:
        kinds = f"{self.tr('Web page')} (*.html);;{self.tr('JSON lines')} (*.jsonl)"
        chosen, kind = QFileDialog.getSaveFileName(self._window, self.tr("Export cases"), "cases.html", kinds)
        if chosen:
            self.export_several_to(
                self._cases.selected, Path(chosen), is_lines=chosen.endswith(".jsonl") or "jsonl" in kind
            )

    def export_several_to(self, cases: Sequence[int], path: Path, *, is_lines: bool) -> None:
        """Write cases to one file, and say so."""
        desk, notices = self._surroundings.desk, self._surroundings.notices
        language = self._surroundings.settings.language
        target = path.with_suffix(".jsonl" if is_lines else ".html")

        def done(_: None) -> None:
            notices.tell("desktop.exported", path=target)

        self._surroundings.tasks.run(
            Lane.STORE, lambda: desk.wait().assistant.export_cases(cases, target, language), done=done
        )

    def _listed(self) -> Conversation | None:
        return self._cases.case_of(self._conversation.conversation_id) or self._conversation.conversation

    def delete(self) -> None:
        """Ask once, then delete the case for good, or those that are marked."""
        marked = self._cases.selected
        case = self._current() if not marked else None
        if case is None and not marked:
            return
        if not self._is_sure(len(marked)):
            return
        if marked:
            self._cases.delete_many(marked)
        elif case is not None:
            self._cases.delete(case)

    def _is_sure(self, count: int) -> bool:
        """Ask about the open case, or about several."""
        question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.tr("Delete case"))
        several = self.tr("Delete {count} cases and their pictures for good?").format(count=count)
        question.setText(several if count else self.tr("Delete this case and its pictures for good?"))
        question.setInformativeText(self.tr("This cannot be undone."))
        delete = question.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        come_over_window(question)
        question.exec()
        return question.clickedButton() is delete

    def _title_of(self, case: int) -> str:
        """A case that has just begun is in the list before it has been read as a whole."""
        shown = self._conversation.conversation
        return shown.title if shown else self._cases.title_of(case)

    def _current(self) -> int | None:
        case = self._conversation.conversation_id
        if case is None:
            self._surroundings.notices.tell("desktop.no_case_open", Severity.WARNING)
        return case
