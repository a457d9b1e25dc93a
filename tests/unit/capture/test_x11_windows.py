"""Whose window lies at a place of a real X11 desktop, as a window manager would keep it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from engine.capture import MssGrabber
from engine.capture.x11_windows import application_at, windows_of
from engine.domain.region import Region
from tests.screens.display import own_display

OTHER_PROGRAM = r"""
import ctypes, os, struct, sys
xcb = ctypes.CDLL("libxcb.so.1")
class Cookie(ctypes.Structure): _fields_ = (("sequence", ctypes.c_uint),)
class Screen(ctypes.Structure): _fields_ = (("root", ctypes.c_uint32),)
class Screens(ctypes.Structure):
    _fields_ = (("screen", ctypes.POINTER(Screen)), ("rem", ctypes.c_int), ("index", ctypes.c_int))
P, U8, U16, U32, I16 = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32, ctypes.c_int16
xcb.xcb_connect.restype = xcb.xcb_get_setup.restype = xcb.xcb_intern_atom_reply.restype = P
xcb.xcb_get_setup.argtypes = xcb.xcb_setup_roots_iterator.argtypes = xcb.xcb_flush.argtypes = (P,)
xcb.xcb_setup_roots_iterator.restype = Screens
xcb.xcb_generate_id.argtypes, xcb.xcb_generate_id.restype = (P,), U32
xcb.xcb_create_window.argtypes = (P, U8, U32, U32, I16, I16, U16, U16, U16, U16, U32, U32, P)
xcb.xcb_map_window.argtypes = (P, U32)
xcb.xcb_intern_atom.argtypes, xcb.xcb_intern_atom.restype = (P, U8, U16, ctypes.c_char_p), Cookie
xcb.xcb_intern_atom_reply.argtypes = (P, Cookie, P)
xcb.xcb_change_property.argtypes = (P, U8, U32, U32, U32, U8, U32, ctypes.c_char_p)
c = xcb.xcb_connect(None, None)
root = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(c)).screen.contents.root
def atom(name):
    reply = xcb.xcb_intern_atom_reply(c, xcb.xcb_intern_atom(c, 0, len(name), name), None)
    return struct.unpack("=I", ctypes.string_at(reply + 8, 4))[0]
def put(window, name, kind, unit, value):
    xcb.xcb_change_property(c, 0, window, atom(name), atom(kind), unit, len(value) * 8 // unit, value)
windows = []
for title, x in ((b"Lower", 20), (b"SAP Easy Access", 60)):
    window = xcb.xcb_generate_id(c)
    xcb.xcb_create_window(c, 0, window, root, x, 30, 120, 80, 0, 1, 0, 0, None)
    put(window, b"WM_CLASS", b"STRING", 8, b"instance\0" + title.split()[0] + b"logon\0")
    put(window, b"_NET_WM_NAME", b"UTF8_STRING", 8, title)
    put(window, b"_NET_WM_PID", b"CARDINAL", 32, struct.pack("=I", os.getpid()))
    if title == b"Lower":
        put(window, b"_NET_FRAME_EXTENTS", b"CARDINAL", 32, struct.pack("=4I", 2, 3, 20, 4))
    else:
        put(window, b"_GTK_FRAME_EXTENTS", b"CARDINAL", 32, struct.pack("=4I", 5, 5, 6, 7))
    xcb.xcb_map_window(c, window)
    windows.append(window)
put(root, b"_NET_CLIENT_LIST_STACKING", b"WINDOW", 32, struct.pack("=2I", *windows))
atom(b"WM_CLASS")
xcb.xcb_flush(c)
print("ready", flush=True)
sys.stdin.read()
put(root, b"_NET_CLIENT_LIST_STACKING", b"WINDOW", 32, b"")
atom(b"WM_CLASS")
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A desktop with two overlapping windows of another program."""
    command = [sys.executable, "-c", OTHER_PROGRAM]
    with own_display(640, 360) as name:
        if name is None:
            pytest.skip("Xvfb is not installed")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": {**os.environ, "DISPLAY": name}}
        with subprocess.Popen(command, text=True, **pipes) as other:  # type: ignore[call-overload]
            assert other.stdout.readline() == "ready\n"
            yield name
            other.communicate("")


@pytest.mark.parametrize(("x", "title"), [(30, "Lower"), (100, "SAP Easy Access"), (170, "SAP Easy Access")])
def test_the_uppermost_window_at_a_place_is_named(display: str, x: int, title: str) -> None:
    found = application_at(x, 60, display)
    assert found is not None
    assert found.title == title
    assert found.window_class == f"{title.split()[0]}logon"
    assert found.process == os.path.basename(os.path.realpath(sys.executable))  # noqa: PTH119


def test_where_no_window_is_nobody_is_named(display: str) -> None:
    assert application_at(300, 300, display) is None


def test_no_title_is_in_what_is_logged_of_an_application(display: str) -> None:
    assert "Easy" not in repr(application_at(100, 60, display))


def test_a_picture_of_a_region_knows_its_application(display: str) -> None:
    found = MssGrabber({"DISPLAY": display}, "linux").application_at(Region(70, 40, 60, 40))
    assert found is not None
    assert found.title == "SAP Easy Access"


def test_a_display_that_is_not_there_names_nobody() -> None:
    assert application_at(0, 0, ":987") is None


def test_where_nobody_tells_there_is_no_application() -> None:
    assert MssGrabber({}, "win32").application_at(Region(0, 0, 1, 1)) is None


def test_windows_are_listed_from_the_uppermost_down_with_frame_and_without_shadow(display: str) -> None:
    found = windows_of(display)
    assert [window.application.title for window in found] == ["SAP Easy Access", "Lower"]
    assert [window.region for window in found] == [Region(65, 36, 110, 67), Region(18, 10, 125, 104)]


def test_where_nobody_tells_there_are_no_windows() -> None:
    assert windows_of(":987") == ()
    assert MssGrabber({}, "win32").windows() == ()
