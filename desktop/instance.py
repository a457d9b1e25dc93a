"""One program for each user and profile: a second start hands its wishes to the first and ends."""

from __future__ import annotations

import getpass
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ANSWER_WITHIN_MS = 2000
_MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Wish:
    """What a start of the program is for: show the window, and perhaps open pictures or grab a region."""

    files: tuple[str, ...] = ()
    is_capture: bool = False

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_bytes(cls, line: bytes) -> Wish:
        """Read a wish. Raises ValueError for anything else: any program of this user can write to the socket."""
        row = json.loads(line.decode())
        if not isinstance(row, dict) or set(row) != {"files", "is_capture"} or not isinstance(row["files"], list):
            raise ValueError("not a wish")
        return cls(tuple(str(file) for file in row["files"]), bool(row["is_capture"]))


def hand_over(profile: Path, wish: Wish) -> bool:
    """Give the wish to the program that runs on this profile; False where none does."""
    socket = QLocalSocket()
    socket.connectToServer(_name(profile))
    if not socket.waitForConnected(_ANSWER_WITHIN_MS):
        return False
    socket.write(wish.as_bytes())
    socket.waitForBytesWritten(_ANSWER_WITHIN_MS)
    # It may be slow to answer while its window is being made; it is there all the same.
    socket.waitForReadyRead(_ANSWER_WITHIN_MS)
    socket.disconnectFromServer()
    return True


def claim(profile: Path, wish: Wish) -> Listener | None:
    """Become the program of this profile, or hand the wish to the one that is and return None.

    A lock keeps two starts at the same moment from both finding nobody.
    """
    lock = QLockFile(str(profile / "start.lock"))
    lock.lock()
    try:
        return None if hand_over(profile, wish) else Listener(profile)
    finally:
        lock.unlock()


class Listener(QObject):
    """Hears the wishes of later starts. Only this user can reach it."""

    wished = Signal(object)
    """A Wish."""

    def __init__(self, profile: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take_connections)
        if not self._server.listen(_name(profile)):
            # Left behind by a start that was killed: nobody answers there, `hand_over` has just tried.
            QLocalServer.removeServer(_name(profile))
            self._server.listen(_name(profile))

    @property
    def is_listening(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        self._server.close()

    def _take_connections(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._read)
            self._read_from(socket)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read_from(socket)

    def _read_from(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        try:
            wish = Wish.from_bytes(bytes(socket.readLine().data()))
        except ValueError:
            socket.abort()
            return
        socket.write(b"taken\n")
        socket.flush()
        self.wished.emit(wish)


def _name(profile: Path) -> str:
    owner = f"{getpass.getuser()} {profile.absolute()}"
    return f"deskside-{hashlib.sha256(owner.encode()).hexdigest()[:16]}"
