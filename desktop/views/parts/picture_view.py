"""A picture that can be zoomed and scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from engine.domain.picture import Picture
from engine.domain.region import Region

MARGIN_PX = 16
_LARGEST_FIT = 2.0
_ZOOM_STEP = 1.25
_ZOOM_RANGE = (0.05, 8.0)


class PictureView(QAbstractScrollArea):
    """Shows a picture fitted to the width, or at a zoom of the agent's choice, and maps between both grids.

    Picture coordinates are pixels of the picture; view coordinates are logical pixels of the viewport.
    """

    zoom_changed = Signal(int)
    """The new zoom in percent of the picture's own pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._image = QImage()
        self._stand_in: Picture | None = None
        self._scaled = QPixmap()
        self._scale = 1.0
        """Logical pixels for one pixel of the picture."""
        self._is_fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_picture(self, picture: Picture | None) -> None:
        """Show a picture, or none. Its bytes are shared, not copied."""
        self._picture = picture
        self._image = _image_of(picture)
        self._stand_in = None
        self._scaled = QPixmap()
        self._is_fitted = True
        self._arrange()

    def set_stand_in(self, picture: Picture | None) -> None:
        """Draw another picture, of any size, in place of the first, or the first again."""
        self._stand_in = picture
        self._scaled = QPixmap()
        self.viewport().update()

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    @property
    def zoom_percent(self) -> int:
        return round(self._scale * self.devicePixelRatioF() * 100)

    def zoom_in(self) -> None:
        self._zoom_to(self._scale * _ZOOM_STEP, self.viewport().rect().center())

    def zoom_out(self) -> None:
        self._zoom_to(self._scale / _ZOOM_STEP, self.viewport().rect().center())

    def zoom_actual(self) -> None:
        """One pixel of the picture on one pixel of the screen."""
        self._zoom_to(1.0 / self.devicePixelRatioF(), self.viewport().rect().center())

    def zoom_fit(self) -> None:
        self._is_fitted = True
        self._arrange()

    def visible_region(self) -> Region:
        """Return the part of the picture that can be seen."""
        top_left = self.to_picture(QPointF(0, 0))
        size = self.viewport().size()
        bottom_right = self.to_picture(QPointF(size.width(), size.height()))
        seen = Region.from_edges(
            round(top_left.x()), round(top_left.y()), round(bottom_right.x()), round(bottom_right.y())
        )
        return seen.clipped(self._image.width(), self._image.height())

    def to_view(self, region: Region) -> QRectF:
        """Return where a region of the picture is drawn on the viewport."""
        origin = self._origin()
        return QRectF(
            origin.x() + region.x * self._scale,
            origin.y() + region.y * self._scale,
            region.width * self._scale,
            region.height * self._scale,
        )

    def to_picture(self, point: QPointF) -> QPointF:
        """Return the place on the picture under a point of the viewport."""
        origin = self._origin()
        return QPointF((point.x() - origin.x()) / self._scale, (point.y() - origin.y()) / self._scale)

    def sizeHint(self) -> QSize:
        return QSize(760, 520)

    def scaled_picture(self) -> QPixmap:
        """Return the picture at the size in which it is drawn, made once for each zoom."""
        if self._scaled.isNull():
            shown = self._image if self._stand_in is None else _image_of(self._stand_in)
            ratio = self.devicePixelRatioF()
            factor = self._scale * ratio
            size = QSize(max(round(self._image.width() * factor), 1), max(round(self._image.height() * factor), 1))
            is_enlarged_whole = factor >= 2 and abs(factor - round(factor)) < 0.01
            mode = (
                Qt.TransformationMode.FastTransformation
                if is_enlarged_whole
                else Qt.TransformationMode.SmoothTransformation
            )
            image = shown
            if size != image.size():
                image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
            self._scaled = QPixmap.fromImage(image)
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._scaled = QPixmap()
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Fit if fitted, and set the scroll bars to the size of the picture."""
        if not self.has_picture:
            self.viewport().update()
            return
        if self._is_fitted:
            room = self._width_without_bar() - 2 * MARGIN_PX
            self._set_scale(min(room / self._image.width(), _LARGEST_FIT / self.devicePixelRatioF()))
        size = self.viewport().size()
        for bar, extent, page in (
            (self.horizontalScrollBar(), self._image.width(), size.width()),
            (self.verticalScrollBar(), self._image.height(), size.height()),
        ):
            bar.setRange(0, max(0, round(extent * self._scale) + 2 * MARGIN_PX - page))
            bar.setPageStep(page)
            bar.setSingleStep(40)
        self.viewport().update()

    def _width_without_bar(self) -> int:
        """The width that is left whether or not the vertical bar is shown, so that fitting never flickers."""
        bar = self.verticalScrollBar()
        return self.maximumViewportSize().width() - (bar.sizeHint().width() if bar.isVisible() else 0)

    def _set_scale(self, scale: float) -> None:
        scale = min(max(scale, _ZOOM_RANGE[0]), _ZOOM_RANGE[1])
        if scale != self._scale:
            self._scale = scale
            self._scaled = QPixmap()
        self.zoom_changed.emit(self.zoom_percent)

    def _zoom_to(self, scale: float, anchor: QPoint) -> None:
        """Zoom so that the place under `anchor` stays where it is."""
        if not self.has_picture:
            return
        place = self.to_picture(QPointF(anchor))
        self._is_fitted = False
        self._set_scale(scale)
        self._arrange()
        self.horizontalScrollBar().setValue(round(place.x() * self._scale + MARGIN_PX - anchor.x()))
        self.verticalScrollBar().setValue(round(place.y() * self._scale + MARGIN_PX - anchor.y()))

    def _origin(self) -> QPoint:
        """Return where the picture's top left corner is drawn: centred while it is smaller than the view."""

        def start(extent: int, page: int, offset: int) -> int:
            length = round(extent * self._scale)
            return max((page - length) // 2, MARGIN_PX) - offset

        size = self.viewport().size()
        return QPoint(
            start(self._image.width(), size.width(), self.horizontalScrollBar().value()),
            start(self._image.height(), size.height(), self.verticalScrollBar().value()),
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / 120
            self._zoom_to(self._scale * _ZOOM_STEP**notches, event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)


def _image_of(picture: Picture | None) -> QImage:
    """Wrap the pixels of a picture; QImage keeps the bytes alive."""
    if picture is None:
        return QImage()
    return QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
