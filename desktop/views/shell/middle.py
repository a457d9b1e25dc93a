"""The middle column: header, notices, and below them the case, the busy sign, or the review."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.actions import ActionSet
from desktop.viewmodels.capture import Stage
from desktop.views.case.composer import Composer
from desktop.views.case.conversation import ConversationView
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, action_button, column, label
from desktop.views.shell.busy import BusyView
from desktop.views.shell.notice_bar import NoticeBar

_COLUMN_PX = 808


class MiddleColumn(Speaking, QWidget):
    """Lays out what belongs to the open case."""

    def __init__(
        self,
        actions: ActionSet,
        notices: NoticeBar,
        conversation: ConversationView,
        waiting: QWidget,
        composer: Composer,
        review: QWidget,
    ) -> None:
        super().__init__()
        self.setObjectName("middle_column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title_text = ""
        self._is_private = False
        self.private_note = label("muted", wraps=True)
        self.composer = composer
        self.busy = BusyView()
        self.pages = QStackedWidget()
        self._case_page = QWidget()
        self._review = review
        case = column(self._case_page)
        case.addWidget(conversation, 1)
        case.addLayout(_centred(waiting, bottom=SPACE))
        case.addLayout(_centred(composer, bottom=3 * SPACE))
        for page in (self._case_page, self.busy, review):
            self.pages.addWidget(page)
        layout = column(self, gap=0)
        layout.addWidget(self._header(actions))
        self.private_note.setContentsMargins(0, 2 * SPACE, 0, SPACE)
        notices.setContentsMargins(0, 2 * SPACE, 0, SPACE)
        layout.addLayout(_centred(self.private_note))
        layout.addLayout(_centred(notices))
        layout.addWidget(self.pages, 1)
        self.retranslate()

    def show_title(self, title: str, *, is_private: bool = False) -> None:
        """Show which case is open; empty for one that has not begun."""
        self._title_text = title
        self._is_private = is_private
        self.retranslate()

    def show_stage(self, stage: Stage) -> None:
        """Show what belongs to the stage of the picture at hand."""
        if stage is Stage.IDLE:
            self._go_back_to_case()
        elif stage is Stage.GRABBING:
            self.pages.setCurrentWidget(self.busy)
        else:
            self.pages.setCurrentWidget(self._review)

    def _go_back_to_case(self) -> None:
        """Show the case again; who was at the picture goes on with the question."""
        focus = self.window().focusWidget()
        was_at_picture = self.pages.currentWidget() is not self._case_page and (
            focus is None or self.pages.isAncestorOf(focus)
        )
        self.pages.setCurrentWidget(self._case_page)
        if was_at_picture:
            self.composer.text.setFocus()

    def retranslate(self) -> None:
        unnamed = self.tr("Private case") if self._is_private else self.tr("New case")
        self._title.show_text(self._title_text or unnamed)
        self.private_note.setText(self.tr("Private: nothing of this case is kept. It is gone as soon as you leave it."))
        self.private_note.setVisible(self._is_private)

    def _header(self, actions: ActionSet) -> QWidget:
        header = QWidget()
        header.setObjectName("case_header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = ElidedLabel("heading")
        row = QHBoxLayout(header)
        row.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(SPACE)
        row.addWidget(action_button(actions["view.cases"]))
        row.addSpacing(SPACE)
        row.addWidget(self._title, 1)
        for action_id in ("case.rename", "case.export", "view.theme", "view.fixes"):
            row.addWidget(action_button(actions[action_id]))
        return header


def _centred(widget: QWidget, *, bottom: int = 0) -> QHBoxLayout:
    """Keep a widget as wide as the messages, in the middle."""
    widget.setMaximumWidth(_COLUMN_PX)
    row = QHBoxLayout()
    row.setContentsMargins(4 * SPACE, 0, 4 * SPACE, bottom)
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return row
