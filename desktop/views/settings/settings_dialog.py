"""The settings dialog, made from the settings table, with a search over all rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from desktop.settings_bridge import SettingsBridge
from desktop.viewmodels.server_key import ServerKeyViewModel
from desktop.views.parts.parts import SPACE, Speaking, button, column, grown, label, room_for, themed_icon, tool_button
from desktop.views.parts.search_field import SearchField
from desktop.views.parts.theme import Theme
from desktop.views.settings.profile_list import ProfileList
from desktop.views.settings.server_key_card import ServerKeyCard
from desktop.views.settings.setting_field import SettingField
from desktop.views.settings.setting_hints import hint_of
from desktop.views.settings.setting_words import choice_text, name_of, section_title
from desktop.views.settings.settings_files import SettingsFiles
from desktop.views.settings.shortcut_editor import ShortcutEditor
from engine.settings import TABLE, Setting, Tier

_FIELD_PX, _WIDEST_FIELD_PX = 260, 420
_FIRST_SIZE = QSize(760, 640)


class _Row(QObject):
    """One setting: its name, its control, and the way back to the default."""

    def __init__(self, row: Setting, settings: SettingsBridge, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = row
        self.name = label(wraps=True)
        self.field = SettingField(row.key, settings, parent)
        self.field.widget.setFixedWidth(min(grown(_FIELD_PX), _WIDEST_FIELD_PX))
        self.name.setBuddy(self.field.focus_widget)
        self.hint = label("muted", wraps=True)
        self.reset: QToolButton = tool_button(14)
        self.reset.clicked.connect(self._set_default)
        self._theme = theme
        self._settings = settings
        settings.changed.connect(self._follow)

    def matches(self, words: list[str]) -> bool:
        texts = (self.setting.key, self.setting.en, self.setting.zh, *self.setting.choices)
        shown = (section_title(self.setting.key.partition(".")[0]), *map(choice_text, self.setting.choices))
        haystack = " ".join((*texts, *shown)).casefold()
        return all(word in haystack for word in words)

    def show(self, is_shown: bool) -> None:
        self.name.setVisible(is_shown)
        self.field.widget.setVisible(is_shown)
        self.reset.setVisible(is_shown)
        self.hint.setVisible(is_shown and bool(self.hint.text()))
        self._follow(self.setting.key)

    def retranslate(self, reset_text: str) -> None:
        self.hint.setText(hint_of(self.setting.key, self._settings))
        self.field.focus_widget.setAccessibleDescription(self.hint.text())
        name = name_of(self.setting)
        if self._settings.is_fixed(self.setting.key):
            name = QCoreApplication.translate("Policy", "{name} (set by your organisation)").format(name=name)
        self.name.setText(name)
        self.name.setToolTip(self.setting.key)
        self.field.retranslate()
        self.reset.setToolTip(reset_text)
        self.reset.setAccessibleName(f"{reset_text}: {self.name.text()}")
        self.reset.setIcon(themed_icon(self._theme, "retry"))

    def _set_default(self) -> None:
        self._settings.reset(self.setting.key)

    def _follow(self, key: str) -> None:
        if key == self.setting.key:
            self.hint.setText(hint_of(key, self._settings))
            is_fixed = self._settings.is_fixed(key)
            self.field.widget.setEnabled(not is_fixed)
            self.reset.setEnabled(not is_fixed and self._settings.get(key) != self._settings.default(key))


class SettingsDialog(Speaking, QDialog):
    """Changes take effect at once; there is nothing to apply."""

    models_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: SettingsBridge,
        parent: QWidget | None = None,
        server_key: ServerKeyViewModel | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self.server_key = ServerKeyCard(server_key) if server_key is not None else None
        self._rows: list[_Row] = []
        self._sections: dict[str, tuple[QLabel, QFrame, QGridLayout, list[_Row]]] = {}
        self._build()
        self.resize(room_for(self, _FIRST_SIZE))
        self.retranslate()
        self._filter()
        theme.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.search.setAccessibleName(self.tr("Search settings"))
        self.expert.setText(self.tr("Show settings for experts"))
        self.expert.setAccessibleName(self.tr("Show settings for experts"))
        self._none.setText(self.tr("No setting matches."))
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._models.setText(self.tr("Models…"))
        self._models.setAccessibleName(self.tr("Models"))
        self._scroll.setAccessibleName(self.tr("Settings"))
        for section, (title, _, _, rows) in self._sections.items():
            title.setText(section_title(section))
            for row in rows:
                row.retranslate(self.tr("Back to the default"))
        self.tabs.setTabText(0, self.tr("Settings"))
        self.tabs.setTabText(1, self.tr("Keyboard shortcuts"))
        self.tabs.setAccessibleName(self.tr("Pages"))
        for scroll in self.tabs.findChildren(QToolButton):
            scroll.setAccessibleName(self.tr("More pages"))
        for act, text in (
            (self.import_file, self.tr("Import…")),
            (self.export_file, self.tr("Export…")),
            (self.reset_all, self.tr("All back to the defaults…")),
        ):
            act.setText(text)
            act.setAccessibleName(text.rstrip("…"))
        self._note.setText(self.tr("Changes take effect at once. Another model is loaded in the background."))

    def shown_keys(self) -> list[str]:
        """Return the settings that are listed now."""
        return [row.setting.key for row in self._rows if row.name.isVisibleTo(self)]

    def show_setting(self, key: str) -> None:
        """Show one setting, and put the keyboard on it."""
        row = next((row for row in self._rows if row.setting.key == key), None)
        if row is None:
            return
        self.tabs.setCurrentIndex(0)
        self.search.setText(key)
        row.field.focus_widget.setFocus()

    def show_shortcuts(self) -> None:
        """Show the keys of the actions."""
        self.tabs.setCurrentIndex(1)
        self.shortcuts.list.setFocus()

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self._filter()

    def _show_models(self) -> None:
        self.accept()
        self.models_wanted.emit()

    def _build(self) -> None:
        self.search = SearchField()
        self.search.textChanged.connect(self._filter)
        self.expert = QCheckBox()
        self.expert.toggled.connect(self._filter)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.pages = QStackedWidget(self)
        self._note = label("muted", wraps=True)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(self.search, 1)
        head.addWidget(self.expert)
        layout = column(self, margin=4 * SPACE, gap=3 * SPACE)
        layout.addLayout(head)
        layout.addWidget(self.tabs)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self._note)
        layout.addLayout(self._foot())
        # From the outside in: with every widget that takes others in, Qt dresses all of those anew.
        self._scroll = QScrollArea(self.pages)
        self.shortcuts = ShortcutEditor(self._settings, self.pages)
        for page in (self._scroll, self.shortcuts):
            self.tabs.addTab("")
            self.pages.addWidget(page)
        self._fill_table()
        self.tabs.currentChanged.connect(self._turn_to)

    def _fill_table(self) -> None:
        self._scroll.setWidgetResizable(True)
        canvas = QWidget(self._scroll)
        self._scroll.setWidget(canvas)
        body = column(canvas, gap=2 * SPACE)
        body.setContentsMargins(0, 3 * SPACE, 2 * SPACE, 0)
        for key in TABLE:
            self._add_row(TABLE[key], canvas)
        self.profiles = ProfileList(self._settings)
        for section, (title, card, _, _) in self._sections.items():
            body.addWidget(title)
            body.addWidget(card)
            if section == "redaction":
                body.addWidget(self.profiles)
            if section == "server" and self.server_key is not None:
                body.addWidget(self.server_key)
            body.addSpacing(SPACE)
        self._none = label("muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addWidget(self._none)
        body.addStretch(1)

    def _foot(self) -> QHBoxLayout:
        self._close = button("primary")
        self._close.clicked.connect(self.accept)
        self._models = button()
        self._models.clicked.connect(self._show_models)
        self.import_file, self.export_file, self.reset_all = button(), button(), button()
        self.files = SettingsFiles(self, self._settings, self._note)
        self.import_file.clicked.connect(self.files.choose_import)
        self.export_file.clicked.connect(self.files.choose_export)
        self.reset_all.clicked.connect(self.files.ask_reset)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        for act in (self.import_file, self.export_file, self.reset_all):
            foot.addWidget(act)
        foot.addStretch(1)
        foot.addWidget(self._models)
        foot.addWidget(self._close)
        return foot

    def _add_row(self, setting: Setting, canvas: QWidget) -> None:
        section = setting.key.partition(".")[0]
        if section not in self._sections:
            self._add_section(section, canvas)
        _, card, grid, rows = self._sections[section]
        row = _Row(setting, self._settings, self._theme, card)
        for place, widget in enumerate((row.name, row.field.widget, row.reset)):
            grid.addWidget(widget, 2 * len(rows), place)
        grid.addWidget(row.hint, 2 * len(rows) + 1, 0, 1, 2)
        rows.append(row)
        self._rows.append(row)

    def _add_section(self, section: str, canvas: QWidget) -> None:
        card = QFrame(canvas)
        card.setProperty("card", "plain")
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 10, 10, 10)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setColumnStretch(0, 1)
        self._sections[section] = (label("section"), card, grid, [])

    def _filter(self) -> None:
        is_table = self.pages.currentWidget() is self._scroll
        for control in (self.expert, self.reset_all, self._models):
            control.setVisible(is_table)
        self.shortcuts.search(self.search.text())
        words = self.search.text().casefold().split()
        for title, card, _, rows in self._sections.values():
            shown = 0
            for row in rows:
                is_for_all = row.setting.tier is Tier.SIMPLE or self.expert.isChecked() or bool(words)
                is_shown = is_for_all and row.matches(words)
                row.show(is_shown)
                shown += is_shown
            title.setVisible(shown > 0)
            card.setVisible(shown > 0)
        others: list[ProfileList | ServerKeyCard] = [self.profiles]
        others += [self.server_key] if self.server_key is not None else []
        for card_of_own in others:
            card_of_own.setVisible(card_of_own.matches(words))
        self._none.setVisible(not self.shown_keys() and not any(each.isVisibleTo(self) for each in others))
