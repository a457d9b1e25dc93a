"""A disk that loses its power: SQLite writes through a layer that remembers every write and every flush.

The layer is a VFS in the very library that the program uses, put in by ctypes. One run is recorded; then the disk is
made anew as it might be found after a cut at any moment: what was flushed is there, of what was not, nothing, or any
half of it, in any order, the last write torn at a sector. Renaming and deleting count as done when they were asked
for. Pictures are not part of it: they are written by `durable.write_whole`, flushed before they get their name.
"""

from __future__ import annotations

import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3

SECTOR = 512
_NAME = b"deskside-recording"
_FILE_ROOM = 64
"""Bytes behind the real file's own, for nothing: the layer keeps its state in Python."""

_Pointer = ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, _Pointer, ctypes.c_int, _Pointer)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_char_p, ctypes.c_int)
_CLOSE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", _CLOSE),
        ("read", _Pointer),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("rest", _Pointer * 13),
    )


class _File(ctypes.Structure):
    """sqlite3_file, of which only the first field is everybody's."""

    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_name", ctypes.c_int),
        ("next", _Pointer),
        ("name", ctypes.c_char_p),
        ("app_data", _Pointer),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("rest", _Pointer * 14),
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was asked of the disk, or one row that the program was told is safe."""

    kind: str
    """write, truncate, sync, delete, acknowledged."""
    file: str = ""
    offset: int = 0
    content: bytes = b""


@dataclass(slots=True)
class Recording:
    """What happened, in order, from a known state of the files on."""

    start: dict[str, bytes]
    events: list[Event] = field(default_factory=list)

    def acknowledge(self, number: int) -> None:
        self.events.append(Event("acknowledged", offset=number))


@dataclass(slots=True)
class _Disk:
    """One file on a disk that is about to lose its power."""

    flushed: bytearray
    waiting: list[Event] = field(default_factory=list)

    def take(self, event: Event) -> None:
        if event.kind == "sync":
            for each in self.waiting:
                _apply(self.flushed, each)
            self.waiting.clear()
        else:
            self.waiting.append(event)

    def after_cut(self, chance: random.Random, *, drops_all: bool) -> bytes:
        content = bytearray(self.flushed)
        if not drops_all:
            for each in self.waiting:
                if chance.random() < 0.5:
                    _apply(content, _torn(each, chance) if chance.random() < 0.3 else each)
        return bytes(content)


def files_after_cut(recording: Recording, at: int, chance: random.Random, *, drops_all: bool) -> dict[str, bytes]:
    """Return what lies on the disk when the power went before event number `at`."""
    disks = {name: _Disk(bytearray(content)) for name, content in recording.start.items()}
    for event in recording.events[:at]:
        if event.kind == "delete":
            disks.pop(event.file, None)
        elif event.kind != "acknowledged":
            disks.setdefault(event.file, _Disk(bytearray())).take(event)
    return {name: disk.after_cut(chance, drops_all=drops_all) for name, disk in disks.items()}


@contextmanager
def recording(folder: Path) -> Iterator[Recording]:
    """Record what SQLite does to the files of a folder that are opened from here on. One at a time, POSIX only."""
    kept = Recording({path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("deskside.db")})
    layer = _Layer(folder, kept)
    layer.put_in()
    try:
        yield kept
    finally:
        layer.take_out()


class _Layer:
    """Stands between SQLite and the real VFS."""

    def __init__(self, folder: Path, kept: Recording) -> None:
        self._folder = str(folder)
        self._kept = kept
        self._library: Any = ctypes.CDLL(sqlcipher3._sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._real = self._library.sqlite3_vfs_find(None)
        self._names: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}
        self._vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self._vfs), self._real, ctypes.sizeof(_Vfs))
        self._vfs.name = _NAME
        self._vfs.next = None
        self._vfs.file_size = self._real.contents.file_size + _FILE_ROOM
        self._vfs.open = _OPEN(self._open)
        self._vfs.delete = _DELETE(self._delete)
        self._hooks = (_CLOSE(self._close), _WRITE(self._write), _TRUNCATE(self._truncate), _SYNC(self._sync))

    def put_in(self) -> None:
        self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)

    def take_out(self) -> None:
        self._library.sqlite3_vfs_register(self._real, 1)
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs))

    def _open(self, _vfs: int, name: int, file: int, flags: int, out: int) -> int:
        code = int(self._real.contents.open(ctypes.addressof(self._real.contents), name, file, flags, out))
        path = ctypes.string_at(name).decode() if name else ""
        if code == 0 and path.startswith(self._folder):
            opened = ctypes.cast(file, ctypes.POINTER(_File)).contents
            real = opened.methods.contents
            ours = _Methods()
            ctypes.memmove(ctypes.byref(ours), ctypes.byref(real), ctypes.sizeof(_Methods))
            ours.close, ours.write, ours.truncate, ours.sync = self._hooks
            self._names[file] = Path(path).name
            self._methods[file] = real
            self._kept_alive = getattr(self, "_kept_alive", [])
            self._kept_alive.append(ours)
            opened.methods = ctypes.pointer(ours)
        return code

    def _delete(self, _vfs: int, name: bytes, sync: int) -> int:
        self._note("delete", Path(name.decode()).name)
        return int(self._real.contents.delete(ctypes.addressof(self._real.contents), name, sync))

    def _close(self, file: int) -> int:
        real = self._methods.pop(file)
        self._names.pop(file)
        ctypes.cast(file, ctypes.POINTER(_File)).contents.methods = ctypes.pointer(real)
        return int(real.close(file))

    def _write(self, file: int, content: int, size: int, offset: int) -> int:
        self._note("write", self._names[file], offset, ctypes.string_at(content, size))
        return int(self._methods[file].write(file, content, size, offset))

    def _truncate(self, file: int, size: int) -> int:
        self._note("truncate", self._names[file], size)
        return int(self._methods[file].truncate(file, size))

    def _sync(self, file: int, flags: int) -> int:
        code = int(self._methods[file].sync(file, flags))
        self._note("sync", self._names[file])
        return code

    def _note(self, kind: str, file: str, offset: int = 0, content: bytes = b"") -> None:
        if not file.endswith("-shm"):
            self._kept.events.append(Event(kind, file, offset, content))


def _apply(content: bytearray, event: Event) -> None:
    if event.kind == "truncate":
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
        return
    end = event.offset + len(event.content)
    content.extend(bytes(max(0, end - len(content))))
    content[event.offset : end] = event.content


def _torn(event: Event, chance: random.Random) -> Event:
    """Return the beginning of a write, cut at a sector."""
    if event.kind != "write" or len(event.content) <= SECTOR:
        return event
    kept = chance.randrange(1, -(-len(event.content) // SECTOR)) * SECTOR
    return Event("write", event.file, event.offset, event.content[:kept])
