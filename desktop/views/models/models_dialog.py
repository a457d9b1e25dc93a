"""The models of this computer: listed with where they would run, added, fetched, checked and removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QProgressBar,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.viewmodels.models import ModelsViewModel
from desktop.views.models.model_details import ModelDetails, placement_text, size_text
from desktop.views.parts.opening import come_over_window
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, room_for
from desktop.views.parts.translation import shown_language
from engine.domain.catalogue import ModelEntry
from engine.errors import DesksideError

_FIRST_SIZE = QSize(820, 680)
_LEAST_SIZE = QSize(420, 420)
_NAME = Qt.ItemDataRole.UserRole


class ModelsDialog(Speaking, QDialog):
    """A list, and below it the chosen model in full. Transfers go on when it is closed."""

    def __init__(self, models: ModelsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._fault: DesksideError | None = None
        self._make_parts()
        self._lay_out()
        self.setMinimumSize(_LEAST_SIZE)
        self.resize(room_for(self, _FIRST_SIZE))
        models.listed.connect(self._list)
        models.estimated.connect(self._show_estimate)
        models.moved.connect(self._follow)
        models.failed.connect(self._take_fault)
        self.retranslate()
        self._list()
        models.refresh()
        self.list.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Models"))
        self.list.setAccessibleName(self.tr("Models"))
        self.list.header().setAccessibleName(self.tr("Models"))
        self._scroll.setAccessibleName(self.tr("The chosen model"))
        self.list.setHeaderLabels(
            [self.tr("Model"), self.tr("Size"), self.tr("Here"), self.tr("On this computer it runs …")]
        )
        self.add_folder.setText(self.tr("Add from folder or stick…"))
        self.add_file.setText(self.tr("Add file…"))
        self._close.setText(self.tr("Close"))
        for act in (self.add_folder, self.add_file, self._close):
            act.setAccessibleName(act.text().rstrip("…"))
        self._note.setText(self.tr("Another model answers from the moment it is chosen; the case stays open."))
        for place in range(self.list.topLevelItemCount()):
            self._write(self.list.topLevelItem(place))
        self._show_fault()
        self._follow()

    def _make_parts(self) -> None:
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setColumnCount(4)
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionsMovable(False)
        for place in range(3):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._show_details)
        self.details = ModelDetails(self._models)
        self.details.remove_wanted.connect(self._remove)
        self.fault = label(wraps=True)
        self._fault_card = QFrame()
        self._fault_card.setProperty("card", "failure")
        column(self._fault_card, margin=3 * SPACE).addWidget(self.fault)
        self._moving = label("muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.add_folder, self.add_file, self._close = button(), button(), button("primary")
        self.add_folder.clicked.connect(self._choose_folder)
        self.add_file.clicked.connect(self._choose_file)
        self._close.clicked.connect(self.accept)
        self._note = label("muted", wraps=True)

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("card", "plain")
        column(card, margin=4 * SPACE).addWidget(self.details)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(card)
        adding = QHBoxLayout()
        adding.setSpacing(2 * SPACE)
        adding.addWidget(self.add_folder)
        adding.addWidget(self.add_file)
        adding.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._note, 1)
        foot.addWidget(self._close)
        layout = column(self, margin=4 * SPACE, gap=3 * SPACE)
        layout.addWidget(self.list, 3)
        layout.addWidget(self._scroll, 4)
        layout.addWidget(self._fault_card)
        layout.addWidget(self._moving)
        layout.addWidget(self._bar)
        layout.addLayout(adding)
        layout.addLayout(foot)

    # --- the list -----------------------------------------------------------------------------------------------------

    def _list(self) -> None:
        """Write the list anew and keep what was chosen in it."""
        chosen = self._chosen_name()
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self._models.entries:
            item = QTreeWidgetItem()
            item.setData(0, _NAME, entry.name)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
            self._write(item)
            if entry.name == chosen or (not chosen and entry.is_chosen):
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(False)
        self._show_details()

    def _write(self, item: QTreeWidgetItem | None) -> None:
        entry = self._models.entry(item.data(0, _NAME)) if item is not None else None
        if item is None or entry is None:
            return
        texts = (
            entry.title,
            size_text(entry.size_bytes),
            self._standing(entry),
            placement_text(self._models.estimates.get(entry.name)),
        )
        for place, text in enumerate(texts):
            item.setText(place, text)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(text for text in texts if text))

    def _standing(self, entry: ModelEntry) -> str:
        if entry.is_installed:
            return self.tr("in use") if entry.is_chosen else self.tr("yes")
        there = sum(file.there_bytes for file in entry.files)
        return f"{there * 100 // entry.size_bytes} %" if there and entry.size_bytes else "–"

    def _chosen_name(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    def _show_details(self) -> None:
        self.details.show_entry(self._models.entry(self._chosen_name()))

    def _show_estimate(self, name: str) -> None:
        for place in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(place)
            if item is not None and item.data(0, _NAME) == name:
                self._write(item)
        if name == self._chosen_name():
            self.details.draw()

    # --- what is under way --------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        models = self._models
        for act in (self.add_folder, self.add_file):
            act.setEnabled(not models.is_busy)
        self.details.draw()
        transfer = models.transfer
        is_elsewhere = models.is_busy and models.busy_with != self._chosen_name()
        self._moving.setVisible(is_elsewhere)
        self._bar.setVisible(is_elsewhere)
        self._bar.setAccessibleName(self.tr("Progress"))
        if not is_elsewhere:
            return
        total = transfer.total_bytes if transfer else 0
        self._moving.setText(transfer.file if transfer else self.tr("Looking at the files …"))
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(transfer.done_bytes * 1000 // total if transfer and total else 0)
        self._bar.setAccessibleName(self._moving.text())

    def _take_fault(self, error: DesksideError | None) -> None:
        self._fault = error
        self._show_fault()

    def _show_fault(self) -> None:
        language = shown_language()
        texts = (self._fault.message(language), self._fault.remedy(language)) if self._fault else ()
        self.fault.setText("\n".join(texts))
        self._fault_card.setVisible(bool(texts))

    # --- asking -------------------------------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with model files"))
        if folder:
            self._models.add(Path(folder))

    def _choose_file(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Model file"), "", "GGUF (*.gguf)")
        if file:
            self._models.add(Path(file))

    def _remove(self, name: str) -> None:
        """Ask once, then delete the files."""
        entry = self._models.entry(name)
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.tr("Remove model"))
        question.setText(self.tr("Delete the files of {model}?").format(model=entry.title if entry else name))
        remove = question.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        come_over_window(question)
        question.exec()
        if question.clickedButton() is remove:
            self._models.remove(name)
