"""The global hotkey on Wayland: the desktop's GlobalShortcuts portal.

The desktop may ask its user first, may give another key than the one preferred, and may take it away at any time.
Interface: org.freedesktop.portal.GlobalShortcuts of the XDG desktop portal. Qt's own D-Bus classes cannot write the
list of shortcuts that it takes, so that a small library in pure Python does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtGui import QKeySequence

from desktop.hotkey.combination import Combination
from desktop.hotkey.registrar import HotkeyRegistrar, HotkeyState, Registration, registered, unsupported
from engine.domain.screen import Fitness
from engine.wording import say

_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_APP_ID = "deskside"
_SHORTCUT = "capture-region"
_MODIFIERS = {
    Qt.KeyboardModifier.ControlModifier: "CTRL",
    Qt.KeyboardModifier.AltModifier: "ALT",
    Qt.KeyboardModifier.ShiftModifier: "SHIFT",
    Qt.KeyboardModifier.MetaModifier: "LOGO",
}
_KEY_NAMES = {Qt.Key.Key_PageUp: "Page_Up", Qt.Key.Key_PageDown: "Page_Down", Qt.Key.Key_Escape: "Escape",
              Qt.Key.Key_Delete: "Delete", Qt.Key.Key_Insert: "Insert", Qt.Key.Key_Space: "space"}  # fmt: skip
Reply = Callable[[Any], None]


def trigger_of(combination: Combination) -> str:
    """Write a combination as the portal's specification of shortcuts wants it: `CTRL+ALT+s`."""
    key = _KEY_NAMES.get(combination.key) or QKeySequence(combination.key).toString()
    name = key.lower() if len(key) == 1 else key
    return "+".join([text for modifier, text in _MODIFIERS.items() if modifier in combination.modifiers] + [name])


class PortalRegistrar(HotkeyRegistrar):
    """Holds one shortcut over a connection of its own. Nothing here waits: the answers come as they come."""

    def __init__(self, parent: QObject | None = None, environment: Mapping[str, str] = os.environ) -> None:
        super().__init__(parent)
        self._environment = environment
        self._bus: Any = None
        self._notifier: QSocketNotifier | None = None
        self._replies: dict[int, Reply] = {}
        self._responses: dict[str, Callable[[int, Mapping[str, Any]], None]] = {}
        self._wanted: tuple[str, Combination] | None = None
        self._session = ""
        self._state: HotkeyState | None = None

    def fitness(self) -> Fitness:
        """Tell whether there is a session bus; whether the desktop has the portal, `register` finds out."""
        try:
            self._connect().close()
        except (OSError, ValueError, KeyError):
            return Fitness(False, "hotkey.wayland")
        return Fitness(True)

    def hold(self, sequence: str, combination: Combination) -> HotkeyState:
        self.unregister()
        self._wanted = (sequence, combination)
        try:
            self._open()
            self._state = HotkeyState(Registration.WAITING, sequence, "hotkey.waiting")
            self._create_session()
        except (OSError, ValueError, KeyError):
            self._close()
            self._state = unsupported(sequence, "hotkey.wayland")
        return self._state

    def check(self) -> None:
        """Ask anew where the desktop took the key away or its portal was started again; never nag after a no."""
        lost = self._state is not None and self._state.registration is Registration.REGISTERED and not self._session
        if lost and self._wanted is not None:
            self.state_changed.emit(self.hold(*self._wanted))

    def unregister(self) -> None:
        self._wanted = None
        self._state = None
        self._close()

    # The conversation: session, shortcut, presses.

    def _create_session(self) -> None:
        from jeepney import MatchRule, message_bus

        rule = MatchRule(type="signal", sender=_NAME)
        owner = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        owner.add_arg_condition(0, _NAME)
        for one in (rule, owner):
            self._call(message_bus.AddMatch(one))
        # Newer portals want to know who asks before anything else; older ones do not know this call.
        self._call(self._message("org.freedesktop.host.portal.Registry", "Register", "sa{sv}", (_APP_ID, {})))
        options: dict[str, tuple[str, object]] = {"session_handle_token": ("s", _token())}
        self._request("CreateSession", "a{sv}", (), options, self._bind)

    def _bind(self, code: int, results: Mapping[str, Any]) -> None:
        if code or "session_handle" not in results or self._wanted is None:
            self._fail("hotkey.portal_refused")
            return
        self._session = str(results["session_handle"][1])
        _, combination = self._wanted
        shortcut = {
            "description": ("s", say("hotkey.what")),
            "preferred_trigger": ("s", trigger_of(combination)),
        }
        body = (self._session, [(_SHORTCUT, shortcut)], "")
        self._request("BindShortcuts", "oa(sa{sv})sa{sv}", body, {}, self._bound)

    def _bound(self, code: int, results: Mapping[str, Any]) -> None:
        names = [name for name, _ in results["shortcuts"][1]] if "shortcuts" in results else []
        if code or _SHORTCUT not in names or self._wanted is None:
            self._fail("hotkey.portal_refused")
            return
        self._settle(registered(self._wanted[0]))

    def _fail(self, key: str) -> None:
        if self._wanted is not None:
            self._session = ""
            self._settle(unsupported(self._wanted[0], key))

    def _settle(self, state: HotkeyState) -> None:
        self._state = state
        self.state_changed.emit(state)

    def _hear(self, message: Any) -> None:
        """Take one message of the bus."""
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        kind = message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            reply = self._replies.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if reply is not None:
                reply(message)
            return
        if kind is not MessageType.signal:
            return
        member, path = fields.get(HeaderFields.member), fields.get(HeaderFields.path)
        if member == "Response" and path in self._responses:
            self._responses.pop(path)(*message.body)
        elif member == "Activated" and message.body[:2] == (self._session, _SHORTCUT):
            self.pressed.emit()
        elif (member == "Closed" and path == self._session) or member == "NameOwnerChanged":
            self._session = ""

    # The bus.

    def _request(
        self,
        member: str,
        signature: str,
        body: tuple[object, ...],
        options: Mapping[str, tuple[str, object]],
        done: Callable[[int, Mapping[str, Any]], None],
    ) -> None:
        """Call a method whose result comes later, as the response of a request object."""
        from jeepney import MessageType

        token = _token()
        sender = self._bus.unique_name.lstrip(":").replace(".", "_")
        handle = f"{_PATH}/request/{sender}/{token}"
        self._responses[handle] = done

        def answered(message: Any) -> None:
            if message.header.message_type is MessageType.error:
                self._responses.pop(handle, None)
                self._fail("hotkey.wayland")

        whole = (*body, {**options, "handle_token": ("s", token)})
        self._call(self._message(_SHORTCUTS, member, signature, whole), answered)

    def _message(self, interface: str, member: str, signature: str, body: tuple[object, ...]) -> Any:
        from jeepney import DBusAddress, new_method_call

        return new_method_call(DBusAddress(_PATH, _NAME, interface), member, signature, body)

    def _call(self, message: Any, reply: Reply = lambda _: None) -> None:
        serial = next(self._bus.outgoing_serial)
        self._replies[serial] = reply
        self._bus.send(message, serial=serial)

    def _connect(self) -> Any:
        from jeepney.io.blocking import open_dbus_connection

        address = self._environment.get("DBUS_SESSION_BUS_ADDRESS", "")
        return open_dbus_connection(address or f"unix:path={self._environment['XDG_RUNTIME_DIR']}/bus")

    def _open(self) -> None:
        self._bus = self._connect()
        self._notifier = QSocketNotifier(self._bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        if self._bus is None:
            return
        try:
            arrived = self._bus.sock.recv(65536)
        except OSError:
            arrived = b""
        if not arrived:
            self._close()  # `check` asks again
            return
        parser = self._bus.parser
        parser.add_data(arrived)
        while (message := parser.get_next_message()) is not None:
            self._hear(message)
            if self._bus is None:
                return

    def _close(self) -> None:
        self._session = ""
        self._replies.clear()
        self._responses.clear()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._bus is not None:
            self._bus.close()  # the portal ends the session of a client that is gone
            self._bus = None


def _token() -> str:
    return f"deskside{uuid4().hex}"
