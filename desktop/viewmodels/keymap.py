"""The agent's own keys for the actions: what may be one, whom it belongs to, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeySequence

from desktop.actions import SPECS, TABLE, ActionSpec, keys_in_force, use_keys
from desktop.settings_bridge import SettingsBridge

_GLOBAL_KEY = "capture.hotkey"
_NO_TEXT_KEYS = {Qt.Key.Key_Escape, Qt.Key.Key_Pause, Qt.Key.Key_Print, Qt.Key.Key_Help}
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_EDITING = (
    QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.MoveToNextWord, QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.SelectNextWord, QKeySequence.StandardKey.SelectPreviousWord,
    QKeySequence.StandardKey.DeleteStartOfWord, QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.MoveToStartOfDocument, QKeySequence.StandardKey.MoveToEndOfDocument,
)  # fmt: skip


class Refusal(StrEnum):
    """Why a key cannot be one of an action."""

    WRITES = "writes"
    """It writes a letter or moves the cursor."""
    EDITS = "edits"
    """Text fields use it."""
    GLOBAL = "global"
    """It is the one that grabs the screen from any program."""
    TAKEN = "taken"
    """It is another action's; that one can give it up."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands against a key."""

    why: Refusal
    owner: ActionSpec | None = None


class Keymap(QObject):
    """Changes the agent's own keys. What is in force is asked of `desktop.actions`."""

    def __init__(self, settings: SettingsBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        use_keys(settings.own_keys)
        settings.keys_changed.connect(self._follow)

    def is_own(self, action_id: str) -> bool:
        """Tell whether the agent has given this action other keys than the table."""
        return action_id in self._settings.own_keys

    @property
    def has_own(self) -> bool:
        return bool(self._settings.own_keys)

    def conflict(self, action_id: str, sequence: str) -> Conflict | None:
        """Return what stands against giving an action this key; None where nothing does."""
        wanted = QKeySequence(sequence)
        if any(wanted == QKeySequence(key) for key in SPECS[action_id].keys):
            pass  # the table's own choice is always one that can serve
        elif _writes(wanted):
            return Conflict(Refusal.WRITES)
        elif any(wanted in QKeySequence.keyBindings(key) for key in _EDITING):
            return Conflict(Refusal.EDITS)
        if wanted == QKeySequence(self._settings.text(_GLOBAL_KEY)):
            return Conflict(Refusal.GLOBAL)
        for spec in TABLE:
            if spec.id != action_id and any(wanted == QKeySequence(key) for key in keys_in_force(spec)):
                return Conflict(Refusal.TAKEN, spec)
        return None

    def set(self, action_id: str, sequence: str) -> None:
        """Give an action one key, or none; whoever had that key before loses it."""
        own = dict(self._settings.own_keys)
        wanted = QKeySequence(sequence)
        own[action_id] = (sequence,) if sequence else ()
        for spec in TABLE if sequence else ():
            kept = tuple(key for key in keys_in_force(spec) if QKeySequence(key) != wanted)
            if spec.id != action_id and kept != keys_in_force(spec):
                own[spec.id] = kept
        self._settings.set_own_keys(_without_defaults(own))

    def reset(self, action_id: str) -> None:
        """Give an action the table's keys again, from whoever has them now."""
        own = dict(self._settings.own_keys)
        own.pop(action_id, None)
        back = [QKeySequence(key) for key in SPECS[action_id].keys]
        for other, keys in own.items():
            own[other] = tuple(key for key in keys if QKeySequence(key) not in back)
        self._settings.set_own_keys(_without_defaults(own))

    def reset_all(self) -> None:
        self._settings.set_own_keys({})

    def _follow(self) -> None:
        use_keys(self._settings.own_keys)


def _without_defaults(own: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Leave out what is as in the table; actions that this version does not know are kept."""
    return {action: keys for action, keys in own.items() if action not in SPECS or keys != SPECS[action].keys}


def _writes(sequence: QKeySequence) -> bool:
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs lack it
    if combination.keyboardModifiers() & _MODIFIERS:
        return False
    key = combination.key()
    return not (Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35 or key in _NO_TEXT_KEYS)


def refusal_text(conflict: Conflict, owner_name: str = "") -> str:
    """Say what stands against a key, in the language of the window."""
    translate = QCoreApplication.translate
    texts = {
        Refusal.WRITES: translate("Keymap", "This key writes or moves the cursor. Add Ctrl or Alt, or take F1 to F35."),
        Refusal.EDITS: translate("Keymap", "Text fields use this key."),
        Refusal.GLOBAL: translate("Keymap", "This key grabs the screen from any program. Another can be set there."),
        Refusal.TAKEN: translate("Keymap", "“{owner}” has this key."),
    }
    return texts[conflict.why].format(owner=owner_name)
