"""Writes the fixes of the desk out: into a folder, again and again, or into one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop.viewmodels.fix_library import FixLibraryViewModel
from desktop.views.parts.parts import Speaking
from desktop.views.parts.translation import shown_language
from engine.domain.fix_exchange import ExportReport, FixFormat
from engine.errors import DesksideError

_FILE = "fixes"
_SHOWN = 3
"""So many names of files are told; of the others only that there are more."""


class FixExport(Speaking, QMenu):
    """One action for each format. What came of it is told in a sentence."""

    told = Signal(str)

    def __init__(self, library: FixLibraryViewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._library, self._home = library, parent
        self._folder: Path | None = None
        """Where the last export went."""
        self.to_folder, self.to_csv, self.to_lines = QAction(self), QAction(self), QAction(self)
        self.addActions([self.to_folder, self.to_csv, self.to_lines])
        self.to_folder.triggered.connect(self._choose_folder)
        self.to_csv.triggered.connect(self._choose_csv)
        self.to_lines.triggered.connect(self._choose_lines)
        library.exported.connect(self._tell)
        self.retranslate()

    def retranslate(self) -> None:
        self.to_folder.setText(self.tr("Into a folder of Markdown files…"))
        self.to_csv.setText(self.tr("As a table (CSV)…"))
        self.to_lines.setText(self.tr("As JSON Lines…"))

    def question_for(self, error: DesksideError) -> str:
        """Return what the agent is asked where others changed files of the folder."""
        question = self.tr("Write over them? What they say there is lost.")
        return f"{error.message(shown_language())} {question}"

    def write_over(self) -> None:
        """Export once more to where the last one was refused."""
        if self._folder is not None:
            self._library.export(self._folder, FixFormat.MARKDOWN, overwrite=True)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._home, self.tr("Export fixes"))
        if chosen:
            self._folder = Path(chosen)
            self._library.export(self._folder, FixFormat.MARKDOWN)

    def _choose_csv(self) -> None:
        self._choose_file(FixFormat.CSV, ".csv", "CSV")

    def _choose_lines(self) -> None:
        self._choose_file(FixFormat.JSONL, ".jsonl", "JSON Lines")

    def _choose_file(self, fix_format: FixFormat, suffix: str, kind: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._home, self.tr("Export fixes"), _FILE + suffix, f"{kind} (*{suffix})"
        )
        if chosen:
            self._library.export(Path(chosen), fix_format)

    def _tell(self, report: ExportReport) -> None:
        sentences = [self.tr("Fixes written: {count}").format(count=report.count)]
        if report.removed:
            sentences.append(
                self.tr("Removed, since there is no such fix any more: {names}").format(names=_names(report.removed))
            )
        if report.left:
            sentences.append(
                self.tr("Left, since they were changed or are used there: {names}").format(names=_names(report.left))
            )
        self.told.emit("\n".join(sentences))


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" … ({len(names)})" if len(names) > _SHOWN else "")
