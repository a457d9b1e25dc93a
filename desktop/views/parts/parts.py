"""Small pieces that all views are made of, and the base that keeps their texts in the window's language."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.views.parts.icons import icon
from desktop.views.parts.pressing import PressedByEnter
from desktop.views.parts.screens import screen_of
from desktop.views.parts.theme import Theme

USUAL_PT = 10.5
"""The size of text at a hundred percent."""
SPACE = 4
"""The spacing grid in pixels: margins and gaps are multiples of it."""


class Speaking:
    """Mixed into a widget that writes its texts in `retranslate`, again after each change of language.

    Qt's classes leave no room for ABC; the check of types still refuses to make a widget without its texts.
    """

    @abstractmethod
    def retranslate(self) -> None:
        """Write all texts in the language of the window."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)  # type: ignore[misc]  # the widget that this is mixed into


def label(role: str = "", *, wraps: bool = False) -> QLabel:
    """Make a label for plain text: nothing in it is read as markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    return made


class _PushButton(PressedByEnter, QPushButton):
    """A button with words."""


def button(look: str = "", *, parent: QWidget | None = None) -> QPushButton:
    """Make a push button: `primary`, `quiet`, `link`, `danger`, or the usual one."""
    made = _PushButton(parent)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    return made


class _IconButton(PressedByEnter, QToolButton):
    """Its icon grows with the text."""

    def __init__(self, width_px: int, height_px: int) -> None:
        super().__init__()
        self._sides_px = width_px, height_px
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def _grow(self) -> None:
        size = QSize(*map(grown, self._sides_px))
        if self.iconSize() != size:
            self.setIconSize(size)


def grown(size_px: int) -> int:
    """Return the size of a picture that stands beside text: larger with larger text."""
    return round(size_px * max(1.0, QApplication.font().pointSizeF() / USUAL_PT))


def tool_button(size_px: int = 18, height_px: int = 0) -> QToolButton:
    """Make a flat button for an icon; a square one without a height."""
    made = _IconButton(size_px, height_px or size_px)
    made.setAutoRaise(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def action_button(action: QAction, size_px: int = 18) -> QToolButton:
    """Make a flat button that is one action: its icon, tip, state, and its name for screen readers."""
    made = tool_button(size_px)
    made.setDefaultAction(action)

    def follow() -> None:
        made.setAccessibleName(action.text())

    action.changed.connect(follow)
    follow()
    return made


def room_for(widget: QWidget, usual: QSize, *, usual_pt: float = USUAL_PT) -> QSize:
    """Return the first size of a dialog: larger with larger text, never larger than most of the screen."""
    grown = usual * max(1.0, widget.font().pointSizeF() / usual_pt)
    return grown.boundedTo(screen_of(widget).availableSize() * 0.9)


def line() -> QFrame:
    """Make a thin horizontal rule."""
    made = QFrame()
    made.setProperty("line", "true")
    return made


def column(widget: QWidget, *, margin: int = 0, gap: int = SPACE) -> QVBoxLayout:
    """Give a widget a vertical layout with one margin all around."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the sheet of styles looks at, and have it looked at again, for the labels in it too."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for each in (widget, *widget.findChildren(QLabel)):
        each.style().unpolish(each)
        each.style().polish(each)
        each.update()


def themed_icon(theme: Theme, name: str, colour: str = "muted") -> QIcon:
    """Return an icon in one of the colours of the look."""
    colours = theme.colours
    return icon(name, getattr(colours, colour), colours.border_strong)


class ElidedLabel(QLabel):
    """One line that ends in … where it does not fit; its whole text is in the tooltip."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole_text(self) -> str:
        """What is said, whether there is room for it or not."""
        return self._whole

    def show_text(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        fitted = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(fitted)
