"""The hand that takes up marks which stand already: to move them, to change an end, to give them another ink."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.viewmodels.annotation import AT_A_POINT, DrawingHistory, Grip, Ink, Mark, Point
from desktop.views.annotate.mark_painting import bounds, is_at, scale_for

_HANDLE_PX = 6


class MarkHand:
    """Which mark is held, and by what; a drag shows where it would go and is one step of the history."""

    def __init__(self, history: DrawingHistory, size: QSize) -> None:
        self._history = history
        self._size = size.width(), size.height()
        self._scale = scale_for(size)
        self._index: int | None = None
        self._grip = Grip.WHOLE
        self._from: Point | None = None
        self._dragged: Mark | None = None

    @property
    def index(self) -> int | None:
        """The place of the held mark in the drawing; None where none is held, or undo took it away."""
        if self._index is not None and self._index >= len(self._history.now.marks):
            self._index = None
        return self._index

    @property
    def held(self) -> Mark | None:
        index = self.index
        return None if index is None else self._history.now.marks[index]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The drawing as it looks while a mark is dragged."""
        marks, index = self._history.now.marks, self.index
        if index is None or self._dragged is None:
            return marks
        return (*marks[:index], self._dragged, *marks[index + 1 :])

    @property
    def is_dragging(self) -> bool:
        return self._from is not None

    def let_go(self) -> bool:
        """Hold nothing any more; False where nothing was held."""
        was_held = self.index is not None
        self._index = self._from = self._dragged = None
        return was_held

    def take(self, point: Point) -> bool:
        """Take up what is at a point: an end of the held mark first, then the uppermost mark."""
        held = self.held
        self._grip = Grip.WHOLE if held is None else self._grip_at(held, point)
        if held is None or self._grip is Grip.WHOLE:
            marks = self._history.now.marks
            hit = (place for place in reversed(range(len(marks))) if is_at(marks[place], point, self._scale))
            self._index = next(hit, None)
        self._from = None if self._index is None else point
        return self._index is not None

    def drag(self, point: Point) -> None:
        """Show the held mark where the pointer has brought it."""
        held = self.held
        if held is not None and self._from is not None:
            dx, dy = point[0] - self._from[0], point[1] - self._from[1]
            self._dragged = held.moved(dx, dy, self._size, self._grip)

    def drop(self) -> None:
        """End a drag: what was moved stays where it is."""
        index, dragged = self.index, self._dragged
        self._from = self._dragged = None
        if index is not None and dragged is not None:
            self._history.change(index, dragged)

    def give_up_drag(self) -> bool:
        """Put a dragged mark back; False where none was."""
        was_dragged = self._from is not None
        self._from = self._dragged = None
        return was_dragged

    def take_next(self, step: int = 1) -> None:
        """Take up the next mark in the order in which they were drawn, or the one before."""
        count = len(self._history.now.marks)
        if count:
            index = self.index
            self._index = (index + step) % count if index is not None else (0 if step > 0 else count - 1)

    def nudge(self, dx: int, dy: int, grip: Grip) -> None:
        """Move the held mark, or its end, by keys."""
        index, held = self.index, self.held
        if index is not None and held is not None:
            self._history.change(index, held.moved(dx, dy, self._size, grip), is_nudge=True)

    def restyle(self, ink: Ink) -> bool:
        """Give the held mark another ink; False where none is held."""
        index, held = self.index, self.held
        if index is None or held is None:
            return False
        self._history.change(index, replace(held, ink=ink))
        return True

    def reword(self, text: str) -> None:
        """Put other words in the place of the held ones."""
        index, held = self.index, self.held
        if index is not None and held is not None:
            self._history.change(index, replace(held, text=text))

    def remove(self) -> None:
        """Take the held mark away."""
        index = self.index
        if index is not None:
            self._history.remove(index)
            self.let_go()

    def paint(self, painter: QPainter, factor: float) -> None:
        """Frame the held mark, with handles where its ends can be taken; `factor` is the size of a pixel on screen."""
        index = self.index
        if index is None:
            return
        mark = self.marks[index]
        side = _HANDLE_PX / factor
        around = bounds(mark, self._scale).adjusted(-side, -side, side, side)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, style in ((QColor(255, 255, 255), Qt.PenStyle.SolidLine), (QColor(0, 0, 0), Qt.PenStyle.DotLine)):
            painter.setPen(QPen(colour, 1.5 / factor, style))
            painter.drawRect(around)
        painter.setPen(QPen(QColor(0, 0, 0), 1 / factor))
        painter.setBrush(QColor(255, 255, 255))
        for _, point in _ends(mark):
            painter.drawRect(QRectF(point.x() - side / 2, point.y() - side / 2, side, side))

    def _grip_at(self, mark: Mark, point: Point) -> Grip:
        near = _HANDLE_PX * self._scale
        for grip, end in _ends(mark):
            if abs(end.x() - point[0]) <= near and abs(end.y() - point[1]) <= near:
                return grip
        return Grip.WHOLE


def _ends(mark: Mark) -> Iterator[tuple[Grip, QPointF]]:
    if mark.tool not in AT_A_POINT:
        yield Grip.START, QPointF(*mark.start)
        yield Grip.END, QPointF(*mark.end)
