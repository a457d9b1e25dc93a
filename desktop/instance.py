"""One program for each user and profile: it hears the wishes of later starts and answers them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.handover import address_of, is_answered, is_own_peer
from desktop.wishes import MOST_BYTES, NOT_UNDERSTOOD, NotAWish, Outcome, Wish

_SPEAK_WITHIN_MS = 5000
_MOST_CALLERS = 16


class Errand:
    """A wish, and the way back to whoever had it."""

    def __init__(self, wish: Wish, answer: Callable[[Outcome], None] = lambda _: None) -> None:
        self.wish = wish
        self._answer = answer
        self._is_answered = False

    def answer(self, outcome: Outcome) -> None:
        """Say what became of it; the first answer counts."""
        if not self._is_answered:
            self._is_answered = True
            self._answer(outcome)


def claim(profile: Path) -> Listener | None:
    """Become the program of this profile; None where one runs.

    A lock keeps two starts at the same moment from both finding nobody.
    """
    lock = QLockFile(str(profile / "start.lock"))
    lock.lock()
    try:
        return None if is_answered(profile) else Listener(profile)
    finally:
        lock.unlock()


class Listener(QObject):
    """Hears the wishes of later starts. Only this user can reach it, and nobody can hold it up."""

    wished = Signal(object)
    """An Errand."""

    def __init__(self, profile: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._callers: list[_Caller] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take_connections)
        if not self._server.listen(address_of(profile)):
            # Left behind by a start that was killed: nobody answers there, `claim` has just tried.
            QLocalServer.removeServer(address_of(profile))
            self._server.listen(address_of(profile))

    @property
    def is_listening(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        self._server.close()
        for caller in tuple(self._callers):
            caller.drop()

    def _take_connections(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self._callers) >= _MOST_CALLERS or not is_own_peer(int(socket.socketDescriptor())):
                socket.abort()
                socket.deleteLater()
                continue
            caller = _Caller(socket, self)
            self._callers.append(caller)
            caller.wished.connect(self.wished)
            caller.gone.connect(self._forget)
            caller.read()

    def _forget(self) -> None:
        caller = self.sender()
        self._callers = [one for one in self._callers if one is not caller]
        if caller is not None:
            caller.deleteLater()


class _Caller(QObject):
    """One connection: a line in, a line out. One that does not speak, or speaks too long, is dropped."""

    wished = Signal(object)
    gone = Signal()

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        # One byte more than a wish may have, so that a flood stays in the kernel.
        socket.setReadBufferSize(MOST_BYTES + 1)
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self._leave)
        self._has_spoken = False
        self._is_gone = False
        self._patience = QTimer(self, singleShot=True, interval=_SPEAK_WITHIN_MS)
        self._patience.timeout.connect(self.drop)
        self._patience.start()

    def drop(self) -> None:
        self._socket.abort()

    def _leave(self) -> None:
        if not self._is_gone:
            self._is_gone = True
            self._patience.stop()
            self.gone.emit()

    def read(self) -> None:
        if self._has_spoken:
            return
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() > MOST_BYTES:
                self.drop()
            return
        self._has_spoken = True
        self._patience.stop()
        try:
            wish = Wish.from_bytes(bytes(self._socket.readLine().data()))
        except NotAWish:
            # A start of another version sees by the number in this answer why it was not understood.
            self._answer(NOT_UNDERSTOOD)
        else:
            self.wished.emit(Errand(wish, self._answer))

    def _answer(self, outcome: Outcome) -> None:
        """Write the answer and hang up; a caller who has gone meanwhile is none the worse for it."""
        if not self._is_gone:
            self._socket.write(outcome.as_bytes())
            self._socket.flush()
            self._socket.disconnectFromServer()
