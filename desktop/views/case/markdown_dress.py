"""Gives parsed Markdown its looks: spacing, sizes of headings, the ground of code, the lines of tables."""

from __future__ import annotations

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
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
)

from desktop.views.case.code_heads import LANGUAGE, language_of
from desktop.views.parts.theme import Theme

_LINE_PER_LETTER = 1.5
"""Height of a line in heights of a letter: fonts differ in how much they leave themselves."""
_CODE_SHARE = 0.93
"""Letters of equal width look larger than the words around them."""


def _letter_px(document: QTextDocument) -> int:
    return QFontInfo(document.defaultFont()).pixelSize()


def set_line_height(form: QTextBlockFormat, document: QTextDocument) -> None:
    natural = QFontMetricsF(document.defaultFont()).height()
    percent = 100 * _LINE_PER_LETTER * _letter_px(document) / max(natural, 1)
    form.setLineHeight(max(100, percent), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)


def dress(document: QTextDocument, theme: Theme) -> None:
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
        set_line_height(form, document)
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
        set_line_height(plain, table.document())
        cursor.setBlockFormat(plain)
        cursor.setPosition(head.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(bold)


def _centre_vertically(cell: QTextTableCell) -> None:
    form = cell.format()
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    cell.setFormat(form)
