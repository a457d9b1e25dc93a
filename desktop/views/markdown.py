"""Shows Markdown that was written by a model: no HTML, no pictures, nothing loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCell,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from desktop.views.code_heads import LANGUAGE, code_number, code_text, head_code, language_of, without_heads
from desktop.views.quote_marks import JOINER, OBJECT, QuoteMarks, quote_number
from desktop.views.theme import Theme

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_LINE_PER_LETTER = 1.5
_CODE_SHARE = 0.93
"""Letters of equal width look larger than the words around them."""
"""Height of a line in heights of a letter: fonts differ in how much they leave themselves."""
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
        _dress(document, self._theme)
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
        _set_line_height(form, self.document())
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


def _letter_px(document: QTextDocument) -> int:
    return QFontInfo(document.defaultFont()).pixelSize()


def _set_line_height(form: QTextBlockFormat, document: QTextDocument) -> None:
    natural = QFontMetricsF(document.defaultFont()).height()
    percent = 100 * _LINE_PER_LETTER * _letter_px(document) / max(natural, 1)
    form.setLineHeight(max(100, percent), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)


def _dress(document: QTextDocument, theme: Theme) -> None:
    """Give the parsed Markdown our spacing, heading sizes, code background and table lines."""
    code = QColor(theme.colours.code)
    size_px = _letter_px(document)
    code_places: list[tuple[int, int]] = []
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        level = form.headingLevel()
        if _is_code(form):
            _note_code(code_places, block)
            form.setIndent(0)  # of the list that the code belongs to: its frame stands at the margin
            form.setNonBreakableLines(False)  # what does not fit goes on below: nothing scrolls here
        else:
            is_cell = QTextCursor(block).currentTable() is not None
            form.setTopMargin(10 if level else 0)
            form.setBottomMargin(0 if is_cell else 4 if block.textList() or level else 8)
            _dress_inline_code(document, block, code, 0 if level else round(size_px * _CODE_SHARE))
        _set_line_height(form, document)
        cursor = QTextCursor(block)
        cursor.setBlockFormat(form)
        if level:
            _size_heading(cursor, level, size_px)
        block = block.next()
    for first, last in reversed(code_places):
        _frame_code(document, first, last, code, round(size_px * _CODE_SHARE))
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, theme)


def _is_code(form: QTextBlockFormat) -> bool:
    fence, language = QTextFormat.Property.BlockCodeFence, QTextFormat.Property.BlockCodeLanguage
    return form.hasProperty(fence) or form.hasProperty(language)


def _note_code(places: list[tuple[int, int]], block: QTextBlock) -> None:
    """Remember where a run of code lines stands, from its first character to its last."""
    start, end = block.position(), block.position() + block.length() - 1
    is_more = bool(places) and places[-1][1] + 1 == start
    if is_more and language_of(block.previous()) == language_of(block):
        places[-1] = (places[-1][0], end)
    else:
        places.append((start, end))


def _frame_code(document: QTextDocument, first: int, last: int, colour: QColor, size_px: int) -> None:
    """Put a run of code lines on a ground of its own, in letters of this size."""
    cursor = QTextCursor(document)
    form = document.findBlock(first).blockFormat()
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    letters = QTextCharFormat()
    letters.setProperty(QTextFormat.Property.FontPixelSize, size_px)
    cursor.mergeCharFormat(letters)
    ground = QTextFrameFormat()
    ground.setProperty(LANGUAGE, language_of(document.findBlock(first)))
    ground.setBackground(colour)
    ground.setPadding(8)
    ground.setTopMargin(2)
    ground.setBottomMargin(8)
    frame = cursor.insertFrame(ground)
    QTextCursor(document.findBlock(frame.firstPosition())).setBlockFormat(form)  # Qt makes the first line anew
    for edge in (frame.firstPosition() - 1, frame.lastPosition() + 1):
        _flatten(document.findBlock(edge))


def _flatten(block: QTextBlock) -> None:
    """Take the height from an empty line that Qt needs before or after a frame."""
    if not block.isValid() or block.text():
        return
    form = QTextBlockFormat()
    form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    QTextCursor(block).setBlockFormat(form)


def _size_heading(cursor: QTextCursor, level: int, size_px: int) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.DemiBold)
    form.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
    form.setProperty(QTextFormat.Property.FontPixelSize, round(size_px * {1: 1.3, 2: 1.2}.get(level, 1.08)))
    cursor.mergeCharFormat(form)


def _dress_inline_code(document: QTextDocument, block: QTextBlock, colour: QColor, size_px: int) -> None:
    """Give code among words its ground, and letters of this size; 0 leaves those of its heading."""
    places: list[tuple[int, int]] = []
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().fontFixedPitch():
            places.append((piece.position(), piece.length()))
        pieces += 1
    form = QTextCharFormat()
    form.setBackground(colour)
    if size_px:
        form.setProperty(QTextFormat.Property.FontPixelSize, size_px)
    for position, size in places:
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + size, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)


def _dress_table(table: QTextTable, theme: Theme) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderBrush(QColor(theme.colours.border))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(5)
    form.setCellSpacing(0)
    form.setTopMargin(6)
    form.setBottomMargin(8)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
    _mend_head(table)
    _flatten(table.document().findBlock(table.lastPosition() + 1))


def _mend_head(table: QTextTable) -> None:
    """After a code block Qt puts an empty line into a table's first cell, and forgets that it is a head."""
    cell = table.cellAt(0, 0)
    first = cell.firstCursorPosition()
    if not first.block().text() and first.block().position() < cell.lastPosition():
        first.deleteChar()
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    for place in range(table.rows() * table.columns()):
        _centre_vertically(table.cellAt(place // table.columns(), place % table.columns()))
    for column in range(table.columns()):
        head = table.cellAt(0, column)
        cursor = head.firstCursorPosition()
        plain = QTextBlockFormat()
        _set_line_height(plain, table.document())
        cursor.setBlockFormat(plain)
        cursor.setPosition(head.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(bold)


def _centre_vertically(cell: QTextTableCell) -> None:
    form = cell.format()
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    cell.setFormat(form)
