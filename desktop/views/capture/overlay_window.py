"""One frozen screen of the overlay: the picture, the selection, and the magnifier."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QScreen,
    QSinglePointEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.views.capture.overlay_parts import ACCENT, in_lines, paint_frame, paint_lens, paint_plate, plate_size
from desktop.views.parts.overlay_geometry import Selection, logical_rect, native_pixel
from desktop.views.parts.parts import Speaking
from engine.domain.picture import Capture
from engine.domain.region import Region

_DIM = QColor(0, 0, 0, 120)
_SEEN_AFTER_MS = 50
"""After its first picture the window is on the screen, and nobody has moved the pointer yet."""
_SLIP_PX = 3
"""A drag shorter than this is a click."""
_BIG_STEP = 10
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class FrozenScreen:
    """A screen as it was when the overlay began."""

    screen: QScreen
    picture: Capture
    number: int
    """From 1; the key that picks it."""
    place: Region
    """On the desktop, physical pixels."""
    windows: tuple[Region, ...] = ()
    """The windows seen on it, uppermost first, in pixels of this screen."""
    last: Region | None = None
    """The region chosen last time, where it lies on this screen."""

    @property
    def ratio(self) -> float:
        return self.screen.devicePixelRatio()


class OverlayWindow(Speaking, QWidget):
    """Covers one screen with its frozen picture and lets the agent choose a region of it."""

    region_chosen = Signal(Region)
    """In physical pixels of this screen."""
    cancelled = Signal()
    desktop_wanted = Signal()
    """The agent wants all screens in one picture."""
    screen_wanted = Signal(int)
    """The agent picked a screen: its number, or 0 for the next one."""
    touched = Signal()
    """Any sign that the agent is there."""

    def __init__(self, frozen: FrozenScreen, count: int) -> None:
        super().__init__(None, _window_flags())
        self._frozen = frozen
        self._count = count
        picture = frozen.picture
        self._image = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
        self._image.setDevicePixelRatio(frozen.ratio)
        self._dimmed = QPixmap()
        """Made once the agent sees the frozen screen: the first time it is painted straight from its pixels."""
        self._selection: Selection | None = None
        self._start: tuple[int, int] | None = None
        self._pointer: tuple[int, int] | None = None
        self._corner: tuple[int, int] | None = None
        """The corner of the selection that the keys move: the magnifier is there."""
        self._window_number = -1
        """Which of the windows the keys have come to."""
        self._is_active = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setScreen(frozen.screen)
        self.setGeometry(frozen.screen.geometry())
        self.retranslate()

    @property
    def selection(self) -> Region | None:
        """What is selected, in physical pixels of this screen."""
        return None if self._selection is None else self._selection.region

    @property
    def frozen(self) -> FrozenScreen:
        return self._frozen

    def cover_screen(self) -> None:
        """Show the frozen picture in place of the screen."""
        if self.windowFlags() & Qt.WindowType.BypassWindowManagerHint:
            self.show()
        else:
            self.showFullScreen()
        self.raise_()

    def set_active(self, is_active: bool) -> None:
        """Take the keyboard for this screen, or leave it to another."""
        self._is_active = is_active
        if is_active:
            self.activateWindow()
            self.setFocus()
            self.grabKeyboard()
        else:
            self._selection = self._corner = None
            self.releaseKeyboard()
        self.update()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Deskside: choose a region"))
        name = self.tr("Choose a region of screen {number}")
        self.setAccessibleName(name.format(number=self._frozen.number))
        self.setAccessibleDescription(" · ".join(self._keys()))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        if event.button() == Qt.MouseButton.RightButton:
            self.cancelled.emit()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.screen_wanted.emit(self._frozen.number)
            self._start = self._pointer = self._pixel_at(event)
            self._selection = self._corner = None
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        self._pointer, self._corner = self._pixel_at(event), None
        if self._start is not None:
            self._selection = self._selection_to(self._pointer)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        selection: Selection | None = self._selection_to(self._pixel_at(event))
        assert selection is not None
        self._start = None
        is_slip = selection.region.width <= _SLIP_PX and selection.region.height <= _SLIP_PX
        snapped = self._window_under_pointer()
        if is_slip:
            selection = None if snapped is None else self._selection_of(snapped)
        self._selection = selection
        wants_to_adjust = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if selection is not None and not wants_to_adjust:
            self._accept()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is no second press."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """The overlay has come up below a pointer that rests: show what a click would take."""
        if self._selection is None:
            self._pointer = self._pixel_at(event)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()

    def _pixel_at(self, event: QSinglePointEvent) -> tuple[int, int]:
        x, y = native_pixel(event.position(), self._frozen.ratio)
        return min(max(x, 0), self._image.width() - 1), min(max(y, 0), self._image.height() - 1)

    def _window_under_pointer(self) -> Region | None:
        """Return the part of the uppermost window that lies on this screen, where the pointer is over one."""
        if self._pointer is None:
            return None
        return next((window for window in self._frozen.windows if window.contains_point(*self._pointer)), None)

    def _selection_of(self, region: Region) -> Selection:
        return Selection(region, self._image.width(), self._image.height())

    def _selection_to(self, pixel: tuple[int, int]) -> Selection:
        assert self._start is not None
        return Selection.between(self._start, pixel, self._image.width(), self._image.height())

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif key == Qt.Key.Key_F:
            self.region_chosen.emit(self._whole())
        elif key == Qt.Key.Key_A:
            self.desktop_wanted.emit()
        elif key == Qt.Key.Key_W:
            self._select_next_window()
        elif key == Qt.Key.Key_L:
            self._select(self._frozen.last)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.screen_wanted.emit(0)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.screen_wanted.emit(key - Qt.Key.Key_0)
        elif key in _ARROWS:
            self._step(*_ARROWS[key], event.modifiers())

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Leave Tab to keyPressEvent."""
        return False

    def _step(self, dx: int, dy: int, modifiers: Qt.KeyboardModifier) -> None:
        """Move the selection, or with Shift its far edges; the first step of all selects the middle."""
        if self._selection is None:
            self._selection = Selection.in_middle(self._image.width(), self._image.height())
        else:
            step = _BIG_STEP if modifiers & Qt.KeyboardModifier.ControlModifier else 1
            is_resize = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            change = self._selection.grown if is_resize else self._selection.moved
            self._selection = change(dx * step, dy * step)
            box = self._selection.region
            self._corner = (box.right - 1, box.bottom - 1) if is_resize else (box.x, box.y)
        self._pointer = None
        self.update()

    def _select_next_window(self) -> None:
        """Select one window after the other, from the uppermost down."""
        windows = self._frozen.windows
        if windows:
            self._window_number = (self._window_number + 1) % len(windows)
            self._select(windows[self._window_number])

    def _select(self, region: Region | None) -> None:
        if region is not None and self._start is None:
            self._selection = self._selection_of(region)
            self._pointer = self._corner = None
            self.update()

    def _accept(self) -> None:
        if self._selection is not None and self._start is None:
            self.region_chosen.emit(self._selection.region)

    def _whole(self) -> Region:
        return Region(0, 0, self._image.width(), self._image.height())

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.black)  # a screen that grew meanwhile is larger than its picture
        self._paint_dimmed(painter)
        if self._selection is not None:
            self._paint_selection(painter, self._selection.region)
        elif self._is_active and self._pointer is not None:
            self._paint_window(painter)
            self._paint_cross(painter)
        if self._is_active:
            self._paint_keys(painter)
        if self._count > 1:
            self._paint_number(painter)
        looked_at = self._pointer or self._corner
        if looked_at is not None:
            self._paint_lens(painter, looked_at)

    def _paint_dimmed(self, painter: QPainter) -> None:
        if self._dimmed.isNull():
            painter.drawImage(0, 0, self._image)
            painter.fillRect(QRectF(QPointF(), self._image.deviceIndependentSize()), _DIM)
            QTimer.singleShot(_SEEN_AFTER_MS, self, self._keep_dimmed)
        else:
            painter.drawPixmap(0, 0, self._dimmed)

    def _keep_dimmed(self) -> None:
        """Keep what is painted again at each movement of the pointer."""
        if not self._dimmed.isNull():
            return
        dimmed = QPixmap.fromImage(self._image)
        painter = QPainter(dimmed)
        painter.fillRect(QRectF(QPointF(), dimmed.deviceIndependentSize()), _DIM)
        painter.end()
        self._dimmed = dimmed

    def _paint_selection(self, painter: QPainter, region: Region) -> None:
        box = logical_rect(region, self._frozen.ratio)
        painter.drawImage(box, self._image, QRectF(region.x, region.y, region.width, region.height))
        paint_frame(painter, box)
        size = self.tr("{width} × {height} px").format(width=region.width, height=region.height)
        room = plate_size(painter.font(), size)
        top = box.top() - room.height() - 6
        place = QPointF(box.left(), top if top >= 4 else box.top() + 6)
        place.setX(min(max(place.x(), 4), self.width() - room.width() - 4))
        paint_plate(painter, QRectF(place, room.size()), size)

    def _paint_window(self, painter: QPainter) -> None:
        """Show which window a click would take."""
        region = self._window_under_pointer()
        if region is not None:
            box = logical_rect(region, self._frozen.ratio)
            painter.drawImage(box, self._image, QRectF(region.x, region.y, region.width, region.height))
            paint_frame(painter, box, ACCENT)

    def _paint_cross(self, painter: QPainter) -> None:
        assert self._pointer is not None
        ratio = self._frozen.ratio
        x, y = (self._pointer[0] + 0.5) / ratio, (self._pointer[1] + 0.5) / ratio
        painter.setPen(QPen(QColor(255, 255, 255, 110), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))

    def _paint_keys(self, painter: QPainter) -> None:
        """Write what can be done at the foot of the screen, out of the way of the pointer."""
        text = in_lines(painter.font(), self._keys(), self.width() - 16)
        room = place = plate_size(painter.font(), text)
        at_foot = self.height() - room.height() - 28
        ratio = self._frozen.ratio
        is_pointer_low = self._pointer is not None and self._pointer[1] / ratio > self.height() * 0.75
        place.moveTopLeft(QPointF((self.width() - place.width()) / 2, 28 if is_pointer_low else at_foot))
        paint_plate(painter, place, text)

    def _paint_number(self, painter: QPainter) -> None:
        """Write the number of the screen, large on those that wait."""
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(22 if self._is_active else 72)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        text = str(self._frozen.number)
        room = plate_size(font, text)
        room.moveTopLeft(QPointF(16, 16))
        if not self._is_active:
            room.moveCenter(QRectF(self.rect()).center())
        paint_plate(painter, room, text)
        painter.restore()

    def _paint_lens(self, painter: QPainter, pixel: tuple[int, int]) -> None:
        ratio = self._frozen.ratio
        at = QPointF(pixel[0] / ratio, pixel[1] / ratio)
        lines = (self._lens_text(pixel), self._image.pixelColor(*pixel).name().upper())
        paint_lens(painter, self._image, pixel, at, QSizeF(self.size()), lines)

    def _lens_text(self, pixel: tuple[int, int]) -> str:
        if self._selection is not None and self._start is not None:
            region = self._selection.region
            return self.tr("{width} × {height} px").format(width=region.width, height=region.height)
        return self.tr("{x}, {y}").format(x=pixel[0], y=pixel[1])

    def _keys(self) -> list[str]:
        """Name the keys that do something at this moment."""
        if self._selection is not None and self._start is None:
            return [
                self.tr("Arrows move (Ctrl: by 10)"),
                self.tr("Shift+arrows resize"),
                self.tr("Enter take it"),
                self.tr("Esc cancel"),
            ]
        parts = [self.tr("Drag to select (Ctrl: adjust)"), self.tr("arrow keys")]
        if self._frozen.windows:
            parts.append(self.tr("click or W a window"))
        if self._frozen.last is not None:
            parts.append(self.tr("L last region"))
        parts.append(self.tr("F whole screen"))
        if self._count > 1:
            parts.append(self.tr("A all screens"))
            parts.append(self.tr("1-{count} or Tab another screen").format(count=self._count))
        parts.append(self.tr("Esc cancel"))
        return parts


def _window_flags() -> Qt.WindowType:
    """Above everything. On X11 that takes a window that no window manager places below panels and menus."""
    flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
    if QGuiApplication.platformName() == "xcb":
        flags |= Qt.WindowType.BypassWindowManagerHint
    return flags
