"""Marks in a drawn answer what it quotes: tied to a place on the picture, or not on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

from desktop.views.parts.icons import pixmap
from desktop.views.parts.theme import Theme
from engine.domain.evidence import Origin, Quote, QuoteKind

SCHEME = "quote"
OBJECT = "\ufffc"
"""What stands in a document's text in place of an icon."""
JOINER = "\u2060"
"""Keeps the icon on the line of what it stands beside."""
_ICON = QUrl("quote-icon:warning")
_MARKUP = re.compile(r"[*`\\]")


def quote_number(url: QUrl) -> int:
    """Return which quote a link stands for, or -1."""
    return int(url.path()) if url.scheme() == SCHEME and url.path().isdigit() else -1


def origin_words(quote: Quote) -> str:
    """Say where a quote stands."""
    match quote.origin:
        case Origin.PICTURE:
            return QCoreApplication.translate("QuoteMarks", "On the picture. Click to see where.")
        case Origin.QUESTION:
            return QCoreApplication.translate("QuoteMarks", "Not on the picture. You wrote it yourself.")
        case Origin.FIX if quote.fix_number:
            return QCoreApplication.translate("QuoteMarks", "Not on the picture. It stands in fix [{number}].").format(
                number=quote.fix_number
            )
        case _:
            return QCoreApplication.translate("QuoteMarks", "Not on the picture. Check it before you pass it on.")


class QuoteMarks:
    """The quotes of an answer, or of a part of it, and where they came to stand in its document."""

    def __init__(self, markdown: str, quotes: Sequence[Quote], start: int = 0, end: int | None = None) -> None:
        """`start` and `end`: the part of the Markdown that the document shows."""
        self._markdown = markdown[start:end]
        self._start = start
        last = start + len(self._markdown)
        self._quotes = {number: quote for number, quote in enumerate(quotes) if start <= quote.start < last}
        self._drawn: dict[int, QTextCursor] = {}
        """Cursors follow what is put in before them."""

    @property
    def is_empty(self) -> bool:
        return not self._quotes

    def position(self, number: int) -> int | None:
        """Return where a quote begins in the document, as Qt counts; None where it is not shown."""
        cursor = self._drawn.get(number)
        return cursor.position() if cursor is not None else None

    def draw(self, document: QTextDocument, theme: Theme) -> None:
        """Make every quote a link; what is not on the picture gets a wavy line and an icon."""
        self._drawn.clear()
        text = document.toRawText()
        units = _units(text)
        taken: list[tuple[int, int, int]] = []
        for number, quote in self._quotes.items():
            place = self._place(text, quote)
            if place is not None:
                taken.append((*place, number))
        if any(not self._quotes[number].is_on_picture for _, _, number in taken):
            _add_icon(document, theme)
        shift = 0
        for start, end, number in sorted(taken):
            quote = self._quotes[number]
            first, last = units[start] + shift, units[end] + shift
            cursor = QTextCursor(document)
            cursor.setPosition(first)
            self._drawn[number] = QTextCursor(cursor)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(_format(number, quote, theme))
            if not quote.is_on_picture:
                cursor.setPosition(last)
                cursor.insertText(JOINER)
                cursor.insertImage(_icon_format(number, quote, document))
                shift += 2

    def _place(self, text: str, quote: Quote) -> tuple[int, int] | None:
        """Find a quote in the document's text: as the same one of its occurrences as in the Markdown."""
        if quote.kind is QuoteKind.BOX:
            return None
        words = _MARKUP.sub("", quote.text).split()
        if not words:
            return None
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
        before = len(pattern.findall(_MARKUP.sub("", self._markdown[: quote.start - self._start])))
        found = [match.span() for match in pattern.finditer(text)]
        return found[min(before, len(found) - 1)] if found else None


def _units(text: str) -> list[int]:
    """Return for each character where Qt counts it: characters beyond the basic plane count twice."""
    places, place = [], 0
    for char in text:
        places.append(place)
        place += 2 if ord(char) > 0xFFFF else 1
    return [*places, place]


def _format(number: int, quote: Quote, theme: Theme) -> QTextCharFormat:
    colours = theme.colours
    form = QTextCharFormat()
    form.setAnchor(True)
    form.setAnchorHref(f"{SCHEME}:{number}")
    form.setToolTip(origin_words(quote))
    if quote.is_on_picture:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(QColor(colours.accent))
    else:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(QColor(colours.busy))
    return form


def _icon_format(number: int, quote: Quote, document: QTextDocument) -> QTextImageFormat:
    side = QFontMetrics(document.defaultFont()).ascent()
    form = QTextImageFormat()
    form.setName(_ICON.toString())
    form.setWidth(side)
    form.setHeight(side)
    form.setAnchor(True)
    form.setAnchorHref(f"{SCHEME}:{number}")
    form.setToolTip(origin_words(quote))
    return form


def _add_icon(document: QTextDocument, theme: Theme) -> None:
    image = pixmap("not_there", theme.colours.busy, 32).toImage()
    document.addResource(QTextDocument.ResourceType.ImageResource.value, _ICON, image)
