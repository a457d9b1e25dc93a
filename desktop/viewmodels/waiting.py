"""What was sent while an answer was being written: it waits in a line, in sight, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.viewmodels.live import LiveAnswer
from engine.domain.finding import CaseLabels
from engine.domain.picture import RedactedImage
from engine.domain.preset import Preset


@dataclass(slots=True, eq=False)
class WaitingQuestion:
    """A question with its pictures, and where it belongs."""

    question: str
    pictures: tuple[RedactedImage, ...]
    conversation_id: int | None
    """None for a case that had not begun when it was sent: its labels tell which."""
    labels: CaseLabels
    edits: int | None = None
    """The earlier question whose place it is to take."""
    preset: Preset | None = None
    """By which is to be asked."""
    is_private: bool = False
    """Nothing of its case is kept."""


def as_it_was_sent(live: LiveAnswer) -> WaitingQuestion:
    """Return the question of an answer that could not be written, to wait as it was sent."""
    return WaitingQuestion(
        live.typed, live.pictures, live.conversation_id, live.labels, live.edits, live.preset, live.is_private
    )


class WaitingLine(QObject):
    """First come, first served; any of it can be taken out."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line: list[WaitingQuestion] = []

    def __len__(self) -> int:
        return len(self._line)

    def __iter__(self) -> Iterator[WaitingQuestion]:
        return iter(tuple(self._line))

    def add(self, waiting: WaitingQuestion, *, is_first: bool = False) -> None:
        self._line.insert(0 if is_first else len(self._line), waiting)
        self.changed.emit()

    def take(self, waiting: WaitingQuestion) -> None:
        """Take one out; it goes back to the composer, or is sent."""
        if waiting in self._line:
            self._line.remove(waiting)
            self.changed.emit()

    def next(self) -> WaitingQuestion | None:
        """Take out the one whose turn it is."""
        first = self._line[0] if self._line else None
        if first is not None:
            self.take(first)
        return first

    def case_began(self, labels: CaseLabels, conversation_id: int) -> None:
        """The case with these labels has a number now: what waits for it goes there."""
        theirs = [each for each in self._line if each.labels is labels and each.conversation_id is None]
        for each in theirs:
            each.conversation_id = conversation_id
        if theirs:
            self.changed.emit()

    def empty(self) -> list[WaitingQuestion]:
        """Take all of them out."""
        line, self._line = self._line, []
        self.changed.emit()
        return line

    def forget(self, conversation_id: int) -> None:
        """The case was deleted, and with it what waits for it."""
        self._line = [each for each in self._line if each.conversation_id != conversation_id]
        self.changed.emit()
