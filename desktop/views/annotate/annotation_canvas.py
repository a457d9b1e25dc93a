"""The covered picture while it is drawn on, by mouse or by keys alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.annotation import AT_A_POINT, DrawingHistory, Grip, Ink, Mark, Point, Tool
from desktop.views.annotate.crop_hand import CropHand
from desktop.views.annotate.mark_hand import MarkHand
from desktop.views.annotate.mark_painting import layer_of, paint_marks, scale_for, whole_on
from desktop.views.parts.parts import Speaking
from engine.domain.annotation import Layer

_STEPS = {Qt.KeyboardModifier.ControlModifier: 10, Qt.KeyboardModifier.ShiftModifier: 50}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SLIP_PX = 3
_REACH_PX = 8
"""How near the frame of a crop has to be to be taken up, on the screen."""
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
        self.hand = MarkHand(self.history, image.size())
        self.crop_hand = CropHand(self.history, image.size())
        self.tool = Tool.ARROW
        self._inks = dict.fromkeys(Tool, Ink.RED) | {Tool.HIGHLIGHT: Ink.YELLOW}
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

    @property
    def ink(self) -> Ink:
        """The ink of the mark that is held, else the one that the next mark gets."""
        held = self.hand.held if self.tool is Tool.HAND else None
        return held.ink if held is not None else self._inks[self.tool]

    def choose_ink(self, ink: Ink) -> None:
        """Take another ink for what is drawn next; with the hand, for the mark that it holds."""
        if self.tool is not Tool.HAND or not self.hand.restyle(ink):
            self._inks[self.tool] = ink
        self._show_change()

    def choose(self, tool: Tool) -> None:
        """Take another tool; what was begun is given up."""
        self.give_up()
        self.hand.let_go()
        self.tool = tool
        self.setCursor(Qt.CursorShape.OpenHandCursor if tool is Tool.HAND else Qt.CursorShape.CrossCursor)
        if tool is Tool.HAND:
            self.hand.take_next(-1)
        self.setFocus()
        self._show_change()

    def give_up(self) -> bool:
        """Give up what was begun; False where nothing was."""
        was_begun = self._start is not None or self._editor is not None
        was_begun = self.crop_hand.give_up_drag() or was_begun or self.hand.give_up_drag() or self.hand.let_go()
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
            if self.tool is Tool.HAND:
                self.hand.take(self._cursor)
                if self.hand.held is None:
                    self._take_crop(takes_whole=True)
                self._show_change()
            elif self.tool is not Tool.CROP or not self._take_crop(takes_whole=False):
                self._begin()

    def _take_crop(self, *, takes_whole: bool) -> bool:
        reach = _REACH_PX * self._size.width() / max(1.0, self._shown().width())
        return self.crop_hand.take(self._cursor, reach, takes_whole=takes_whole)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.crop_hand.is_dragging:
            self.crop_hand.drag(self._pixel_at(event))
            self.update()
        elif self.hand.is_dragging:
            self.hand.drag(self._pixel_at(event))
            self.update()
        elif self._start is not None and not self._is_by_keys:
            self._cursor = self._pixel_at(event)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.crop_hand.is_dragging:
            self.crop_hand.drop()
            self._show_change()
        if self.hand.is_dragging:
            self.hand.drop()
            self._show_change()
        if event.button() is not Qt.MouseButton.LeftButton or self._start is None:
            return
        self._cursor = self._pixel_at(event)
        mark = self._begun(self._start)
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
        step = next((step for held, step in _STEPS.items() if held in event.modifiers()), 1)
        if self.tool is Tool.HAND and self._hand_key(key, step, event.modifiers()):
            self._show_change()
        elif key in _ARROWS:
            dx, dy = _ARROWS[key]
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

    def _hand_key(self, key: Qt.Key, step: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a key means to the hand; False where it means nothing to it."""
        if key in _ARROWS:
            dx, dy = _ARROWS[key]
            grip = Grip.END if Qt.KeyboardModifier.AltModifier in modifiers else Grip.WHOLE
            if self.hand.held is not None or not self.crop_hand.nudge(dx * step, dy * step, grip):
                self.hand.nudge(dx * step, dy * step, grip)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.hand.take_next(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.hand.remove()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not modifiers:
            self._reword()
        else:
            return False
        return True

    # Marks

    def _begin(self) -> None:
        if self.tool is Tool.TEXT:
            self._open_editor(self._cursor)
        elif self.tool in AT_A_POINT:
            self._place(self._begun(self._cursor))
        else:
            self._start = self._cursor
        self.update()

    def _end(self) -> None:
        assert self._start is not None
        mark, self._start = self._begun(self._start), None
        self._place(mark)

    def _begun(self, start: Point, text: str = "") -> Mark:
        """Return the mark from a point to where the cross is."""
        return Mark(self.tool, start, self._cursor, text, self._inks[self.tool])

    def _place(self, mark: Mark) -> None:
        self.history.place(whole_on(mark, self._size) if mark.tool in AT_A_POINT else mark)
        self._show_change()

    def _show_change(self) -> None:
        self.update()
        self.changed.emit()

    def _reword(self) -> None:
        """Let the words of the held mark be typed anew."""
        held = self.hand.held
        if held is not None and held.tool is Tool.TEXT:
            self._open_editor(held.start, held.text)

    def _open_editor(self, place: Point, text: str | None = None) -> None:
        """Let words be typed where they will stand, or those that stand there be changed."""
        self._close_editor()
        editor = _Words(text or "", self)
        editor.setAccessibleName(self.tr("Words on the picture"))
        editor.setPlaceholderText(self.tr("Type, then Enter"))
        at = self._on_widget(place)
        height = editor.sizeHint().height()
        left, top = min(int(at.x()), self.width() - 240), min(int(at.y()), self.height() - height)
        editor.setGeometry(max(left, 0), max(top, 0), 240, height)
        editor.finished.connect(lambda is_wanted: self._take_words(editor.text() if is_wanted else text, place, text))
        self._editor = editor
        editor.show()
        editor.setFocus()

    def _take_words(self, typed: str | None, place: Point, before: str | None) -> None:
        """Place words that were typed, or put them in the place of those `before`; None where none are wanted."""
        self._close_editor()
        words = (typed or "").strip()
        if before is not None:
            self.hand.reword(words)
            self._show_change()
        else:
            self._place(Mark(Tool.TEXT, place, place, words, self._inks[Tool.TEXT]))

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
        begun = () if self._start is None else (self._begun(self._start),)
        paint_marks(painter, (*self.hand.marks, *begun), scale_for(self._size))
        self._paint_crop(painter)
        self.hand.paint(painter, factor)
        painter.restore()
        if self._is_by_keys and self.hasFocus() and self.tool is not Tool.HAND:
            self._paint_cursor(painter)

    def _paint_crop(self, painter: QPainter) -> None:
        """Darken what will be cut away."""
        crop = self.crop_hand.region
        if crop is None:
            return
        kept = QRectF(crop.x, crop.y, crop.width, crop.height)
        outside = QPainterPath()  # in one piece: several would show where they meet
        outside.addRect(QRectF(0, 0, self._size.width(), self._size.height()))
        outside.addRect(kept)
        painter.fillPath(outside, _OUTSIDE)
        if self.tool in (Tool.HAND, Tool.CROP):
            self._paint_grips(painter, kept)

    def _paint_grips(self, painter: QPainter, kept: QRectF) -> None:
        """Show that the frame can be taken up at its corners."""
        side = _REACH_PX * self._size.width() / max(1.0, self._shown().width())
        painter.setPen(QPen(QColor(0, 0, 0), 0))
        painter.setBrush(QColor(255, 255, 255))
        for corner in (kept.topLeft(), kept.topRight(), kept.bottomLeft(), kept.bottomRight()):
            painter.drawRect(QRectF(corner.x() - side / 2, corner.y() - side / 2, side, side))
        painter.setBrush(Qt.BrushStyle.NoBrush)

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
