"""The preset that was chosen for the next question: it stands above the question until that is sent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.views.case.preset_words import parameters_of
from desktop.views.parts.parts import SPACE, ElidedLabel, Speaking, grown, label, themed_icon, tool_button
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.domain.preset import Preset

_ICON_PX = 16


class PresetChoice(Speaking, QFrame):
    """Its name and what it sets, and a button that goes back to asking in own words. Hidden while nothing is chosen."""

    changed = Signal()
    """Another preset, or none."""
    decided = Signal()
    """The agent has chosen one, or none: what comes next is the question."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen: Preset | None = None
        self._icon = QLabel()
        self._name = label("strong")
        self._sets = ElidedLabel("muted")
        self._clear = tool_button(14)
        self._clear.clicked.connect(partial(self.decide, None))
        self._build()
        theme.changed.connect(self._draw_icons)
        self._show()

    @property
    def chosen(self) -> Preset | None:
        """The one by which will be asked; None for the agent's own words."""
        return self._chosen

    def choose(self, preset: Preset | None) -> None:
        """Show this one, or none."""
        if preset != self._chosen:
            self._chosen = preset
            self._show()
            self.changed.emit()

    def decide(self, preset: Preset | None) -> None:
        """The agent wants this one, or own words."""
        self.choose(preset)
        words = self.accessibleName() or self.tr("Ask in own words")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.decided.emit()

    def retranslate(self) -> None:
        self._clear.setAccessibleName(self.tr("Ask in own words"))
        self._clear.setToolTip(self.tr("Ask in own words (Esc)"))
        preset = self._chosen
        if preset is None:
            self.setAccessibleName("")
            return
        text = preset.text(shown_language())
        self._name.setText(text.name)
        self._sets.show_text(" · ".join(parameters_of(preset)) or text.about)
        self.setAccessibleName(self.tr("Preset: {name}").format(name=text.name))
        self.setAccessibleDescription(self._sets.whole_text)
        self.setToolTip(text.about)

    def _build(self) -> None:
        self.setObjectName("preset_choice")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._icon)
        row.addWidget(self._name)
        row.addWidget(self._sets, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._clear)

    def _show(self) -> None:
        self.retranslate()
        self._draw_icons()
        self.setVisible(self._chosen is not None)

    def _draw_icons(self) -> None:
        self._clear.setIcon(themed_icon(self._theme, "close"))
        if self._chosen is not None:
            icon = themed_icon(self._theme, self._chosen.icon or "preset", "accent_soft_text")
            self._icon.setPixmap(icon.pixmap(grown(_ICON_PX), grown(_ICON_PX)))
