"""The text of a fix while it is being written: pasted and dropped pictures are handed over, never put into the text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QPlainTextEdit

from desktop.views.capture.pictures_in import has_picture, pictures_in
from engine.domain.picture import CaptureOrigin


class FixBody(QPlainTextEdit):
    """Markdown, as it is kept."""

    pictures_given = Signal(object)
    """A list of PictureSource, to be covered before they are shown."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return has_picture(source) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self._hand_over(source, CaptureOrigin.PASTE) and source.hasText():
            self.insertPlainText(source.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_picture(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if has_picture(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if has_picture(event.mimeData()):
            self.setTextCursor(self.cursorForPosition(event.position().toPoint()))
            if self._hand_over(event.mimeData(), CaptureOrigin.DROP):
                event.acceptProposedAction()
            return
        super().dropEvent(event)

    def insert_picture(self, link: str, words: str) -> None:
        """Put the link of a covered picture at the cursor, on a line of its own."""
        cursor = self.textCursor()
        is_amid = bool(cursor.block().text()[: cursor.positionInBlock()].strip())
        cursor.insertText(("\n\n" if is_amid else "") + f"![{words}]({link})\n")
        self.setTextCursor(cursor)

    def _hand_over(self, mime: QMimeData, origin: CaptureOrigin) -> bool:
        pictures = pictures_in(mime, origin)
        if pictures:
            self.pictures_given.emit(pictures)
        return bool(pictures)
