"""libxcb through ctypes: what every talk with an X server begins with.

Structures: the X11 core protocol, and xcb/xproto.h. Each caller declares the further calls that it makes.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Mapping
from functools import cache

REPLY_HEADER_BYTES = 32
Signature = tuple[object, tuple[object, ...]]
"""What a call returns, and what it takes."""


class Cookie(ctypes.Structure):
    """Stands for an answer that has not come yet."""

    _fields_ = (("sequence", ctypes.c_uint),)


class Screen(ctypes.Structure):
    """The head of xcb_screen_t: the root window comes first."""

    _fields_ = (("root", ctypes.c_uint32),)


class ScreenIterator(ctypes.Structure):
    """xcb_screen_iterator_t."""

    _fields_ = (("screen", ctypes.POINTER(Screen)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


_POINTER = ctypes.c_void_p
_CONNECTING: Mapping[str, Signature] = {
    "xcb_connect": (_POINTER, (ctypes.c_char_p, ctypes.POINTER(ctypes.c_int))),
    "xcb_connection_has_error": (ctypes.c_int, (_POINTER,)),
    "xcb_disconnect": (None, (_POINTER,)),
    "xcb_get_setup": (_POINTER, (_POINTER,)),
    "xcb_setup_roots_iterator": (ScreenIterator, (_POINTER,)),
}


def loaded(calls: Mapping[str, Signature], asked: Mapping[str, tuple[object, ...]]) -> ctypes.CDLL | None:
    """Return libxcb with some calls declared, or None where it is not installed.

    `asked` are calls that have a reply, with what they take beside the connection; the reply is a raw address.
    """
    try:
        xcb = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")
    except OSError:
        return None
    for name, (result, arguments) in {**_CONNECTING, **calls}.items():
        _declare(xcb, name, result, arguments)
    for name, arguments in asked.items():
        _declare(xcb, name, Cookie, (_POINTER, *arguments))
        _declare(xcb, f"{name}_reply", _POINTER, (_POINTER, Cookie, _POINTER))
    return xcb


def free(address: int) -> None:
    """Give back what libxcb has allocated: a reply, an event, an error."""
    _libc().free(address)


def _declare(xcb: ctypes.CDLL, name: str, result: object, arguments: tuple[object, ...]) -> None:
    function = getattr(xcb, name)
    function.restype = result
    function.argtypes = arguments


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None)
    libc.free.argtypes = (_POINTER,)
    libc.free.restype = None
    return libc
