"""How the next answer is written: the sampling settings beside the conversation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop.settings_bridge import SettingsBridge
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, line, themed_icon, tool_button
from desktop.views.parts.theme import Theme
from desktop.views.settings.setting_field import SettingField
from desktop.views.settings.setting_words import name_of
from engine.settings import TABLE, Tier

_PREFIX = "sampling."


class ParameterPanel(Speaking, QWidget):
    """A section that opens: the simple rows at once, those for experts on request."""

    opened = Signal(bool)

    def __init__(self, theme: Theme, settings: SettingsBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._is_open = False
        self._shows_expert = False
        self._fields: dict[str, tuple[QLabel, SettingField]] = {}
        self._build()
        theme.changed.connect(self._draw)
        self.retranslate()
        self._draw()

    def set_open(self, is_open: bool) -> None:
        """Show or hide the rows."""
        self._is_open = is_open
        self._draw()
        self.opened.emit(is_open)

    def retranslate(self) -> None:
        self._header.setText(self.tr("Answer settings"))
        self._header.setAccessibleName(self.tr("Answer settings"))
        self._reset.setText(self.tr("Defaults"))
        self._reset.setAccessibleName(self.tr("Set all to their defaults"))
        text = self.tr("Fewer") if self._shows_expert else self.tr("More")
        self._expert.setText(text)
        self._expert.setAccessibleName(self.tr("Show settings for experts"))
        for caption, field in self._fields.values():
            caption.setText(name_of(field.row))
            field.retranslate()

    def _build(self) -> None:
        self._header = tool_button(16)
        self._header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._header.clicked.connect(self._toggle)
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(SPACE, 0, SPACE, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for place, key in enumerate(key for key in TABLE if key.startswith(_PREFIX)):
            field = SettingField(key, self._settings, self._body)
            caption = label("muted", wraps=True)
            caption.setBuddy(field.focus_widget)
            self._fields[key] = (caption, field)
            grid.addWidget(caption, place, 0)
            grid.addWidget(field.widget, place, 1)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        self._reset = button("link")
        self._reset.clicked.connect(self._set_defaults)
        self._expert = button("link")
        self._expert.clicked.connect(self._toggle_expert)
        foot = QHBoxLayout()
        foot.addWidget(self._expert)
        foot.addStretch(1)
        foot.addWidget(self._reset)
        grid.addLayout(foot, len(self._fields), 0, 1, 2)
        layout = column(self, gap=SPACE)
        layout.addWidget(line())
        layout.addWidget(self._header)
        layout.addWidget(self._body)

    def _toggle(self) -> None:
        self.set_open(not self._is_open)

    def _toggle_expert(self) -> None:
        self._shows_expert = not self._shows_expert
        self.retranslate()
        self._draw()

    def _set_defaults(self) -> None:
        for key in self._fields:
            self._settings.reset(key)

    def _draw(self) -> None:
        self._header.setIcon(themed_icon(self._theme, "chevron_down" if self._is_open else "chevron_right"))
        self._body.setVisible(self._is_open)
        for caption, field in self._fields.values():
            is_shown = field.row.tier is Tier.SIMPLE or self._shows_expert
            caption.setVisible(is_shown)
            field.widget.setVisible(is_shown)
