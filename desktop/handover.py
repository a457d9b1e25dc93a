"""How a later start reaches the program that is running: one line there, one line back, no Qt.

A key of the desktop that is bound to `capture` starts a process each time, and loading Qt would take longer
than all the rest. Only a program of the same user is talked to.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import socket
import struct
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.wishes import MOST_BYTES, NOT_UNDERSTOOD, NotAWish, Outcome, Verb, Wish
from engine.wording import Language, remedy, say

_LONGEST_ADDRESS = 100
"""Of 108 bytes that the path of a local socket may have; Qt adds a few while it makes one."""
_ANSWER_WITHIN_S = 10.0
_CAPTURE_WITHIN_S = 600.0
"""An agent may take long to choose a region."""


def address_of(profile: Path) -> str:
    """Return where the program of this profile listens: a path, or on Windows the name of a pipe.

    In the runtime folder or the profile, which are this user's alone; in the temp folder where the path gets too long.
    """
    owner = f"{getpass.getuser()} {profile.absolute()}"
    name = f"deskside-{hashlib.sha256(owner.encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folders = [Path(runtime)] if runtime and _is_own_folder(Path(runtime)) else []
    for folder in (*folders, profile.absolute()):
        if len(os.fsencode(folder / name)) <= _LONGEST_ADDRESS:
            return str(folder / name)
    return str(Path(tempfile.gettempdir()) / name)


def _is_own_folder(folder: Path) -> bool:
    try:
        state = folder.stat()
    except OSError:
        return False
    return folder.is_absolute() and state.st_uid == os.getuid() and not state.st_mode & 0o077


def is_own_peer(connected: int) -> bool:
    """Tell whether the other end of a connected socket belongs to this user.

    Linux alone tells; elsewhere the rights of the socket itself must do.
    """
    if not sys.platform.startswith("linux"):
        return True
    with socket.socket(fileno=os.dup(connected)) as ours:
        credentials = ours.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _process, user, _group = struct.unpack("3i", credentials)
    return bool(user == os.getuid())


def is_answered(profile: Path) -> bool:
    """Tell whether a program of this user listens for this profile."""
    with _connected(profile) as stream:
        return stream is not None


def hand_over(profile: Path, wish: Wish) -> Outcome | None:
    """Give the wish to the program that runs on this profile, and wait for what becomes of it; None where none runs."""
    patience_s = _CAPTURE_WITHIN_S if wish.verb is Verb.CAPTURE else _ANSWER_WITHIN_S
    with _connected(profile, patience_s + wish.order.delay_s) as stream:
        if stream is None:
            return None
        try:
            stream.write(wish.as_bytes())
            stream.flush()
            line = stream.readline(MOST_BYTES)
        except TimeoutError:
            return _told("handover.no_answer")
        except OSError:
            line = b""
    return _told("handover.went_away") if not line else _read(line)


def _read(line: bytes) -> Outcome:
    try:
        outcome = Outcome.from_bytes(line)
    except NotAWish:
        return _told("handover.other_version")
    return _told("handover.not_understood", outcome.code) if outcome == NOT_UNDERSTOOD else outcome


def _told(key: str, code: int = 1) -> Outcome:
    return Outcome(code, say_to_user(key))


def say_to_user(key: str) -> str:
    """Return a sentence with its remedy, in the language of the desktop."""
    language = _language()
    return f"{say(key, language)} {remedy(key, language)}".strip()


def _language() -> Language:
    """Return the language of the desktop: the settings may be locked, and this start ends in a moment."""
    name = next((os.environ[one] for one in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(one)), "")
    return Language.ZH if name.startswith("zh") else Language.EN


@contextmanager
def _connected(profile: Path, patience_s: float = _ANSWER_WITHIN_S) -> Iterator[BinaryIO | None]:
    """Open the line to the running program; None where nobody of this user listens."""
    address = address_of(profile)
    if sys.platform == "win32":
        try:
            pipe = open(rf"\\.\pipe\{address}", "r+b", buffering=0)  # noqa: PTH123, SIM115 - a pipe is no path
        except OSError:
            yield None
            return
        with pipe:
            yield pipe  # type: ignore[misc]
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(patience_s)
        try:
            line.connect(address)
        except OSError:
            yield None
            return
        if not is_own_peer(line.fileno()):
            yield None
            return
        stream = line.makefile("rwb")
        try:
            yield stream  # type: ignore[misc]  # a pair of buffers, which is both
        finally:
            with suppress(OSError):  # it tries once more to say what a closed line did not take
                stream.close()
