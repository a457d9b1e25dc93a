"""Keeps the memory of the process small: what was needed for a picture goes back to the system when it is done."""

from __future__ import annotations

import ctypes
import platform

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Numbers of glibc's `mallopt`, from its malloc.h."""
_FREE_ON_TOP, _LARGE, _ARENAS = 2 << 20, 1 << 20, 2


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
