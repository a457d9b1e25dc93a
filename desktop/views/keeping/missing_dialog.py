"""Chooses among the cases of a backup that the case file lacks; they are put beside the present ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.viewmodels.restoring import RestoringViewModel
from desktop.views.keeping.moments import day_and_minute
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, room_for
from desktop.views.parts.translation import shown_language
from engine.domain.conversation import Conversation
from engine.errors import DesksideError

_SIZE = QSize(640, 480)
_CHECKED, _UNCHECKED, _SOME = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked


class MissingDialog(Speaking, QDialog):
    """Lists the missing cases, all of them ticked at first."""

    taken = Signal(int)
    """So many were taken in; the dialog has closed."""

    def __init__(self, restoring: RestoringViewModel, backup: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restoring, self._backup = restoring, backup
        self._cases: Sequence[Conversation] | None = None
        self._fault: DesksideError | None = None
        self._is_taking = False
        self._title, self._text = label("heading", wraps=True), label(wraps=True)
        self.every = QCheckBox()
        self.list = QTreeWidget()
        self.list.setProperty("framed", "true")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(3)
        self.hint = label("muted", wraps=True)
        self._cancel, self.take_button = button(), button("primary")
        self._build()
        self._connect()
        self.retranslate()
        self.resize(room_for(self, _SIZE))
        restoring.look_for_missing(backup)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Missing cases"))
        self._title.setText(self.tr("Bring back cases that are missing"))
        self._text.setText(
            self.tr(
                "These are in the backup and not among your cases. They are put beside the present ones; "
                "nothing is overwritten, and the backup stays as it is."
            )
        )
        self.every.setText(self.tr("All"))
        self.every.setAccessibleName(self.tr("Choose all missing cases"))
        self.list.setHeaderLabels([self.tr("Case"), self.tr("Last written"), self.tr("Messages")])
        self.list.setAccessibleName(self.tr("Missing cases"))
        self.list.header().setAccessibleName(self.tr("Missing cases"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self._cancel.text())
        self._follow()

    def _build(self) -> None:
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.take_button)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        for widget in (self._title, self._text, self.every):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.hint)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self.take_button.setDefault(True)
        self.take_button.clicked.connect(self._take)
        self.every.clicked.connect(self._tick_every)
        self.list.itemChanged.connect(self._follow)
        self._restoring.missing_found.connect(self._show)
        self._restoring.taken.connect(self._end)
        self._restoring.failed.connect(self._show_fault)

    def _show(self, path: object, cases: Sequence[Conversation]) -> None:
        if path != self._backup:
            return
        self._cases = cases
        self.list.clear()
        for case in cases:
            item = QTreeWidgetItem([case.title, day_and_minute(case.updated_ms), str(case.message_count)])
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, case.title)
            item.setCheckState(0, _CHECKED)
            self.list.addTopLevelItem(item)
        self._follow()

    def _show_fault(self, error: DesksideError) -> None:
        self._fault, self._is_taking = error, False
        self._follow()

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _chosen(self) -> list[int]:
        pairs = zip(self._items(), self._cases or (), strict=True)
        return [case.id for item, case in pairs if item.checkState(0) is _CHECKED]

    def _tick_every(self) -> None:
        state = _UNCHECKED if self.every.checkState() is _UNCHECKED else _CHECKED
        for item in self._items():
            item.setCheckState(0, state)

    def _follow(self) -> None:
        if self._cases is not None and len(self._cases) != self.list.topLevelItemCount():
            return  # the list is being filled
        chosen, count = len(self._chosen()), len(self._cases or ())
        state = _CHECKED if chosen == count else _SOME if chosen else _UNCHECKED
        self.every.setCheckState(state if count else _UNCHECKED)
        self.every.setEnabled(count > 0)
        name = self.tr("Bring back {count}").format(count=chosen) if chosen else self.tr("Bring back")
        self.take_button.setText(name)
        self.take_button.setAccessibleName(name)
        self.take_button.setEnabled(chosen > 0 and not self._is_taking)
        self.hint.setText(self._hint(count))

    def _hint(self, count: int) -> str:
        if self._fault is not None:
            language = shown_language()
            return f"{self._fault.message(language)} {self._fault.remedy(language)}"
        if self._cases is None:
            return self.tr("The backup is being read.")
        if not count:
            return self.tr("No case is missing: all that are in this backup are among yours.")
        return self.tr("They keep their dates: what is over its time goes again, unless you hold it.")

    def _take(self) -> None:
        self._is_taking = True
        self._restoring.take_missing(self._backup, self._chosen())
        self._follow()

    def _end(self, count: int) -> None:
        self.accept()
        self.taken.emit(count)
