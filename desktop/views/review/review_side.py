"""The side of the review beside the picture: the list of what was found, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.viewmodels.review import NOTHING, ReviewModel, is_own
from desktop.views.parts.flow import FlowLayout, FlowRow
from desktop.views.parts.parts import ElidedLabel
from desktop.views.review.review_controls import name_control, tool_button
from desktop.views.review.review_keys import with_keys
from desktop.views.review.review_list import FindingsList

_LEAST_WIDTH_PX = 240


class ReviewSide(QWidget):
    """The list with its buttons. What they do to the plan they do to the model; the rest is asked of the pane."""

    box_wanted = Signal()
    look_again_wanted = Signal()

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_open = False
        self._title = ElidedLabel(parent=self)
        font = QFont(self._title.font())
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self.list = FindingsList(model, self)
        self.undo, self.redo, self.add, self.remove, self.again = (tool_button(self) for _ in range(5))
        self.undo.clicked.connect(model.undo)
        self.redo.clicked.connect(model.redo)
        self.add.clicked.connect(self.box_wanted)
        self.remove.clicked.connect(self.remove_selected)
        self.again.clicked.connect(self.look_again_wanted)
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self._lay_out()
        self.retranslate()

    def show_state(self, is_open: bool) -> None:
        """Follow the model; `is_open` says whether there is a plan to work on."""
        self._is_open = is_open
        model = self._model
        for widget in (self.list, self.add, self.again):
            widget.setEnabled(is_open)
        self.undo.setEnabled(is_open and model.can_undo)
        self.redo.setEnabled(is_open and model.can_redo)
        self.remove.setEnabled(is_open and model.selected != NOTHING)
        self.remove.setText(self._remove_text())
        self.list.set_empty_text(self.tr("Nothing was found.") if is_open else "")

    def remove_selected(self) -> None:
        if self._model.selected != NOTHING:
            self._model.remove(self._model.selected)

    def toggle_selected(self) -> None:
        if self._model.selected != NOTHING:
            self._model.toggle(self._model.selected)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.list.retell()
            self.show_state(self._is_open)
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language that is installed now."""
        self._title.show_text(self.tr("Found on this picture"))
        self.undo.setText(self.tr("Undo"))
        self.redo.setText(self.tr("Redo"))
        self.add.setText(self.tr("Add a box"))
        self.again.setText(self.tr("Look again"))
        name_control(self.list, self.tr("Things found on this picture"))
        name_control(self.undo, self.tr("Undo"), with_keys(self.tr("Undo"), "review.undo"))
        name_control(self.redo, self.tr("Redo"), with_keys(self.tr("Redo"), "review.redo"))
        name_control(
            self.add,
            self.tr("Add a box"),
            with_keys(self.tr("Cover another place, or drag on the picture"), "review.add"),
        )
        name_control(
            self.again, self.tr("Look again"), self.tr("Search once more, for example after a change of settings")
        )
        self.remove.setToolTip(self.tr("Remove an own box, or leave a found thing readable (Delete)"))

    def _remove_text(self) -> str:
        mask = self._model.selected_mask
        if mask is not None and not is_own(mask):
            return self.tr("Leave readable")
        return self.tr("Remove box")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title, 1)
        head.addWidget(self.undo)
        head.addWidget(self.redo)
        tools = FlowRow(self)
        foot = FlowLayout(tools, gap=6, is_first_wide=False)
        for button in (self.add, self.remove, self.again):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(tools)
