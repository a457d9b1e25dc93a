"""The actions about the keys of the case file, and what a first start has to say about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.tasks import Lane
from desktop.viewmodels.status import StatusViewModel
from desktop.views.parts.opening import opened
from desktop.views.parts.surroundings import Surroundings
from engine.domain.notice import Severity

if TYPE_CHECKING:
    from desktop.views.keeping.key_dialogs import PassphraseDialog

_WEAK = "store.protected_by_file"


class KeyActions(QObject):
    """One function for each such action, for one window."""

    greeted = Signal()
    """What a start has to say about the keys was said, or a recovery key was shown."""

    def __init__(self, window: QWidget, surroundings: Surroundings, status: StatusViewModel) -> None:
        super().__init__(window)
        self._window = window
        self._around = surroundings
        self._status = status

    def make_recovery_key(self) -> None:
        """Make another recovery key and show it, this once."""
        desk = self._around.desk
        self._around.tasks.run(Lane.STORE, lambda: desk.wait().keys.renew_recovery_key(), done=self._show_recovery_key)

    def choose_passphrase(self) -> None:
        """Ask for a passphrase; what protects the cases now is said."""
        desk = self._around.desk
        self._around.tasks.run(Lane.STORE, lambda: desk.wait().keys.protection, done=self._show_choice)

    def greet(self) -> None:
        """At the start: a profile that nobody could recover gets a recovery key; weak protection is said."""
        desk = self._around.desk

        def job() -> tuple[str, bool, bool]:
            keys = desk.wait().keys
            return keys.protection, keys.has_recovery_key, keys.was_recovered

        def done(found: tuple[str, bool, bool]) -> None:
            protection, has_recovery_key, was_recovered = found
            if was_recovered:
                self._around.notices.tell("store.recovered", Severity.WARNING, action_id="data.passphrase")
            if was_recovered or has_recovery_key:
                self.greeted.emit()
            elif protection == _WEAK:
                self._ask_passphrase(protection).finished.connect(self.make_recovery_key)
            else:
                self.make_recovery_key()

        self._around.tasks.run(Lane.STORE, job, done=done)

    def show_recovery_key(self, key: str) -> None:
        """Show a recovery key that was made elsewhere, this once."""
        self._show_recovery_key(key)

    def _show_recovery_key(self, key: str) -> None:
        from desktop.views.keeping.key_dialogs import RecoveryKeyDialog

        dialog = RecoveryKeyDialog(key, self._window)
        dialog.save_failed.connect(self._tell_not_saved)
        dialog.finished.connect(self.greeted)
        opened(dialog)

    def _tell_not_saved(self, path: str) -> None:
        self._around.notices.tell("desktop.key_not_saved", Severity.ERROR, path=path)

    def _show_choice(self, protection: str) -> None:
        self._ask_passphrase(protection)

    def _ask_passphrase(self, protection: str) -> PassphraseDialog:
        from desktop.views.keeping.key_dialogs import PassphraseDialog

        dialog = PassphraseDialog(protection, self._window)
        dialog.passphrase_chosen.connect(self._set_passphrase)
        dialog.machine_chosen.connect(self._use_machine)
        return opened(dialog)

    def _set_passphrase(self, passphrase: str) -> None:
        desk = self._around.desk
        self._around.tasks.run(
            Lane.STORE, lambda: desk.wait().keys.set_passphrase(passphrase), done=self._tell_protection
        )

    def _use_machine(self) -> None:
        desk = self._around.desk
        self._around.tasks.run(Lane.STORE, lambda: desk.wait().keys.use_machine(), done=self._tell_protection)

    def _tell_protection(self, _nothing: object) -> None:
        self._status.look_at_protection()
        self._around.notices.tell("desktop.protection_changed", Severity.INFO)
