"""The presets to choose from: a few letters and Enter. What each one says and sets stands beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.viewmodels.presets import PresetsViewModel
from desktop.views.case.preset_words import parameters_of
from desktop.views.parts.opening import WhenLocked
from desktop.views.parts.parts import (
    SPACE,
    Speaking,
    button,
    column,
    grown,
    label,
    room_for,
    set_property,
    themed_icon,
)
from desktop.views.parts.search_field import MovedList, SearchField
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.domain.preset import Preset
from engine.errors import DesksideError
from engine.settings import PresetImport
from engine.wording import remedy, say

_FIRST_SIZE = QSize(780, 540)
_LEAST_SIZE = QSize(440, 400)
_ICON_PX = 18
_WIDE_PX = 600
_UID = Qt.ItemDataRole.UserRole


class PresetPalette(Speaking, QDialog):
    """Choosing closes it; importing and exporting do not."""

    when_locked = WhenLocked.ENDS

    chosen = Signal(object)
    """The Preset; None for asking in own words."""

    def __init__(
        self, theme: Theme, presets: PresetsViewModel, now: Preset | None = None, parent: QWidget | None = None
    ) -> None:
        """`now` is the one that is chosen already."""
        super().__init__(parent)
        self._theme = theme
        self._presets = presets
        self._now = now
        self._outcome: PresetImport | DesksideError | tuple[int, Path] | None = None
        self._make_parts()
        self._lay_out()
        self.setMinimumSize(_LEAST_SIZE)
        self.resize(room_for(self, _FIRST_SIZE))
        presets.listed.connect(self._follow)
        presets.imported.connect(self._take_outcome)
        presets.failed.connect(self._take_outcome)
        presets.exported.connect(self._take_export)
        theme.changed.connect(self._list)
        self.retranslate()
        presets.refresh()
        self.search.setFocus()

    @property
    def current(self) -> Preset | None:
        """The one that is marked in the list."""
        item = self.list.currentItem()
        uid = item.data(0, _UID) if item is not None else None
        return next((preset for preset in self._presets.presets if preset.uid == uid), None)

    def use(self) -> None:
        """Ask the next question by the one that is marked."""
        if self.current is not None:
            self.chosen.emit(self.current)
            self.accept()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Presets"))
        self.search.setPlaceholderText(self.tr("First letters, then Enter"))
        self.search.setAccessibleName(self.tr("Search presets"))
        self.list.setAccessibleName(self.tr("Presets"))
        self.list.header().setAccessibleName(self.tr("Presets"))
        self._prompt.setAccessibleName(self.tr("What the model is told"))
        self._prompt_title.setText(self.tr("What the model is told; {text} is what you write"))
        self._plain.setText(self.tr("Ask in own words"))
        self._use.setText(self.tr("Use"))
        self.import_files.setText(self.tr("Import…"))
        self.export.setText(self.tr("Export…"))
        for act in (self._plain, self._use, self.import_files, self.export):
            act.setAccessibleName(act.text().rstrip("…"))
        is_allowed = self._presets.takes_own
        self.import_files.setEnabled(is_allowed)
        self.import_files.setToolTip("" if is_allowed else say("presets.own_forbidden", shown_language()))
        self._list()
        self._show_outcome()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above what it says where large text leaves no room beside it."""
        super().resizeEvent(event)
        is_wide = self.width() >= grown(_WIDE_PX)
        side_by_side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side_by_side if is_wide else below)

    def _make_parts(self) -> None:
        self.search = SearchField()
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self.use)
        self.list = QTreeWidget()
        MovedList(self.search, self.list)
        self.list.setRootIsDecorated(False)
        self.list.setHeaderHidden(True)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setColumnCount(2)
        self.list.setIconSize(QSize(grown(_ICON_PX), grown(_ICON_PX)))
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._show_current)
        self.list.itemActivated.connect(self.use)
        self._title, self._origin = label("heading", wraps=True), label("muted", wraps=True)
        self._about, self._sets = label(wraps=True), label("muted", wraps=True)
        self._prompt_title = label("section")
        self._prompt = QPlainTextEdit()
        self._prompt.setReadOnly(True)
        self._prompt.setTabChangesFocus(True)
        self._told = label(wraps=True)
        self._told_card = QFrame()
        column(self._told_card, margin=2 * SPACE).addWidget(self._told)
        self.import_files, self.export = button(), button()
        self._plain, self._use = button(), button("primary")
        self.import_files.clicked.connect(self._choose_files)
        self.export.clicked.connect(self._choose_folder)
        self._plain.clicked.connect(self._use_none)
        self._use.clicked.connect(self.use)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(2 * SPACE)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        for widget in (self._title, self._origin, self._about, self._sets):
            right.addWidget(widget)
        right.addSpacing(2 * SPACE)
        right.addWidget(self._prompt_title)
        right.addWidget(self._prompt, 1)
        self._columns = columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(4 * SPACE)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addWidget(self.import_files)
        foot.addWidget(self.export)
        foot.addStretch(1)
        foot.addWidget(self._plain)
        foot.addWidget(self._use)
        layout = column(self, margin=4 * SPACE, gap=3 * SPACE)
        layout.addLayout(columns, 1)
        layout.addWidget(self._told_card)
        layout.addLayout(foot)

    # --- the list -----------------------------------------------------------------------------------------------------

    def _list(self) -> None:
        """Write the list anew: what the letters mean, the best marked; without letters, what was marked."""
        wanted = self.current or self._now
        query, language = self.search.text(), shown_language()
        self.list.blockSignals(True)
        self.list.clear()
        muted = QBrush(QColor(self._theme.colours.muted))
        for preset in self._presets.found(query):
            item = QTreeWidgetItem([preset.name(language), preset.shortcut])
            item.setIcon(0, self._icon_of(preset))
            item.setForeground(1, muted)
            item.setData(0, _UID, preset.uid)
            item.setToolTip(0, preset.text(language).about)
            self.list.addTopLevelItem(item)
            if not query.strip() and wanted is not None and wanted.uid == preset.uid:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(False)
        self._show_current()

    def _icon_of(self, preset: Preset) -> QIcon:
        """Return its icon, which can be seen on the marked row too."""
        name = preset.icon or "preset"
        drawn = themed_icon(self._theme, name, "accent")
        on_mark = themed_icon(self._theme, name, "accent_text")
        drawn.addPixmap(on_mark.pixmap(2 * _ICON_PX, 2 * _ICON_PX), QIcon.Mode.Selected)
        return drawn

    def _follow(self) -> None:
        self._list()
        self._show_outcome()

    def _show_current(self) -> None:
        preset, language = self.current, shown_language()
        for control in (self._use, self.export):
            control.setEnabled(preset is not None)
        self._plain.setVisible(self._now is not None)
        for widget in (self._origin, self._about, self._sets, self._prompt_title, self._prompt):
            widget.setVisible(preset is not None)
        if preset is None:
            self._title.setText(self.tr("No preset matches."))
            return
        text = preset.text(language)
        self._title.setText(text.name)
        self._origin.setText(self.tr("Your own") if preset.is_own else self.tr("Came with Deskside"))
        self._about.setText(text.about)
        self._about.setVisible(bool(text.about))
        parameters = parameters_of(preset)
        self._sets.setText(" · ".join(parameters) if parameters else self.tr("Answered as the settings say."))
        self._prompt.setPlainText(text.prompt)

    # --- files --------------------------------------------------------------------------------------------------------

    def _use_none(self) -> None:
        self.chosen.emit(None)
        self.accept()

    def _choose_files(self) -> None:
        kinds = self.tr("Presets") + " (*.toml)"
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Import presets"), "", kinds)
        if chosen:
            self._presets.import_from([Path(each) for each in chosen])

    def _choose_folder(self) -> None:
        """The presets that the list shows go there: what is searched for, or all."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Export these presets to"))
        if folder:
            self._presets.export_to(Path(folder), [preset.uid for preset in self._presets.found(self.search.text())])

    def _take_outcome(self, outcome: PresetImport | DesksideError) -> None:
        self._outcome = outcome
        self._show_outcome()

    def _take_export(self, count: int, folder: Path) -> None:
        self._outcome = (count, folder)
        self._show_outcome()

    def _show_outcome(self) -> None:
        """Say how it went; else what is wrong with the files that are there."""
        language, damaged = shown_language(), self._presets.damaged
        match self._outcome:
            case PresetImport(added, changed, unchanged):
                counts = {"added": len(added), "changed": len(changed), "unchanged": len(unchanged)}
                text, look = say("presets.imported", language, **counts), "plain"
            case (int() as count, folder):
                text, look = say("presets.exported", language, count=count, folder=folder), "plain"
            case DesksideError() as error:
                text, look = (
                    f"{error.message(language)} {remedy(error.key, language, **error.values)}".strip(),
                    "failure",
                )
            case _:
                text = "\n".join(f"{error.message(language)} {error.remedy(language)}" for error in damaged)
                look = "failure"
        self._told.setText(text)
        set_property(self._told_card, "card", look)
        self._told_card.setVisible(bool(text))
