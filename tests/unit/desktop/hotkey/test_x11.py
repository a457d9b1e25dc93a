"""The key grab on a real X server."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.hotkey.registrar import HotkeyState, Registration
from desktop.hotkey.x11 import X11Registrar, keysym_of
from desktop.hotkey.xcb import KeyboardMapping

Keys = Callable[..., None]


@pytest.fixture
def dvorak() -> Iterator[Callable[[], None]]:
    """Switch the display to Dvorak; afterwards the layout is what it was."""
    setxkbmap = shutil.which("setxkbmap")
    if setxkbmap is None or not os.environ.get("DISPLAY"):
        pytest.skip("no X display whose layout can be set")
    query = subprocess.run([setxkbmap, "-query"], capture_output=True, text=True, check=True).stdout
    before = dict(line.split(":", 1) for line in query.splitlines())
    layout, variant = before.get("layout", "us").strip(), before.get("variant", "").strip()

    def switch() -> None:
        subprocess.run([setxkbmap, "us", "-variant", "dvorak"], check=True)

    yield switch
    subprocess.run([setxkbmap, layout, "-variant", variant], check=True)


@pytest.fixture
def registrar(xdotool: Keys, qtbot: QtBot) -> Iterator[X11Registrar]:
    registrar = X11Registrar()
    yield registrar
    registrar.unregister()


def test_the_session_is_fit_for_grabs(registrar: X11Registrar) -> None:
    assert registrar.fitness().is_fit


def test_pressing_the_hotkey_is_heard(registrar: X11Registrar, xdotool: Keys, qtbot: QtBot) -> None:
    assert registrar.register("Ctrl+Alt+S").registration is Registration.REGISTERED
    with qtbot.waitSignal(registrar.pressed, timeout=3000):
        xdotool("key", "ctrl+alt+s")


@pytest.mark.parametrize("locks", [("Num_Lock",), ("Caps_Lock",), ("Num_Lock", "Caps_Lock")])
def test_it_is_heard_whatever_locks_are_on(
    registrar: X11Registrar, xdotool: Keys, qtbot: QtBot, locks: tuple[str, ...]
) -> None:
    registrar.register("Ctrl+Alt+S")
    xdotool("key", *locks)
    try:
        with qtbot.waitSignal(registrar.pressed, timeout=3000):
            xdotool("key", "ctrl+alt+s")
    finally:
        xdotool("key", *locks)


def test_other_keys_are_not_heard(registrar: X11Registrar, xdotool: Keys, qtbot: QtBot) -> None:
    registrar.register("Ctrl+Alt+S")
    presses: list[None] = []
    registrar.pressed.connect(lambda: presses.append(None))
    xdotool("key", "s", "ctrl+s", "alt+s", "ctrl+alt+d", "ctrl+alt+shift+s", "ctrl+alt+s")
    qtbot.waitUntil(lambda: len(presses) > 0)
    qtbot.waitUntil(lambda: not registrar._held_timer.isActive())
    assert len(presses) == 1


def test_holding_the_key_counts_once_and_a_second_press_counts_again(
    registrar: X11Registrar, xdotool: Keys, qtbot: QtBot
) -> None:
    registrar.register("Ctrl+Alt+S")
    presses: list[None] = []
    registrar.pressed.connect(lambda: presses.append(None))
    xdotool("keydown", "ctrl", "keydown", "alt", "keydown", "s")
    qtbot.waitUntil(lambda: len(presses) > 0)
    registrar._hear_press(0)  # as the server repeats it while the key is down
    xdotool("keyup", "s", "keyup", "alt", "keyup", "ctrl")
    qtbot.waitUntil(lambda: not registrar._held_timer.isActive())
    assert len(presses) == 1
    xdotool("key", "ctrl+alt+s")
    qtbot.waitUntil(lambda: len(presses) == 2)


def test_a_second_program_is_told_that_the_key_is_taken(registrar: X11Registrar, xdotool: Keys) -> None:
    registrar.register("Ctrl+Alt+S")
    second = X11Registrar()
    state = second.register("Ctrl+Alt+S")
    assert state.registration is Registration.TAKEN
    assert state.key == "hotkey.taken"
    registrar.unregister()
    assert second.register("Ctrl+Alt+S").registration is Registration.REGISTERED
    second.unregister()


def test_a_refused_key_leaves_no_half_of_a_grab(registrar: X11Registrar, xdotool: Keys) -> None:
    registrar.register("Ctrl+Alt+S")
    second, third = X11Registrar(), X11Registrar()
    second.register("Ctrl+Alt+S")
    registrar.unregister()
    assert third.register("Ctrl+Alt+S").registration is Registration.REGISTERED
    third.unregister()


def test_registering_another_key_gives_the_first_back(registrar: X11Registrar, xdotool: Keys) -> None:
    registrar.register("Ctrl+Alt+S")
    registrar.register("Ctrl+Alt+D")
    second = X11Registrar()
    assert second.register("Ctrl+Alt+S").registration is Registration.REGISTERED
    second.unregister()


def test_the_key_is_followed_when_the_layout_moves_it(
    registrar: X11Registrar, xdotool: Keys, qtbot: QtBot, dvorak: Callable[[], None]
) -> None:
    """In the Dvorak layout the letter stands on another key."""
    registrar.register("Ctrl+Alt+S")
    before = registrar._grabs
    dvorak()
    qtbot.waitUntil(lambda: registrar._grabs != before and len(registrar._grabs) == len(before))
    with qtbot.waitSignal(registrar.pressed, timeout=3000):
        xdotool("key", "ctrl+alt+s")


# A key that has gone deaf.


def states_of(registrar: X11Registrar) -> list[HotkeyState]:
    states: list[HotkeyState] = []
    registrar.state_changed.connect(states.append)
    return states


def test_a_key_that_stands_is_left_alone(registrar: X11Registrar, xdotool: Keys) -> None:
    registrar.register("Ctrl+Alt+S")
    states, connection = states_of(registrar), registrar._connection
    registrar.check()
    assert states == []
    assert registrar._connection is connection


def test_a_grab_that_the_server_no_longer_holds_is_noticed_and_taken_again(
    registrar: X11Registrar, xdotool: Keys, qtbot: QtBot
) -> None:
    registrar.register("Ctrl+Alt+S")
    assert registrar._connection is not None
    for grab in registrar._grabs:
        registrar._connection.ungrab_key(*grab)
    states = states_of(registrar)
    registrar.check()
    assert [state.registration for state in states] == [Registration.REGISTERED]
    with qtbot.waitSignal(registrar.pressed, timeout=3000):
        xdotool("key", "ctrl+alt+s")


def test_a_broken_connection_is_made_anew(registrar: X11Registrar, xdotool: Keys, qtbot: QtBot) -> None:
    registrar.register("Ctrl+Alt+S")
    assert registrar._connection is not None
    with socket.socket(fileno=os.dup(registrar._connection.file_descriptor)) as line:
        line.shutdown(socket.SHUT_RDWR)
    qtbot.waitUntil(lambda: registrar._connection is None)
    registrar.check()
    with qtbot.waitSignal(registrar.pressed, timeout=3000):
        xdotool("key", "ctrl+alt+s")


def test_a_server_that_is_gone_is_told_of_and_its_return_too(
    registrar: X11Registrar, xdotool: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    display = os.environ["DISPLAY"]
    registrar.register("Ctrl+Alt+S")
    states = states_of(registrar)
    registrar._close_connection()
    monkeypatch.setenv("DISPLAY", ":4711")
    registrar.check()
    registrar.check()
    assert [state.key for state in states] == ["hotkey.no_display"], "told once"
    monkeypatch.setenv("DISPLAY", display)
    registrar.check()
    assert states[-1].registration is Registration.REGISTERED


def test_a_key_that_another_program_gives_back_is_had_at_the_next_check(
    registrar: X11Registrar, xdotool: Keys, qtbot: QtBot
) -> None:
    other = X11Registrar()
    other.register("Ctrl+Alt+S")
    registrar.register("Ctrl+Alt+S")
    states = states_of(registrar)
    registrar.check()
    assert states == []
    other.unregister()
    registrar.check()
    assert [state.registration for state in states] == [Registration.REGISTERED]
    with qtbot.waitSignal(registrar.pressed, timeout=3000):
        xdotool("key", "ctrl+alt+s")


def test_what_is_not_asked_for_is_not_checked(registrar: X11Registrar) -> None:
    registrar.check()
    assert registrar._connection is None


def test_esc_can_be_held_for_a_moment_but_never_be_set(registrar: X11Registrar, xdotool: Keys, qtbot: QtBot) -> None:
    assert registrar.register("Esc").key == "hotkey.not_a_combination"
    assert registrar.hold_escape().registration is Registration.REGISTERED
    with qtbot.waitSignal(registrar.pressed, timeout=3000):
        xdotool("key", "Escape")


def test_without_a_display_it_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    registrar = X11Registrar()
    assert registrar.fitness().key == "hotkey.no_display"
    assert registrar.register("Ctrl+Alt+S").key == "hotkey.no_display"


def test_letters_are_looked_up_in_their_small_form() -> None:
    assert keysym_of(Qt.Key.Key_S) == ord("s")
    assert keysym_of(Qt.Key.Key_F2) == 0xFFBF
    assert keysym_of(Qt.Key.Key_Print) == 0xFF61
    assert keysym_of(Qt.Key.Key_MediaPlay) is None


def test_a_latin_letter_is_found_in_the_second_layout() -> None:
    """A Russian keyboard carries Latin letters only in its second group."""
    mapping = KeyboardMapping(first_keycode=8, keysyms_per_keycode=2, keysyms=(0x6D1, ord("q"), 0x6D2, ord("s")))
    assert mapping.keycode_of(ord("s")) == 9
    assert mapping.keycode_of(ord("z")) is None
