"""Divides a virtual X display into monitors, as `xrandr --setmonitor` does.

Structures: X11/extensions/Xrandr.h, RandR 1.5. (The same call of libxcb-randr 1.15 fails an assertion of its own.)
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

from engine.domain.screen import Screen


class _Resources(ctypes.Structure):
    """The head of XRRScreenResources, as far as the list of outputs."""

    _fields_ = (
        ("timestamp", ctypes.c_ulong),
        ("config_timestamp", ctypes.c_ulong),
        ("crtc_count", ctypes.c_int),
        ("crtcs", ctypes.c_void_p),
        ("output_count", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


class _Monitor(ctypes.Structure):
    """XRRMonitorInfo."""

    _fields_ = (
        ("name", ctypes.c_ulong),
        ("primary", ctypes.c_int),
        ("automatic", ctypes.c_int),
        ("output_count", ctypes.c_int),
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "width_mm", "height_mm")),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


def divide(display: str, monitors: Sequence[Screen]) -> None:
    """Make these the monitors of the display; they stay until the display ends."""
    xlib, randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
    pointer, number = ctypes.c_void_p, ctypes.c_ulong
    for library, name, result, arguments in (
        (xlib, "XOpenDisplay", pointer, (ctypes.c_char_p,)),
        (xlib, "XDefaultRootWindow", number, (pointer,)),
        (xlib, "XInternAtom", number, (pointer, ctypes.c_char_p, ctypes.c_int)),
        (xlib, "XSync", ctypes.c_int, (pointer, ctypes.c_int)),
        (xlib, "XCloseDisplay", ctypes.c_int, (pointer,)),
        (randr, "XRRGetScreenResourcesCurrent", ctypes.POINTER(_Resources), (pointer, number)),
        (randr, "XRRSetMonitor", None, (pointer, number, ctypes.POINTER(_Monitor))),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    opened = xlib.XOpenDisplay(display.encode())
    root = xlib.XDefaultRootWindow(opened)
    outputs = randr.XRRGetScreenResourcesCurrent(opened, root).contents.outputs
    for place, monitor in enumerate(monitors):
        atom = xlib.XInternAtom(opened, monitor.name.encode(), 0)
        region = monitor.region
        # The first one takes the one output there is, so that the whole display is no monitor any more.
        size = (region.x, region.y, region.width, region.height, 300, 200)
        info = _Monitor(atom, monitor.is_primary, 0, int(place == 0), *size, outputs)
        randr.XRRSetMonitor(opened, root, ctypes.byref(info))
    xlib.XSync(opened, 0)
    xlib.XCloseDisplay(opened)
