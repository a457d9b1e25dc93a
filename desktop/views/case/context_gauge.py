"""How full the window of the model is: what the case takes, and what the next question adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, grown, themed_icon
from desktop.views.parts.theme import Theme
from engine.domain.conversation import Message, Usage
from engine.domain.model import SeenSize
from engine.domain.picture import RedactedImage
from engine.domain.search_text import stands_alone

_BAR = QSize(72, 6)
_LATIN_CHARS = 3.6
"""Characters of a token, in text of Latin letters; a Chinese character is about two thirds of one."""
_CHINESE_TOKENS = 0.67
_NEARLY_FULL = 0.85


@dataclass(frozen=True, slots=True)
class ContextUse:
    """Tokens: of the whole window, of the case so far, and of what waits in the composer."""

    total: int = 0
    """0 where it is not known: another machine answers."""
    used: int = 0
    pictures: tuple[int, ...] = ()
    text: int = 0

    @property
    def added(self) -> int:
        return sum(self.pictures) + self.text

    @property
    def is_worth_saying(self) -> bool:
        return bool(self.used or self.pictures) or self.cannot_fit

    @property
    def is_too_much(self) -> bool:
        """Whether earlier turns will have to be left out."""
        return bool(self.total) and self.used + self.added > self.total

    @property
    def cannot_fit(self) -> bool:
        """Whether what waits is by itself more than the model can take."""
        return bool(self.total) and self.added > self.total

    @property
    def is_nearly_full(self) -> bool:
        return bool(self.total) and self.used + self.added > _NEARLY_FULL * self.total


def text_tokens(text: str) -> int:
    """Estimate how many tokens a text takes."""
    chinese = sum(stands_alone(char) for char in text)
    return round(chinese * _CHINESE_TOKENS + (len(text) - chinese) / _LATIN_CHARS)


def picture_tokens(pictures: Sequence[RedactedImage], limits: tuple[int, int]) -> tuple[int, ...]:
    """Return how many tokens the model spends on each picture: exact, for its sizes are fixed."""
    return tuple(SeenSize.of(picture.width, picture.height, *limits).tokens for picture in pictures)


def tokens_so_far(messages: Sequence[Message], latest: Usage | None = None) -> int:
    """Return what a case takes in the window: as the last answer told it, its own words included.

    One that was stopped while the model was busy did not come to tell it.
    """
    usages = [*(message.usage for message in messages), latest]
    told = [usage for usage in usages if usage is not None and usage.model and usage.prompt_tokens]
    return told[-1].prompt_tokens + told[-1].completion_tokens if told else 0


class ContextGauge(Speaking, QWidget):
    """A bar and a line of words; hidden while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._use = ContextUse()
        self._bar = _Bar(theme)
        self._warning = QLabel()
        self._words = ElidedLabel("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._bar)
        row.addWidget(self._warning)
        row.addWidget(self._words, 1)
        theme.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.whole_text

    def show_use(self, use: ContextUse) -> None:
        if use != self._use:
            self._use = use
            self.retranslate()

    def retranslate(self) -> None:
        use = self._use
        self.setVisible(use.is_worth_saying)
        self._bar.show_use(use)
        self._warning.setVisible(use.is_nearly_full)
        self._warning.setPixmap(themed_icon(self._theme, "warning", "busy").pixmap(grown(14), grown(14)))
        self._words.show_text(self._said(use))
        self._words.setToolTip(
            self.tr("What the model can keep in mind at once. When it is full, the earliest turns are left out.")
        )
        self.setAccessibleName(self._words.whole_text)

    def _said(self, use: ContextUse) -> str:
        number = QLocale().toString
        parts = []
        if use.pictures:
            each = " + ".join(number(tokens) for tokens in use.pictures)
            parts.append(self.tr("Pictures: {tokens} tokens").format(tokens=each))
        if use.total:
            percent = round(100 * (use.used + use.added) / use.total)
            whole = number(use.total)
            parts.append(self.tr("{percent} % of {total} tokens in use").format(percent=percent, total=whole))
        elif use.used:
            parts.append(self.tr("{tokens} tokens so far").format(tokens=number(use.used)))
        if use.cannot_fit:
            parts.append(self.tr("too long for the model: keep the part that matters"))
        elif use.is_too_much:
            parts.append(self.tr("the earliest turns will be left out"))
        return " · ".join(parts)


class _Bar(QWidget):
    """What the case takes, and lighter what the question adds; the words beside it say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._use = ContextUse()
        self.setFixedSize(_BAR)

    def show_use(self, use: ContextUse) -> None:
        self._use = use
        self.setVisible(bool(use.total))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        use, colours = self._use, self._theme.colours
        if not use.total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        used = min(1.0, use.used / use.total)
        whole = min(1.0, (use.used + use.added) / use.total)
        ink = colours.busy if use.is_nearly_full else colours.accent
        for share, colour, opacity in ((1.0, colours.border, 1.0), (whole, ink, 0.45), (used, ink, 1.0)):
            painter.setOpacity(opacity)
            painter.setBrush(QColor(colour))
            painter.setPen(QColor(0, 0, 0, 0))
            painter.drawRoundedRect(QRectF(0, 0, self.width() * share, self.height()), 3, 3)
