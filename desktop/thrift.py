"""Keeps the process small and its window quick: memory goes back to the system, threads wait less for each other."""

from __future__ import annotations

import ctypes
import gc
import importlib
import linecache
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Numbers of glibc's `mallopt`, from its malloc.h."""
_FREE_ON_TOP, _LARGE, _ARENAS = 2 << 20, 1 << 20, 2

_DONTNEED = 4
"""Of `madvise`, from the C library's sys/mman.h."""
_MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ (\d+)")

_TURN_S = 0.0005
"""How long a thread goes on while another waits: ten times as long if nobody sets it."""


def keep_memory_small() -> bool:
    """Tell the C library to give back early; False where it is another one, which is left as it is.

    Of itself glibc learns from the first screenshot that blocks of many megabytes are ordinary and keeps their room,
    in a heap for each thread. Call it before threads are started.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    tune = ctypes.CDLL(None).mallopt
    pairs = ((_TRIM_THRESHOLD, _FREE_ON_TOP), (_MMAP_THRESHOLD, _LARGE), (_ARENA_MAX, _ARENAS))
    return [tune(option, value) for option, value in pairs] == [1] * len(pairs)


def leave_sources_unread() -> bool:
    """Keep PySide from reading the source of every module that is imported; False where it does not.

    It looks for its own name in there, to tell which modules `__feature__` imports concern, which Deskside has none
    of. What it reads stays in memory: 21 MB once the engine is loaded.
    """
    importlib.import_module("PySide6.QtCore")
    feature = sys.modules.get("shibokensupport.feature")
    does_read = hasattr(feature, "_mod_uses_pyside")
    if does_read:
        setattr(feature, "_mod_uses_pyside", _concerns_nobody)  # noqa: B010
    linecache.clearcache()
    return does_read


def _concerns_nobody(module: object) -> bool:
    return False


def let_the_window_have_its_turn() -> None:
    """Let threads change places quickly: in each turn of its event loop the window waits for others several times."""
    sys.setswitchinterval(_TURN_S)


def put_off_collecting() -> None:
    """Let nobody look for garbage while the program begins: what is made then stays."""
    gc.disable()


def collect_from_here_on() -> None:
    """Look for garbage again, but not among what is there by now.

    To walk through all of a loaded program takes 50 ms, in which no thread can do anything.
    """
    gc.freeze()
    gc.enable()


@contextmanager
def behind_the_window() -> Iterator[None]:
    """Load what stays, in another thread than the window's."""
    put_off_collecting()
    try:
        yield
    finally:
        collect_from_here_on()
        let_go_of_code()
        give_memory_back()


def give_memory_back() -> None:
    """Let the system have what reading a picture has freed: 7 MB. Call it in another thread than the window's."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).malloc_trim(0)


def let_go_of_code() -> int:
    """Let the system have the code of libraries that only their loading needed: 60 MB. Returns how many parts.

    The pages stay in the system's cache, where what is used again is found again, within microseconds; the rest no
    longer counts as this program's. Only code that is as it lies in its file: what was written to would be lost.
    """
    if platform.libc_ver()[0] != "glibc":
        return 0
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    parts = unwritten_code(Path("/proc/self/smaps").read_text(encoding="utf-8", errors="replace").splitlines())
    return sum(advise(start, end - start, _DONTNEED) == 0 for start, end in parts)


def unwritten_code(smaps: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where code of files lies of which no page was written to, as half-open addresses."""
    place: tuple[int, int] | None = None
    for line in smaps:
        if found := _MAPPING.match(line):
            start, end, rights, inode = found.groups()
            place = (int(start, 16), int(end, 16)) if rights == "r-xp" and inode != "0" else None
        elif place and line.startswith("Private_Dirty:") and line.split()[1] == "0":
            yield place
