"""Where profiles of applications are made, changed, copied and removed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from desktop.settings_bridge import SettingsBridge
from desktop.views.parts.opening import come_over_window
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.translation import shown_language
from desktop.views.settings.profile_form import ProfileForm
from engine.domain.rules import Profile
from engine.errors import SettingsError
from engine.settings import free_name, keep_profile, remove_profile

_LIST_PX = 210


class ProfilesDialog(Speaking, QDialog):
    """A list of profiles and the form of the chosen one. Changes take effect at once."""

    def __init__(self, settings: SettingsBridge, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._folder = settings, folder
        self._shown: Profile | None = None
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST_PX)
        self.list.setSpacing(SPACE // 2)
        self.list.setProperty("framed", "true")
        self.form = ProfileForm(settings.settings.redaction_rules())
        self.add, self.copy, self.remove, self._close = button(), button(), button("danger"), button("primary")
        self._none, self._note = label("muted", wraps=True), label("muted", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fault = label("error", wraps=True)
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.copy.clicked.connect(self._copy)
        self.remove.clicked.connect(self._ask_to_remove)
        self._close.clicked.connect(self.accept)
        self.list.currentTextChanged.connect(self._show_named)
        self.form.edited.connect(self._keep)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._ask_to_remove)
        self.resize(780, 640)
        self.retranslate()
        self._list_again()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Profiles of applications"))
        self.list.setAccessibleName(self.tr("Profiles"))
        self._scroll.setAccessibleName(self.tr("Profiles of applications"))
        for widget, text in (
            (self.add, self.tr("Add")),
            (self.copy, self.tr("Duplicate")),
            (self.remove, self.tr("Remove")),
            (self._close, self.tr("Close")),
        ):
            widget.setText(text)
            widget.setAccessibleName(text)
        self._none.setText(self.tr("There are no profiles yet. Add one for the windows of an application."))
        self._note.setText(self.tr("Changes take effect at once, from the next capture on."))

    def done(self, result: int) -> None:
        """Keep what is still being typed, then close; stay open where that cannot be kept."""
        if self._keep():
            super().done(result)

    def remove_shown(self) -> None:
        """Remove the shown profile."""
        if self._shown is None:
            return
        try:
            remove_profile(self._folder, self._shown.name)
        except SettingsError as error:
            self._tell(error)
            return
        self._shown = None
        self._list_again()

    def _add(self) -> None:
        self._start(Profile(self.tr("New profile")))

    def _copy(self) -> None:
        if self._shown is not None:
            self._start(replace(self._shown))

    def _start(self, profile: Profile) -> None:
        """Keep a new profile under a free name, and show it with the name ready to be written over."""
        if not self._keep():
            return
        fresh = replace(profile, name=free_name(profile.name, [each.name for each in self._profiles()]))
        try:
            keep_profile(self._folder, fresh)
        except SettingsError as error:
            self._tell(error)
            return
        self._list_again(fresh.name)
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _ask_to_remove(self) -> None:
        if self._shown is None:
            return
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.tr("Remove profile"))
        question.setText(self.tr("Remove the profile {name}?").format(name=self._shown.name))
        remove = question.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        question.setEscapeButton(keep)
        come_over_window(question)
        question.exec()
        if question.clickedButton() is remove:
            self.remove_shown()

    def _keep(self) -> bool:
        """Write the shown profile if it was changed. False, and the agent is told, where that is not possible."""
        self.fault.setVisible(False)
        changed = self.form.profile
        if self._shown is None or changed == self._shown:
            return True
        try:
            keep_profile(self._folder, changed, self._shown.name)
        except SettingsError as error:
            self._tell(error)
            return False
        is_renamed = changed.name != self._shown.name
        self._shown = changed
        if is_renamed:
            self._rename(changed.name)
        return True

    def _rename(self, name: str) -> None:
        item = self.list.currentItem()
        self.list.blockSignals(True)
        item.setText(name)
        self.list.blockSignals(False)

    def _show_named(self, name: str) -> None:
        if self._shown is not None and name != self._shown.name and not self._keep():
            self._select(self._shown.name)  # what was typed is not lost
            return
        self._shown = next((each for each in self._profiles() if each.name == name), None)
        if self._shown is not None:
            self.form.show_profile(self._shown)
            self._shown = self.form.profile  # a treatment that the organisation forbids is not offered
        self._follow()

    def _list_again(self, name: str = "") -> None:
        """List the profiles there are and show the named one, or the first."""
        names = sorted((profile.name for profile in self._profiles()), key=str.casefold)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems(names)
        self.list.blockSignals(False)
        if names:
            self._select(name or names[0])
        self._show_named(name or (names[0] if names else ""))

    def _select(self, name: str) -> None:
        self.list.blockSignals(True)
        for item in self.list.findItems(name, Qt.MatchFlag.MatchExactly):
            self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _follow(self) -> None:
        is_shown = self._shown is not None
        self._scroll.setVisible(is_shown)
        self._none.setVisible(not is_shown)
        self.copy.setEnabled(is_shown)
        self.remove.setEnabled(is_shown)

    def _tell(self, error: SettingsError) -> None:
        language = shown_language()
        self.fault.setText(f"{error.message(language)} {error.remedy(language)}")
        self.fault.setVisible(True)

    def _profiles(self) -> tuple[Profile, ...]:
        return self._settings.settings.profiles().readable

    def _lay_out(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.form)
        side = QVBoxLayout()
        side.setSpacing(2 * SPACE)
        side.addWidget(self.list, 1)
        side.addWidget(self.add)
        both = QHBoxLayout()
        both.setSpacing(2 * SPACE)
        both.addWidget(self.copy)
        both.addWidget(self.remove)
        side.addLayout(both)
        middle = QHBoxLayout()
        middle.setSpacing(4 * SPACE)
        middle.addLayout(side)
        middle.addWidget(self._none, 1)
        middle.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addWidget(self._note, 1)
        foot.addWidget(self._close)
        layout = column(self, margin=4 * SPACE, gap=3 * SPACE)
        layout.addLayout(middle, 1)
        layout.addWidget(self.fault)
        layout.addLayout(foot)
        self.fault.setVisible(False)
