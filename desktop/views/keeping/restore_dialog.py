"""Chooses a backup: when each was made, how large it is, what is in it, whether it is whole.

It takes the place of the case file, or only the cases that are missing there are taken out of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.viewmodels.restoring import RestoringViewModel
from desktop.views.keeping.missing_dialog import MissingDialog
from desktop.views.keeping.moments import day_and_second
from desktop.views.parts.opening import opened
from desktop.views.parts.parts import SPACE, Speaking, button, column, label, room_for
from desktop.views.parts.translation import shown_language
from engine.domain.upkeep import Backup
from engine.errors import DesksideError
from engine.wording import Language

_SIZE = QSize(640, 480)


class RestoreDialog(Speaking, QDialog):
    """Lists the backups. What it says above the buttons is what will happen."""

    backup_chosen = Signal(object, str)
    """The path of the backup, and the passphrase or recovery key; empty where none is wanted."""
    cases_taken = Signal(int)
    """So many cases that were missing were taken out of a backup; the dialog has closed."""

    def __init__(self, restoring: RestoringViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restoring = restoring
        self._fault: DesksideError | None = None
        self._title = label("heading", wraps=True)
        self._text = label(wraps=True)
        self.list = QTreeWidget()
        self.list.setProperty("framed", "true")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(4)
        self._secret_name = label()
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret_name.setBuddy(self.secret)
        self.hint = label("muted", wraps=True)
        self.missing_button = button()
        self._cancel, self.restore_button = button(), button("primary")
        self._build()
        self._connect()
        self.retranslate()
        self.resize(room_for(self, _SIZE))
        restoring.load()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Restore a backup"))
        self._title.setText(self.tr("Go back to a backup of your cases"))
        self._text.setText(
            self.tr("The case file as it is now is kept beside it as a dated copy; nothing is overwritten or erased.")
        )
        self.missing_button.setText(self.tr("Only missing cases…"))
        self.missing_button.setAccessibleName(self.tr("Bring back only the cases that are missing"))
        self.list.setHeaderLabels([self.tr("Made"), self.tr("Size"), self.tr("Cases"), self.tr("State")])
        self.list.setAccessibleName(self.tr("Backups"))
        self.list.header().setAccessibleName(self.tr("Backups"))
        self._secret_name.setText(self.tr("Passphrase or recovery key"))
        self.secret.setAccessibleName(self._secret_name.text())
        for control, text in ((self._cancel, self.tr("Cancel")), (self.restore_button, self.tr("Restore"))):
            control.setText(text)
            control.setAccessibleName(text)
        self._fill()

    def reject(self) -> None:
        self._restoring.stop()
        super().reject()

    def _build(self) -> None:
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        foot = QHBoxLayout()
        foot.addWidget(self.missing_button)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.restore_button)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._secret_name)
        layout.addWidget(self.secret)
        layout.addWidget(self.hint)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self.restore_button.setDefault(True)
        self.restore_button.clicked.connect(self._choose)
        self.missing_button.clicked.connect(self._look_for_missing)
        self.list.currentItemChanged.connect(self._follow)
        self.secret.textChanged.connect(self._follow)
        self._restoring.listed.connect(self._fill)
        self._restoring.checked.connect(self._show_check)
        self._restoring.failed.connect(self._show_fault)

    def _fill(self) -> None:
        chosen = self._chosen()
        self.list.clear()
        for backup in self._restoring.backups:
            item = QTreeWidgetItem(self._line(backup))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, str(backup.path))
            self.list.addTopLevelItem(item)
        again = [n for n, each in enumerate(self._restoring.backups) if chosen and each.path == chosen.path]
        item_again = self.list.topLevelItem(again[0] if again else 0)
        if item_again is not None:
            self.list.setCurrentItem(item_again)
        self._follow()

    def _show_check(self, path: object) -> None:
        for place, backup in enumerate(self._restoring.backups):
            item = self.list.topLevelItem(place)
            if backup.path == path and item is not None:
                for part, text in enumerate(self._line(backup)):
                    item.setText(part, text)
        self._follow()

    def _show_fault(self, error: DesksideError) -> None:
        self._fault = error
        self._follow()

    def _line(self, backup: Backup) -> Sequence[str]:
        check = self._restoring.checks.get(backup.path)
        aside = self.tr("set aside") + " · " if backup.is_set_aside else ""
        size = QLocale(_LOCALES[shown_language()]).formattedDataSize(backup.size_bytes, 1)
        if check is None:
            return (day_and_second(backup.made_ms), size, "", aside + self.tr("not looked through yet"))
        if not check.is_good:
            return (day_and_second(backup.made_ms), size, "", aside + self.tr("damaged, or of another profile"))
        if check.is_newer:
            return (day_and_second(backup.made_ms), size, "", aside + self.tr("written by a newer Deskside"))
        return (day_and_second(backup.made_ms), size, str(check.cases), aside + self.tr("verified"))

    def _chosen(self) -> Backup | None:
        item = self.list.currentItem()
        place = self.list.indexOfTopLevelItem(item) if item is not None else -1
        return self._restoring.backups[place] if 0 <= place < len(self._restoring.backups) else None

    def _follow(self) -> None:
        chosen, wants_secret = self._chosen(), self._restoring.needs_secret
        check = self._restoring.checks.get(chosen.path) if chosen else None
        for widget in (self._secret_name, self.secret):
            widget.setVisible(wants_secret)
        is_usable = chosen is not None and (check is None or check.is_usable)
        self.restore_button.setEnabled(is_usable and (bool(self.secret.text().strip()) or not wants_secret))
        self.missing_button.setEnabled(is_usable and self._restoring.is_open)
        self.hint.setText(self._hint(chosen))

    def _hint(self, chosen: Backup | None) -> str:
        if self._fault is not None:
            language = shown_language()
            return f"{self._fault.message(language)} {self._fault.remedy(language)}"
        if chosen is None:
            return self.tr("There is no backup yet. One is made every half hour in which something has changed.")
        check = self._restoring.checks.get(chosen.path)
        if check is not None and not check.is_usable:
            return self.tr("This one cannot be used. Choose an older one.")
        return self.tr("What was asked after {moment} will be in the dated copy only.").format(
            moment=day_and_second(chosen.made_ms)
        )

    def _look_for_missing(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self._restoring.stop()
        dialog = MissingDialog(self._restoring, chosen.path, self)
        dialog.taken.connect(self._end)
        opened(dialog)

    def _end(self, count: int) -> None:
        self.accept()
        self.cases_taken.emit(count)

    def _choose(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._restoring.stop()
            secret = self.secret.text().strip()
            self.secret.clear()
            self.accept()
            self.backup_chosen.emit(chosen.path, secret)


_LOCALES = {Language.EN: QLocale.Language.English, Language.ZH: QLocale.Language.Chinese}
