"""The line at the foot of the window: how the model stands, and what protects the cases."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.viewmodels.status import StatusViewModel
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, grown, label, themed_icon
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.domain.model import BackendState, BackendStatus
from engine.wording import say

_COLOURS = {
    BackendState.NO_MODEL: "border_strong",
    BackendState.IDLE: "ok",
    BackendState.LOADING: "busy",
    BackendState.READY: "ok",
    BackendState.BUSY: "busy",
    BackendState.FAILED: "danger",
}


class _Dot(QWidget):
    """A round spot of one colour; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self.setFixedSize(10, 10)

    def show_colour(self, colour: str) -> None:
        self._colour = QColor(colour)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(1, 1, 8, 8)


class StatusLine(Speaking, QWidget):
    """One line of small text."""

    def __init__(self, theme: Theme, status: StatusViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = status
        self.setObjectName("status_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dot = _Dot()
        self.model = label()
        self._lock = QLabel()
        self.protection = ElidedLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 12, 5)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._dot)
        layout.addWidget(self.model)
        layout.addWidget(self._lock)
        layout.addWidget(self.protection, 1)
        status.changed.connect(self.retranslate)
        status.protection_known.connect(self.retranslate)
        theme.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        status = self._status.status
        self.model.setText(self._words(status))
        self.model.setToolTip(status.detail if status else "")
        colour = _COLOURS[status.state] if status else "busy"
        self._dot.show_colour(getattr(self._theme.colours, colour))
        key = self._status.protection
        self.protection.show_text(self._short(key))
        self.protection.setToolTip(say(key, shown_language()) if key else "")
        self._lock.setPixmap(themed_icon(self._theme, "lock").pixmap(grown(14), grown(14)))
        self._lock.setVisible(bool(key))
        self.setAccessibleName(self.model.text())

    def _short(self, protection: str) -> str:
        """Say in a few words what protects the case file; the tooltip says what that is good for."""
        if not protection:
            return ""
        if protection == "store.protected_by_keyring":
            return self.tr("Encrypted · key in the system's key store")
        if protection == "store.protected_by_passphrase":
            return self.tr("Encrypted · your passphrase")
        return self.tr("Encrypted · key in a file of this profile")

    def _words(self, status: BackendStatus | None) -> str:
        if self._status.has_failed:
            return self.tr("The cases could not be opened")
        if status is None:
            return self.tr("Opening your cases…")
        name = " · ".join(part for part in (status.model, status.device) if part)
        match status.state:
            case BackendState.NO_MODEL:
                return self.tr("No model installed: answers come from the fixes")
            case BackendState.IDLE:
                return self.tr("{name} · ready when you ask").format(name=name)
            case BackendState.LOADING:
                return self.tr("{name} · coming into memory…").format(name=name)
            case BackendState.READY:
                return self.tr("{name} · ready").format(name=name)
            case BackendState.BUSY:
                return self.tr("{name} · working").format(name=name)
            case BackendState.FAILED:
                return self.tr("{name} · stopped: the next question starts it again").format(name=name)
