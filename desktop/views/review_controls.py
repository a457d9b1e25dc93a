"""The bars around the picture under review. Each names its controls in the language that is installed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.buttons import Place, Switch
from desktop.views.mask_style import mixed
from desktop.views.picture_view import PictureView
from engine.domain.finding import CoverLook

_BUTTON_HEIGHT_PX = 28


def name_control(control: QWidget, name: str, hint: str = "") -> None:
    """Give a control its name for screen readers, and its hint."""
    control.setAccessibleName(name)
    if hint:
        control.setToolTip(hint)


def tool_button(parent: QWidget) -> QToolButton:
    """Make a button that is large enough to hit."""
    button = QToolButton(parent)
    button.setMinimumSize(_BUTTON_HEIGHT_PX, _BUTTON_HEIGHT_PX)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


class ElidedLabel(QLabel):
    """A line that ends in an ellipsis where there is no room for all of it; muted, for what is said aside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        painter.setPen(
            mixed(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), 0.78)
        )
        metrics = QFontMetrics(self.font())
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class ReviewHead(QWidget):
    """Title and counts; the look of covered places; the preview."""

    look_chosen = Signal(object)
    """A CoverLook."""
    preview_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        font = QFont(self._title.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(round(QFontInfo(font).pixelSize() * 1.3))
        self._title.setFont(font)
        self._counts = QLabel(self)
        self._look_label = QLabel(self)
        self._group = QButtonGroup(self)
        places = (Place.FIRST, Place.INNER, Place.LAST)
        self._looks = {look: Switch(place, self) for look, place in zip(CoverLook, places, strict=True)}
        for number, button in enumerate(self._looks.values()):
            self._group.addButton(button, number)
        self._preview = Switch(Place.ALONE, self)
        self._group.idClicked.connect(self._choose_look)
        self._preview.toggled.connect(self.preview_toggled)
        self._lay_out()
        self.retranslate()

    @property
    def is_preview(self) -> bool:
        return self._preview.isChecked()

    def set_preview(self, is_wanted: bool) -> None:
        self._preview.setChecked(is_wanted)

    def show_state(self, counts: str, look: CoverLook, is_open: bool) -> None:
        """Show the counts and the look; `is_open` says whether there is a plan to work on."""
        self._counts.setText(counts)
        self._looks[look].setChecked(True)
        for button in (*self._looks.values(), self._preview):
            button.setEnabled(is_open)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Check what is covered"))
        self._look_label.setText(self.tr("Look:"))
        for look, text, hint in (
            (CoverLook.LABEL, self.tr("Labels"), self.tr("Cover with a label that names the kind.")),
            (CoverLook.FROSTED, self.tr("Frosted"), self.tr("Cover with the colours of the surroundings.")),
            (CoverLook.PLAIN, self.tr("Plain"), self.tr("Cover with a plain box.")),
        ):
            self._looks[look].setText(text)
            name_control(self._looks[look], text, hint)
        self._preview.setText(self.tr("What the model sees"))
        name_control(self._preview, self.tr("Show what the model sees"))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._counts)
        looks = QHBoxLayout()
        looks.setSpacing(0)
        for button in self._looks.values():
            looks.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words)
        row.addStretch(1)
        row.addWidget(self._look_label)
        row.addLayout(looks)
        row.addSpacing(6)
        row.addWidget(self._preview)

    def _choose_look(self, number: int) -> None:
        self.look_chosen.emit(list(CoverLook)[number])


class ZoomBar(QWidget):
    """A line about what is pointed at, and the zoom of a picture."""

    def __init__(self, picture: PictureView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.detail = ElidedLabel(self)
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
        self.detail.setText(text)
        self.detail.setToolTip(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self._out.setText("−")
        self._in.setText("+")
        self._fit.setText(self.tr("Fit"))
        name_control(self._out, self.tr("Zoom out"), self.tr("Zoom out (−)"))
        name_control(self._in, self.tr("Zoom in"), self.tr("Zoom in (+)"))
        name_control(self._fit, self.tr("Fit to the width"), self.tr("Fit to the width (0); actual size (1)"))
        self._tell_zoom(self._picture.zoom_percent)

    def _tell_zoom(self, percent: int) -> None:
        text = self.tr("{percent} %").format(percent=percent)
        self._percent.setText(text)
        name_control(self._percent, self.tr("Zoom: {percent} %").format(percent=percent))


class BusyCard(QWidget):
    """Says over the dimmed picture what is being done."""

    def __init__(self, picture: QWidget) -> None:
        super().__init__(picture)
        self._picture = picture
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMinimumWidth(340)
        self._text = QLabel(self)
        self._hint = ElidedLabel(self)
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
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

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self._hint.setText(self.tr("Press Esc to cancel."))
