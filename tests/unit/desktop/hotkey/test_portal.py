"""The GlobalShortcuts portal on a real session bus, in the hands of a desktop that says yes, no, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.hotkey.combination import Combination
from desktop.hotkey.portal import PortalRegistrar, trigger_of
from desktop.hotkey.registrar import HotkeyState, Registration
from tests.servers.portal import FakePortal, portal, session_bus


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[FakePortal]:
    with portal(tmp_path) as made:
        yield made


@pytest.fixture
def registrar(qtbot: QtBot, desktop: FakePortal) -> Iterator[PortalRegistrar]:
    registrar = PortalRegistrar(environment={"DBUS_SESSION_BUS_ADDRESS": desktop.address})
    yield registrar
    registrar.unregister()


@pytest.fixture
def states(registrar: PortalRegistrar) -> list[HotkeyState]:
    states: list[HotkeyState] = []
    registrar.state_changed.connect(states.append)
    return states


def settled(qtbot: QtBot, registrar: PortalRegistrar, sequence: str = "Ctrl+Alt+S") -> HotkeyState:
    """Register, and wait for the desktop's answer."""
    with qtbot.waitSignal(registrar.state_changed, timeout=10_000) as news:
        assert registrar.register(sequence).registration is Registration.WAITING
    assert news.args is not None
    state = news.args[0]
    assert isinstance(state, HotkeyState)
    return state


def test_a_press_of_the_bound_key_is_heard(qtbot: QtBot, desktop: FakePortal, registrar: PortalRegistrar) -> None:
    assert settled(qtbot, registrar).registration is Registration.REGISTERED
    with qtbot.waitSignal(registrar.pressed, timeout=10_000):
        desktop.press()


def test_the_desktop_is_told_what_the_key_is_for(qtbot: QtBot, desktop: FakePortal, registrar: PortalRegistrar) -> None:
    settled(qtbot, registrar)
    ((name, options),) = desktop.shortcuts
    assert name == "capture-region"
    assert options["preferred_trigger"] == ("s", "CTRL+ALT+s")
    assert options["description"] == ("s", "Capture a region of the screen")


@pytest.mark.parametrize("code", [1, 2])
def test_a_no_is_told_and_not_asked_again(
    qtbot: QtBot, desktop: FakePortal, registrar: PortalRegistrar, states: list[HotkeyState], code: int
) -> None:
    desktop.response = code
    assert settled(qtbot, registrar).key == "hotkey.portal_refused"
    registrar.check()
    assert len(states) == 1


def test_a_desktop_without_the_portal_is_told(qtbot: QtBot, desktop: FakePortal, registrar: PortalRegistrar) -> None:
    desktop.interfaces.clear()
    assert settled(qtbot, registrar).key == "hotkey.wayland"


def test_a_bus_without_any_portal_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    with session_bus(tmp_path) as address:
        registrar = PortalRegistrar(environment={"DBUS_SESSION_BUS_ADDRESS": address})
        assert settled(qtbot, registrar).key == "hotkey.wayland"
        registrar.unregister()


def test_without_a_bus_it_says_so_at_once(qtbot: QtBot) -> None:
    registrar = PortalRegistrar(environment={})
    assert registrar.register("Ctrl+Alt+S").key == "hotkey.wayland"
    assert not registrar.fitness().is_fit


def test_a_key_that_the_desktop_takes_away_is_asked_for_again(
    qtbot: QtBot, desktop: FakePortal, registrar: PortalRegistrar
) -> None:
    settled(qtbot, registrar)
    desktop.close_session()
    qtbot.waitUntil(lambda: registrar._session == "")
    registrar.check()
    qtbot.waitUntil(lambda: registrar._session != "")
    with qtbot.waitSignal(registrar.pressed, timeout=10_000):
        desktop.press()


def test_a_portal_that_was_started_again_is_asked_again(
    qtbot: QtBot, desktop: FakePortal, registrar: PortalRegistrar
) -> None:
    settled(qtbot, registrar)
    desktop.stop()
    qtbot.waitUntil(lambda: registrar._session == "")
    second = FakePortal(desktop.address)
    registrar.check()
    qtbot.waitUntil(lambda: bool(second.shortcuts) and registrar._session != "")
    with qtbot.waitSignal(registrar.pressed, timeout=10_000):
        second.press()
    second.stop()


def test_a_bus_that_ends_does_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    with portal(tmp_path) as desktop:
        registrar = PortalRegistrar(environment={"DBUS_SESSION_BUS_ADDRESS": desktop.address})
        settled(qtbot, registrar)
    qtbot.waitUntil(lambda: registrar._bus is None)
    registrar.check()
    registrar.unregister()


def test_a_key_given_back_is_heard_no_more(qtbot: QtBot, desktop: FakePortal, registrar: PortalRegistrar) -> None:
    settled(qtbot, registrar)
    presses: list[None] = []
    registrar.pressed.connect(lambda: presses.append(None))
    registrar.unregister()
    desktop.press()
    assert settled(qtbot, registrar, "Ctrl+Alt+D").registration is Registration.REGISTERED
    assert presses == []


@pytest.mark.parametrize(
    ("sequence", "trigger"),
    [
        ("Ctrl+Alt+S", "CTRL+ALT+s"),
        ("Meta+Shift+PgUp", "SHIFT+LOGO+Page_Up"),
        ("Print", "Print"),
        ("Ctrl+F12", "CTRL+F12"),
        ("Alt+Space", "ALT+space"),
    ],
)
def test_keys_are_written_as_the_portal_wants_them(sequence: str, trigger: str) -> None:
    combination = Combination.parse(sequence)
    assert combination is not None
    assert trigger_of(combination) == trigger
