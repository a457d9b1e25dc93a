"""The global key that begins a capture: asked for, kept, and accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence

from desktop.notices import Notices
from desktop.settings_bridge import SettingsBridge
from desktop.views.parts.surroundings import GlobalKey, GlobalKeyState
from engine.domain.notice import Notice, Severity

SETTING = "capture.hotkey"
_CHECK_EVERY_MS = 30_000
_SAME_AS_KEY = "picture.region"


class CaptureKey(QObject):
    """Registers what the setting says, looks now and then whether it still stands, and says what became of it."""

    def __init__(
        self,
        key: GlobalKey,
        settings: SettingsBridge,
        notices: Notices,
        own_actions: Callable[[], Iterable[QAction]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._settings = settings
        self._notices = notices
        self._own_actions = own_actions
        self._told = ""
        self._watch = QTimer(self, interval=_CHECK_EVERY_MS)
        self._watch.timeout.connect(key.check)
        key.state_changed.connect(self._account_for)
        settings.changed.connect(self._follow)
        settings.being_edited.connect(self._rest)

    def ask(self) -> None:
        """Ask the system for the key, in place of the one before."""
        sequence = self._settings.text(SETTING)
        if not sequence:
            self.give_back()
            self._forget()
            self._settings.stand(SETTING, Notice(Severity.INFO, "hotkey.none", {}))
            return
        self._watch.start()
        self._account_for(self._key.register(sequence))

    def give_back(self) -> None:
        self._watch.stop()
        self._key.unregister()

    def _account_for(self, state: GlobalKeyState) -> None:
        """Show the state beside the setting, and as a notice where the key cannot be used."""
        sequence = self._settings.text(SETTING)
        self._forget()
        key, severity = state.key, Severity.INFO
        values: dict[str, object] = {"sequence": sequence}
        if state.registration == "taken":
            severity = Severity.WARNING
        elif state.registration == "registered":
            if action := self._shadowed(sequence):
                key, severity, values = "hotkey.shadows", Severity.WARNING, {**values, "action": action}
        elif state.registration == "unsupported":
            severity = Severity.WARNING
        self._settings.stand(SETTING, Notice(severity, key, values))
        if state.registration in ("taken", "unsupported"):
            self._told = key
            level = severity if state.registration == "taken" else Severity.INFO
            self._notices.tell(key, level, action_id="app.settings", **values)

    def _shadowed(self, sequence: str) -> str:
        """Return the name of an action of the window that has the same key, and would no longer hear it."""
        wanted = QKeySequence(sequence)
        for action in self._own_actions():
            if action.objectName() != _SAME_AS_KEY and wanted in action.shortcuts():
                return action.text().replace("&", "")
        return ""

    def _forget(self) -> None:
        if self._told:
            self._notices.dismiss(self._told)
        self._told = ""

    def _follow(self, setting: str) -> None:
        if setting == SETTING:
            self.ask()

    def _rest(self, setting: str, is_edited: bool) -> None:
        """Let the key go while it is being typed into the settings, where it must not begin a capture."""
        if setting != SETTING:
            return
        if is_edited:
            self.give_back()
        else:
            self.ask()
