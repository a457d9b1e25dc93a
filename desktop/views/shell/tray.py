"""The icon in the tray, where the desktop has one: everything that the menus have, without the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from desktop.actions import CONTEXT, TABLE, ActionSet, Menu, native_keys
from desktop.settings_bridge import SettingsBridge
from desktop.views.parts.icons import app_icon

_GLOBAL_KEY = "capture.hotkey"
_WITHOUT_WINDOW = frozenset({"model.unload", "app.quit"})
"""Actions that have nothing to show. Those of the pictures bring the window themselves, when there is something."""


class Tray(QObject):
    """Offers all actions with their keys, and the window. A tray that comes later is taken up when it is there."""

    def __init__(self, window: QWidget, actions: ActionSet, settings: SettingsBridge) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._has_told = False
        self.menu = QMenu(window)
        self._open = QAction(self.menu)
        self._open.triggered.connect(self._show_window)
        self._submenus: dict[Menu, QMenu] = {}
        self._fill(actions)
        self.menu.triggered.connect(self._follow)
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        window.installEventFilter(self)
        settings.changed.connect(self._follow_setting)
        self._retranslate()
        # An X desktop may start its tray after its programs: there Qt waits for one. Elsewhere it cannot.
        if QSystemTrayIcon.isSystemTrayAvailable() or QGuiApplication.platformName() == "xcb":
            self._icon.show()

    @property
    def is_there(self) -> bool:
        """Whether the window may be hidden: the agent finds it again."""
        return self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def tell_hidden(self) -> None:
        """Say once in each run that the program goes on without its window."""
        if not self._has_told:
            self._has_told = True
            text = self.tr("Deskside goes on running here. Its icon opens the window again, and can quit it.")
            self._icon.showMessage("Deskside", text, app_icon())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        return False

    def _fill(self, actions: ActionSet) -> None:
        """Pictures first and open to view, for they are what the tray is called for; the rest by menu."""
        self.menu.addAction(self._open)
        self.menu.addSeparator()
        for spec in TABLE:
            if spec.menu is Menu.PICTURE:
                self.menu.addAction(actions[spec.id])
        self.menu.addSeparator()
        for spec in TABLE:
            if spec.menu is Menu.PICTURE or spec.id == "app.quit":
                continue
            if spec.menu not in self._submenus:
                self._submenus[spec.menu] = self.menu.addMenu("")
            self._submenus[spec.menu].addAction(actions[spec.id])
        self.menu.addSeparator()
        self.menu.addAction(actions["app.quit"])

    def _retranslate(self) -> None:
        self._open.setText(self.tr("Open Deskside"))
        for menu, shown in self._submenus.items():
            shown.setTitle(QCoreApplication.translate(CONTEXT, menu.value))
        keys = native_keys(self._settings.text(_GLOBAL_KEY))
        tip = self.tr("Deskside: {keys} captures a region").format(keys=keys) if keys else "Deskside"
        self._icon.setToolTip(tip)

    def _follow(self, action: QAction) -> None:
        """An action that shows something brings the window, if it is hidden."""
        name = action.objectName()
        is_shown = not self._window.isHidden() and not self._window.isMinimized()
        if name and name not in _WITHOUT_WINDOW and not name.startswith("picture.") and not is_shown:
            self._show_window()

    def _follow_setting(self, key: str) -> None:
        if key == _GLOBAL_KEY:
            self._retranslate()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._show_window()

    def _show_window(self) -> None:
        window = self._window
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()
