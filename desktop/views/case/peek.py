"""A small window beside a quote: the place on the picture where it stands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop.viewmodels.thumbnails import image_of
from desktop.views.case.guide_painting import around, crop_around, paint_box
from desktop.views.parts.parts import Speaking, column
from engine.domain.evidence import Place
from engine.domain.picture import RedactedImage

_SIZE = QSize(360, 150)
_GAP = 6
_MOST_ZOOM = 2.0


class Peek(Speaking, QFrame):
    """Shows a piece of a picture without taking the keyboard or the mouse."""

    def __init__(self, parent: QWidget) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowTransparentForInput
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("card", "thumbnail")
        self._image = QLabel()
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column(self, margin=4).addWidget(self._image)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Place on the picture"))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._image.clear()  # nothing of a case stays when the cases are locked

    def show_place(self, picture: RedactedImage, place: Place, beside: QRect) -> None:
        """Show a place below, or above, what is drawn at `beside` on the screen."""
        self._image.setPixmap(_piece(picture, place, self.devicePixelRatioF()))
        self.adjustSize()
        self.move(_free_place(self.sizeHint(), beside))
        self.show()
        self.raise_()


def _piece(picture: RedactedImage, place: Place, ratio: float) -> QPixmap:
    """Cut the piece out around a place: wide enough for all of it, small print enlarged."""
    region = around(place.region, picture.width, picture.height)
    zoom = min(_MOST_ZOOM, max(0.25, 22 / max(1, place.region.height)), _SIZE.width() / max(1, region.width + 24))
    crop = crop_around(region, picture, round(_SIZE.width() / zoom), round(_SIZE.height() / zoom))
    size = QSize(max(1, round(crop.width() * zoom * ratio)), max(1, round(crop.height() * zoom * ratio)))
    cut = image_of(picture).copy(crop)
    pixmap = QPixmap.fromImage(
        cut.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    )
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = zoom * ratio
    box = QRectF(
        (region.x - crop.x()) * scale, (region.y - crop.y()) * scale, region.width * scale, region.height * scale
    )
    paint_box(painter, box, 2.5 * ratio)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _free_place(size: QSize, beside: QRect) -> QPoint:
    """Return where a window of that size fits below a line of text, or above it, on the same screen."""
    screen = QGuiApplication.screenAt(beside.center()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    left = max(room.left(), min(beside.left(), room.right() - size.width()))
    below = beside.bottom() + _GAP
    top = below if below + size.height() <= room.bottom() else beside.top() - _GAP - size.height()
    return QPoint(left, top)
