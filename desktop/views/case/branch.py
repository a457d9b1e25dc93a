"""Earlier versions of questions, drawn in the place of those that count, with what followed them then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget


@dataclass(frozen=True, slots=True)
class _Level:
    origin: QWidget
    """The card in whose place it is drawn."""
    aside: tuple[QWidget, ...]
    drawn: tuple[QWidget, ...]


class Branches:
    """Takes the cards from one place on out of sight and draws others there; a version may hold versions itself."""

    def __init__(self, cards: QVBoxLayout) -> None:
        self._cards = cards
        self._levels: list[_Level] = []

    def is_aside(self, card: QWidget) -> bool:
        """Whether another stands in its place."""
        return any(card in level.aside for level in self._levels)

    def show(self, card: QWidget, instead: Sequence[QWidget]) -> None:
        """Draw these from a card on. Where that is drawn instead of another itself, that one's place is meant."""
        origin = self.leave_at(card)
        place = self._cards.indexOf(origin)
        items = (self._cards.itemAt(at) for at in range(place, self._cards.count()))
        widgets = (item.widget() for item in items if item is not None)
        aside = tuple(widget for widget in widgets if widget is not None and not self.is_aside(widget))
        for widget in aside:
            widget.hide()
        for widget in instead:
            self._cards.addWidget(widget)
        self._levels.append(_Level(origin, aside, tuple(instead)))

    def leave_at(self, card: QWidget) -> QWidget:
        """Undo what is drawn in the place of a card and below it; return the card whose place that is."""
        while self._levels and card not in self._levels[-1].drawn:
            self._undo()
        if self._levels and card is self._levels[-1].drawn[0]:
            origin = self._levels[-1].origin
            self._undo()
            return origin
        return card

    def leave(self) -> None:
        """Show again what counts."""
        while self._levels:
            self._undo()

    def forget(self) -> None:
        """All cards are gone."""
        self._levels.clear()

    def _undo(self) -> None:
        level = self._levels.pop()
        for card in level.drawn:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        for card in level.aside:
            card.show()
