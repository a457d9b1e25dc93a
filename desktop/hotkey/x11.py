"""The global hotkey on X11: a passive grab of one key."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer

from desktop.hotkey import xcb
from desktop.hotkey.combination import Combination
from desktop.hotkey.registrar import HotkeyRegistrar, HotkeyState, Registration, registered, taken, unsupported
from engine.domain.screen import Fitness

_LOCK_MASK = 1 << 1
_NUM_LOCK_KEYSYM = 0xFF7F
_MODIFIER_MASKS = {
    Qt.KeyboardModifier.ShiftModifier: 1 << 0,
    Qt.KeyboardModifier.ControlModifier: 1 << 2,
    Qt.KeyboardModifier.AltModifier: 1 << 3,
    Qt.KeyboardModifier.MetaModifier: 1 << 6,
}
_KEYSYMS = {
    Qt.Key.Key_Print: 0xFF61,
    Qt.Key.Key_Pause: 0xFF13,
    Qt.Key.Key_Insert: 0xFF63,
    Qt.Key.Key_Delete: 0xFFFF,
    Qt.Key.Key_Home: 0xFF50,
    Qt.Key.Key_End: 0xFF57,
    Qt.Key.Key_PageUp: 0xFF55,
    Qt.Key.Key_PageDown: 0xFF56,
    Qt.Key.Key_Left: 0xFF51,
    Qt.Key.Key_Up: 0xFF52,
    Qt.Key.Key_Right: 0xFF53,
    Qt.Key.Key_Down: 0xFF54,
    Qt.Key.Key_Escape: 0xFF1B,
    Qt.Key.Key_Tab: 0xFF09,
    Qt.Key.Key_Backspace: 0xFF08,
    Qt.Key.Key_Return: 0xFF0D,
    Qt.Key.Key_Menu: 0xFF67,
}
_F1_KEYSYM = 0xFFBE
_HELD_POLL_MS = 40


def keysym_of(key: Qt.Key) -> int | None:
    """Return the X keysym for a Qt key; letters as their small form, as keyboards carry them."""
    if key in _KEYSYMS:
        return _KEYSYMS[key]
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return _F1_KEYSYM + key - Qt.Key.Key_F1
    if 0x20 <= key <= 0xFF:
        return ord(chr(key).lower())
    return None


class X11Registrar(HotkeyRegistrar):
    """Grabs one key combination on the root window, over a connection of its own.

    The grab is taken four times: alone, with CapsLock, with NumLock, and with both, since X counts locks as
    modifiers. It is taken again when the keyboard layout changes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection: xcb.XConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._combination: Combination | None = None
        self._grabs: tuple[tuple[int, int], ...] = ()
        """What is held: keycode and modifier mask."""
        self._state: HotkeyState | None = None
        """What became of the last request; None where nothing is asked for."""
        self._held_timer = QTimer(self, interval=_HELD_POLL_MS)
        self._held_timer.timeout.connect(self._forget_released_key)

    def fitness(self) -> Fitness:
        library = xcb.library()
        if library is None:
            return Fitness(False, "hotkey.no_libxcb")
        try:
            xcb.XConnection(library).close()
        except ConnectionError:
            return Fitness(False, "hotkey.no_display")
        return Fitness(True)

    def hold(self, sequence: str, combination: Combination) -> HotkeyState:
        self.unregister()
        self._state = self._ask(sequence, combination)
        self._combination = combination
        return self._state

    def check(self) -> None:
        """See whether the grab still stands, by asking for the same from a second connection.

        The server must refuse that one. Where it does not, or does not answer us any more, the key is asked for
        anew; so is one that another program had, and a display that was not there.
        """
        if self._combination is None or self._state is None or self._is_held():
            return
        before, combination = self._state, self._combination
        state = self.hold(before.sequence, combination)
        if state != before or state.registration is Registration.REGISTERED:
            self.state_changed.emit(state)

    def _is_held(self) -> bool:
        """Tell whether the server refuses every one of our grabs to a second connection."""
        library = xcb.library()
        if library is None or self._connection is None or self._connection.has_error or not self._grabs:
            return False
        try:
            second = xcb.XConnection(library)
        except ConnectionError:
            return False
        try:
            return not any(second.grab_key(*grab) for grab in self._grabs)
        except ConnectionError:
            return False
        finally:
            second.close()

    def _ask(self, sequence: str, combination: Combination) -> HotkeyState:
        library = xcb.library()
        if library is None:
            return unsupported(sequence, "hotkey.no_libxcb")
        try:
            self._open_connection(xcb.XConnection(library))
            state = self._grab(sequence, combination)
        except ConnectionError:
            state = unsupported(sequence, "hotkey.no_display")
        if not self._grabs:
            self._close_connection()
        return state

    def unregister(self) -> None:
        self._combination = None
        self._state = None
        self._close_connection()

    def _grab(self, sequence: str, combination: Combination) -> HotkeyState:
        assert self._connection is not None
        grabs = _wanted_grabs(self._connection, combination)
        if not grabs:
            return unsupported(sequence, "hotkey.no_such_key")
        for count, grab in enumerate(grabs):
            if not self._connection.grab_key(*grab):
                for keycode, modifiers in grabs[:count]:
                    self._connection.ungrab_key(keycode, modifiers)
                return taken(sequence)
        self._grabs = grabs
        return registered(sequence)

    def _open_connection(self, connection: xcb.XConnection) -> None:
        self._connection = connection
        self._notifier = QSocketNotifier(connection.file_descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read_events)

    def _close_connection(self) -> None:
        self._held_timer.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._grabs = ()

    def _read_events(self) -> None:
        if self._connection is None:
            return
        events = tuple(self._connection.events())
        if self._connection.has_error:
            # The server is gone, or was reset; `check` asks again as soon as there is one.
            self._close_connection()
            return
        if any(event.type == xcb.MAPPING_NOTIFY for event in events):
            self._grab_again()
        for event in events:
            if event.type == xcb.KEY_PRESS:
                self._hear_press(event.time)

    def _hear_press(self, time: int) -> None:
        """Tell of a press once, however long the key is held.

        The active grab that a press begins is ended at once, since the overlay wants the keyboard. The news
        of the release goes with it, so the key is watched until it is up; repeats until then do not count.
        """
        assert self._connection is not None
        self._connection.ungrab_keyboard(time)
        if not self._held_timer.isActive():
            self._held_timer.start()
            self.pressed.emit()

    def _forget_released_key(self) -> None:
        try:
            is_held = self._connection is not None and self._grabs and self._connection.is_down(self._grabs[0][0])
        except ConnectionError:
            is_held = False
        if not is_held:
            self._held_timer.stop()

    def _grab_again(self) -> None:
        """Follow a change of the keyboard layout, which moves keysyms to other keycodes."""
        assert self._connection is not None
        if self._combination is None:
            return
        wanted = _wanted_grabs(self._connection, self._combination)
        for keycode, modifiers in set(self._grabs) - set(wanted):
            self._connection.ungrab_key(keycode, modifiers)
        gained = tuple(grab for grab in wanted if grab in self._grabs or self._connection.grab_key(*grab))
        self._grabs = gained


def _wanted_grabs(connection: xcb.XConnection, combination: Combination) -> tuple[tuple[int, int], ...]:
    """Return keycode and modifier mask for each state of the lock keys; empty where there is no such key."""
    mapping = connection.keyboard_mapping()
    keysym = keysym_of(combination.key)
    keycode = None if keysym is None else mapping.keycode_of(keysym)
    if keycode is None:
        return ()
    held = sum(_MODIFIER_MASKS[modifier] for modifier in combination.modifiers)
    num_lock = _num_lock_mask(connection, mapping)
    locks = sorted({0, _LOCK_MASK, num_lock, _LOCK_MASK | num_lock})
    return tuple((keycode, held | lock) for lock in locks)


def _num_lock_mask(connection: xcb.XConnection, mapping: xcb.KeyboardMapping) -> int:
    """Return the modifier that NumLock is on (often Mod2), or 0."""
    num_lock = mapping.keycode_of(_NUM_LOCK_KEYSYM)
    for bit, keycodes in enumerate(connection.modifier_keycodes()):
        if num_lock is not None and num_lock in keycodes:
            return 1 << bit
    return 0
