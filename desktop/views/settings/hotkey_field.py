"""The control for the global key: press the keys; below stands what became of it, and the command to bind instead."""

from __future__ import annotations

import shlex
import sys
from math import ceil
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QPlainTextEdit, QWidget

from desktop.hotkey.combination import Combination
from desktop.settings_bridge import SettingsBridge
from desktop.views.parts.parts import SPACE, Speaking, button, column, label
from engine.domain.notice import Notice, Severity
from engine.wording import remedy, say

_SETTING = "capture.hotkey"
_SELECTED_BY_MOUSE_AND_KEYS = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
_SEEN = 2
"""Pixels that Qt wants below the last line of a plain text before it takes the line for seen."""


def command_to_bind() -> str:
    """Return the command that begins a capture in the running program, from whatever folder it is called."""
    if getattr(sys, "frozen", False):
        return f"{shlex.quote(sys.executable)} capture region"
    root = Path(__file__).resolve().parents[3]
    inner = f"cd {shlex.quote(str(root))} && exec {shlex.quote(sys.executable)} -m desktop capture region"
    return f"sh -c {shlex.quote(inner)}"


class _Recorder(QKeySequenceEdit):
    """Esc alone is no key to record: it leaves, as everywhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Command(QPlainTextEdit):
    """A command to be copied: the whole of it, on as many lines as that takes."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(_SELECTED_BY_MOUSE_AND_KEYS)
        # A height set while Qt is laying this out would leave the inner part at its former one.
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(self._fitting.start)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fitting.start()

    def _fit(self) -> None:
        text = self.blockBoundingRect(self.document().firstBlock()).height()  # one block: a command has no line breaks
        self.setFixedHeight(ceil(self.contentOffset().y() + text) + 2 * self.frameWidth() + _SEEN)


class HotkeyField(Speaking, QWidget):
    """Records a combination, and tells what became of the one that is set."""

    recorded = Signal(str)
    """A combination that can serve, as the settings keep it; empty for none."""

    def __init__(self, settings: SettingsBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._refused = ""
        self.keys = _Recorder()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.editingFinished.connect(self._record)
        self.keys.installEventFilter(self)
        self.state = label("muted", wraps=True)
        self._command_label = label("muted", wraps=True)
        self.command = _Command(command_to_bind())
        self.copy = button()
        self.copy.clicked.connect(self._copy)
        self._command_label.setBuddy(self.command)
        whole = column(self, gap=SPACE)
        whole.addWidget(self.keys)
        whole.addWidget(self.state)
        whole.addWidget(self._command_label)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.command, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(row)
        settings.stood.connect(self._show_standing)
        self.retranslate()

    def show_sequence(self, sequence: str) -> None:
        """Show the combination that is set."""
        self._refused = ""
        self.keys.setKeySequence(QKeySequence(sequence))
        self._show_standing(_SETTING)

    def retranslate(self) -> None:
        self._command_label.setText(self.tr("Or bind this command in the desktop's keyboard settings:"))
        self.command.setAccessibleName(self.tr("Command that captures a region"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy the command"))
        self._show_standing(_SETTING)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the key itself rest while it is being recorded: the system would take the press away."""
        if event.type() == QEvent.Type.FocusIn:
            self._settings.being_edited.emit(_SETTING, True)
        elif event.type() == QEvent.Type.FocusOut:
            self._settings.being_edited.emit(_SETTING, False)
        return super().eventFilter(watched, event)

    def _record(self) -> None:
        """Take a combination that can serve; of any other say why it cannot, and keep what was set."""
        sequence = self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if sequence and Combination.parse(sequence) is None:
            self._refused = sequence
            self.keys.setKeySequence(QKeySequence(self._settings.text(_SETTING)))
            self._show_standing(_SETTING)
            return
        self._refused = ""
        self.recorded.emit(sequence)
        self._show_standing(_SETTING)

    def _show_standing(self, key: str) -> None:
        if key != _SETTING:
            return
        told = self._settings.standing_of(_SETTING)
        if self._refused:
            told = Notice(Severity.WARNING, "hotkey.not_a_combination", {"sequence": self._refused})
        self.state.setVisible(told is not None)
        if told is None:
            self.state.clear()
        else:
            language = self._settings.language
            mark = "✓" if told.key == "hotkey.registered" else "⚠" if told.severity is Severity.WARNING else "•"
            sentence = say(told.key, language, **told.values)
            if self._refused:  # what else mends it stands below: the command
                sentence = f"{sentence} {remedy(told.key, language, **told.values)}"
            self.state.setText(f"{mark} {sentence}")
            self.keys.setAccessibleDescription(self.state.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.toPlainText())
        self.copy.setText(self.tr("Copied"))
