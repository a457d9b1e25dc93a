"""What every way of registering a global hotkey has in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal

from desktop.hotkey.combination import Combination
from engine.domain.screen import Fitness


class Registration(StrEnum):
    """What became of a request for a hotkey."""

    REGISTERED = "registered"
    TAKEN = "taken"
    """Another program holds it."""
    UNSUPPORTED = "unsupported"
    """It cannot be had here: the session has no way to register keys, or the keyboard has no such key."""
    WAITING = "waiting"
    """The desktop has been asked, and answers when its user has."""


@dataclass(frozen=True, slots=True)
class HotkeyState:
    """What became of a request; `key` names the sentence for the agent, with `{sequence}` in it."""

    registration: Registration
    sequence: str
    key: str


class HotkeyRegistrar(QObject):
    """Asks the system for one key combination, and hears of no other key."""

    pressed = Signal()
    state_changed = Signal(object)
    """A HotkeyState that came by itself: the desktop answered, a lost key was had again, or was lost for good."""

    @abstractmethod
    def fitness(self) -> Fitness:
        """Tell whether keys can be registered in this session, without registering one."""

    def register(self, sequence: str) -> HotkeyState:
        """Ask for a combination such as `Ctrl+Alt+S`, in place of the one held before."""
        combination = Combination.parse(sequence)
        if combination is None:
            self.unregister()
            return unsupported(sequence, "hotkey.not_a_combination")
        return self.hold(sequence, combination)

    def hold_escape(self) -> HotkeyState:
        """Ask for Esc alone: for moments only, since every other program goes without it."""
        return self.hold("Esc", Combination(Qt.Key.Key_Escape, frozenset()))

    @abstractmethod
    def hold(self, sequence: str, combination: Combination) -> HotkeyState:
        """Ask for a combination that has been read already, in place of the one held before."""

    def check(self) -> None:
        """Find out whether the key is still ours, without pressing it; one that went deaf is asked for anew."""

    @abstractmethod
    def unregister(self) -> None:
        """Give the combination back. May be called twice."""


def registered(sequence: str) -> HotkeyState:
    return HotkeyState(Registration.REGISTERED, sequence, "hotkey.registered")


def taken(sequence: str) -> HotkeyState:
    return HotkeyState(Registration.TAKEN, sequence, "hotkey.taken")


def unsupported(sequence: str, key: str) -> HotkeyState:
    return HotkeyState(Registration.UNSUPPORTED, sequence, key)
