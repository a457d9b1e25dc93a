"""What an agent draws on a covered picture, with every step to take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.domain.region import Region

Point = tuple[int, int]
"""Column and row of a pixel of the picture."""


class Tool(StrEnum):
    """What can be drawn."""

    ARROW = "arrow"
    BOX = "box"
    TEXT = "text"
    STEP = "step"
    HIGHLIGHT = "highlight"
    CROP = "crop"


AT_A_POINT = frozenset({Tool.TEXT, Tool.STEP})
"""Tools that need one place; the others are dragged from one to another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that was drawn."""

    tool: Tool
    start: Point
    end: Point
    text: str = ""
    """The words, or the number of a step."""

    @property
    def region(self) -> Region:
        """The pixels from one end to the other."""
        (x1, y1), (x2, y2) = self.start, self.end
        return Region.from_edges(min(x1, x2), min(y1, y2), max(x1, x2) + 1, max(y1, y2) + 1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that was drawn at one moment."""

    marks: tuple[Mark, ...] = ()
    crop: Region | None = None

    @property
    def is_empty(self) -> bool:
        return not self.marks and self.crop is None

    @property
    def next_number(self) -> int:
        """The number that the next step gets."""
        return 1 + sum(mark.tool is Tool.STEP for mark in self.marks)


class DrawingHistory:
    """The drawing at hand; `undo` and `redo` go through what it was."""

    def __init__(self) -> None:
        self._states: list[Drawing] = [Drawing()]
        self._at = 0

    @property
    def now(self) -> Drawing:
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._states)

    def place(self, mark: Mark) -> None:
        """Add a mark; a crop replaces the one before, and one of no size is none."""
        drawing = self.now
        if mark.tool is Tool.CROP:
            self._go_on(Drawing(drawing.marks, mark.region))
        elif mark.tool is Tool.STEP:
            numbered = Mark(Tool.STEP, mark.start, mark.start, str(drawing.next_number))
            self._go_on(Drawing((*drawing.marks, numbered), drawing.crop))
        elif mark.tool is not Tool.TEXT or mark.text.strip():
            self._go_on(Drawing((*drawing.marks, mark), drawing.crop))

    def undo(self) -> None:
        self._at = max(self._at - 1, 0)

    def redo(self) -> None:
        self._at = min(self._at + 1, len(self._states) - 1)

    def _go_on(self, drawing: Drawing) -> None:
        self._states = [*self._states[: self._at + 1], drawing]
        self._at += 1


def words_of(marks: Sequence[Mark]) -> list[str]:
    """Return what was typed, for those who cannot see the picture."""
    return [mark.text for mark in marks if mark.tool is Tool.TEXT]
