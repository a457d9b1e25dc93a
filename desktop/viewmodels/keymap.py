"""The agent's own keys for the actions: what may be one, whom it belongs to, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeySequence

from desktop.actions import CHANGEABLE, SPECS, ActionSpec, keys_in_force, use_keys
from desktop.settings_bridge import SettingsBridge

_BY_ID = {spec.id: spec for spec in CHANGEABLE}
_GLOBAL_KEY = "capture.hotkey"
_NO_TEXT_KEYS = {Qt.Key.Key_Escape, Qt.Key.Key_Pause, Qt.Key.Key_Print, Qt.Key.Key_Help}
_MOVING = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
}  # fmt: skip
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
    MOVES = "moves"
    """It moves boxes, or the focus, in the review."""
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
        if any(wanted == QKeySequence(key) for key in _BY_ID[action_id].keys):
            pass  # the table's own choice is always one that can serve
        elif action_id not in SPECS:
            if _moves(wanted):  # nothing is written in the review, so letters can serve; but boxes are moved
                return Conflict(Refusal.MOVES)
        elif _writes(wanted):
            return Conflict(Refusal.WRITES)
        elif any(wanted in QKeySequence.keyBindings(key) for key in _EDITING):
            return Conflict(Refusal.EDITS)
        if wanted == QKeySequence(self._settings.text(_GLOBAL_KEY)):
            return Conflict(Refusal.GLOBAL)
        for spec in _rivals(action_id):
            if any(wanted == QKeySequence(key) for key in keys_in_force(spec)):
                return Conflict(Refusal.TAKEN, spec)
        return None

    def set(self, action_id: str, sequence: str) -> None:
        """Give an action one key, or none; whoever had that key before loses it."""
        own = dict(self._settings.own_keys)
        wanted = QKeySequence(sequence)
        own[action_id] = (sequence,) if sequence else ()
        for spec in _rivals(action_id) if sequence else ():
            kept = tuple(key for key in keys_in_force(spec) if QKeySequence(key) != wanted)
            if kept != keys_in_force(spec):
                own[spec.id] = kept
        self._settings.set_own_keys(_without_defaults(own))

    def reset(self, action_id: str) -> None:
        """Give an action the table's keys again, from whoever has them now."""
        own = dict(self._settings.own_keys)
        own.pop(action_id, None)
        back = [QKeySequence(key) for key in _BY_ID[action_id].keys]
        rivals = {spec.id for spec in _rivals(action_id)}
        for other, keys in own.items():
            if other in rivals:
                own[other] = tuple(key for key in keys if QKeySequence(key) not in back)
        self._settings.set_own_keys(_without_defaults(own))

    def reset_all(self) -> None:
        self._settings.set_own_keys({})

    def _follow(self) -> None:
        use_keys(self._settings.own_keys)


def _without_defaults(own: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Leave out what is as in the table; actions that this version does not know are kept."""
    return {action: keys for action, keys in own.items() if action not in _BY_ID or keys != _BY_ID[action].keys}


def _rivals(action_id: str) -> list[ActionSpec]:
    """Return the other actions that listen at the same time: the review's own keys go before those of the window."""
    return [spec for spec in CHANGEABLE if spec.id != action_id and (spec.id in SPECS) is (action_id in SPECS)]


def _moves(sequence: QKeySequence) -> bool:
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs lack it
    return combination.key() in _MOVING and not combination.keyboardModifiers() & _MODIFIERS


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
        Refusal.MOVES: translate("Keymap", "This key moves boxes or goes to the next button."),
        Refusal.EDITS: translate("Keymap", "Text fields use this key."),
        Refusal.GLOBAL: translate("Keymap", "This key grabs the screen from any program. Another can be set there."),
        Refusal.TAKEN: translate("Keymap", "“{owner}” has this key."),
    }
    return texts[conflict.why].format(owner=owner_name)
