"""The picture under review: zoom, pan, and the boxes that are drawn, moved and toggled on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.viewmodels.review import NOTHING, ReviewModel, is_own
from desktop.views.parts.mask_style import mixed
from desktop.views.parts.picture_view import MARGIN_PX, PictureView
from desktop.views.review.mask_painting import (
    handle_points,
    paint_cover,
    paint_draft,
    paint_mask,
    paint_selection,
    surrounding_colour,
)
from desktop.views.review.wording import describe
from engine.domain.picture import Picture
from engine.domain.region import Region

_HANDLE_REACH_PX = 8.0
_BIG_STEP = 10
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = {
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}


@dataclass(frozen=True, slots=True)
class _Drag:
    """What the mouse is doing. `edges` are those that move: (0, 0) moves the whole box."""

    index: int
    """The box that is changed, or NOTHING for a new one."""
    start: QPointF
    """Where it began, in pixels of the picture."""
    origin: Region
    edges: tuple[int, int]
    now: Region

    def moved_to(self, point: QPointF) -> _Drag:
        dx, dy = round(point.x() - self.start.x()), round(point.y() - self.start.y())
        if self.edges == (0, 0):
            return replace(self, now=self.origin.moved(dx, dy))
        left, top, right, bottom = self.origin.x, self.origin.y, self.origin.right, self.origin.bottom
        if self.edges[0]:
            left, right = (left + dx, right) if self.edges[0] < 0 else (left, right + dx)
        if self.edges[1]:
            top, bottom = (top + dy, bottom) if self.edges[1] < 0 else (top, bottom + dy)
        return replace(
            self,
            now=Region.from_edges(min(left, right), min(top, bottom), max(left, right), max(top, bottom)),
        )


class ReviewCanvas(PictureView):
    """Shows the capture of a ReviewModel with its masks; mouse and arrows change the plan."""

    pointed_at = Signal(int)
    """Index of the mask under the pointer, or NOTHING."""

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_dimmed = False
        self._is_preview = False
        self._drag: _Drag | None = None
        self._pan_from: QPoint | None = None
        self._hovered = NOTHING
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        model.plan_changed.connect(self.viewport().update)
        model.selection_changed.connect(self._show_selected)

    def set_picture(self, picture: Picture | None) -> None:
        self._drag = None
        self._hovered = NOTHING
        super().set_picture(picture)

    def set_dimmed(self, is_dimmed: bool) -> None:
        """Show the picture as one that cannot be worked on yet."""
        self._is_dimmed = is_dimmed
        self._drag = None
        self.viewport().update()

    def set_preview(self, is_preview: bool, exact: Picture | None = None) -> None:
        """Show the picture as it will be sent: drawn here for now, or `exact` as the model will see it."""
        self._is_preview = is_preview
        self._drag = None
        self.set_stand_in(exact if is_preview else None)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if is_preview else Qt.CursorShape.CrossCursor)

    @property
    def is_exact(self) -> bool:
        """The preview shows the redactor's own picture."""
        return self._stand_in is not None

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None

    def cancel_drag(self) -> None:
        self._drag = None
        self.viewport().update()

    def mask_at(self, point: QPointF) -> int:
        """Return the mask under a point of the viewport, the smallest where several overlap."""
        masks = self._model.plan.masks
        under = [
            index
            for index, mask in enumerate(masks)
            if self.to_view(mask.region).adjusted(-3, -3, 3, 3).contains(point)
        ]
        return min(under, key=lambda index: masks[index].region.area, default=NOTHING)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        palette = self.palette()
        ground = mixed(palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window), 0.10)
        painter.fillRect(event.rect(), ground)
        if not self.has_picture:
            return
        whole = self.to_view(Region(0, 0, self._image.width(), self._image.height()))
        painter.drawPixmap(whole.topLeft().toPoint(), self.scaled_picture())
        if not self.is_exact:
            self._paint_masks(painter)
        if self._is_dimmed:
            painter.fillRect(whole, QColor(0, 0, 0, 140))

    def _paint_masks(self, painter: QPainter) -> None:
        plan = self._model.plan
        for index, mask in enumerate(plan.masks):
            is_dragged = self._drag is not None and self._drag.index == index
            region = self._drag.now if self._drag is not None and is_dragged else mask.region
            box = self.to_view(region)
            if not self._is_preview:
                paint_mask(painter, box, mask)
            elif mask.is_covered:
                frost = surrounding_colour(self._image, region)
                paint_cover(painter, box, mask.finding, plan.look, frost)
        if self._is_preview:
            return
        if self._drag is not None and self._drag.index == NOTHING:
            paint_draft(painter, self.to_view(self._drag.now), self.palette())
        elif self._model.selected != NOTHING:
            paint_selection(painter, self._selected_box(), self.palette())

    def _selected_box(self) -> QRectF:
        if self._drag is not None and self._drag.index == self._model.selected:
            return self.to_view(self._drag.now)
        return self.to_view(self._model.plan.masks[self._model.selected].region)

    def _show_selected(self, index: int) -> None:
        """Scroll so that the selected box can be seen."""
        if index != NOTHING:
            box = self.to_view(self._model.plan.masks[index].region)
            for bar, low, high, page in (
                (self.horizontalScrollBar(), box.left(), box.right(), self.viewport().width()),
                (self.verticalScrollBar(), box.top(), box.bottom(), self.viewport().height()),
            ):
                if low < MARGIN_PX or high > page - MARGIN_PX:
                    bar.setValue(bar.value() + round((low + high - page) / 2))
            self._announce(describe(self._model.plan.masks[index]))
        self.viewport().update()

    def _announce(self, text: str) -> None:
        """Have a screen reader say it now."""
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    # Mouse

    @property
    def _can_edit(self) -> bool:
        return not (not self.has_picture or self._is_dimmed or self._is_preview)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton and self._can_edit:
            self._begin_drag(event.position())

    def _begin_drag(self, point: QPointF) -> None:
        start = self.to_picture(point)
        edges = self._handle_at(point)
        if edges is not None:
            region = self._model.plan.masks[self._model.selected].region
            self._drag = _Drag(self._model.selected, start, region, edges, region)
            return
        index = self.mask_at(point)
        self._model.select(index)
        if index == NOTHING:
            corner = Region(round(start.x()), round(start.y()), 0, 0)
            self._drag = _Drag(NOTHING, start, corner, (1, 1), corner)
        elif is_own(self._model.plan.masks[index]):
            region = self._model.plan.masks[index].region
            self._drag = _Drag(index, start, region, (0, 0), region)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pan_from is not None:
            moved = point.toPoint() - self._pan_from
            self._pan_from = point.toPoint()
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())
        elif self._drag is not None:
            self._drag = self._drag.moved_to(self.to_picture(point))
            self.viewport().update()
        else:
            self._hover(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton and self._pan_from is not None:
            self._pan_from = None
            self._hover(event.position())
        elif event.button() == Qt.MouseButton.LeftButton and self._drag is not None:
            drag, self._drag = self._drag.moved_to(self.to_picture(event.position())), None
            if drag.index == NOTHING:
                self._model.add(drag.now)
            elif drag.now != drag.origin:
                self._model.reshape(drag.index, drag.now)
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.mask_at(event.position()) if self._can_edit else NOTHING
        if event.button() == Qt.MouseButton.LeftButton and index != NOTHING:
            self._drag = None
            self._model.toggle(index)

    def _hover(self, point: QPointF) -> None:
        if not self._can_edit:
            return
        edges = self._handle_at(point)
        index = self.mask_at(point)
        if edges is not None:
            mirrored = edges if edges in _CURSORS else (-edges[0], -edges[1])
            self.viewport().setCursor(_CURSORS[mirrored])
        elif index != NOTHING:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        if index != self._hovered:
            self._hovered = index
            self.pointed_at.emit(index)

    def _handle_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the handle of the selected box under a point, as the edges that it moves."""
        if self._model.selected == NOTHING:
            return None
        box = self.to_view(self._model.plan.masks[self._model.selected].region)
        distances = {
            edges: max(abs(point.x() - place.x()), abs(point.y() - place.y()))
            for edges, place in handle_points(box).items()
        }
        nearest = min(distances, key=lambda edges: distances[edges])
        return nearest if distances[nearest] <= _HANDLE_REACH_PX else None

    # Keys and hints

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the selected box; Shift resizes it, Ctrl goes by ten pixels. Else they scroll."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is None or self._model.selected == NOTHING or not self._can_edit:
            if arrow is not None:
                super().keyPressEvent(event)
            else:
                event.ignore()
            return
        step = _BIG_STEP if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
        dx, dy = arrow[0] * step, arrow[1] * step
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._model.grow_by(dx, dy)
        else:
            self._model.move_by(dx, dy)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            pointed = cast(QHelpEvent, event)
            index = self.mask_at(QPointF(pointed.pos())) if self._can_edit else NOTHING
            text = describe(self._model.plan.masks[index]) if index != NOTHING else ""
            QToolTip.showText(pointed.globalPos(), text, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave and self._hovered != NOTHING:
            self._hovered = NOTHING
            self.pointed_at.emit(NOTHING)
        return super().viewportEvent(event)
