"""Pictures of the screen through the desktop's portal: on Wayland the one way there is.

Interface: org.freedesktop.portal.Screenshot of the XDG desktop portal. The desktop may ask its user first, takes the
picture itself, and leaves it in a file, which is deleted as soon as it has been read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow, Fitness, Screen
from engine.errors import Cancelled, CaptureError
from engine.imaging import open_picture_file

_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SCREENSHOT = "org.freedesktop.portal.Screenshot"
_LOOK_WITHIN_S = 2.0
_WHOLE_WITHIN_S = 15.0
_CHOSEN_WITHIN_S = 600.0
_TAKEN, _GIVEN_UP = 0, 1


class PortalGrabber:
    """Asks the desktop for a picture. It knows neither screens nor windows: Wayland tells nobody."""

    has_own_dialogue = True

    def __init__(self, environment: Mapping[str, str] = os.environ, whole_within_s: float = _WHOLE_WITHIN_S) -> None:
        self._environment = environment
        self._whole_within_s = whole_within_s

    def fitness(self) -> Fitness:
        """Tell whether the desktop has such a portal, without taking a picture."""
        if not sys.platform.startswith("linux"):
            return Fitness(False, "capture.not_supported")
        try:
            with closing(self._connected()) as bus:
                return Fitness(True) if _version(bus) else Fitness(False, "capture.no_portal")
        except (OSError, ValueError, KeyError):
            return Fitness(False, "capture.no_session_bus")

    def screens(self) -> Sequence[Screen]:
        return ()

    def windows(self) -> Sequence[DesktopWindow]:
        return ()

    def application_at(self, region: Region) -> Application | None:
        return None

    def grab(self, region: Region | None = None) -> Capture:
        """Take all screens as one picture. Raises CaptureError, and for a region always: only the agent can choose."""
        if region is not None:
            raise CaptureError("capture.outside")
        return self.take(lets_choose=False)

    def take(self, *, lets_choose: bool) -> Capture:
        """Let the desktop take the picture, after its own dialogue if the agent is to choose.

        Blocks until its user has answered. Raises CaptureError, or Cancelled where the user gave up.
        """
        try:
            with closing(self._connected()) as bus:
                answer = _ask(bus, lets_choose, _CHOSEN_WITHIN_S if lets_choose else self._whole_within_s)
        except TimeoutError as error:
            raise CaptureError("capture.portal_silent") from error
        except (OSError, ValueError, KeyError) as error:
            raise CaptureError("capture.no_session_bus") from error
        code, results = answer
        if code == _GIVEN_UP:
            raise Cancelled("capture.cancelled")
        if code != _TAKEN or "uri" not in results:
            raise CaptureError("capture.portal_refused")
        return _read_and_delete(str(results["uri"][1]), CaptureOrigin.REGION if lets_choose else CaptureOrigin.SCREEN)

    def _connected(self) -> Any:
        """Connect to the session bus. Raises OSError, or KeyError where there is none."""
        from jeepney.io.blocking import open_dbus_connection

        address = self._environment.get("DBUS_SESSION_BUS_ADDRESS", "")
        if not address:
            runtime = self._environment["XDG_RUNTIME_DIR"]
            address = f"unix:path={runtime}/bus"
        return open_dbus_connection(address)


def _version(bus: Any) -> int:
    """Return the version of the interface, 0 where there is none."""
    from jeepney import DBusAddress, MessageType, Properties

    portal = DBusAddress(_PATH, _NAME, _SCREENSHOT)
    reply = bus.send_and_get_reply(Properties(portal).get("version"), timeout=_LOOK_WITHIN_S)
    if reply.header.message_type is not MessageType.method_return:
        return 0
    return int(reply.body[0][1])


def _ask(bus: Any, lets_choose: bool, within_s: float) -> tuple[int, Mapping[str, tuple[str, object]]]:
    """Ask for the picture; return the portal's code and results. Raises TimeoutError, ValueError for a refusal."""
    from jeepney import DBusAddress, MatchRule, MessageType, new_method_call
    from jeepney.bus_messages import message_bus

    token = f"deskside{uuid4().hex}"
    sender = bus.unique_name.lstrip(":").replace(".", "_")
    request = f"{_PATH}/request/{sender}/{token}"
    rule = MatchRule(
        type="signal", sender=_NAME, interface="org.freedesktop.portal.Request", member="Response", path=request
    )
    bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=_LOOK_WITHIN_S)
    options = {"handle_token": ("s", token), "interactive": ("b", lets_choose)}
    call = new_method_call(DBusAddress(_PATH, _NAME, _SCREENSHOT), "Screenshot", "sa{sv}", ("", options))
    # The bus gives the sender's number, not its name, with each message; the path is ours alone.
    arrived = MatchRule(type="signal", member="Response", path=request)
    with bus.filter(arrived) as responses:
        reply = bus.send_and_get_reply(call, timeout=within_s)
        if reply.header.message_type is not MessageType.method_return:
            return 2, {}
        code, results = bus.recv_until_filtered(responses, timeout=within_s).body
    return code, results


def _read_and_delete(uri: str, origin: CaptureOrigin) -> Capture:
    """Read the file that the desktop wrote; it holds what nobody has covered yet and must not stay."""
    parts = urlsplit(uri)
    path = Path(unquote(parts.path))
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or not path.is_absolute():
        raise CaptureError("capture.portal_refused")
    try:
        return open_picture_file(path, origin)
    finally:
        path.unlink(missing_ok=True)
