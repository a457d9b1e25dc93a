"""A desktop portal on a session bus of its own: answers as the real one would, and writes down what it was asked."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
_REQUEST = "org.freedesktop.portal.Request"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_STOP = "org.freedesktop.portal.Stop"


@contextmanager
def session_bus(folder: Path) -> Iterator[str]:
    """Start a session bus that nobody else is on; yield its address."""
    command = [
        "dbus-daemon",
        "--session",
        "--nofork",
        "--nopidfile",
        "--print-address=1",
        f"--address=unix:dir={folder}",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        assert bus.stdout is not None
        try:
            yield bus.stdout.readline().strip()
        finally:
            bus.terminate()


class FakePortal:
    """Owns the portal's name on the bus. What it answers is set before it is asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.interfaces = {"org.freedesktop.portal.Screenshot": 2, _SHORTCUTS: 1}
        self.response = 0
        self.uri = ""
        self.is_silent = False
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.shortcuts: list[tuple[str, dict[str, Any]]] = []
        self._session = ""
        self._client = ""
        self._bus = open_dbus_connection(address)
        self._bus.send_and_get_reply(message_bus.RequestName(NAME))
        self._thread = threading.Thread(target=self._serve, args=(self._bus,), daemon=True)
        self._thread.start()

    def press(self) -> None:
        """Somebody presses the first shortcut that was bound."""
        self._emit(_SHORTCUTS, "Activated", "osta{sv}", (self._session, self.shortcuts[0][0], 1, {}))

    def close_session(self) -> None:
        """The desktop takes the shortcuts away, as it does when its settings are changed."""
        address = DBusAddress(self._session, interface="org.freedesktop.portal.Session")
        self._bus.send(new_signal(address, "Closed", "a{sv}", ({},)))

    def stop(self) -> None:
        """Leave the bus, as a portal that crashes does."""
        if not self._thread.is_alive():
            return
        with open_dbus_connection(self.address) as other:
            other.send(new_method_call(DBusAddress(PATH, NAME, _STOP), "Stop"))
            self._thread.join(timeout=10)

    def _serve(self, bus: DBusConnection) -> None:
        with bus:
            while True:
                message = bus.receive()
                if message.header.message_type is MessageType.method_call:
                    if message.header.fields.get(HeaderFields.interface) == _STOP:
                        return
                    self._answer(message)

    def _answer(self, call: Message) -> None:
        fields = call.header.fields
        interface, member = fields[HeaderFields.interface], fields[HeaderFields.member]
        if interface == "org.freedesktop.DBus.Properties":
            version = self.interfaces.get(call.body[0], 0)
            self._bus.send(
                new_method_return(call, "v", (("u", version),))
                if version
                else new_error(call, "org.freedesktop.DBus.Error.UnknownInterface")
            )
        elif interface not in self.interfaces:
            self._bus.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))
        else:
            self._answer_request(call, member)

    def _answer_request(self, call: Message, member: str) -> None:
        options = call.body[-1]
        self._client = call.header.fields[HeaderFields.sender]
        owner = self._client.lstrip(":").replace(".", "_")
        handle = f"{PATH}/request/{owner}/{options['handle_token'][1]}"
        self.asked.append((member, {name: value for name, (_, value) in options.items()}))
        self._bus.send(new_method_return(call, "o", (handle,)))
        if self.is_silent:
            return
        results: dict[str, Any] = {}
        if member == "Screenshot":
            results = {"uri": ("s", self.uri)}
        elif member == "CreateSession":
            self._session = f"{PATH}/session/{owner}/{options['session_handle_token'][1]}"
            results = {"session_handle": ("s", self._session)}
        elif member == "BindShortcuts":
            self.shortcuts = call.body[1]
            results = {"shortcuts": ("a(sa{sv})", [(name, {}) for name, _ in self.shortcuts])}
        code = self.response if member != "CreateSession" else 0
        address = DBusAddress(handle, interface=_REQUEST)
        self._bus.send(new_signal(address, "Response", "ua{sv}", (code, results if code == 0 else {})))

    def _emit(self, interface: str, member: str, signature: str, body: tuple[object, ...]) -> None:
        self._bus.send(new_signal(DBusAddress(PATH, interface=interface), member, signature, body))


@contextmanager
def portal(folder: Path) -> Iterator[FakePortal]:
    """A portal on a bus of its own."""
    with session_bus(folder) as address:
        made = FakePortal(address)
        try:
            yield made
        finally:
            made.stop()
