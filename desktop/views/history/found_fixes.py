"""Fixes in which the search of cases found something: a group of their own, above the cases."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.viewmodels.cases import MOST_FIXES, CasesViewModel
from desktop.views.parts.parts import SPACE, Speaking, column, label
from engine.domain.knowledge import CannedFix, FixHit, FixState

_MOST_LINES = 4
"""More are reached by scrolling: the cases below must stay in sight."""


class FoundFixes(Speaking, QWidget):
    """A line a fix. It hides itself where none was found."""

    fix_chosen = Signal(object)
    """The CannedFix."""

    def __init__(self, cases: CasesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases = cases
        self._title = label("section")
        self._cases_title = label("section")
        self.list = _FixLines()
        self.list.setObjectName("case_list")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.chosen.connect(self._choose)
        layout = column(self, gap=SPACE)
        for widget in (self._title, self.list, self._cases_title):
            layout.addWidget(widget)
        cases.listed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        count = len(self._cases.fixes)
        shown = f"{count}+" if count == MOST_FIXES else str(count)
        self._title.setText(self.tr("Fixes ({count})").format(count=shown))
        self._cases_title.setText(self.tr("Cases"))
        self.list.setAccessibleName(self._title.text())
        self._show()

    def _show(self) -> None:
        fixes = self._cases.fixes
        self.setVisible(bool(fixes))
        if not fixes:
            return
        self._title.setText(
            self.tr("Fixes ({count})").format(count=f"{len(fixes)}+" if len(fixes) == MOST_FIXES else len(fixes))
        )
        self.list.setAccessibleName(self._title.text())
        self.list.clear()
        for hit in fixes:
            item = QListWidgetItem(self._line(hit))
            item.setToolTip("\n".join(part for part in (hit.fix.title, hit.snippet) if part))
            self.list.addItem(item)
        lines = min(len(fixes), _MOST_LINES)
        self.list.setFixedHeight(lines * self.list.sizeHintForRow(0) + 2 * SPACE)

    def _line(self, hit: FixHit) -> str:
        states = {FixState.DRAFT: self.tr("draft"), FixState.RETIRED: self.tr("retired")}
        parts = (hit.fix.title, states.get(hit.fix.state, ""))
        return " · ".join(part for part in parts if part)

    def _choose(self, row: int) -> None:
        fix: CannedFix = self._cases.fixes[row].fix
        self.fix_chosen.emit(fix)


class _FixLines(QListWidget):
    """A list whose lines are chosen by a click or Enter, not by merely walking over them."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.itemClicked.connect(lambda item: self.chosen.emit(self.row(item)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.chosen.emit(self.currentRow())
            return
        super().keyPressEvent(event)
