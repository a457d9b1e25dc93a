"""The few calls of libxcb that a passive key grab takes, through ctypes.

A grab is asked of the X server for one key; the server tells this program of that key and of no other.
Structures and event codes: the X11 core protocol, and xcb/xproto.h.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine import xcb

KEY_PRESS = 2
MAPPING_NOTIFY = 34
BAD_ACCESS = 10

_GRAB_ASYNC = 1
_SETUP_KEYCODES_AT = 34
"""Offset of min_keycode in xcb_setup_t; max_keycode follows."""


class _Event(ctypes.Structure):
    """The head that events and errors share; `detail` is the keycode, or the error code."""

    _fields_ = (
        ("type", ctypes.c_uint8),
        ("detail", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
    )


_EventPointer = ctypes.POINTER(_Event)


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """An event from the server: its type, and for keys the keycode and the server's time in ms."""

    type: int
    keycode: int
    time: int


@dataclass(frozen=True, slots=True)
class KeyboardMapping:
    """Which keysyms stand on which keycodes."""

    first_keycode: int
    keysyms_per_keycode: int
    keysyms: tuple[int, ...]

    def keycode_of(self, keysym: int) -> int | None:
        """Return the keycode that carries a keysym, preferring the first layout; None where no key does."""
        width = self.keysyms_per_keycode
        for column in range(width):
            in_column = self.keysyms[column::width]
            if keysym in in_column:
                return self.first_keycode + in_column.index(keysym)
        return None


@cache
def library() -> ctypes.CDLL | None:
    """Return libxcb with its signatures declared, or None where it is not installed."""
    pointer, u8, u16, u32 = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
    calls: dict[str, xcb.Signature] = {
        "xcb_flush": (ctypes.c_int, (pointer,)),
        "xcb_get_file_descriptor": (ctypes.c_int, (pointer,)),
        "xcb_screen_next": (None, (ctypes.POINTER(xcb.ScreenIterator),)),
        "xcb_grab_key_checked": (xcb.Cookie, (pointer, u8, u32, u16, u8, u8, u8)),
        "xcb_ungrab_key": (xcb.Cookie, (pointer, u8, u32, u16)),
        "xcb_ungrab_keyboard": (xcb.Cookie, (pointer, u32)),
        "xcb_request_check": (_EventPointer, (pointer, xcb.Cookie)),
        "xcb_poll_for_event": (_EventPointer, (pointer,)),
    }
    asked = {"xcb_get_keyboard_mapping": (u8, u8), "xcb_get_modifier_mapping": (), "xcb_query_keymap": ()}
    return xcb.loaded(calls, asked)


class XConnection:
    """A connection to the X server of its own, so that its errors are never mixed with Qt's."""

    def __init__(self, library: ctypes.CDLL) -> None:
        """Connect to $DISPLAY. Raises ConnectionError where there is no server."""
        self._xcb = library
        preferred = ctypes.c_int(0)
        self._handle: int | None = library.xcb_connect(None, ctypes.byref(preferred))
        if library.xcb_connection_has_error(self._handle):
            self.close()
            raise ConnectionError("no X server answers")
        self._setup: int = library.xcb_get_setup(self._handle)
        self._root = self._root_window(preferred.value)

    def close(self) -> None:
        """Disconnect; the server drops every grab of this connection. May be called twice."""
        if self._handle is not None:
            self._xcb.xcb_disconnect(self._handle)
            self._handle = None

    def __del__(self) -> None:
        self.close()

    @property
    def has_error(self) -> bool:
        """The server is gone; only `close` is of use now."""
        return self._handle is None or bool(self._xcb.xcb_connection_has_error(self._handle))

    @property
    def file_descriptor(self) -> int:
        return int(self._xcb.xcb_get_file_descriptor(self._handle))

    def grab_key(self, keycode: int, modifiers: int) -> bool:
        """Ask for one key with exactly these modifiers; False where another program holds it."""
        cookie = self._xcb.xcb_grab_key_checked(
            self._handle, 0, self._root, modifiers, keycode, _GRAB_ASYNC, _GRAB_ASYNC
        )
        error = self._xcb.xcb_request_check(self._handle, cookie)
        if not error:
            return True
        code = int(error.contents.detail)
        _free(error)
        if code != BAD_ACCESS:
            raise ConnectionError(f"the X server answered a key grab with error {code}")
        return False

    def ungrab_key(self, keycode: int, modifiers: int) -> None:
        self._xcb.xcb_ungrab_key(self._handle, keycode, self._root, modifiers)
        self._xcb.xcb_flush(self._handle)

    def ungrab_keyboard(self, time: int) -> None:
        """End the active grab that began with a grabbed key, so that others may take the keyboard at once."""
        self._xcb.xcb_ungrab_keyboard(self._handle, time)
        self._xcb.xcb_flush(self._handle)

    def events(self) -> Iterator[KeyEvent]:
        """Yield what has arrived, without waiting."""
        while event := self._xcb.xcb_poll_for_event(self._handle):
            head = event.contents
            arrived = KeyEvent(head.type & 0x7F, head.detail, head.time)
            _free(event)
            yield arrived

    def keyboard_mapping(self) -> KeyboardMapping:
        first, last = ctypes.string_at(self._setup + _SETUP_KEYCODES_AT, 2)
        count = last - first + 1
        head, tail = self._reply("xcb_get_keyboard_mapping", first, count)
        return KeyboardMapping(first, head[1], tuple(memoryview(tail).cast("I")))

    def modifier_keycodes(self) -> tuple[tuple[int, ...], ...]:
        """Return the keycodes of the eight modifiers: Shift, Lock, Control, Mod1 to Mod5."""
        head, tail = self._reply("xcb_get_modifier_mapping")
        width = head[1]
        return tuple(tuple(tail[bit * width : (bit + 1) * width]) for bit in range(8))

    def is_down(self, keycode: int) -> bool:
        """Tell whether a key is held down at this moment."""
        reply = self._raw_reply("xcb_query_keymap")
        bits = ctypes.string_at(reply + 8, 32)
        xcb.free(reply)
        return bool(bits[keycode // 8] & (1 << keycode % 8))

    def _root_window(self, screen: int) -> int:
        roots = self._xcb.xcb_setup_roots_iterator(self._setup)
        for _ in range(screen):
            self._xcb.xcb_screen_next(ctypes.byref(roots))
        return int(roots.screen.contents.root)

    def _reply(self, request: str, *arguments: int) -> tuple[bytes, bytes]:
        """Return the fixed head of a reply and the list that follows it."""
        reply = self._raw_reply(request, *arguments)
        head = ctypes.string_at(reply, xcb.REPLY_HEADER_BYTES)
        length_bytes = int.from_bytes(head[4:8], sys.byteorder) * 4
        tail = ctypes.string_at(reply + xcb.REPLY_HEADER_BYTES, length_bytes)
        xcb.free(reply)
        return head, tail

    def _raw_reply(self, request: str, *arguments: int) -> int:
        cookie = getattr(self._xcb, request)(self._handle, *arguments)
        reply = getattr(self._xcb, f"{request}_reply")(self._handle, cookie, None)
        if not reply:
            raise ConnectionError(f"the X server did not answer {request}")
        return int(reply)


def _free(pointer: object) -> None:
    xcb.free(ctypes.cast(pointer, ctypes.c_void_p))  # type: ignore[arg-type]
