"""One line that warns or informs: a sign, a sentence, perhaps a button."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.views.parts.mask_style import mixed
from desktop.views.parts.parts import button
from engine.domain.notice import Severity

_AMBER = QColor(0xE0, 0x92, 0x00)
_RED = QColor(0xD1, 0x34, 0x38)
_BLUE = QColor(0x00, 0x72, 0xB2)
_COLOURS = {Severity.INFO: _BLUE, Severity.WARNING: _AMBER, Severity.ERROR: _RED}


class NoticeLine(QWidget):
    """Hidden until there is something to say. Severity shows by sign, by colour, and in the words."""

    action_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = Severity.INFO
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = button(parent=self)
        self._button.clicked.connect(self.action_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 7, 10, 7)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, severity: Severity, text: str, action: str = "") -> None:
        self._severity = severity
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self.show()
        self.update()

    def clear(self) -> None:
        self.hide()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = _COLOURS[self._severity]
        ground = self.palette().color(QPalette.ColorRole.Window)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(mixed(colour, ground, 0.7), 1))
        painter.setBrush(mixed(colour, ground, 0.16))
        painter.drawRoundedRect(frame, 6, 6)
        self._paint_sign(painter, QPointF(22, frame.center().y()), colour)

    def _paint_sign(self, painter: QPainter, centre: QPointF, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if self._severity is Severity.INFO:
            painter.drawEllipse(centre, 9, 9)
        else:
            corners = (QPointF(0, -9.5), QPointF(10, 8), QPointF(-10, 8))
            painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
        ink = QColor(0, 0, 0) if self._severity is Severity.WARNING else QColor(255, 255, 255)
        painter.setBrush(ink)
        if self._severity is Severity.INFO:
            painter.drawEllipse(centre + QPointF(0, -4.5), 1.4, 1.4)
            painter.drawRect(QRectF(centre.x() - 1.2, centre.y() - 1.5, 2.4, 7))
        else:
            painter.drawRect(QRectF(centre.x() - 1.2, centre.y() - 3.5, 2.4, 6))
            painter.drawEllipse(centre + QPointF(0, 5), 1.4, 1.4)
