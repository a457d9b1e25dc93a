"""The menus of the window, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.actions import CONTEXT, TABLE, ActionSet, Menu


class Menus:
    """All but the one of the review, whose keys hold on its page alone."""

    def __init__(self, bar: QMenuBar, actions: ActionSet) -> None:
        self._menus: dict[Menu, QMenu] = {menu: bar.addMenu("") for menu in Menu if menu is not Menu.REVIEW}
        for spec in TABLE:
            if spec.starts_group:
                self._menus[spec.menu].addSeparator()
            self._menus[spec.menu].addAction(actions[spec.id])

    def retranslate(self) -> None:
        for menu, shown in self._menus.items():
            shown.setTitle(QCoreApplication.translate(CONTEXT, menu.value))
