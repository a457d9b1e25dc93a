"""Tells whose window lies at a place of an X11 desktop: class, process and title, as the window manager keeps them.

Properties: the Extended Window Manager Hints.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from engine import xcb
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow

_ANY_TYPE = 0
_MOST_WORDS = 4096
"""Longest property that is read, in units of four bytes."""
_NO_APPLICATION = frozenset({"_NET_WM_WINDOW_TYPE_DESKTOP", "_NET_WM_WINDOW_TYPE_DOCK"})


def application_at(x: int, y: int, display: str) -> Application | None:
    """Return whose window is uppermost at a point of the desktop, windows of this process aside; None if unknown."""
    with _connected(display) as server:
        if server is None:
            return None
        windows = server.numbers(server.root, "_NET_CLIENT_LIST_STACKING")
        for window in reversed(windows):
            if server.region(window).contains_point(x, y) and server.is_application(window):
                return server.application(window)
    return None


def windows_of(display: str) -> tuple[DesktopWindow, ...]:
    """Return what `application_at` looks through, with their frames: uppermost first."""
    with _connected(display) as server:
        if server is None:
            return ()
        windows = reversed(server.numbers(server.root, "_NET_CLIENT_LIST_STACKING"))
        shown = [window for window in windows if server.is_application(window)]
        found = [DesktopWindow(server.framed_region(window), server.application(window)) for window in shown]
    return tuple(window for window in found if not window.region.is_empty)


class _Server:
    """One connection. What a window that has just gone is asked for is empty."""

    def __init__(self, library: ctypes.CDLL, handle: int) -> None:
        self._xcb = library
        self._handle = handle
        screens = library.xcb_setup_roots_iterator(library.xcb_get_setup(handle))
        self.root = int(screens.screen.contents.root)
        self._atoms: dict[str, int] = {}

    def region(self, window: int) -> Region:
        """Return where a window lies on the desktop."""
        size = self._reply("xcb_get_geometry", window)
        place = self._reply("xcb_translate_coordinates", window, self.root, 0, 0)
        if not size or not place:
            return Region(0, 0, 0, 0)
        width, height = struct.unpack_from("=HH", size, 16)
        x, y = struct.unpack_from("=hh", place, 12)
        return Region(x, y, width, height)

    def framed_region(self, window: int) -> Region:
        """Return where a window lies with the frame that is drawn around it, and without a shadow of its own."""
        region = self.region(window)
        if region.is_empty:
            return region
        for name, outwards in (("_NET_FRAME_EXTENTS", 1), ("_GTK_FRAME_EXTENTS", -1)):
            left, right, top, bottom = (*self.numbers(window, name), 0, 0, 0, 0)[:4]
            region = Region.from_edges(
                region.x - outwards * left,
                region.y - outwards * top,
                region.right + outwards * right,
                region.bottom + outwards * bottom,
            )
        return region

    def is_application(self, window: int) -> bool:
        """Tell whether a window is shown, of another process, and neither panel nor wallpaper."""
        hidden = self._atom("_NET_WM_STATE_HIDDEN")
        kinds = {self._atom(name) for name in _NO_APPLICATION}
        return (
            self._process_id(window) != os.getpid()
            and hidden not in self.numbers(window, "_NET_WM_STATE")
            and not kinds.intersection(self.numbers(window, "_NET_WM_WINDOW_TYPE"))
        )

    def application(self, window: int) -> Application:
        names = self._property(window, "WM_CLASS").rstrip(b"\0").split(b"\0")
        title = self._property(window, "_NET_WM_NAME") or self._property(window, "WM_NAME")
        return Application(
            names[-1].decode("utf-8", "replace"),
            _process_name(self._process_id(window)),
            title.decode("utf-8", "replace"),
        )

    def numbers(self, window: int, name: str) -> tuple[int, ...]:
        """Return a property that is a list of 32-bit numbers."""
        value = self._property(window, name)
        return struct.unpack(f"={len(value) // 4}I", value[: len(value) // 4 * 4])

    def _process_id(self, window: int) -> int:
        return next(iter(self.numbers(window, "_NET_WM_PID")), 0)

    def _property(self, window: int, name: str) -> bytes:
        reply = self._reply("xcb_get_property", 0, window, self._atom(name), _ANY_TYPE, 0, _MOST_WORDS)
        if not reply:
            return b""
        unit_bytes, count = reply[1] // 8, struct.unpack_from("=I", reply, 16)[0]
        return reply[xcb.REPLY_HEADER_BYTES : xcb.REPLY_HEADER_BYTES + unit_bytes * count]

    def _atom(self, name: str) -> int:
        if name not in self._atoms:
            reply = self._reply("xcb_intern_atom", 0, len(name), name.encode())
            self._atoms[name] = struct.unpack_from("=I", reply, 8)[0] if reply else 0
        return self._atoms[name]

    def _reply(self, request: str, *arguments: object) -> bytes:
        """Return a whole reply, or nothing where the server answers with an error."""
        cookie = getattr(self._xcb, request)(self._handle, *arguments)
        reply = getattr(self._xcb, f"{request}_reply")(self._handle, cookie, None)
        if not reply:
            return b""
        length_bytes = 4 * struct.unpack("=I", ctypes.string_at(reply + 4, 4))[0]
        whole = ctypes.string_at(reply, xcb.REPLY_HEADER_BYTES + length_bytes)
        xcb.free(reply)
        return whole


@contextmanager
def _connected(display: str) -> Iterator[_Server | None]:
    library = _library()
    if library is None:
        yield None
        return
    handle = library.xcb_connect(display.encode(), None)
    try:
        yield None if library.xcb_connection_has_error(handle) else _Server(library, handle)
    finally:
        library.xcb_disconnect(handle)


def _process_name(process_id: int) -> str:
    """Return the file name of a process's program; empty where it may not be known."""
    try:
        return Path(f"/proc/{process_id}/exe").readlink().name
    except OSError:
        return ""


@cache
def _library() -> ctypes.CDLL | None:
    """Return libxcb with its signatures declared, or None where it is not installed."""
    u8, u16, u32, i16 = ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32, ctypes.c_int16
    asked = {
        "xcb_intern_atom": (u8, u16, ctypes.c_char_p),
        "xcb_get_property": (u8, u32, u32, u32, u32, u32),
        "xcb_get_geometry": (u32,),
        "xcb_translate_coordinates": (u32, u32, i16, i16),
    }
    return xcb.loaded({}, asked)
