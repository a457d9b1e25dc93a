"""A line to search with. Its signs grow with the text, as those that Qt puts into a line do not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from desktop.views.parts.icons import icon, pixmap
from desktop.views.parts.parts import SPACE, Speaking, grown, tool_button

_SIGN_PX = 16
_GAP_PX = 2 * SPACE
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_RESTYLED = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)


class MovedList(QObject):
    """The arrows move through a list while the letters go into the field above it."""

    def __init__(self, field: QLineEdit, moved: QAbstractItemView) -> None:
        super().__init__(field)
        self._moved = moved
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self._moved.keyPressEvent(event)
            return True
        return False


class SearchField(Speaking, QLineEdit):
    """A magnifier, the words, and while there are any a cross that takes them away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = tool_button(_SIGN_PX - 2)
        self.empty.setParent(self)
        self.empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+A and Backspace do the same by keys
        self.empty.setCursor(Qt.CursorShape.ArrowCursor)
        self.empty.clicked.connect(self.clear)
        self.textChanged.connect(self._follow)
        self._dress()
        self.retranslate()
        self._follow(self.text())

    def retranslate(self) -> None:
        self.empty.setAccessibleName(self.tr("Take the words away"))
        self.empty.setToolTip(self.tr("Take the words away"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = grown(_SIGN_PX)
        place = QRect(_GAP_PX, (self.height() - side) // 2, side, side)
        QPainter(self).drawPixmap(place, pixmap("search", self._ink(), side, self.devicePixelRatioF()))

    def _ink(self) -> str:
        return self.palette().color(QPalette.ColorRole.PlaceholderText).name()

    def _dress(self) -> None:
        """Keep room for the signs, and draw the cross in the colour of the look."""
        side = grown(_SIGN_PX)
        self.setTextMargins(side, 0, side + SPACE, 0)
        self.empty.setIcon(icon("close", self._ink()))
        self._place()

    def _place(self) -> None:
        side = min(self.empty.sizeHint().height(), self.height() - 2)
        self.empty.setGeometry(self.width() - side - SPACE, (self.height() - side) // 2, side, side)

    def _follow(self, text: str) -> None:
        self.empty.setVisible(bool(text))
