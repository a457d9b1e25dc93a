"""What was sent while an answer was being written: a row for each question that waits."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.viewmodels.waiting import WaitingLine, WaitingQuestion
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, button, grown, label, themed_icon
from desktop.views.parts.theme import Theme
from engine.domain.finding import CaseLabels

_MOST_ROWS = 4


class WaitingStrip(Speaking, QFrame):
    """Shows the line in its order; each can be sent at once or taken back to be changed."""

    send_wanted = Signal(object)
    """A WaitingQuestion."""
    taken_back = Signal(object)

    def __init__(self, theme: Theme, line: WaitingLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = line
        self._is_busy = False
        self._labels: CaseLabels | None = None
        self.setProperty("card", "plain")
        self._title = label("section")
        self._others = label("muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self._title)
        layout.addLayout(self._rows)
        layout.addWidget(self._others)
        line.changed.connect(self.retranslate)
        theme.changed.connect(self.retranslate)
        self.retranslate()

    def show_case(self, labels: CaseLabels) -> None:
        """Another case is shown, known by its labels: what waits for others is only counted."""
        self._labels = labels
        self.retranslate()

    def set_busy(self, is_busy: bool) -> None:
        """Whether there is an answer that they wait for; after one that was stopped they wait for the agent."""
        self._is_busy = is_busy
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(
            self.tr("Sent when this answer is complete") if self._is_busy else self.tr("Waiting to be sent")
        )
        self.setAccessibleName(self._title.text())
        self._clear()
        own = [waiting for waiting in self._line if waiting.labels is self._labels]
        for waiting in own[:_MOST_ROWS]:
            self._rows.addWidget(self._row(waiting))
        unshown = len(own[_MOST_ROWS:])
        elsewhere = len(self._line) - len(own)
        parts = [self.tr("{count} more").format(count=unshown)] if unshown else []
        parts += [self.tr("In other cases: {count}").format(count=elsewhere)] if elsewhere else []
        self._others.setText(" · ".join(parts))
        self._others.setVisible(bool(parts))
        self.setVisible(len(self._line) > 0)

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _row(self, waiting: WaitingQuestion) -> QWidget:
        made = QWidget()
        icon = QLabel()
        icon.setPixmap(themed_icon(self._theme, "send", "muted").pixmap(grown(14), grown(14)))
        text = ElidedLabel()
        text.show_text(self._words(waiting))
        send, back = button("link"), button("link")
        send.setText(self.tr("Send now"))
        send.setToolTip(self.tr("Stop the answer that is being written and send this"))
        send.setAccessibleName(self.tr("Send now: {question}").format(question=text.whole_text))
        send.clicked.connect(partial(self.send_wanted.emit, waiting))
        back.setText(self.tr("Take back"))
        back.setToolTip(self.tr("Put this back into the question field"))
        back.setAccessibleName(self.tr("Take back: {question}").format(question=text.whole_text))
        back.clicked.connect(partial(self.taken_back.emit, waiting))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(icon)
        row.addWidget(text, 1)
        row.addWidget(send)
        row.addWidget(back)
        return made

    def _words(self, waiting: WaitingQuestion) -> str:
        parts = [" ".join(waiting.question.split())] if waiting.question else []
        if waiting.pictures:
            parts.append(self.tr("Pictures: {count}").format(count=len(waiting.pictures)))
        return " · ".join(parts)
