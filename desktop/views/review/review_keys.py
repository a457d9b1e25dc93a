"""The keys of the review, made from the table of actions; with the focus in the pane they go before the window's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.actions import REVIEW, keys_in_force, keys_of

Keys = dict[QKeyCombination, Callable[[], None]]


def key_table(handlers: Mapping[str, Callable[[], None]]) -> Keys:
    """Return what each key does. Every row of the table has its function, but for those that the picture takes."""
    keys: Keys = {}
    for spec in REVIEW:
        if spec.id in handlers:
            for key in keys_in_force(spec):
                keys[_combination(key)] = handlers[spec.id]
    return keys


def keys_for(action_id: str) -> str:
    """Return the key of an action of the review that holds now, as the platform writes it; empty where it has none."""
    return next(keys_of(spec) for spec in REVIEW if spec.id == action_id)


def with_keys(text: str, *action_ids: str) -> str:
    """Return a text for a tooltip, with the keys that do the same."""
    keys = ", ".join(filter(None, map(keys_for, action_ids)))
    return QCoreApplication.translate("ReviewKeys", "{text} ({keys})").format(text=text, keys=keys) if keys else text


def _combination(key: str) -> QKeyCombination:
    """Return a key as the table writes it; Qt's declarations leave out that a sequence has items."""
    return cast("Sequence[QKeyCombination]", QKeySequence(key))[0]


def pressed(event: QKeyEvent) -> QKeyCombination:
    """Return the key of an event, as the table has it: the keypad is like the other keys."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key is Qt.Key.Key_Plus:  # on most keyboards it takes Shift
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeyCombination(modifiers, key)
