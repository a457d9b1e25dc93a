"""The bar above the conversation: what the agent should know, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.actions import SPECS, ActionSet, text_of
from desktop.notices import Notices, StandingNotice
from desktop.views.parts.parts import SPACE, Speaking, button, column, grown, label, themed_icon, tool_button
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.domain.notice import Severity

_MOST_SHOWN = 3
_INFO_STAYS_MS = 6000


class NoticeBar(Speaking, QWidget):
    """Draws the newest standing notices; those that only inform go away by themselves."""

    def __init__(self, theme: Theme, notices: Notices, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notices = notices
        self._actions = actions
        self._layout = column(self, gap=SPACE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INFO_STAYS_MS)
        self._timer.timeout.connect(self._drop_infos)
        notices.changed.connect(self._draw)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def texts(self) -> list[str]:
        """What is shown, for tests and screen readers."""
        shown = self.findChildren(QLabel, "notice_text")
        return [text.text() for text in shown if text.isVisibleTo(self)]

    def retranslate(self) -> None:
        self._draw()

    def _draw(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        shown = self._notices.standing[-_MOST_SHOWN:]
        for standing in shown:
            self._layout.addWidget(self._row(standing))
        self.setVisible(bool(shown))
        if any(standing.notice.severity is Severity.INFO for standing in shown):
            self._timer.start()

    def _row(self, standing: StandingNotice) -> QFrame:
        severity = standing.notice.severity
        frame = QFrame()
        frame.setProperty("notice", severity.value)
        icon = QLabel()
        icon.setPixmap(themed_icon(self._theme, severity.value, f"{severity.value}_text").pixmap(grown(18), grown(18)))
        text = label("strong", wraps=True)
        text.setObjectName("notice_text")
        text.setText(standing.text(shown_language()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text)
        advice = standing.remedy(shown_language())
        if advice:
            below = label(wraps=True)
            below.setText(advice)
            words.addWidget(below)
        frame.setAccessibleName(f"{text.text()} {advice}".strip())
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(2 * SPACE)
        row.addWidget(icon)
        row.addLayout(words, 1)
        if standing.action_id:
            row.addWidget(self._action_of(standing))
        row.addWidget(self._close_of(standing, f"{severity.value}_text"))
        return frame

    def _action_of(self, standing: StandingNotice) -> QWidget:
        act = button()
        act.setText(text_of(SPECS[standing.action_id]))
        act.setAccessibleName(act.text())

        def run() -> None:
            self._notices.dismiss(standing.notice.key)
            self._actions[standing.action_id].trigger()

        act.clicked.connect(run)
        return act

    def _close_of(self, standing: StandingNotice, colour: str) -> QWidget:
        close = tool_button(14)
        close.setIcon(themed_icon(self._theme, "close", colour))
        close.setAccessibleName(self.tr("Dismiss"))
        close.setToolTip(self.tr("Dismiss"))
        close.clicked.connect(lambda: self._notices.dismiss(standing.notice.key))
        return close

    def _drop_infos(self) -> None:
        for standing in self._notices.standing:
            if standing.notice.severity is Severity.INFO:
                self._notices.dismiss(standing.notice.key)
