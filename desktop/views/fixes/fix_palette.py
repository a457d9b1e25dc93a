"""The palette of fixes over the composer: a list, a preview, and the keyboard all the way."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from desktop.viewmodels.fixes import FixesViewModel
from desktop.views.case.composer import ComposerText
from desktop.views.case.markdown import MarkdownView
from desktop.views.fixes.fix_trigger import FixTrigger
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, label
from desktop.views.parts.theme import Theme
from engine.domain.knowledge import CannedFix, without_pictures

_MOST = QSize(760, 340)
_LEAST_HEIGHT = 140
_LIST_SHARE = 5, 6
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class FixPalette(Speaking, QFrame):
    """Shown while the agent calls a fix. The text keeps the keyboard; this takes the keys that choose."""

    chosen = Signal(object)
    """The CannedFix."""

    def __init__(self, theme: Theme, fixes: FixesViewModel, text: ComposerText, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._text, self._fixes_model, self._window = theme, text, fixes, window
        self._found: tuple[CannedFix, ...] = ()
        self._query = ""
        self.trigger = FixTrigger(text)
        self.setObjectName("fix_palette")
        self.setProperty("card", "palette")
        self._build()
        self.hide()
        self.trigger.called.connect(self._look_for)
        self.trigger.ended.connect(self.hide)
        fixes.palette_found.connect(self._show_found)
        fixes.pictures_found.connect(self._show_pictures)
        text.installEventFilter(self)
        window.installEventFilter(self)
        self.retranslate()

    @property
    def titles(self) -> list[str]:
        """What is listed, best first."""
        return [fix.title for fix in self._found]

    @property
    def preview(self) -> str:
        """What the preview says."""
        return self._body.toPlainText()

    def retranslate(self) -> None:
        self._list.setAccessibleName(self.tr("Fixes"))
        self._body.setAccessibleName(self.tr("Preview"))
        self._scroll.setAccessibleName(self.tr("Preview"))
        self._hint.setText(self.tr("↑ ↓ choose · Enter inserts · Esc closes"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._place()
        if watched is self._text and self.isVisible():
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
                if self._is_ours(event):
                    event.accept()
                    return True
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_ours(event):
                self._press(Qt.Key(event.key()))
                return True
            elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                # Another window in front changes nothing: the agent comes back to what was begun.
                self.setVisible(event.reason() == Qt.FocusReason.ActiveWindowFocusReason)
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Whether a key chooses here. While an input method puts a word together, all keys are its own."""
        keys = (*_MOVES, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and event.key() in keys and not self._text.is_composing

    def _press(self, key: Qt.Key) -> None:
        if key == Qt.Key.Key_Escape:
            self.trigger.dismiss()
            self.hide()
        elif key in _MOVES:
            last = len(self._found) - 1
            self._list.setCurrentRow(max(0, min(last, self._list.currentRow() + _MOVES[key])))
        else:
            self._choose()

    def _choose(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._found):
            fix = self._found[row]
            self.trigger.take_out()
            self.hide()
            self.chosen.emit(fix)

    def _look_for(self, query: str) -> None:
        self._query = query
        self._fixes_model.find(query)

    def _show_found(self, query: str, found: tuple[CannedFix, ...]) -> None:
        if query != self._query or not self.trigger.is_calling:
            return
        self._found = found
        self._list.clear()
        for fix in found:
            item = QListWidgetItem(fix.title)
            item.setToolTip(" · ".join(part for part in (fix.shortcut, fix.category) if part))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, fix.category)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self.setVisible(bool(found))
        if found:
            self._place()
            self.raise_()

    def _show_preview(self, row: int) -> None:
        if not 0 <= row < len(self._found):
            return
        fix = self._found[row]
        self._title.setText(fix.title)
        self._about.show_text(" · ".join(part for part in (fix.shortcut, fix.category, fix.product) if part))
        self._body.show_markdown(without_pictures(fix.text))
        self._fixes_model.find_pictures(fix)
        self._scroll.verticalScrollBar().setValue(0)

    def _show_pictures(self, fix: CannedFix, pictures: Mapping[str, bytes]) -> None:
        row = self._list.currentRow()
        if self.isVisible() and 0 <= row < len(self._found) and self._found[row] == fix:
            self._body.show_markdown(fix.text, pictures)

    def _place(self) -> None:
        """Lie right above the text field, as wide as it is, and never over the window's edge."""
        window = self._window
        field = self._text.parentWidget() or self._text
        corner = field.mapTo(window, QPoint(0, 0))
        width = min(_MOST.width(), field.width(), window.width() - 4 * SPACE)
        height = max(_LEAST_HEIGHT, min(_MOST.height(), corner.y() - 4 * SPACE))
        self.setGeometry(corner.x(), max(SPACE, corner.y() - height - SPACE), width, height)

    def _build(self) -> None:
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.currentRowChanged.connect(self._show_preview)
        self._list.itemClicked.connect(self._choose)
        self._title, self._about, self._hint = label("strong", wraps=True), ElidedLabel("muted"), label("muted")
        self._body = MarkdownView(self._theme)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas = QWidget()
        inner = QVBoxLayout(canvas)
        inner.setContentsMargins(0, 0, SPACE, 0)
        for part in (self._title, self._about, self._body):
            inner.addWidget(part)
        inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(canvas)
        halves = QHBoxLayout()
        halves.setSpacing(3 * SPACE)
        halves.addWidget(self._list, _LIST_SHARE[0])
        halves.addWidget(self._scroll, _LIST_SHARE[1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.addLayout(halves, 1)
        layout.addWidget(self._hint)
