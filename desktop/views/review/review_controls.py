"""The bars around the picture under review. Each names its controls in the language that is installed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.parts.mask_style import mixed
from desktop.views.parts.motion import BusyBar
from desktop.views.parts.parts import ElidedLabel, Speaking
from desktop.views.parts.picture_view import PictureView
from desktop.views.parts.pressing import PressedByEnter
from desktop.views.review.review_keys import with_keys

_BUTTON_HEIGHT_PX = 28


def name_control(control: QWidget, name: str, hint: str = "") -> None:
    """Give a control its name for screen readers, and its hint."""
    control.setAccessibleName(name)
    if hint:
        control.setToolTip(hint)


class _ToolButton(PressedByEnter, QToolButton):
    """A flat button."""


def tool_button(parent: QWidget) -> QToolButton:
    """Make a button that is large enough to hit."""
    button = _ToolButton(parent)
    button.setMinimumSize(_BUTTON_HEIGHT_PX, max(_BUTTON_HEIGHT_PX, button.fontMetrics().height() + 8))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


class ZoomBar(Speaking, QWidget):
    """A line about what is pointed at, and the zoom of a picture."""

    def __init__(self, picture: PictureView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.detail = ElidedLabel("muted", self)
        self._out, self._in, self._fit = (tool_button(self) for _ in range(3))
        self._percent = QLabel(self)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setMinimumWidth(52)
        self._out.clicked.connect(picture.zoom_out)
        self._in.clicked.connect(picture.zoom_in)
        self._fit.clicked.connect(picture.zoom_fit)
        picture.zoom_changed.connect(self._tell_zoom)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.detail, 1)
        row.addSpacing(8)
        for widget in (self._out, self._percent, self._in, self._fit):
            row.addWidget(widget)
        self.retranslate()

    def tell(self, text: str) -> None:
        self.detail.show_text(text)

    def retranslate(self) -> None:
        self._out.setText("−")
        self._in.setText("+")
        self._fit.setText(self.tr("Fit"))
        name_control(self._out, self.tr("Zoom out"), with_keys(self.tr("Zoom out"), "review.zoom_out"))
        name_control(self._in, self.tr("Zoom in"), with_keys(self.tr("Zoom in"), "review.zoom_in"))
        name_control(
            self._fit,
            self.tr("Fit to the width"),
            with_keys(self.tr("Fit to the width; actual size"), "review.zoom_fit", "review.zoom_actual"),
        )
        self._tell_zoom(self._picture.zoom_percent)

    def _tell_zoom(self, percent: int) -> None:
        text = self.tr("{percent} %").format(percent=percent)
        self._percent.setText(text)
        name_control(self._percent, self.tr("Zoom: {percent} %").format(percent=percent))


class BusyCard(Speaking, QWidget):
    """Says over the dimmed picture what is being done."""

    def __init__(self, picture: QWidget) -> None:
        super().__init__(picture)
        self._picture = picture
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMinimumWidth(340)
        self._text = QLabel(self)
        self._hint = ElidedLabel("muted", self)
        bar = BusyBar(self)
        bar.setFixedHeight(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        for widget in (self._text, bar, self._hint):
            column.addWidget(widget)
        self.retranslate()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.palette().color(QPalette.ColorRole.Base)
        painter.setPen(mixed(self.palette().color(QPalette.ColorRole.Text), base, 0.25))
        painter.setBrush(base)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        self.centre()

    def centre(self) -> None:
        """Stand in the middle of the picture."""
        self.adjustSize()
        card = self.rect()
        card.moveCenter(self._picture.rect().center())
        self.move(card.topLeft())

    def retranslate(self) -> None:
        self._hint.show_text(self.tr("Press Esc to cancel."))


def row(*widgets: QWidget, stretched: QWidget | None = None) -> QHBoxLayout:
    """Put widgets side by side."""
    layout = QHBoxLayout()
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is stretched else 0)
    return layout


def scrolling(body: QWidget) -> QScrollArea:
    """Let a part be scrolled where a small window with large text has no room for all of it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area


def column(*widgets: QWidget) -> QWidget:
    """Put widgets one below the other, in a widget of their own."""
    side = QWidget()
    layout = QVBoxLayout(side)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget)
    return side
