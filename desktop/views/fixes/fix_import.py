"""Takes fixes over from files: first what would change, then all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from desktop.viewmodels.fix_library import FixLibraryViewModel
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.translation import shown_language
from engine.domain.fix_exchange import FixFormat, ImportPlan, ImportRow, Standing
from engine.errors import DesksideError
from engine.wording import say

_SIZE = QSize(640, 600)


class FixImport(Speaking, QDialog):
    """A path, a format, the report, and one button that does it."""

    def __init__(self, library: FixLibraryViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._plan: ImportPlan | None = None
        self.path, self.format = QLineEdit(), QComboBox()
        self.report, self.notice = QListWidget(), label("muted", wraps=True)
        self.changes = QPlainTextEdit()
        self._rows: list[ImportRow] = []
        """Those that are listed."""
        self.overwrite = QCheckBox()
        self._file, self._folder, self.check = button(), button(), button()
        self._cancel, self.carry_out = button(), button("primary")
        self._build()
        self._file.clicked.connect(self._choose_file)
        self._folder.clicked.connect(self._choose_folder)
        self.path.textChanged.connect(self._forget)
        self.format.currentIndexChanged.connect(self._forget)
        self.overwrite.toggled.connect(self._follow)
        self.report.currentRowChanged.connect(self._compare)
        self.check.clicked.connect(self._check)
        self.carry_out.clicked.connect(self._carry_out)
        self._cancel.clicked.connect(self.reject)
        library.planned.connect(self._show_plan)
        library.imported.connect(self.accept)
        library.failed.connect(self._tell_fault)
        self.retranslate()
        self.resize(_SIZE)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Import fixes"))
        self.path.setPlaceholderText(self.tr("A folder, or a zip, csv, jsonl, json or yml file"))
        self.path.setAccessibleName(self.tr("File or folder"))
        self.format.setAccessibleName(self.tr("Format"))
        self.format.setItemText(0, self.tr("Tell the format from the name"))
        self.report.setAccessibleName(self.tr("What would change"))
        self.changes.setAccessibleName(self.tr("What would change in this fix"))
        self.changes.setPlaceholderText(self.tr("Choose a fix to see what would change in it."))
        for control, text in (
            (self._file, self.tr("File…")),
            (self._folder, self.tr("Folder…")),
            (self.check, self.tr("Check")),
            (self._cancel, self.tr("Cancel")),
            (self.carry_out, self.tr("Take over")),
            (self.overwrite, self.tr("Also replace what was changed here; it stays as a version")),
        ):
            control.setText(text)
            control.setAccessibleName(text)
        if self._plan is not None:
            self._show_plan(self._plan)

    def _build(self) -> None:
        self.report.setProperty("framed", "true")
        self.changes.setReadOnly(True)
        self.changes.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.format.addItem("")
        for fix_format, name in zip(
            FixFormat, ("Markdown", "CSV", "JSON Lines", "Zammad", "Chatwoot", "Espanso"), strict=True
        ):
            self.format.addItem(name, fix_format)
        head, second, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.path, 1)
        head.addWidget(self._file)
        head.addWidget(self._folder)
        second.addWidget(self.format, 1)
        second.addWidget(self.check)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.carry_out)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        layout.addLayout(head)
        layout.addLayout(second)
        layout.addWidget(self.report, 1)
        layout.addWidget(self.changes, 1)
        layout.addWidget(self.notice)
        layout.addWidget(self.overwrite)
        layout.addLayout(foot)
        self._forget()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Import fixes"))
        if chosen:
            self.path.setText(chosen)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Import fixes"))
        if chosen:
            self.path.setText(chosen)

    def _forget(self) -> None:
        """What was found out holds no more."""
        self._plan = None
        self._rows = []
        self.report.clear()
        self.changes.hide()
        self.notice.clear()
        self.overwrite.setChecked(False)
        self._follow()

    def _check(self) -> None:
        self._forget()
        chosen = self.format.currentData()
        self._library.plan_import(Path(self.path.text().strip()), FixFormat(chosen) if chosen else None)

    def _show_plan(self, plan: ImportPlan) -> None:
        self._plan = plan
        language = shown_language()
        self.report.clear()
        self._rows = [row for row in plan.rows if row.standing is not Standing.SAME]
        for row in self._rows:
            standing = say(f"fixes.standing_{row.standing.value}", language)
            rival = f" ({row.rival})" if row.rival else ""
            self.report.addItem(f"{standing} · {row.incoming.fix.title}{rival}")
        self.changes.setVisible(any(row.kept for row in self._rows))
        counts = {standing.value: plan.count(standing) for standing in Standing}
        self.notice.setText(say("fixes.import_counts", language, **counts))
        self._follow()

    def _compare(self, place: int) -> None:
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        lines = self._library.difference(row.kept, row.incoming.fix) if row and row.kept else []
        self.changes.setPlainText("\n".join(lines))

    def _follow(self) -> None:
        plan = self._plan
        conflicts = plan.count(Standing.CONFLICT) if plan else 0
        changes = plan is not None and plan.count(Standing.SAME) < len(plan.rows)
        self.check.setEnabled(bool(self.path.text().strip()))
        self.overwrite.setVisible(conflicts > 0)
        self.carry_out.setEnabled(changes and (not conflicts or self.overwrite.isChecked()))

    def _carry_out(self) -> None:
        if self._plan is not None:
            self._library.carry_out(self._plan, overwrite=self.overwrite.isChecked())

    def _tell_fault(self, error: DesksideError) -> None:
        language = shown_language()
        self.notice.setText(f"{error.message(language)} {error.remedy(language)}")
