"""Where the agent writes: text, pictures that wait, and the ways to get a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.actions import SPECS, ActionSet, keys_of
from desktop.views.capture.pictures_in import has_picture, pictures_in
from desktop.views.case.context_gauge import ContextGauge
from desktop.views.case.edit_banner import EditBanner
from desktop.views.case.preset_choice import PresetChoice
from desktop.views.case.thumbnail import PictureTile
from desktop.views.parts.parts import (
    SPACE,
    Speaking,
    action_button,
    button,
    column,
    label,
    set_property,
    themed_icon,
)
from desktop.views.parts.theme import Theme
from engine.domain.picture import CaptureOrigin, RedactedImage

_MOST_CHARS = 200_000
"""More than any model reads at once; with ten times as much each key takes a tenth of a second."""
_LINES = (2, 9)
_THUMBNAIL = QSize(112, 74)
_CARD_EDGES_PX = 24


class ComposerText(QPlainTextEdit):
    """A text field that grows with its text, sends with Ctrl+Enter and takes pictures."""

    send_wanted = Signal()
    pictures_given = Signal(object)
    """A list of PictureSource."""
    paste_cut = Signal(int)
    """More was pasted than a question may hold; so many characters were taken."""
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_composing = False
        """An input method is putting a word together: Enter belongs to it."""
        self.setObjectName("composer_text")
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        self._fit()

    def insert_block(self, text: str) -> None:
        """Insert a text at the cursor on lines of its own. Nothing that stands there is overwritten."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        before = "" if cursor.atBlockStart() else "\n"
        after = "" if cursor.atBlockEnd() else "\n"
        cursor.insertText(f"{before}{text.strip()}{after}")
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self.is_composing:
                self.send_wanted.emit()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return has_picture(source) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take pictures as pictures and everything else as plain text."""
        pictures = pictures_in(source, CaptureOrigin.PASTE)
        if pictures:
            self.pictures_given.emit(pictures)
        elif source.hasText():
            room = max(0, _MOST_CHARS - self.document().characterCount())
            text = source.text()
            self.insertPlainText(text[:room])
            if len(text) > room:
                self.paste_cut.emit(room)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        low, high = _LINES
        lines = max(low, min(high, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 10)


class Composer(Speaking, QWidget):
    """The card below the conversation."""

    submitted = Signal(str, object)
    """Question and a tuple of RedactedImage."""
    emptied = Signal()
    """Send was pressed with nothing to send."""
    content_changed = Signal()
    pictures_given = Signal(object)
    picture_removed = Signal()
    """The agent has taken one of those that waited away."""
    picture_opened = Signal(object)

    def __init__(self, theme: Theme, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._pictures: list[RedactedImage] = []
        self._is_busy = False
        self.text = ComposerText()
        self.preset = PresetChoice(theme)
        self.banner = EditBanner(theme)
        self.gauge = ContextGauge(theme)
        self._build()
        self._connect()
        self.retranslate()
        self._draw_icons()

    @property
    def pictures(self) -> tuple[RedactedImage, ...]:
        """The pictures that go with the next question."""
        return tuple(self._pictures)

    @property
    def screen_text(self) -> str:
        """What can be read on those pictures."""
        return "\n".join(picture.visible_text for picture in self._pictures)

    def thumbnails(self) -> list[PictureTile]:
        """The pictures as they are shown."""
        items = (self._picture_row.itemAt(place) for place in range(self._picture_row.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, PictureTile)]

    def question(self) -> str:
        return self.text.toPlainText()

    def submit(self) -> None:
        """Hand over what was written, if anything was; a preset can do without."""
        question = self.question().strip()
        if question or self._pictures or self.preset.chosen is not None:
            self.submitted.emit(question, self.pictures)
        else:
            self.emptied.emit()

    def put(self, question: str, pictures: Sequence[RedactedImage]) -> None:
        """Show this instead of what is there."""
        self.text.setPlainText(question)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self._pictures = list(pictures)
        self._draw_pictures()

    def give_back(self, question: str, pictures: Sequence[RedactedImage]) -> None:
        """Put a question back, before what has been written since."""
        since = self.question()
        self.put(f"{question}\n{since}" if since else question, (*pictures, *self._pictures))

    def add_picture(self, picture: RedactedImage) -> None:
        """Add a covered picture; the same one only once."""
        if picture not in self._pictures:
            self._pictures.append(picture)
            self._draw_pictures()

    @property
    def picture_at_hand(self) -> RedactedImage | None:
        """The picture that has the keyboard, or else the last of those that wait."""
        for thumbnail, picture in zip(self.thumbnails(), self._pictures, strict=False):
            if thumbnail.hasFocus():
                return picture
        return self._pictures[-1] if self._pictures else None

    def replace_picture(self, before: RedactedImage, after: RedactedImage) -> None:
        """Put a picture in the place of another; one that has gone meanwhile stays gone."""
        if before in self._pictures:
            self._pictures[self._pictures.index(before)] = after
            self._draw_pictures()

    def set_busy(self, is_busy: bool) -> None:
        """Show Stop while an answer is being written; what is sent meanwhile waits for its end."""
        self._is_busy = is_busy
        self._stop.setVisible(is_busy)
        self._show_hint()
        self._fit_words()

    def retranslate(self) -> None:
        self._invite()
        self.text.setAccessibleName(self.tr("Question"))
        self._send.setText(self.tr("Send"))
        self._send.setAccessibleName(self.tr("Send"))
        self._stop.setText(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop"))
        self._show_hint()
        self._drop_hint.setText(self.tr("Drop pictures here. They are covered before anything else sees them."))
        self._follow_actions()
        self._fit_words()

    def _show_hint(self) -> None:
        keys = keys_of(SPECS["answer.send"])
        text = self.tr("{keys} sends it after this answer") if self._is_busy else self.tr("{keys} sends")
        self._hint.setText(text.format(keys=keys) if keys else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words off the buttons where there is no room for them."""
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """Show what there is room for in the font at hand: all, the buttons' words without the hint, or icons."""
        for source in self._sources:
            source.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        buttons = (*self._sources, self._send, *(() if self._stop.isHidden() else (self._stop,)))
        needed = sum(each.sizeHint().width() + SPACE for each in buttons) + _CARD_EDGES_PX
        if needed > self.width():
            for source in self._sources:
                source.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._hint.setVisible(needed + self._hint.sizeHint().width() + SPACE <= self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_picture(event.mimeData()):
            event.acceptProposedAction()
            self._show_drop_hint(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop_hint(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drop_hint(False)
        self.pictures_given.emit(pictures_in(event.mimeData(), CaptureOrigin.DROP))
        event.acceptProposedAction()

    def _build(self) -> None:
        self._card = QFrame()
        self._card.setObjectName("composer_card")
        self._picture_row = QHBoxLayout()
        self._picture_row.setSpacing(2 * SPACE)
        self._tray = QWidget()
        self._tray.setLayout(self._picture_row)
        self._picture_row.setContentsMargins(2, 2, 2, 2)
        self._drop_hint = label(wraps=True)
        self._drop_hint.setObjectName("drop_hint")
        self._drop_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop_hint.setMinimumHeight(64)
        self._drop_hint.hide()
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(10, 8, 8, 8)
        inner.setSpacing(SPACE)
        for widget in (self.banner, self._tray, self._drop_hint, self.preset, self.text, self.gauge):
            inner.addWidget(widget)
        inner.addLayout(self._buttons())
        column(self).addWidget(self._card)
        self._draw_pictures()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._sources = []
        for action_id in ("picture.region", "picture.screen", "picture.open", "picture.paste", "answer.preset"):
            source = action_button(self._actions[action_id])
            source.setProperty("look", "labelled")
            row.addWidget(source)
            self._sources.append(source)
        row.addStretch(1)
        self._hint = label("muted")
        self._send = button("primary")
        self._stop = button()
        self._stop.hide()
        for widget in (self._hint, self._send, self._stop):
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.text.send_wanted.connect(self.submit)
        self.text.textChanged.connect(self.content_changed)
        self.preset.changed.connect(self._invite)
        self.text.pictures_given.connect(self.pictures_given)
        self.text.focus_changed.connect(self._show_focus)
        self._send.clicked.connect(self.submit)
        self._stop.clicked.connect(self._actions["answer.stop"].trigger)
        self._theme.changed.connect(self._draw_icons)
        self.setAcceptDrops(True)
        self.text.setAcceptDrops(False)

    def _draw_icons(self) -> None:
        self._send.setIcon(themed_icon(self._theme, "send", "accent_text"))
        self._stop.setIcon(themed_icon(self._theme, "stop", "danger"))

    def _invite(self) -> None:
        """Say what may be written."""
        if self.preset.chosen is None:
            self.text.setPlaceholderText(self.tr("Describe the problem, or paste a screenshot…"))
        else:
            self.text.setPlaceholderText(self.tr("Add what matters, or send it as it is…"))

    def _follow_actions(self) -> None:
        for action_id, control in (("answer.send", self._send), ("answer.stop", self._stop)):
            control.setToolTip(self._actions[action_id].toolTip())

    def _show_focus(self, has_focus: bool) -> None:
        set_property(self._card, "has_focus", "true" if has_focus else "false")

    def _show_drop_hint(self, is_shown: bool) -> None:
        self._drop_hint.setVisible(is_shown)
        self.text.setVisible(not is_shown)

    def _draw_pictures(self) -> None:
        while (item := self._picture_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for picture in self._pictures:
            self._picture_row.addWidget(self._thumbnail(picture))
        self._picture_row.addStretch(1)
        self._tray.setVisible(bool(self._pictures))
        self.content_changed.emit()

    def _thumbnail(self, picture: RedactedImage) -> PictureTile:
        thumbnail = PictureTile(self._theme, _THUMBNAIL, is_removable=True)
        thumbnail.show_picture(picture)
        thumbnail.opened.connect(self.picture_opened)

        def remove() -> None:
            self._pictures.remove(picture)
            self._draw_pictures()
            self.picture_removed.emit()
            self.text.setFocus()

        thumbnail.removed.connect(remove)
        return thumbnail
