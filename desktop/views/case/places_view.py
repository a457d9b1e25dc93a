"""A covered picture with boxes on it: the places of a quote, or the numbered steps of a guide."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from desktop.views.case.guide_painting import around, number_size, paint_box, paint_marks
from desktop.views.parts.picture_view import PictureView
from engine.domain.evidence import GuideMark, Place
from engine.domain.picture import RedactedImage
from engine.domain.region import Region

_SEEN_HEIGHT_PX = 20
"""How high the text of a place is to be drawn when the view goes there."""
_MOST_ZOOM = 3.0


class PlacesView(PictureView):
    """Zoomed with Ctrl and the wheel, + and -, 0 (fitted) and 1 (pixel for pixel)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: RedactedImage | None = None
        self._places: tuple[Place, ...] = ()
        self._marks: tuple[GuideMark, ...] = ()
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.viewport().setAutoFillBackground(True)

    @property
    def marks(self) -> tuple[GuideMark, ...]:
        """What is numbered on the picture."""
        return self._marks

    @property
    def places(self) -> tuple[Place, ...]:
        """What is framed on the picture."""
        return self._places

    def show_places(self, picture: RedactedImage, places: Sequence[Place]) -> None:
        """Frame places; the first is the one that is meant."""
        self._show(picture)
        self._places, self._marks = tuple(place for place in places if place.digest == picture.digest), ()
        self.viewport().update()

    def show_marks(self, picture: RedactedImage, marks: Sequence[GuideMark]) -> None:
        """Frame and number places."""
        self._show(picture)
        self._places, self._marks = (), tuple(mark for mark in marks if mark.place.digest == picture.digest)
        self.viewport().update()

    def go_to(self, region: Region) -> None:
        """Make a place large enough to be read, and bring it to the middle."""
        if self._shown is None:
            return
        ratio = self.devicePixelRatioF()
        whole = min(self.viewport().width() / max(1, region.width * 1.5), _MOST_ZOOM)
        wanted = min(max(_SEEN_HEIGHT_PX / max(1, region.height), 1 / ratio), whole)
        if self.to_view(Region(0, 0, 100, 1)).width() / 100 < wanted:
            self._zoom_to(wanted, self.viewport().rect().center())
        box = self.to_view(region)
        bars = ((self.horizontalScrollBar(), box.center().x(), self.viewport().width()),
                (self.verticalScrollBar(), box.center().y(), self.viewport().height()))  # fmt: skip
        for bar, middle, page in bars:
            bar.setValue(bar.value() + round(middle - page / 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._shown is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = self.to_view(Region(0, 0, self._shown.width, self._shown.height))
        painter.drawPixmap(whole.topLeft(), self.scaled_picture())
        scale = whole.width() / self._shown.width
        for number, place in reversed(list(enumerate(self._places))):
            box = self.to_view(around(place.region, self._shown.width, self._shown.height))
            paint_box(painter, box, 2.5 if number == 0 else 1.2)
        size = min(max(number_size(self._shown.width, self._shown.height) * scale, 18.0), 40.0)
        paint_marks(painter, self._marks, self._shown, QPointF(whole.topLeft()), scale, size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.zoom_fit()
            case Qt.Key.Key_1:
                self.zoom_actual()
            case _:
                super().keyPressEvent(event)

    def _show(self, picture: RedactedImage) -> None:
        if self._shown is None or self._shown.digest != picture.digest:
            self._shown = picture
            self.set_picture(picture)
