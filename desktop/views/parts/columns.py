"""Three columns that make room for each other: the conversation always stays."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

_ROOM_FOR_FIXES_PX = 1100
_ROOM_FOR_CASES_PX = 720
_WIDTHS_PX = (260, 860, 320)
_LEAST_PX = (200, 380, 270)
_MOST_PX = (420, 16_777_215, 520)


class Column(IntEnum):
    """A place in the splitter."""

    CASES = 0
    CONVERSATION = 1
    FIXES = 2


class Columns(QSplitter):
    """Hides the outer columns where the window is narrow, and shows them again when it is not."""

    shown_changed = Signal()
    reshaped = Signal()
    """The agent moved a border, or a column came or went."""

    def __init__(self, cases: QWidget, conversation: QWidget, fixes: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._wanted = {Column.CASES: True, Column.FIXES: True}
        self._room: dict[Column, bool] = {Column.CASES: True, Column.FIXES: True}
        self._is_reviewing = False
        self._columns = (cases, conversation, fixes)
        self.setObjectName("columns")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for place, widget in enumerate(self._columns):
            widget.setMinimumWidth(_LEAST_PX[place])
            widget.setMaximumWidth(_MOST_PX[place])
            self.addWidget(widget)
            self.setStretchFactor(place, 1 if place == Column.CONVERSATION else 0)
        self.setSizes(list(_WIDTHS_PX))
        self.splitterMoved.connect(self.reshaped)
        self.shown_changed.connect(self.reshaped)

    def is_shown(self, place: Column) -> bool:
        return not self._columns[place].isHidden()

    def toggle(self, place: Column) -> None:
        """The agent shows or hides a column; in a narrow window one takes the place of the other."""
        is_shown = not self.is_shown(place)
        self._wanted[place] = is_shown
        self._show(place, is_shown)
        other = Column.FIXES if place is Column.CASES else Column.CASES
        if is_shown and not self._room[Column.FIXES] and self.width() < _ROOM_FOR_FIXES_PX:
            self._show(other, False)
        self.shown_changed.emit()

    def give_way(self, is_reviewing: bool) -> None:
        """Leave the room of the fixes to the review while there is one."""
        self._is_reviewing = is_reviewing
        has_room = self._room[Column.FIXES] and self._wanted[Column.FIXES]
        self._show(Column.FIXES, has_room and not is_reviewing)
        self.shown_changed.emit()

    def ensure_shown(self, place: Column) -> None:
        if not self.is_shown(place):
            self.toggle(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        room = {Column.CASES: width >= _ROOM_FOR_CASES_PX, Column.FIXES: width >= _ROOM_FOR_FIXES_PX}
        if room != self._room:
            self._room = room
            for place, has_room in room.items():
                is_in_the_way = place is Column.FIXES and self._is_reviewing
                self._show(place, has_room and self._wanted[place] and not is_in_the_way)
            self.shown_changed.emit()
        super().resizeEvent(event)

    def keep(self, state: QSettings) -> None:
        """Write widths and what the agent wants to see."""
        state.setValue("columns", self.saveState())
        for place, is_wanted in self._wanted.items():
            state.setValue(f"shows_{place.name.lower()}", is_wanted)

    def restore(self, state: QSettings) -> None:
        """Read them again."""
        saved = state.value("columns")
        if isinstance(saved, QByteArray):
            self.restoreState(saved)
        for place in self._wanted:
            self._wanted[place] = state.value(f"shows_{place.name.lower()}", True) in (True, "true")
            self._show(place, self._wanted[place] and self._room[place])
        self.shown_changed.emit()

    def _show(self, place: Column, is_shown: bool) -> None:
        self._columns[place].setVisible(is_shown)
