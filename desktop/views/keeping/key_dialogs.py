"""The dialogs about the keys of the case file: the recovery key, shown once, and the passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from desktop.views.parts.opening import WhenLocked
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from desktop.views.parts.question_dialog import QuestionDialog
from desktop.views.parts.translation import shown_language
from engine.wording import remedy, say

_WIDTH_PX = 520


class RecoveryKeyDialog(Speaking, QDialog):
    """Shows a recovery key that is shown nowhere else, with three ways to keep it."""

    when_locked = WhenLocked.MAY_COME

    save_failed = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key_text = key
        self.setMinimumWidth(_WIDTH_PX)
        self._title = label("heading", wraps=True)
        self._text = label(wraps=True)
        self._key = QLineEdit(key)
        self._key.setReadOnly(True)
        self._key.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._key.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._key.ensurePolished()  # or the letters of the look would not be known yet
        self._key.setMinimumWidth(self._key.fontMetrics().horizontalAdvance(f"{key}000"))
        self._ways = QHBoxLayout()
        self._copy, self._print, self._save = button(), button(), button()
        for way, act in ((self._copy, self.copy), (self._print, self._ask_printer), (self._save, self._ask_file)):
            way.clicked.connect(act)
            self._ways.addWidget(way)
        self._ways.addStretch(1)
        self.is_kept = QCheckBox()
        self.is_kept.toggled.connect(self._follow)
        self.close_button = button("primary")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.is_kept, 1)
        foot.addWidget(self.close_button)
        layout = column(self, margin=5 * SPACE, gap=4 * SPACE)
        for widget in (self._title, self._text, self._key):
            layout.addWidget(widget)
        layout.addLayout(self._ways)
        layout.addLayout(foot)
        self.retranslate()
        self._follow()

    def retranslate(self) -> None:
        language = shown_language()
        self.setWindowTitle(self.tr("Recovery key"))
        self._title.setText(self.tr("Keep this recovery key"))
        self._text.setText(self.tr("It opens your cases when nothing else does: after a lost passphrase, a new "
                                   "computer, a key store that was reset.") + "\n" +
                           remedy("store.recovery_key_made", language))  # fmt: skip
        self._key.setAccessibleName(say("store.recovery_key_made", language))
        self._copy.setText(self.tr("Copy"))
        self._print.setText(self.tr("Print…"))
        self._save.setText(self.tr("Save…"))
        self.is_kept.setText(self.tr("I have kept it"))
        self.close_button.setText(self.tr("Close"))
        for widget in (self._copy, self._print, self._save, self.close_button, self.is_kept):
            widget.setAccessibleName(widget.text())

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key_text)

    def save_to(self, path: Path) -> None:
        """Write what would be printed, for this user alone."""
        try:
            path.touch(mode=0o600)
            path.write_text(self._page(), encoding="utf-8")
        except OSError:
            self.save_failed.emit(str(path))

    def _page(self) -> str:
        language = shown_language()
        return f"Deskside\n\n{say('store.recovery_key_made', language)}\n\n{self.key_text}\n"

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save recovery key"), "deskside-recovery-key.txt")
        if chosen:
            self.save_to(Path(chosen))

    def _ask_printer(self) -> None:
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            document = QTextDocument(self._page())
            document.print_(printer)

    def _follow(self) -> None:
        self.close_button.setEnabled(self.is_kept.isChecked())

    def reject(self) -> None:
        """Escape and the corner of the window close it only once the key was kept."""
        if self.is_kept.isChecked():
            super().reject()


class PassphraseDialog(Speaking, QDialog):
    """Asks for a new passphrase, twice."""

    passphrase_chosen = Signal(str)
    machine_chosen = Signal()
    """Rather the key store, or the key file, than a passphrase."""

    def __init__(self, protection: str, parent: QWidget | None = None) -> None:
        """`protection` is the wording key of what protects the cases now."""
        super().__init__(parent)
        self._protection = protection
        self.setMinimumWidth(_WIDTH_PX)
        self._title = label("heading", wraps=True)
        self._now = label("muted", wraps=True)
        self._names = (label(), label())
        self.fields = (QLineEdit(), QLineEdit())
        self.complaint = label("muted", wraps=True)
        self._machine = button("quiet")
        self._machine.clicked.connect(self._choose_machine)
        self._cancel = button()
        self._cancel.clicked.connect(self.reject)
        self.accept_button = button("primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._choose)
        layout = column(self, margin=5 * SPACE, gap=3 * SPACE)
        layout.addWidget(self._title)
        layout.addWidget(self._now)
        for name, field in zip(self._names, self.fields, strict=True):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(1000)
            field.textChanged.connect(self._follow)
            name.setBuddy(field)
            layout.addWidget(name)
            layout.addWidget(field)
        layout.addWidget(self.complaint)
        foot = QHBoxLayout()
        foot.addWidget(self._machine)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.accept_button)
        layout.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Passphrase"))
        self._title.setText(self.tr("Protect your cases with a passphrase"))
        self._now.setText(say(self._protection, shown_language()))
        for name, field, text in zip(
            self._names, self.fields, (self.tr("New passphrase"), self.tr("The same once more")), strict=True
        ):
            name.setText(text)
            field.setAccessibleName(text)
        has_passphrase = self._protection == "store.protected_by_passphrase"
        self._machine.setVisible(has_passphrase)
        self._machine.setText(self.tr("Without a passphrase"))
        self._cancel.setText(self.tr("Cancel") if has_passphrase else self.tr("Not now"))
        self.accept_button.setText(self.tr("Set passphrase"))
        for widget in (self._machine, self._cancel, self.accept_button):
            widget.setAccessibleName(widget.text())
        self._follow()

    def _follow(self) -> None:
        first, second = (field.text() for field in self.fields)
        self.accept_button.setEnabled(bool(first) and first == second)
        differs = bool(second) and first != second
        self.complaint.setText(
            say("store.passphrases_differ", shown_language())
            if differs
            else self.tr("At least eight characters. Several words that do not belong together are good.")
        )

    def _choose(self) -> None:
        self.passphrase_chosen.emit(self.fields[0].text())
        for field in self.fields:
            field.clear()
        self.accept()

    def _choose_machine(self) -> None:
        self.machine_chosen.emit()
        self.accept()


class SecretDialog(QuestionDialog):
    """Asks for what opens a profile that comes from another computer."""

    when_locked = WhenLocked.MAY_COME

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.field = QLineEdit()
        super().__init__(self.field, parent)
        self.field.setMinimumWidth(_WIDTH_PX)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.textChanged.connect(self._follow)
        self.retranslate()
        self._follow()

    def retranslate(self) -> None:
        name = self.tr("Recovery key or passphrase of the profile that comes")
        self.write(title=self.tr("Take in a profile"), name=name, accept=self.tr("Take in"))

    def choose(self) -> None:
        self.given.emit(self.field.text())
        self.field.clear()
        self.accept()

    def _follow(self) -> None:
        self.accept_button.setEnabled(bool(self.field.text().strip()))
