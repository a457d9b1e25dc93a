"""The registrar for window systems on which no way to register a key is known: not X11, Wayland or Windows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.hotkey.combination import Combination
from desktop.hotkey.registrar import HotkeyRegistrar, HotkeyState, unsupported
from engine.domain.screen import Fitness


class UnsupportedRegistrar(HotkeyRegistrar):
    """Says that no key can be had, and which command to bind in the desktop's own settings instead."""

    def __init__(self, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = key

    def fitness(self) -> Fitness:
        return Fitness(False, self._key)

    def register(self, sequence: str) -> HotkeyState:
        """Whatever was asked for: why it cannot be had matters more than what is wrong with it."""
        return unsupported(sequence, self._key)

    def hold(self, sequence: str, combination: Combination) -> HotkeyState:
        return unsupported(sequence, self._key)

    def unregister(self) -> None:
        """There is nothing to give back."""
