"""The actions of the Data menu: taking cases out, taking them in, moving a profile, cleaning up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.tasks import Lane
from desktop.viewmodels.cases import CasesViewModel
from desktop.viewmodels.upkeep import UpkeepViewModel
from desktop.views.keeping.key_actions import KeyActions
from desktop.views.parts.opening import opened
from desktop.views.parts.surroundings import Surroundings
from engine.domain.archive import ImportReport

PROFILE_SUFFIX = ".deskside"


class DataActions(QObject):
    """One function for each such action, for one window."""

    profile_given = Signal(object, str)
    """A file with a profile of another computer, and what opens it."""
    lock_wanted = Signal()
    backup_chosen = Signal(object, str)
    """The backup that is to be put back, and what opens the cases; empty where nothing is asked for."""
    new_key_wanted = Signal(str)
    """With the passphrase; empty where none opens the cases."""

    def __init__(
        self,
        window: QWidget,
        surroundings: Surroundings,
        cases: CasesViewModel,
        upkeep: UpkeepViewModel,
        keys: KeyActions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._around = surroundings
        self._cases = cases
        self.handlers: Mapping[str, Callable[[], None]] = {
            "data.export": self.export,
            "data.import": self.take_in,
            "data.tidy": upkeep.confirm,
            "data.restore": self.restore,
            "data.move_out": self.move_out,
            "data.move_in": self.move_in,
            "data.passphrase": keys.choose_passphrase,
            "data.recovery_key": keys.make_recovery_key,
            "data.new_key": self.replace_key,
            "data.lock": self.lock_wanted.emit,
        }

    def export(self) -> None:
        """Ask for an empty folder, and write everything there."""
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Export everything into an empty folder"))
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, folder: Path) -> None:
        """Write all cases and fixes into a folder, and say so."""
        desk, notices, language = self._around.desk, self._around.notices, self._around.settings.language

        def job() -> int:
            return desk.wait().assistant.export_everything(folder, language)

        def done(count: int) -> None:
            notices.tell("desktop.everything_exported", count=count, folder=folder)

        self._around.tasks.run(Lane.STORE, job, done=done)

    def take_in(self) -> None:
        """Ask for a file of cases, and take them in."""
        kinds = self.tr("Cases of Deskside") + " (*.jsonl)"
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import cases"), "", kinds)
        if chosen:
            self.take_in_from(Path(chosen))

    def take_in_from(self, path: Path) -> None:
        """Take in the cases of a file, and say how many came."""
        desk, notices = self._around.desk, self._around.notices

        def job() -> ImportReport:
            return desk.wait().assistant.import_cases(path)

        def done(report: ImportReport) -> None:
            notices.tell("store.imported", new=report.new, same=report.same)
            self._cases.refresh()

        self._around.tasks.run(Lane.STORE, job, done=done)

    def restore(self) -> None:
        """Show the backups, and have one put back."""
        if self._around.closed_cases is None:
            return
        from desktop.viewmodels.restoring import RestoringViewModel
        from desktop.views.keeping.restore_dialog import RestoreDialog

        restoring = RestoringViewModel(self._around.desk, self._around.tasks, self._around.closed_cases, self)
        dialog = RestoreDialog(restoring, self._window)
        dialog.backup_chosen.connect(self.backup_chosen)
        dialog.cases_taken.connect(self._tell_of_cases)
        dialog.destroyed.connect(restoring.deleteLater)
        opened(dialog)

    def _tell_of_cases(self, count: int) -> None:
        self._around.notices.tell("store.brought_back", cases=count)
        self._cases.refresh()

    def replace_key(self) -> None:
        """Ask whether the master key is to be replaced."""
        closed_cases = self._around.closed_cases
        if closed_cases is not None:
            self._around.tasks.run(Lane.FILES, lambda: closed_cases().needs_secret(), done=self._ask_for_new_key)

    def _ask_for_new_key(self, needs_secret: bool) -> None:
        from desktop.views.keeping.rotate_dialog import RotateDialog

        dialog = RotateDialog(self._window, needs_secret=needs_secret)
        dialog.confirmed.connect(self.new_key_wanted)
        opened(dialog)

    def move_out(self) -> None:
        """Ask where to, and write the whole profile there."""
        kinds = self.tr("Profiles of Deskside") + f" (*{PROFILE_SUFFIX})"
        name = f"profile{PROFILE_SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Write the profile to"), name, kinds)
        if chosen:
            self.move_out_to(Path(chosen))

    def move_out_to(self, path: Path) -> None:
        """Write the whole profile to a file, and say so."""
        desk, notices = self._around.desk, self._around.notices

        def done(_: None) -> None:
            notices.tell("store.moved_out", path=path)

        self._around.tasks.run(Lane.STORE, lambda: desk.wait().upkeep.write_profile(path), done=done)

    def move_in(self) -> None:
        """Ask for a profile of another computer, and for what opens it."""
        kinds = self.tr("Profiles of Deskside") + f" (*{PROFILE_SUFFIX})"
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Take in a profile"), "", kinds)
        if chosen:
            self.ask_secret_of(Path(chosen))

    def ask_secret_of(self, path: Path) -> None:
        """Ask for the recovery key or passphrase of a profile, and have it taken in."""
        from desktop.views.keeping.key_dialogs import SecretDialog

        dialog = SecretDialog(self._window)
        dialog.given.connect(lambda secret: self.profile_given.emit(path, secret))
        opened(dialog)
