"""Shows Markdown that was written by a model: no HTML, no pictures, nothing loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from desktop.views.case.code_heads import code_number, code_text, head_code, without_heads
from desktop.views.case.markdown_dress import dress, set_line_height
from desktop.views.case.quote_marks import JOINER, OBJECT, QuoteMarks, quote_number
from desktop.views.parts.theme import Theme

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_CITATION = re.compile(r"\[(\d{1,2})\](?!\()")
_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`)", re.DOTALL)
FIX_SCHEME = "fix"
_PICTURE_PX_MAX = 260
"""Of a picture in a fix: what the right column has room for."""
_NO_TEXT = str.maketrans({OBJECT: None, JOINER: None})
_SETTLES_AT = 600
"""Characters of Markdown that are drawn in about 3 ms."""


def with_citation_links(text: str, numbers: Collection[int]) -> str:
    """Make `[1]` a link to the fix of that number, where one was offered; code stays as it is."""

    def linked(found: re.Match[str]) -> str:
        number = int(found[1])
        return f"[\\[{number}\\]]({FIX_SCHEME}:{number})" if number in numbers else found[0]

    parts = _CODE.split(text)
    return "".join(part if place % 2 else _CITATION.sub(linked, part) for place, part in enumerate(parts))


def last_code_block(text: str) -> str:
    """Return what stands in the last fenced block, or else the last piece of inline code, or nothing."""
    blocks = re.findall(r"```[^\n]*\n(.*?)(?:\n```|\Z)", text, re.DOTALL)
    if blocks:
        return str(blocks[-1])
    inline = re.findall(r"`([^`\n]+)`", text)
    return str(inline[-1]) if inline else ""


def settled_length(text: str, start: int) -> int:
    """Return up to where a text that is still growing will not be drawn differently any more.

    That is its last blank line outside of code, once what follows `start` is long enough to be worth it.
    """
    if len(text) - start < _SETTLES_AT:
        return start
    place, settled, is_code = start, start, False
    for line in text[start:].splitlines(keepends=True):
        place += len(line)
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        elif not is_code and not line.strip():
            settled = place
    return settled


class MarkdownView(QTextBrowser):
    """A text as high as its content. Links are announced, never followed."""

    link_chosen = Signal(QUrl)
    code_chosen = Signal(str)
    """A block of code was copied."""
    quote_pointed = Signal(int)
    """The mouse or the keyboard is on a quote: its number; -1 when it has left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._markdown: str | None = None
        self._own_document: QTextDocument | None = None
        self._pictures: Mapping[str, bytes] = {}
        self._quotes: QuoteMarks | None = None
        self._pointed = -1
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._choose)
        self.highlighted.connect(self._point)
        theme.changed.connect(self._draw_again)

    def show_markdown(
        self, text: str, pictures: Mapping[str, bytes] | None = None, quotes: QuoteMarks | None = None
    ) -> None:
        """Show a text as Markdown, with what it quotes marked if that is known.

        `pictures` are all that it may show, by their links: encoded files of our own.
        """
        self._markdown, self._quotes = text, quotes
        self._pictures = pictures or {}
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        document.setMarkdown(text, _FEATURES)
        self._give_pictures(document)
        dress(document, self._theme)
        if quotes is not None:
            quotes.draw(document, self._theme)
        head_code(document, self._theme)
        self._replace(document)

    def show_plain(self, text: str) -> None:
        """Show a text just as it is."""
        self._markdown = self._quotes = None
        self.setPlainText(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        form = QTextBlockFormat()
        set_line_height(form, self.document())
        cursor.mergeBlockFormat(form)
        self._fit()

    def _give_pictures(self, document: QTextDocument) -> None:
        """Put the pictures into a document, no wider than the view is: it loads none itself."""
        for link, encoded in self._pictures.items():
            image = QImage.fromData(encoded)
            if image.width() > _PICTURE_PX_MAX:
                image = image.scaledToWidth(_PICTURE_PX_MAX, Qt.TransformationMode.SmoothTransformation)
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(link), image)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing. An empty picture keeps Qt from looking for the file itself."""
        image = QImage(1, 1, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        return image

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def ideal_width(self) -> int:
        """Return the width at which no line needs to be broken."""
        document = self.document().clone()
        document.setTextWidth(-1)
        return int(document.idealWidth()) + 2

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.minimumHeight())

    def _replace(self, document: QTextDocument) -> None:
        """Show a finished document. Dressing one that is shown would lay it out after every step."""
        before, self._own_document = self._own_document, document
        document.setTextWidth(self.viewport().width())  # or it would be laid out for another width first
        self.setDocument(document)
        if before is not None:
            before.deleteLater()
        self._fit()

    def _fit(self) -> None:
        document = self.document()
        document.setTextWidth(self.viewport().width())
        height = int(document.size().height() + 0.999)
        if height != self.height():
            self.setFixedHeight(height)

    def _draw_again(self) -> None:
        if self._markdown is not None:
            self.show_markdown(self._markdown, self._pictures, self._quotes)
        else:
            self._fit()

    def quote_rect(self, number: int) -> QRect:
        """Return where a quote is drawn, in coordinates of the screen; empty where it is not."""
        place = self._quotes.position(number) if self._quotes is not None else None
        if place is None:
            return QRect()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        rect = self.cursorRect(cursor)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def focusNextPrevChild(self, next: bool) -> bool:
        has_moved = super().focusNextPrevChild(next)
        self._point(QUrl(self.textCursor().charFormat().anchorHref()) if self.hasFocus() else QUrl())
        return has_moved

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(QUrl())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(QUrl())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the words alone: the icons beside them are no text."""
        copied = QMimeData()
        lines = self.textCursor().selection().toPlainText().translate(_NO_TEXT).split("\n")
        copied.setText("\n".join(without_heads(lines)))
        return copied

    def _choose(self, url: QUrl) -> None:
        number = code_number(url)
        if number >= 0:
            code = code_text(self.document(), number)
            QGuiApplication.clipboard().setText(code)
            self.code_chosen.emit(code)
        else:
            self.link_chosen.emit(url)

    def _point(self, url: QUrl) -> None:
        number = quote_number(url)
        if number != self._pointed:
            self._pointed = number
            self.quote_pointed.emit(number)
