"""Things on the screen rest where the agent or the desktop wants them to."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.parts.motion import BusyBar, apply_motion, desktop_rests, portal_rests


@pytest.fixture(autouse=True)
def _moving_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_motion(qapp, "full")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the desktop's own settings."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(("choice", "moves"), [("full", True), ("reduced", False)])
def test_the_agents_choice_holds(qtbot: QtBot, qapp: QApplication, choice: str, moves: bool) -> None:
    assert apply_motion(qapp, choice) is moves
    assert (qapp.cursorFlashTime() > 0) is moves
    bar = BusyBar()
    qtbot.addWidget(bar)
    bar.show()
    assert (bar.maximum() == 0) is moves


@pytest.mark.parametrize(("answer", "rests"), [("false", True), ("true", False)])
def test_gnome_is_asked_where_its_desktop_runs_and_nowhere_else(
    config: Path, monkeypatch: pytest.MonkeyPatch, answer: str, rests: bool
) -> None:
    program = config / "gsettings"
    question = "get org.gnome.desktop.interface enable-animations"
    program.write_text(f'#!/bin/sh\n[ "$*" = "{question}" ] && echo {answer}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(config), prepend=":")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    assert desktop_rests() is rests
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    assert not desktop_rests()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n"),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n"),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n"),
    ],
)
def test_a_desktop_without_animations_is_followed(qapp: QApplication, config: Path, file: str, text: str) -> None:
    assert not desktop_rests()
    (config / file).parent.mkdir(exist_ok=True)
    (config / file).write_text(text, encoding="utf-8")
    assert desktop_rests()
    assert apply_motion(qapp, "system") is False
    assert apply_motion(qapp, "full") is True


PORTAL = """
import subprocess, sys
from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection()
bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
asking = subprocess.Popen([sys.executable, "-c",
    "from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
    "from desktop.views.parts.motion import portal_rests; print(portal_rests())"])
while True:
    message = bus.receive()
    if message.header.message_type is MessageType.method_call:
        if sys.argv[1] == "unknown":
            bus.send(new_error(message, "org.freedesktop.portal.Error.NotFound"))
        else:
            assert message.body == ("org.freedesktop.appearance", "reduced-motion")
            bus.send(new_method_return(message, "v", (("u", int(sys.argv[1])),)))
        break
asking.wait(30)
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="no message bus")
@pytest.mark.parametrize(("told", "rests"), [("1", "True"), ("0", "False"), ("unknown", "False")])
def test_the_portal_is_asked_over_a_real_bus(told: str, rests: str) -> None:
    command = ["dbus-run-session", "--", sys.executable, "-c", PORTAL, told]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == rests


def test_no_bus_is_started_to_ask_for_motion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 987_654)
    assert not portal_rests()
