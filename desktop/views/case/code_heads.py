"""The line above a block of code: its language, and a link that copies it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import (
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
)

from desktop.views.parts.theme import Theme

SCHEME = "code"
HEAD = "\u2063"
"""Begins each such line, so that it is left out of what is copied."""
LANGUAGE = QTextFormat.Property.UserProperty
"""Of a frame's format: it holds code, of this language."""
_SMALL = 0.86
_LONGEST = 30


def code_number(url: QUrl) -> int:
    """Return which block of code a link copies, or -1."""
    return int(url.path()) if url.scheme() == SCHEME and url.path().isdigit() else -1


def code_frames(document: QTextDocument) -> list[QTextFrame]:
    """Return the blocks of code, from top to bottom."""
    frames = (frame for frame in _all_frames(document.rootFrame()) if frame.frameFormat().hasProperty(LANGUAGE))
    return sorted(frames, key=lambda frame: frame.firstPosition())


def head_code(document: QTextDocument, theme: Theme) -> None:
    """Put the line above every block of code."""
    for number, frame in enumerate(code_frames(document)):
        language = str(frame.frameFormat().property(LANGUAGE) or "")
        cursor = frame.firstCursorPosition()
        body = cursor.blockFormat()
        cursor.insertBlock(body)
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        head = QTextBlockFormat()
        head.setBottomMargin(2)
        cursor.setBlockFormat(head)
        words = _form(document, QColor(theme.colours.muted))
        if language:
            cursor.insertText(f"{HEAD}{language[:_LONGEST]}   ", words)
        else:
            cursor.insertText(HEAD, words)
        link = _form(document, QColor(theme.colours.link))
        link.setAnchor(True)
        link.setAnchorHref(f"{SCHEME}:{number}")
        cursor.insertText(QCoreApplication.translate("CodeHeads", "Copy code"), link)


def code_text(document: QTextDocument, number: int) -> str:
    """Return what stands in a block of code."""
    frames = code_frames(document)
    if not 0 <= number < len(frames):
        return ""
    lines: list[str] = []
    block = document.findBlock(frames[number].firstPosition())
    while block.isValid() and block.position() <= frames[number].lastPosition():
        lines.append(block.text())
        block = block.next()
    return "\n".join(without_heads(lines))


def without_heads(lines: list[str]) -> list[str]:
    """Return lines of a document without those that stand above code."""
    return [line for line in lines if not line.startswith(HEAD)]


def language_of(block: QTextBlock) -> str:
    """Return the language that the Markdown gives for a line of code, or nothing."""
    return str(block.blockFormat().property(QTextFormat.Property.BlockCodeLanguage) or "").strip()


def _form(document: QTextDocument, colour: QColor) -> QTextCharFormat:
    form = QTextCharFormat()
    font = document.defaultFont()
    form.setFontFamilies(font.families())
    form.setFontPointSize(font.pointSizeF() * _SMALL)
    form.setForeground(colour)
    form.setFontFixedPitch(False)
    return form


def _all_frames(frame: QTextFrame) -> list[QTextFrame]:
    found: list[QTextFrame] = []
    for child in frame.childFrames():
        found += [child, *_all_frames(child)]
    return found
