"""A covered picture, small; and the same at full size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QWidget

from desktop.viewmodels.thumbnails import image_of
from desktop.views.case.guide_painting import paint_box
from desktop.views.parts.parts import Speaking, column, themed_icon, tool_button
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.domain.picture import Picture, RedactedImage
from engine.domain.region import Region
from engine.errors import DesksideError

_SIGN_PX = 18
_PALE = 0.55


class PictureTile(Speaking, QFrame):
    """One picture that can be enlarged, and taken away where `is_removable`."""

    opened = Signal(object)
    """The RedactedImage to enlarge."""
    removed = Signal()

    def __init__(self, theme: Theme, size: QSize, *, is_removable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: RedactedImage | None = None
        self._is_missing = False
        self._left: Picture | None = None
        self._places: tuple[Region, ...] = ()
        self.setProperty("card", "thumbnail")
        self.setFixedSize(size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._why: DesksideError | None = None
        self._image = QLabel()
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column(self, margin=3).addWidget(self._image)
        self._remove: QToolButton | None = None
        if is_removable:
            self._add_remove_button()
        theme.changed.connect(self._draw)
        self._draw()
        self.retranslate()

    def show_picture(self, picture: RedactedImage) -> None:
        self._picture = picture
        self._draw()
        self.retranslate()

    def show_missing(self, small: Picture | None = None, why: DesksideError | None = None) -> None:
        """The picture cannot be read any more; `small` is what is left of it."""
        self._is_missing = True
        self._left = small
        self._why = why
        self._draw()
        self.retranslate()

    def _missing_words(self) -> str:
        """Say why the picture is not there, and what is left of it."""
        words = self._why.message(shown_language()) if self._why else self.tr("This picture is no longer there.")
        left = self.tr("Only this small copy of it is left.")
        return f"{words} {left}" if self._left is not None else words

    def show_places(self, places: Sequence[Region]) -> None:
        """Frame places on the picture, the first one thickest."""
        if tuple(places) != self._places:
            self._places = tuple(places)
            self._draw()

    def retranslate(self) -> None:
        if self._is_missing:
            self._image.setToolTip(self._missing_words())
        elif self._picture is not None:
            self._image.setToolTip(
                self.tr("{width} × {height} pixels, {count} places covered. Click to enlarge.").format(
                    width=self._picture.width,
                    height=self._picture.height,
                    count=sum(mask.is_covered for mask in self._picture.masks),
                )
            )
        self.setAccessibleName(self.tr("Covered picture"))
        self.setAccessibleDescription(self._image.toolTip())
        if self._remove is not None:
            self._remove.setAccessibleName(self.tr("Remove picture"))
            self._remove.setToolTip(self.tr("Remove picture"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._remove is not None:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self._picture is not None:
            self.opened.emit(self._picture)

    def _add_remove_button(self) -> None:
        remove = tool_button(12)
        remove.setParent(self)
        remove.setFixedSize(22, 22)
        remove.move(self.width() - 25, 3)
        remove.clicked.connect(self.removed)
        self._remove = remove

    def _draw(self) -> None:
        colours = self._theme.colours
        if self._remove is not None:
            self._remove.setIcon(themed_icon(self._theme, "close", "text"))
            self._remove.setStyleSheet(
                f"QToolButton {{ background: {colours.raised}; border: 1px solid {colours.border_strong};"
                " border-radius: 11px; padding: 0; }"
            )
        if self._picture is None and self._left is not None:
            self._image.setPixmap(self._small_copy(self._left))
            return
        if self._picture is None:
            name = "warning" if self._is_missing else "picture"
            self._image.setPixmap(themed_icon(self._theme, name).pixmap(24, 24))
            return
        small = self._fitted(self._picture)
        if self._places:
            scale = small.width() / self._picture.width
            painter = QPainter(small)
            for number, region in reversed(list(enumerate(self._places))):
                box = QRectF(region.x * scale, region.y * scale, region.width * scale, region.height * scale)
                paint_box(painter, box.adjusted(-2, -2, 2, 2), 2.0 if number == 0 else 1.0)
            painter.end()
        small.setDevicePixelRatio(self.devicePixelRatioF())
        self._image.setPixmap(small)

    def _fitted(self, picture: Picture) -> QPixmap:
        """Return the picture as large as there is room, in pixels of the screen."""
        room = (self.size() - QSize(8, 8)) * self.devicePixelRatioF()
        return QPixmap.fromImage(image_of(picture)).scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )

    def _small_copy(self, left: Picture) -> QPixmap:
        """Return what is left of a lost picture, pale, with a sign on it: it must not pass for the picture."""
        ratio = self.devicePixelRatioF()
        copy = self._fitted(left)
        sign = round(_SIGN_PX * ratio)
        shown = QPixmap(copy.size())
        shown.fill(QColor(self._theme.colours.raised))
        painter = QPainter(shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(_PALE)
        painter.drawPixmap(0, 0, copy)
        painter.setOpacity(1)
        badge = QRectF(shown.width() - 1.6 * sign, shown.height() - 1.6 * sign, 1.5 * sign, 1.5 * sign)
        painter.setPen(QColor(self._theme.colours.border_strong))
        painter.setBrush(QColor(self._theme.colours.raised))
        painter.drawEllipse(badge)
        icon = themed_icon(self._theme, "warning").pixmap(sign, sign)
        icon.setDevicePixelRatio(1)
        painter.drawPixmap(badge.center() - QRectF(icon.rect()).center(), icon)
        painter.end()
        shown.setDevicePixelRatio(ratio)
        return shown
