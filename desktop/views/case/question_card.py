"""One turn of a case: what the agent asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.case.markdown import MarkdownView
from desktop.views.case.thumbnail import PictureTile
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.theme import Theme
from engine.domain.conversation import Version

_THUMBNAIL = QSize(208, 132)
_BUBBLE_SHARE = 0.82
_BUBBLE_PADDING = 14


def when(created_ms: int) -> str:
    """Return a time of day, with the date where it is not today's."""
    moment = QDateTime.fromMSecsSinceEpoch(created_ms)
    locale = QLocale()
    clock = locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    if moment.date() == QDateTime.currentDateTime().date():
        return clock
    return f"{locale.toString(moment.date(), QLocale.FormatType.ShortFormat)} {clock}"


class PictureRow(QWidget):
    """The pictures of one turn."""

    opened = Signal(object)

    def __init__(self, theme: Theme, digests: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thumbnails: dict[str, PictureTile] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, SPACE)
        row.setSpacing(2 * SPACE)
        for digest in digests:
            thumbnail = PictureTile(theme, _THUMBNAIL)
            thumbnail.opened.connect(self.opened)
            self.thumbnails[digest] = thumbnail
            row.addWidget(thumbnail)
        row.addStretch(1)


class QuestionCard(Speaking, QWidget):
    """What the agent asked: a bubble on the right."""

    picture_opened = Signal(object)
    edit_wanted = Signal(int)
    """The message that is to be changed."""
    version_chosen = Signal(int)
    """The place of a version among the earlier ones; their number stands for the one that counts."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        digests: Sequence[str],
        created_ms: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._covered = 0
        self._created_ms = created_ms
        self.message_id: int | None = None
        """What the question is kept as; None until it is."""
        self.versions: tuple[Version, ...] = ()
        self._place = 0
        self._bubble = QFrame()
        self._bubble.setProperty("card", "question")
        inner = QVBoxLayout(self._bubble)
        inner.setContentsMargins(_BUBBLE_PADDING, 10, _BUBBLE_PADDING, 10)
        inner.setSpacing(SPACE)
        self.pictures = PictureRow(theme, digests)
        self.pictures.setVisible(bool(digests))
        self.pictures.opened.connect(self.picture_opened)
        self.body = MarkdownView(theme)
        inner.addWidget(self.pictures)
        inner.addWidget(self.body)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._bubble)
        layout = column(self)
        layout.addLayout(row)
        layout.addLayout(self._foot())
        self.show_question(text, 0)

    def show_question(self, text: str, covered: int) -> None:
        """Show the question as it is kept, and how much was covered in it."""
        self._covered = covered
        self.body.show_plain(text)
        self.body.setVisible(bool(text))
        self._fit_bubble()
        self.retranslate()

    def show_kept(self, message_id: int, *, can_edit: bool = True) -> None:
        """The question is kept under this number. Follow-ups of an earlier version are there to be read only."""
        self.message_id = message_id
        self._edit.setVisible(can_edit)

    def set_versions(self, versions: Sequence[Version], place: int | None = None) -> None:
        """What stood in this question's place before, oldest first, and which of them this card shows, if any."""
        self.versions = tuple(versions)
        self._place = len(self.versions) if place is None else place
        self.retranslate()

    @property
    def is_earlier(self) -> bool:
        """Whether this is a version that no longer counts."""
        return self._place < len(self.versions)

    def retranslate(self) -> None:
        self._edit.setText(self.tr("Edit"))
        self._edit.setAccessibleName(self.tr("Edit this question"))
        self._edit.setToolTip(self.tr("Ask this in other words; the case goes on from there"))
        words = self.tr("Version {number} of {total}").format(number=self._place + 1, total=len(self.versions) + 1)
        self._version.setText(words)
        self._version.setVisible(bool(self.versions))
        self._version.setToolTip(self.tr("Show another version, with what followed it"))
        self._version.setAccessibleName(self.tr("{words}: show another version").format(words=words))
        parts = [self.tr("earlier version")] if self.is_earlier else []
        parts += [when(self._created_ms)] if self._created_ms else []
        if self._covered:
            parts.append(self.tr("Covered in the text: {count}").format(count=self._covered))
        self._note.setText(" · ".join(parts))
        self._note.setVisible(bool(parts))
        self.body.setAccessibleName(self.tr("Your question"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bubble()

    def _foot(self) -> QHBoxLayout:
        self._note = label("muted")
        self._version = button("link")
        self._version.clicked.connect(self._show_other_version)
        self._edit = button("link")
        self._edit.hide()
        self._edit.clicked.connect(self._ask_for_edit)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addStretch(1)
        for part in (self._note, self._version, self._edit):
            foot.addWidget(part)
        return foot

    def _show_other_version(self) -> None:
        """Go one version back, from the first to the one that counts."""
        self.version_chosen.emit(self._place - 1 if self._place else len(self.versions))

    def _ask_for_edit(self) -> None:
        if self.message_id is not None:
            self.edit_wanted.emit(self.message_id)

    def _fit_bubble(self) -> None:
        room = int(self.width() * _BUBBLE_SHARE) - 2 * _BUBBLE_PADDING
        pictures = self.pictures.sizeHint().width() if self.pictures.thumbnails else 0
        width = max(min(max(self.body.ideal_width(), pictures), room), 40)
        self.body.setFixedWidth(width)
