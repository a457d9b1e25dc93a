"""Buttons drawn from the palette alone: they follow a change of theme at once, as style sheets do not."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from desktop.views.parts.mask_style import mixed, readable_on
from desktop.views.parts.pressing import PressedByEnter

_RADIUS = 6.0


class RowPlace(Enum):
    """Where a switch stands in a row of joined switches; it rounds the outer corners."""

    FIRST = (True, False)
    INNER = (False, False)
    LAST = (False, True)
    ALONE = (True, True)


class Switch(PressedByEnter, QToolButton):
    """A button that stays down; several of them make one joined row."""

    def __init__(self, place: RowPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return _room_for_text(self, QSize(34, 10), least_height_px=28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # That of the program: in a button's own, the sheet of styles has made the ground transparent.
        palette = QGuiApplication.palette()
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        ground, ink = QColor(Qt.GlobalColor.transparent), palette.color(group, QPalette.ColorRole.ButtonText)
        if self.isChecked() and self.isEnabled():
            ground = palette.color(QPalette.ColorRole.Highlight)
            ink = palette.color(QPalette.ColorRole.HighlightedText)
        elif self.isChecked() or (self.underMouse() and self.isEnabled()):
            ground = palette.color(QPalette.ColorRole.Midlight)
            ink = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
        edge = ground if self.isChecked() and self.isEnabled() else palette.color(QPalette.ColorRole.Dark)
        has_left, has_right = self._place.value
        frame = QRectF(self.rect()).adjusted(0.5 if has_left else -0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawPath(_rounded(frame, is_left_round=has_left, is_right_round=has_right))
        paint_focus(painter, self, ink)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class PrimaryButton(PressedByEnter, QPushButton):
    """The one button that goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        return _room_for_text(self, QSize(44, 14), least_height_px=34)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = QGuiApplication.palette()
        ground, ink = palette.color(QPalette.ColorRole.Midlight), palette.color(QPalette.ColorRole.PlaceholderText)
        if self.isEnabled():
            ground = palette.color(QPalette.ColorRole.Highlight)
            ink = palette.color(QPalette.ColorRole.HighlightedText)
        if self.isDown() or (self.underMouse() and self.isEnabled()):
            ground = mixed(readable_on(ground), ground, 0.18 if self.isDown() else 0.08)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        paint_focus(painter, self, ink)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


def _room_for_text(button: QAbstractButton, around: QSize, *, least_height_px: int) -> QSize:
    """Return the text's size with the room around it, never lower than with ordinary text."""
    metrics = QFontMetrics(button.font())
    text = QSize(metrics.horizontalAdvance(button.text()), metrics.height())
    return (text + around).expandedTo(QSize(0, least_height_px))


def paint_focus(painter: QPainter, button: QAbstractButton, ink: QColor) -> None:
    """Draw a ring inside the button that has the keyboard."""
    if button.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.5))
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(3, 3, -3, -3), 3.5, 3.5)


def _rounded(frame: QRectF, *, is_left_round: bool, is_right_round: bool) -> QPainterPath:
    """Return a rectangle whose left, right, or all corners are round."""
    path = QPainterPath()
    path.addRoundedRect(frame, _RADIUS, _RADIUS)
    path.setFillRule(Qt.FillRule.WindingFill)
    half = frame.width() / 2
    for is_round, x in ((is_left_round, frame.left()), (is_right_round, frame.left() + half)):
        if not is_round:
            square = QPainterPath()
            square.addRect(QRectF(x, frame.top(), half, frame.height()))
            path = path.united(square)
    return path.simplified()
