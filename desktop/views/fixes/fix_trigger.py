"""Notices when the agent begins to call a fix by name: `/` or `::` at the beginning of a word."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from desktop.views.case.composer import ComposerText

_CALL = re.compile(r"(?:^|(?<=[\s(（，。；：、！？]))(?P<sign>/|::)(?P<query>[^/\n]{0,40})$")


class FixTrigger(QObject):
    """Watches a text field. What stands between the sign and the cursor is the query."""

    called = Signal(str)
    """What is looked for, empty right behind the sign; again with each letter."""
    ended = Signal()
    """The cursor stands behind no sign any more."""

    def __init__(self, text: ComposerText) -> None:
        super().__init__(text)
        self._text = text
        self._query: str | None = None
        self._dismissed_at = -1
        """Where the sign stands that the agent does not mean so."""
        text.textChanged.connect(self._look)
        text.cursorPositionChanged.connect(self._look)

    @property
    def is_calling(self) -> bool:
        """Whether the cursor stands behind a sign."""
        return self._query is not None

    def dismiss(self) -> None:
        """The agent means a mere sign: be silent until another one is written."""
        self._dismissed_at = self._start()
        self._end()

    def take_out(self) -> None:
        """Remove sign and query, and leave the cursor there."""
        cursor = self._text.textCursor()
        start = self._start()
        if start < 0:
            return
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._text.setTextCursor(cursor)

    def _look(self) -> None:
        start = self._start()
        if start < 0:
            self._dismissed_at = -1
        if start < 0 or start == self._dismissed_at or self._text.is_composing or not self._text.hasFocus():
            self._end()
            return
        query = self._call(self._text.textCursor())
        if query is not None and query["query"] != self._query:
            self._query = query["query"]
            self.called.emit(self._query.strip())

    def _end(self) -> None:
        if self._query is not None:
            self._query = None
            self.ended.emit()

    def _start(self) -> int:
        """Return where the sign stands, or -1."""
        cursor = self._text.textCursor()
        call = self._call(cursor)
        return cursor.block().position() + call.start("sign") if call else -1

    @staticmethod
    def _call(cursor: QTextCursor) -> re.Match[str] | None:
        return None if cursor.hasSelection() else _CALL.search(cursor.block().text()[: cursor.positionInBlock()])
