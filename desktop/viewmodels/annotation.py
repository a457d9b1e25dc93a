"""What an agent draws on a covered picture, with every step to take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from engine.domain.region import Region

Point = tuple[int, int]
"""Column and row of a pixel of the picture."""


class Tool(StrEnum):
    """What can be drawn, and the hand that takes up what was drawn."""

    HAND = "hand"
    ARROW = "arrow"
    BOX = "box"
    TEXT = "text"
    STEP = "step"
    HIGHLIGHT = "highlight"
    CROP = "crop"


AT_A_POINT = frozenset({Tool.TEXT, Tool.STEP})
"""Tools that need one place; the others are dragged from one to another."""


class Ink(StrEnum):
    """How a mark looks: each has a line and a shape of its own besides its colour."""

    RED = "red"
    BLUE = "blue"
    GREEN = "green"
    BLACK = "black"
    YELLOW = "yellow"


class Grip(StrEnum):
    """By what a mark is held."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that was drawn."""

    tool: Tool
    start: Point
    end: Point
    text: str = ""
    """The words, or the number of a step."""
    ink: Ink = Ink.RED

    def moved(self, dx: int, dy: int, size: tuple[int, int], grip: Grip = Grip.WHOLE) -> Mark:
        """Return the mark elsewhere, or with one end elsewhere; it stays on the picture of that size."""
        if self.tool in AT_A_POINT:
            grip = Grip.WHOLE
        held = [point for point, name in ((self.start, Grip.START), (self.end, Grip.END)) if grip in (name, Grip.WHOLE)]
        dx = min(max(dx, -min(x for x, _ in held)), size[0] - 1 - max(x for x, _ in held))
        dy = min(max(dy, -min(y for _, y in held)), size[1] - 1 - max(y for _, y in held))
        start, end = self.start, self.end
        if grip is not Grip.END:
            start = start[0] + dx, start[1] + dy
        if grip is not Grip.START:
            end = end[0] + dx, end[1] + dy
        return replace(self, start=start, end=end)

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
        self._nudged: int | None = None
        """The mark that the last step moved by keys: the next such step is the same one, to be taken back at once."""

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
            numbered = replace(mark, end=mark.start, text=str(drawing.next_number))
            self._go_on(Drawing((*drawing.marks, numbered), drawing.crop))
        elif mark.tool is not Tool.TEXT or mark.text.strip():
            self._go_on(Drawing((*drawing.marks, mark), drawing.crop))

    def crop_to(self, region: Region) -> None:
        """Keep another part of the picture."""
        if region != self.now.crop:
            self._go_on(Drawing(self.now.marks, region))

    def change(self, index: int, mark: Mark, *, is_nudge: bool = False) -> None:
        """Put a mark in the place of one; words that were taken away take their mark with them."""
        drawing = self.now
        if mark.tool is Tool.TEXT and not mark.text.strip():
            self.remove(index)
            return
        if mark == drawing.marks[index]:
            return
        changed = replace(drawing, marks=(*drawing.marks[:index], mark, *drawing.marks[index + 1 :]))
        if is_nudge and self._nudged == index:
            self._states[self._at] = changed
        else:
            self._go_on(changed)
        self._nudged = index if is_nudge else None

    def remove(self, index: int) -> None:
        """Take a mark away; the steps behind it are counted anew."""
        left = [mark for place, mark in enumerate(self.now.marks) if place != index]
        number = 0
        for place, mark in enumerate(left):
            if mark.tool is Tool.STEP:
                number += 1
                left[place] = replace(mark, text=str(number))
        self._go_on(replace(self.now, marks=tuple(left)))

    def undo(self) -> None:
        self._nudged = None
        self._at = max(self._at - 1, 0)

    def redo(self) -> None:
        self._nudged = None
        self._at = min(self._at + 1, len(self._states) - 1)

    def _go_on(self, drawing: Drawing) -> None:
        self._nudged = None
        self._states = [*self._states[: self._at + 1], drawing]
        self._at += 1


def words_of(marks: Sequence[Mark]) -> list[str]:
    """Return what was typed, for those who cannot see the picture."""
    return [mark.text for mark in marks if mark.tool is Tool.TEXT]
