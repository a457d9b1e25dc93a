"""The covered picture while it is drawn on, by mouse or by keys alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.annotation import AT_A_POINT, DrawingHistory, Mark, Point, Tool
from desktop.views.mark_painting import layer_of, paint_marks, scale_for
from desktop.views.parts import Speaking
from engine.domain.annotation import Layer

_STEPS = {Qt.KeyboardModifier.ControlModifier: 10, Qt.KeyboardModifier.ShiftModifier: 50}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SLIP_PX = 3
_OUTSIDE = QColor(0, 0, 0, 130)


class _Words(QLineEdit):
    """Where words are typed. Enter and Esc end here: below, they mean something else."""

    finished = Signal(bool)
    """Whether the words are wanted."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.finished.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit(False)
        else:
            super().keyPressEvent(event)


class AnnotationCanvas(Speaking, QWidget):
    """Shows picture and marks; a drag draws, and so do arrow keys between two presses of Enter."""

    changed = Signal()
    """The drawing, or what can be undone."""

    def __init__(self, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = image.size()
        self._pixmap = QPixmap.fromImage(image)
        self.history = DrawingHistory()
        self.tool = Tool.ARROW
        self._start: Point | None = None
        self._cursor: Point = (self._size.width() // 2, self._size.height() // 2)
        self._is_by_keys = False
        self._editor: _Words | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(QSize(240, 160))
        self.retranslate()

    def sizeHint(self) -> QSize:
        return self._size

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Covered picture to draw on"))
        self.setAccessibleDescription(
            self.tr("Arrow keys move the cross (Ctrl: by 10, Shift: by 50); Enter begins and ends a mark")
        )

    def choose(self, tool: Tool) -> None:
        """Take another tool; what was begun is given up."""
        self.give_up()
        self.tool = tool
        self.setFocus()
        self.update()

    def give_up(self) -> bool:
        """Give up what was begun; False where nothing was."""
        was_begun = self._start is not None or self._editor is not None
        self._start = None
        self._close_editor()
        self.update()
        return was_begun

    def undo(self) -> None:
        self.history.undo()
        self._show_change()

    def redo(self) -> None:
        self.history.redo()
        self._show_change()

    def layer(self) -> Layer:
        """Return the drawing as the sheet that is laid on the picture."""
        return layer_of(self.history.now, self._size)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.RightButton:
            self.give_up()
        elif event.button() is Qt.MouseButton.LeftButton:
            self._is_by_keys = False
            self._close_editor()
            self._cursor = self._pixel_at(event)
            self._begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is not None and not self._is_by_keys:
            self._cursor = self._pixel_at(event)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._start is None:
            return
        self._cursor = self._pixel_at(event)
        mark = Mark(self.tool, self._start, self._cursor)
        if mark.region.width <= _SLIP_PX and mark.region.height <= _SLIP_PX:
            self.give_up()
        else:
            self._end()

    def _pixel_at(self, event: QMouseEvent) -> Point:
        shown = self._shown()
        scale = self._size.width() / shown.width()
        x, y = (event.position().x() - shown.x()) * scale, (event.position().y() - shown.y()) * scale
        return self._inside(int(x), int(y))

    def _inside(self, x: int, y: int) -> Point:
        return min(max(x, 0), self._size.width() - 1), min(max(y, 0), self._size.height() - 1)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            dx, dy = _ARROWS[key]
            step = next((step for held, step in _STEPS.items() if held in event.modifiers()), 1)
            self._cursor = self._inside(self._cursor[0] + dx * step, self._cursor[1] + dy * step)
            self._is_by_keys = True
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._is_by_keys = True
            if self._start is None:
                self._begin()
            else:
                self._end()
        else:
            super().keyPressEvent(event)

    # Marks

    def _begin(self) -> None:
        if self.tool is Tool.TEXT:
            self._open_editor()
        elif self.tool in AT_A_POINT:
            self._place(Mark(self.tool, self._cursor, self._cursor))
        else:
            self._start = self._cursor
        self.update()

    def _end(self) -> None:
        assert self._start is not None
        mark, self._start = Mark(self.tool, self._start, self._cursor), None
        self._place(mark)

    def _place(self, mark: Mark) -> None:
        self.history.place(mark)
        self._show_change()

    def _show_change(self) -> None:
        self.update()
        self.changed.emit()

    def _open_editor(self) -> None:
        """Let the words be typed where they will stand."""
        self._close_editor()
        editor = _Words(self)
        editor.setAccessibleName(self.tr("Words on the picture"))
        editor.setPlaceholderText(self.tr("Type, then Enter"))
        at = self._on_widget(self._cursor)
        editor.setGeometry(min(int(at.x()), max(self.width() - 240, 0)), int(at.y()), 240, editor.sizeHint().height())
        place = self._cursor
        editor.finished.connect(lambda is_wanted: self._take_words(editor.text() if is_wanted else "", place))
        self._editor = editor
        editor.show()
        editor.setFocus()

    def _take_words(self, text: str, place: Point) -> None:
        self._close_editor()
        self._place(Mark(Tool.TEXT, place, place, text.strip()))

    def _close_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()
            self.setFocus()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._shown()
        painter.drawPixmap(shown, self._pixmap, QRectF(self._pixmap.rect()))
        painter.save()
        painter.setClipRect(shown)
        painter.translate(shown.topLeft())
        factor = shown.width() / self._size.width()
        painter.scale(factor, factor)
        begun = () if self._start is None else (Mark(self.tool, self._start, self._cursor),)
        paint_marks(painter, (*self.history.now.marks, *begun), scale_for(self._size))
        self._paint_crop(painter)
        painter.restore()
        if self._is_by_keys and self.hasFocus():
            self._paint_cursor(painter)

    def _paint_crop(self, painter: QPainter) -> None:
        """Darken what will be cut away."""
        crop = self.history.now.crop
        if crop is None:
            return
        kept = QRectF(crop.x, crop.y, crop.width, crop.height)
        whole = QRectF(0, 0, self._size.width(), self._size.height())
        for part in (
            QRectF(whole.topLeft(), QPointF(whole.right(), kept.top())),
            QRectF(QPointF(0, kept.bottom()), whole.bottomRight()),
            QRectF(QPointF(0, kept.top()), kept.bottomLeft()),
            QRectF(kept.topRight(), QPointF(whole.right(), kept.bottom())),
        ):
            painter.fillRect(part, _OUTSIDE)

    def _paint_cursor(self, painter: QPainter) -> None:
        at = self._on_widget(self._cursor)
        for colour, width in ((QColor(255, 255, 255), 3), (QColor(0, 0, 0), 1)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(at - QPointF(12, 0), at + QPointF(12, 0))
            painter.drawLine(at - QPointF(0, 12), at + QPointF(0, 12))

    def _shown(self) -> QRectF:
        """Return where the picture lies: whole, in the middle, never larger than it is."""
        factor = min(self.width() / self._size.width(), self.height() / self._size.height(), 1.0)
        width, height = self._size.width() * factor, self._size.height() * factor
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _on_widget(self, point: Point) -> QPointF:
        shown = self._shown()
        factor = shown.width() / self._size.width()
        return shown.topLeft() + QPointF(point[0] + 0.5, point[1] + 0.5) * factor
