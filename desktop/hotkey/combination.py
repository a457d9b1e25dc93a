"""Reads `Ctrl+Alt+S` into what the window systems ask for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)
_BARE_KEYS = {Qt.Key.Key_Print, Qt.Key.Key_Pause, *(Qt.Key(Qt.Key.Key_F1 + n) for n in range(24))}
"""Keys that type nothing, so that taking them without a modifier takes nothing from the agent's typing."""


@dataclass(frozen=True, slots=True)
class Combination:
    """One key with the modifiers that are held with it."""

    key: Qt.Key
    modifiers: frozenset[Qt.KeyboardModifier]

    @classmethod
    def parse(cls, sequence: str) -> Combination | None:
        """Return the combination, or None for one that cannot serve: empty, several, or a bare letter."""
        keys = QKeySequence.fromString(sequence, QKeySequence.SequenceFormat.PortableText)
        if keys.count() != 1:
            return None
        stroke: QKeyCombination = keys[0]  # type: ignore[index]  # missing in the stubs
        key = stroke.key()
        if key in (Qt.Key.Key_unknown, Qt.Key(0)):
            return None
        modifiers = frozenset(one for one in _MODIFIERS if one in stroke.keyboardModifiers())
        if not modifiers - {Qt.KeyboardModifier.ShiftModifier} and key not in _BARE_KEYS:
            return None
        return cls(key, modifiers)
