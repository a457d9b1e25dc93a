"""The keys of all actions in a list: choose one, press the keys, see at once whose they are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.actions import CHANGEABLE, CONTEXT, ActionSpec, keys_in_force, native_keys, plain, text_of, tip_of
from desktop.settings_bridge import SettingsBridge
from desktop.viewmodels.keymap import Conflict, Keymap, Refusal, refusal_text
from desktop.views.parts.parts import SPACE, Speaking, button, column, grown, label

_BY_ID = {spec.id: spec for spec in CHANGEABLE}
_ID = Qt.ItemDataRole.UserRole
_NAME, _MENU, _KEYS = range(3)
_WIDE_PX = 480


class ShortcutEditor(Speaking, QWidget):
    """What is set here holds at once: in menus, tooltips, the tray and the key sheet."""

    def __init__(self, settings: SettingsBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keymap = Keymap(settings, self)
        self._words = ""
        self._make_parts()
        self._lay_out()
        settings.keys_changed.connect(self._follow)
        settings.changed.connect(self._follow_setting)
        self.retranslate()

    @property
    def current(self) -> ActionSpec | None:
        """The action that is marked."""
        item = self.list.currentItem()
        return _BY_ID.get(str(item.data(_NAME, _ID))) if item is not None else None

    def search(self, words: str) -> None:
        """List the actions that fit all words: by name in either language, by menu, or by key."""
        self._words = words
        self._list()

    def shown_ids(self) -> list[str]:
        """Return the actions that are listed."""
        return [str(item.data(_NAME, _ID)) for item in self._items()]

    def choose(self, action_id: str) -> None:
        """Mark an action."""
        for item in self._items():
            if item.data(_NAME, _ID) == action_id:
                self.list.setCurrentItem(item)

    def retranslate(self) -> None:
        self.list.setHeaderLabels([self.tr("Action"), self.tr("Menu"), self.tr("Keys")])
        self.list.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.list.header().setAccessibleName(self.tr("Keyboard shortcuts"))
        self._prompt.setText(self.tr("New keys:"))
        self.recorder.setAccessibleName(self.tr("New keys"))
        for field in self.recorder.findChildren(QLineEdit):
            field.setAccessibleName(self.tr("New keys"))
        for act, text in (
            (self.set_keys, self.tr("Set")),
            (self.remove, self.tr("No keys")),
            (self.reset, self.tr("Back to the default")),
            (self.reset_all, self.tr("All back to the defaults")),
        ):
            act.setText(text)
            act.setAccessibleName(text)
        self._list()

    def _make_parts(self) -> None:
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setColumnCount(3)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for place in (_MENU, _KEYS):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._show_current)
        self.list.itemActivated.connect(self._record)
        self._prompt = label()
        self.recorder = QKeySequenceEdit()
        self.recorder.setMaximumSequenceLength(1)
        self.recorder.setClearButtonEnabled(True)
        self.recorder.keySequenceChanged.connect(self._judge)
        self._prompt.setBuddy(self.recorder)
        self.told = label(wraps=True)
        self.set_keys, self.remove, self.reset, self.reset_all = button("primary"), button(), button(), button()
        self.set_keys.clicked.connect(self._set)
        self.remove.clicked.connect(self._remove)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self.keymap.reset_all)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(2 * SPACE)
        first.addWidget(self._prompt)
        first.addWidget(self.recorder, 1)
        first.addWidget(self.set_keys)
        second.addWidget(self.remove)
        second.addWidget(self.reset)
        second.addStretch(1)
        second.addWidget(self.reset_all)
        layout = column(self, gap=2 * SPACE)
        layout.setContentsMargins(0, 3 * SPACE, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.told)
        layout.addLayout(first)
        layout.addLayout(second)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the menus out where large text leaves the names of the actions no room."""
        super().resizeEvent(event)
        is_wide = self.width() >= grown(_WIDE_PX)
        self.list.setColumnHidden(_MENU, not is_wide)

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _list(self) -> None:
        """Write the list anew; the action that was marked stays so."""
        marked = self.current
        words = self._words.casefold().split()
        self.list.blockSignals(True)
        self.list.clear()
        for spec in CHANGEABLE:
            name, menu, keys = _row_of(spec)
            texts = f"{name} {spec.text} {tip_of(spec)} {menu} {spec.menu} {keys}".casefold()
            if not all(word in texts for word in words):
                continue
            item = QTreeWidgetItem([name, menu, keys])
            item.setData(_NAME, _ID, spec.id)
            item.setToolTip(_NAME, tip_of(spec))
            if self.keymap.is_own(spec.id):
                self._mark_as_own(item, spec)
            self.list.addTopLevelItem(item)
            if marked is not None and spec.id == marked.id:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(False)
        self._show_current()

    def _mark_as_own(self, item: QTreeWidgetItem, spec: ActionSpec) -> None:
        """Keys of the agent's own stand in bold, with a dot and the default in the tooltip: not by weight alone."""
        bold = QFont(self.list.font())
        bold.setBold(True)
        item.setFont(_KEYS, bold)
        item.setText(_KEYS, f"• {item.text(_KEYS)}".strip())
        usual = ", ".join(map(native_keys, spec.keys)) or self.tr("none")
        item.setToolTip(_KEYS, self.tr("Your own; the default is {keys}").format(keys=usual))

    def _show_current(self) -> None:
        spec = self.current
        self.recorder.clear()
        for control in (self.recorder, self.remove):
            control.setEnabled(spec is not None)
        self.remove.setEnabled(spec is not None and bool(keys_in_force(spec)))
        self.reset.setEnabled(spec is not None and self.keymap.is_own(spec.id))
        self.reset_all.setEnabled(self.keymap.has_own)
        self._judge()

    def _record(self) -> None:
        self.recorder.setFocus()

    def _recorded(self) -> str:
        return self.recorder.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _judge(self) -> None:
        """Say whose the pressed keys are, before anything is changed."""
        spec, sequence = self.current, self._recorded()
        conflict = self.keymap.conflict(spec.id, sequence) if spec is not None and sequence else None
        can_set = bool(sequence) and (conflict is None or conflict.why is Refusal.TAKEN)
        self.set_keys.setEnabled(can_set)
        self.set_keys.setText(self.tr("Take them over") if conflict is not None and can_set else self.tr("Set"))
        self.set_keys.setAccessibleName(self.set_keys.text())
        self.told.setText(self._sentence(spec, sequence, conflict))
        self.recorder.setAccessibleDescription(self.told.text())
        for field in self.recorder.findChildren(QLineEdit):  # Qt writes its own words there after each recording
            field.setPlaceholderText(self.tr("Press the keys"))

    def _sentence(self, spec: ActionSpec | None, sequence: str, conflict: Conflict | None) -> str:
        if spec is None:
            return self.tr("No action matches.")
        if not sequence:
            return self.tr("Press Enter on an action, then the keys that it is to have.")
        keys = native_keys(sequence)
        if conflict is None:
            return self.tr("{keys} is free.").format(keys=keys)
        owner = plain(text_of(conflict.owner)) if conflict.owner is not None else ""
        return f"⚠ {keys}: {refusal_text(conflict, owner)}"

    def _set(self) -> None:
        spec, sequence = self.current, self._recorded()
        if spec is not None and sequence:
            self.keymap.set(spec.id, sequence)
            self.list.setFocus()

    def _remove(self) -> None:
        if self.current is not None:
            self.keymap.set(self.current.id, "")

    def _reset(self) -> None:
        if self.current is not None:
            self.keymap.reset(self.current.id)

    def _follow(self) -> None:
        self._list()

    def _follow_setting(self, key: str) -> None:
        if key == "capture.hotkey":
            self._judge()


def _row_of(spec: ActionSpec) -> tuple[str, str, str]:
    """Return name, menu and keys as they are shown."""
    menu = plain(QCoreApplication.translate(CONTEXT, spec.menu.value))
    keys = dict.fromkeys(map(native_keys, keys_in_force(spec)))  # Enter of the letters and of the numbers: one word
    return plain(text_of(spec)), menu, ", ".join(keys)
