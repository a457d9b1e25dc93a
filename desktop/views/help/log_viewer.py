"""The log files in a window: chosen, filtered by level and words, copied. They hold no screen content."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from desktop.tasks import Lane, Task, Tasks
from desktop.views.parts.opening import WhenLocked
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, room_for
from desktop.views.parts.search_field import SearchField

_SIZE = QSize(860, 560)
_MOST_BYTES = 512 * 1024
"""Of a file, from its end: a window is no place for megabytes."""
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_LEVEL_IN_LINE = re.compile(rf"^\S+ \S+ ({'|'.join(_LEVELS)}) ")


def read_end(path: Path) -> list[str]:
    """Return the last lines of a file that fit; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _MOST_BYTES))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return []
    lines = text.splitlines()
    return lines[1:] if size > _MOST_BYTES else lines


def log_files(folder: Path) -> list[Path]:
    """Return the logs that hold anything, newest first."""
    found = [(path.stat().st_mtime, path) for path in folder.glob("*.log*") if path.is_file() and path.stat().st_size]
    return [path for _, path in sorted(found, reverse=True)]


def filtered(lines: list[str], least_level: str, words: str) -> list[str]:
    """Return the lines of at least this level that hold all words; what follows a line belongs to it."""
    least, wanted = _LEVELS.index(least_level), words.casefold().split()
    kept, is_kept = [], True
    for line in lines:
        level = _LEVEL_IN_LINE.match(line)
        if level is not None:
            is_kept = _LEVELS.index(level[1]) >= least
        if is_kept and all(word in line.casefold() for word in wanted):
            kept.append(line)
    return kept


class LogViewer(Speaking, QDialog):
    """Files are read in the background."""

    when_locked = WhenLocked.STAYS

    def __init__(self, tasks: Tasks, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._folder = tasks, folder
        self._lines: list[str] = []
        self._reading: Task | None = None
        self.files, self.level = QComboBox(), QComboBox()
        for level in _LEVELS[:-1]:
            self.level.addItem(level, level)
        self.search = SearchField()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._note = label("muted", wraps=True)
        self.again, self.folder, self.copy, self._close = button(), button(), button(), button("primary")
        self._lay_out()
        self.files.currentIndexChanged.connect(self._read)
        self.level.currentIndexChanged.connect(self._show)
        self.search.textChanged.connect(self._show)
        self.again.clicked.connect(self._list)
        self.folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self._close.clicked.connect(self.accept)
        self.resize(room_for(self, _SIZE))
        self.retranslate()
        self._list()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Logs"))
        self.search.setPlaceholderText(self.tr("Search the log"))
        names = {
            self.files: self.tr("Log file"), self.files.view(): self.tr("Log file"),
            self.level: self.tr("Least level"), self.level.view(): self.tr("Least level"),
            self.search: self.tr("Search the log"), self.text: self.tr("Log"),
        }  # fmt: skip
        for widget, name in names.items():
            widget.setAccessibleName(name)
        for place, text in enumerate(
            (self.tr("Everything"), self.tr("Normal"), self.tr("Warnings"), self.tr("Errors only"))
        ):
            self.level.setItemText(place, text)
        for act, text in (
            (self.again, self.tr("Read again")),
            (self.folder, self.tr("Open folder")),
            (self.copy, self.tr("Copy")),
            (self._close, self.tr("Close")),
        ):
            act.setText(text)
            act.setAccessibleName(text)
        self._show()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            row.setSpacing(2 * SPACE)
        head.addWidget(self.files)
        head.addWidget(self.level)
        head.addWidget(self.search, 1)
        for act in (self.again, self.folder, self.copy):
            foot.addWidget(act)
        foot.addStretch(1)
        foot.addWidget(self._close)
        layout = column(self, margin=4 * SPACE, gap=3 * SPACE)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._note)
        layout.addLayout(foot)

    def _list(self) -> None:
        """Look for the files again; the one that was shown stays, if it is there."""
        shown = self.files.currentData()
        self.files.blockSignals(True)
        self.files.clear()
        for path in log_files(self._folder):
            self.files.addItem(path.name, path)
        self.files.setCurrentIndex(max(0, self.files.findData(shown)))
        self.files.setVisible(self.files.count() > 0)
        self.files.blockSignals(False)
        self._read()

    def _read(self) -> None:
        path = self.files.currentData()
        if self._reading is not None:
            self._reading.cancel()
        if path is None:
            self._take([])
        else:
            self._reading = self._tasks.run(Lane.FILES, lambda: read_end(path), done=self._take)

    def _take(self, lines: list[str]) -> None:
        self._lines = lines
        self._show()

    def _show(self) -> None:
        kept = filtered(self._lines, str(self.level.currentData()), self.search.text())
        self.text.setPlainText("\n".join(kept))
        self.text.verticalScrollBar().setValue(self.text.verticalScrollBar().maximum())
        none = self.tr("Nothing has been logged yet.") if not self._lines else self.tr("No line matches.")
        told = self.tr("{shown} of {all} lines. Logs hold no screen content.")
        self._note.setText(told.format(shown=len(kept), all=len(self._lines)) if kept else none)

    def done(self, result: int) -> None:
        """Wait for nothing any more."""
        if self._reading is not None:
            self._reading.cancel()
        super().done(result)
