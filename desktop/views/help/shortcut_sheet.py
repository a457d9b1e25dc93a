"""The sheet of all keys, made from the table of actions."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import (
    CONTEXT,
    QT_TRANSLATE_NOOP,
    REVIEW,
    SPECS,
    TABLE,
    ActionSpec,
    Menu,
    keys_in_force,
    keys_of,
    plain,
    text_of,
)
from desktop.views.parts.opening import WhenLocked
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, room_for

ANYWHERE = QT_TRANSLATE_NOOP("Actions", "Capture region, from any program")
_ANYWHERE_ID = "anywhere"
"""No action of the table, so no keys of the agent's own hold for it."""
_SHEET_SIZE = QSize(780, 640)


class ShortcutSheet(Speaking, QDialog):
    """All keys, by menu, from the table of actions."""

    change_wanted = Signal()
    when_locked = WhenLocked.STAYS

    def __init__(self, parent: QWidget | None = None, global_key: str = "") -> None:
        """`global_key` is the one that grabs a region from any program; empty where there is none."""
        super().__init__(parent)
        self._global_key = global_key
        self._texts: list[tuple[QLabel, str]] = []
        self._keys: list[tuple[QLabel, ActionSpec]] = []
        canvas = QWidget()
        columns = self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, canvas)
        columns.setSpacing(8 * SPACE)
        columns.setContentsMargins(0, 0, 3 * SPACE, 0)
        for menus in (
            (Menu.CASE, Menu.PICTURE, Menu.ANSWER, Menu.FIXES),
            (Menu.REVIEW, Menu.VIEW, Menu.DATA, Menu.HELP),
        ):
            stack = QVBoxLayout()
            stack.setSpacing(2 * SPACE)
            for menu in menus:
                self._add_menu(stack, menu)
            stack.addStretch(1)
            columns.addLayout(stack)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(canvas)
        self._scroll = scroll
        self._close = button("primary")
        self._close.clicked.connect(self.accept)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        layout.addWidget(scroll, 1)
        self._change = button()
        self._change.clicked.connect(self._change_keys)
        foot = QHBoxLayout()
        foot.addWidget(self._change)
        foot.addStretch(1)
        foot.addWidget(self._close)
        layout.addLayout(foot)
        self.retranslate()
        self.resize(room_for(self, _SHEET_SIZE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where they have no room beside each other."""
        super().resizeEvent(event)
        stacks = [item for place in range(self._columns.count()) if (item := self._columns.itemAt(place)) is not None]
        margins = self._columns.contentsMargins()
        needed = sum(item.minimumSize().width() for item in stacks) + self._columns.spacing()
        needed += margins.left() + margins.right()
        is_wide = needed <= self._scroll.viewport().width()
        side_by_side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side_by_side if is_wide else below)

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is shown knows how large its text is."""
        super().showEvent(event)
        self.resizeEvent(QResizeEvent(self.size(), self.size()))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._change.setText(self.tr("Change keys…"))
        self._change.setAccessibleName(self.tr("Change keys"))
        for shown, source in self._texts:
            shown.setText(plain(QCoreApplication.translate(CONTEXT, source)))
        for shown, spec in self._keys:
            shown.setText(keys_of(spec))
            shown.setAccessibleName(f"{text_of(spec)}: {shown.text()}")

    def texts(self) -> list[str]:
        """Return what the sheet lists: titles and actions."""
        return [shown.text() for shown, _ in self._texts]

    def _change_keys(self) -> None:
        self.accept()
        self.change_wanted.emit()

    def _add_menu(self, stack: QVBoxLayout, menu: Menu) -> None:
        title = label("section")
        self._texts.append((title, menu.value))
        stack.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 1)
        specs = [spec for spec in (*TABLE, *REVIEW) if spec.menu is menu and keys_in_force(spec)]
        if menu is Menu.PICTURE and self._global_key:
            region = SPECS["picture.region"]
            specs.insert(0, replace(region, id=_ANYWHERE_ID, text=ANYWHERE, keys=(self._global_key,)))
        for place, spec in enumerate(specs):
            name = label()
            self._texts.append((name, spec.text))
            grid.addWidget(name, place, 0)
            grid.addWidget(self._key_of(spec), place, 1, Qt.AlignmentFlag.AlignRight)
        stack.addLayout(grid)
        stack.addSpacing(2 * SPACE)

    def _key_of(self, spec: ActionSpec) -> QLabel:
        key = label("key")
        self._keys.append((key, spec))
        return key
