"""Settings as Qt signals, written to their file in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from engine.domain.answer import SamplingParams
from engine.domain.notice import Notice
from engine.errors import SettingsError
from engine.settings import TABLE, Settings, SettingsTaken, export_settings, import_settings
from engine.settings.table import Value
from engine.wording import Language

_WRITE_DELAY_MS = 400


class SettingsBridge(QObject):
    """The settings of this profile for views: read at once, changes announced, writes gathered.

    `write` gets a function that blocks for as long as a disk does, and runs it elsewhere.
    """

    changed = Signal(str)
    """The key that has a new value."""
    keys_changed = Signal()
    """The agent's own keys are others."""
    stood = Signal(str)
    """The key of a setting of which the program has something to say, or no longer."""
    being_edited = Signal(str, bool)
    """A setting whose effect must rest while the agent edits it, and whether it must."""

    def __init__(
        self,
        settings: Settings,
        write: Callable[[Callable[[], None]], object],
        on_error: Callable[[SettingsError], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self._in_background = write
        self._on_error = on_error
        self._standing: dict[str, Notice] = {}
        self._write_timer = QTimer(self)
        self._write_timer.setSingleShot(True)
        self._write_timer.setInterval(_WRITE_DELAY_MS)
        self._write_timer.timeout.connect(self._write)

    def get(self, key: str) -> Value:
        return self.settings.get(key)

    def text(self, key: str) -> str:
        return self.settings.text(key)

    def integer(self, key: str) -> int:
        return self.settings.integer(key)

    def flag(self, key: str) -> bool:
        return self.settings.flag(key)

    def default(self, key: str) -> Value:
        """Return what holds where the agent has set nothing."""
        return self.settings.default(key)

    def is_fixed(self, key: str) -> bool:
        """Tell whether the organisation has decided this one."""
        return self.settings.is_fixed(key)

    def adapters(self) -> tuple[str, ...]:
        return self.settings.adapters()

    def sampling(self) -> SamplingParams:
        return self.settings.sampling()

    @property
    def language(self) -> Language:
        """The language of the window; `system` follows the desktop."""
        choice = self.text("window.language")
        if choice == "system":
            is_chinese = QLocale.system().language() == QLocale.Language.Chinese
            return Language.ZH if is_chinese else Language.EN
        return Language(choice)

    def set(self, key: str, value: object) -> bool:
        """Set and keep a value. False, and the agent is told, when it does not fit."""
        before = self.settings.get(key)
        try:
            self.settings.set(key, value)
        except SettingsError as error:
            self._on_error(error)
            return False
        if self.settings.get(key) != before:
            self._announce(key)
        return True

    def tell(self, error: SettingsError) -> None:
        """Show a fault of the settings' surroundings."""
        self._on_error(error)

    def stand(self, key: str, notice: Notice) -> None:
        """Say what became of a setting; it is shown beside it."""
        self._standing[key] = notice
        self.stood.emit(key)

    def standing_of(self, key: str) -> Notice | None:
        """Return what became of a setting, where the program has said so."""
        return self._standing.get(key)

    def reset(self, key: str) -> None:
        """Go back to the default."""
        before = self.settings.get(key)
        self.settings.reset(key)
        if self.settings.get(key) != before:
            self._announce(key)

    @property
    def own_keys(self) -> Mapping[str, tuple[str, ...]]:
        """The agent's own keys, by action of the window."""
        return self.settings.own_keys

    def set_own_keys(self, own: Mapping[str, tuple[str, ...]]) -> None:
        """Replace the agent's own keys, and keep them."""
        if dict(own) != self.settings.own_keys:
            self.settings.own_keys = dict(own)
            self._write_timer.start()
            self.keys_changed.emit()

    def reset_all(self) -> None:
        """Go back to all defaults. The keys stay: they have a way back of their own."""
        for key in TABLE:
            self.reset(key)

    def export_to(self, path: Path) -> int:
        """Write what differs from the defaults; returns how many settings. Raises SettingsError."""
        return export_settings(self.settings, path)

    def import_from(self, path: Path) -> SettingsTaken:
        """Take over what a file sets. Raises SettingsError."""
        taken = import_settings(self.settings, path)
        for key in taken.changed:
            self._announce(key)
        if taken.has_keys:
            self._write_timer.start()
            self.keys_changed.emit()
        return taken

    def defaults_changed(self) -> None:
        """Announce the settings whose defaults come from the model, now that it is known."""
        for key in TABLE:
            if key.startswith("sampling."):
                self.changed.emit(key)

    def write_now(self) -> None:
        """Write what has not been written yet, on this thread: for the end of the program, which no fault stops."""
        if self._write_timer.isActive():
            self._write_timer.stop()
            try:
                self.settings.save()
            except SettingsError as error:
                self._on_error(error)

    def _announce(self, key: str) -> None:
        self._write_timer.start()
        self.changed.emit(key)

    def _write(self) -> None:
        self._in_background(self.settings.save)
