"""The text of an answer: drawn piece by piece while it is written, as one when it is whole, its quotes marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, QTimer, QUrl, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.case.markdown import MarkdownView, settled_length, with_citation_links
from desktop.views.case.quote_marks import QuoteMarks
from desktop.views.parts.parts import column
from desktop.views.parts.theme import Theme
from engine.domain.evidence import Quote

_UNITED_TO = 3000
"""Characters of an answer that can be drawn as one without holding up the window."""


class AnswerText(QWidget):
    """What stands for good is drawn once, only the end of a growing text again."""

    link_chosen = Signal(QUrl)
    quote_pointed = Signal(int)
    code_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._quotes: Sequence[Quote] | None = None
        self._numbers: Collection[int] = ()
        self._settled_length = 0
        self._parts: list[tuple[int, int, MarkdownView]] = []
        """From where to where a part that stands for good shows the text."""
        self._unmarked: list[tuple[int, int, MarkdownView]] = []
        self._mark_timer = QTimer(self)
        self._mark_timer.setSingleShot(True)
        self._mark_timer.timeout.connect(self._mark_next_part)
        self._settled = QVBoxLayout()
        self._settled.setSpacing(0)
        self.end = self._new_part()
        layout = column(self, gap=0)
        layout.addLayout(self._settled)
        layout.addWidget(self.end)

    @property
    def text(self) -> str:
        """The Markdown that is shown."""
        return self._text

    @property
    def views(self) -> list[MarkdownView]:
        """Where it is drawn, from top to bottom."""
        return [*(part for _, _, part in self._parts), self.end]

    def grow(self, text: str, numbers: Collection[int]) -> None:
        """Show a text that is being written; the fixes with these numbers can be cited in it."""
        if text == self._text:
            return
        self._text, self._quotes, self._numbers = text, None, numbers
        start = self._settled_length
        length = settled_length(text, start)
        if length > start:
            part = self._new_part()
            part.setAccessibleName(self.end.accessibleName())
            part.show_markdown(with_citation_links(text[start:length], numbers))
            self._settled.addWidget(part)
            self._parts.append((start, length, part))
            self._settled_length = length
        self.end.show_markdown(with_citation_links(text[self._settled_length :], numbers))

    def show_whole(self, text: str, numbers: Collection[int], quotes: Sequence[Quote] | None) -> None:
        """Show a text that is not written on, and mark what it quotes if that is known."""
        is_drawn = text == self._text and set(numbers) == set(self._numbers)
        if is_drawn and quotes is None and not self._settled_length:
            return
        begins_as_drawn = text[: self._settled_length] == self._text[: self._settled_length]
        self._text, self._quotes, self._numbers = text, quotes, numbers
        if self._settled_length and len(text) > _UNITED_TO and begins_as_drawn:
            self._unmarked = [(self._settled_length, len(text), self.end), *self._parts]
            self._mark_next_part()
            return
        self._unite()
        marks = QuoteMarks(text, quotes) if quotes is not None else None
        self.end.show_markdown(with_citation_links(text, numbers), quotes=marks)

    def quote_rect(self, place: int) -> QRect:
        """Return where on the screen a quote is drawn; an empty rectangle where it is not."""
        return next((rect for view in self.views if not (rect := view.quote_rect(place)).isNull()), QRect())

    def name(self, name: str) -> None:
        """Name all of it for screen readers."""
        for view in self.views:
            view.setAccessibleName(name)

    def _new_part(self) -> MarkdownView:
        part = MarkdownView(self._theme)
        part.link_chosen.connect(self.link_chosen)
        part.quote_pointed.connect(self.quote_pointed)
        part.code_chosen.connect(self.code_chosen)
        return part

    def _unite(self) -> None:
        """The text is whole: it becomes one again, so that it can be selected from end to end."""
        self._settled_length = 0
        self._parts.clear()
        self._unmarked.clear()
        while (item := self._settled.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()

    def _mark_next_part(self) -> None:
        """Draw one part of a long text with its quotes; drawing all at once would hold up the window."""
        if not self._unmarked:
            return
        start, end, part = self._unmarked.pop(0)
        quotes = QuoteMarks(self._text, self._quotes or (), start, end)
        if part is self.end or not quotes.is_empty:
            part.show_markdown(with_citation_links(self._text[start:end], self._numbers), quotes=quotes)
        self._mark_timer.start(0)
