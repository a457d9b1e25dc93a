"""The port: what tells that the desktop was locked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class SessionWatch(QObject):
    """One that hears nothing, for systems without a way to be told. The others are made from it."""

    locked = Signal()
    """The desktop was locked, or its screen saver began."""

    @property
    def is_listening(self) -> bool:
        """Whether anybody would tell."""
        return False

    def start(self) -> bool:
        """Begin to listen; tells whether there is anybody to listen to."""
        return self.is_listening

    def stop(self) -> None:
        """Listen no more. May be called twice."""
