"""The socket between a later start and the program that runs: friends are answered, others hold nothing up."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import handover, instance
from desktop.handover import address_of, hand_over
from desktop.instance import Errand, Listener, claim
from desktop.wishes import CaptureOrder, Outcome, Verb, Wish
from engine.wording import say

ROOT = Path(__file__).resolve().parents[3]
Later = Callable[[Wish], "Future[Outcome | None]"]


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile of its own, whose socket lies in its own runtime folder."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def listener(qapp: object, profile: Path) -> Iterator[Listener]:
    listener = Listener(profile)
    assert listener.is_listening
    yield listener
    listener.close()


@pytest.fixture
def later(profile: Path) -> Iterator[Later]:
    """A later start, in a thread of its own: it waits for its answer."""
    with ThreadPoolExecutor() as pool:
        yield lambda wish: pool.submit(hand_over, profile, wish)


@pytest.fixture
def stranger(profile: Path) -> Iterator[socket.socket]:
    """Some other program of this user, connected."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address_of(profile))
        line.settimeout(10)
        yield line


def test_a_later_start_gets_the_answer_to_its_wish(qtbot: QtBot, listener: Listener, later: Later) -> None:
    wish = Wish(Verb.CAPTURE, order=CaptureOrder(question="怎么办？"))
    heard: list[Errand] = []
    listener.wished.connect(heard.append)
    outcome = later(wish)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].wish == wish
    assert not outcome.done(), "it waits until the capture has come to an end"
    heard[0].answer(Outcome(3, "cancelled"))
    heard[0].answer(Outcome(0, "a second answer"))
    qtbot.waitUntil(outcome.done)
    assert outcome.result() == Outcome(3, "cancelled")


def test_where_nobody_runs_there_is_no_outcome(profile: Path) -> None:
    assert hand_over(profile, Wish()) is None


def test_the_socket_is_this_users_alone(listener: Listener, profile: Path) -> None:
    address = Path(address_of(profile))
    assert address.parent == profile / "run"
    assert address.stat().st_mode & 0o077 == 0


def test_a_runtime_folder_open_to_others_is_not_used(profile: Path) -> None:
    (profile / "run").chmod(0o755)
    assert Path(address_of(profile)).parent != profile / "run"


def test_an_address_never_gets_too_long_for_a_socket(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr("tempfile.tempdir", "/tmp")
    assert len(address_of(profile / ("deep/" * 30))) <= 100


def test_two_profiles_do_not_share_a_socket(profile: Path) -> None:
    assert address_of(profile / "one") != address_of(profile / "two")


def test_what_is_no_wish_is_answered_and_not_heard(
    qtbot: QtBot, listener: Listener, stranger: socket.socket, later: Later
) -> None:
    heard: list[Errand] = []
    listener.wished.connect(heard.append)
    stranger.sendall(b'{"run": "rm"}\n')
    with ThreadPoolExecutor() as pool:
        line = pool.submit(stranger.recv, 1000)
        qtbot.waitUntil(line.done)
    assert Outcome.from_bytes(line.result()).code == 2
    assert heard == []


def test_a_flood_without_an_end_is_cut_off(qtbot: QtBot, listener: Listener, stranger: socket.socket) -> None:
    def flood() -> bool:
        try:
            while True:
                stranger.sendall(b"[" * 65536)
        except (BrokenPipeError, ConnectionResetError):
            return True

    with ThreadPoolExecutor() as pool:
        cut_off = pool.submit(flood)
        qtbot.waitUntil(cut_off.done, timeout=20_000)
    assert cut_off.result()


def test_one_who_says_nothing_is_dropped(
    qtbot: QtBot, listener: Listener, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_SPEAK_WITHIN_MS", 30)
    with socket.socket(socket.AF_UNIX) as silent, ThreadPoolExecutor() as pool:
        silent.connect(address_of(profile))
        silent.settimeout(10)
        end = pool.submit(silent.recv, 1)
        qtbot.waitUntil(end.done)
    assert end.result() == b""


def test_a_crowd_of_silent_ones_keeps_nobody_out_for_long(
    qtbot: QtBot, listener: Listener, profile: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_SPEAK_WITHIN_MS", 50)
    listener.wished.connect(lambda errand: errand.answer(Outcome(0, "here")))
    crowd = [socket.socket(socket.AF_UNIX) for _ in range(30)]
    try:
        for one in crowd:
            one.connect(address_of(profile))
        qtbot.waitUntil(lambda: bool(listener._callers))
        assert len(listener._callers) <= 16
        qtbot.waitUntil(lambda: not listener._callers)
        outcome = later(Wish())
        qtbot.waitUntil(outcome.done)
        assert outcome.result() == Outcome(0, "here")
    finally:
        for one in crowd:
            one.close()


def test_one_who_hangs_up_before_the_answer_does_no_harm(
    qtbot: QtBot, listener: Listener, stranger: socket.socket
) -> None:
    with qtbot.waitSignal(listener.wished) as heard:
        stranger.sendall(Wish().as_bytes())
    stranger.close()
    qtbot.waitUntil(lambda: not listener._callers)
    assert heard.args is not None
    heard.args[0].answer(Outcome())


def test_another_users_program_is_neither_heard_nor_spoken_to(
    qtbot: QtBot, listener: Listener, profile: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "is_own_peer", lambda _: False)
    assert hand_over(profile, Wish()) is None
    monkeypatch.undo()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(profile / "run"))
    monkeypatch.setattr(instance, "is_own_peer", lambda _: False)
    outcome = later(Wish())
    qtbot.waitUntil(outcome.done)
    result = outcome.result()
    assert result is not None
    assert say("handover.went_away") in result.text


def test_a_program_that_goes_away_before_it_was_told_anything_is_said_to_have_gone(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_left = threading.Event()

    def leave(server: socket.socket) -> None:
        server.accept()[0].close()
        has_left.set()

    def told_late(_wish: Wish) -> bytes:
        has_left.wait(10)
        return b"{}\n"

    monkeypatch.setattr(Wish, "as_bytes", told_late)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(handover.address_of(profile))
        server.listen(1)
        leaving = threading.Thread(target=leave, args=(server,))
        leaving.start()
        outcome = hand_over(profile, Wish())
        leaving.join()
    assert outcome is not None
    assert say("handover.went_away") in outcome.text


def test_the_user_of_the_other_end_is_known() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert handover.is_own_peer(ours.fileno())


def test_a_program_that_hangs_is_told_of(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "_ANSWER_WITHIN_S", 0.05)
    with socket.socket(socket.AF_UNIX) as hanging:
        hanging.bind(address_of(profile))
        hanging.listen()
        outcome = hand_over(profile, Wish())
    assert outcome is not None
    assert outcome.code == 1
    assert say("handover.no_answer") in outcome.text


@pytest.mark.parametrize(
    ("line", "key"), [(b'{"version": 2}\n', "handover.other_version"), (b"", "handover.went_away")]
)
def test_a_program_of_another_version_is_told_of(profile: Path, line: bytes, key: str) -> None:
    def answer(server: socket.socket) -> None:
        one, _ = server.accept()
        with one:
            one.recv(65536)
            one.sendall(line)

    with socket.socket(socket.AF_UNIX) as other, ThreadPoolExecutor() as pool:
        other.bind(address_of(profile))
        other.listen()
        pool.submit(answer, other)
        outcome = hand_over(profile, Wish())
    assert outcome is not None
    assert outcome.code == 1
    assert say(key) in outcome.text


def test_a_socket_left_by_a_killed_program_is_taken_over(qapp: object, profile: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from desktop.instance import Listener; app = QCoreApplication([]);"
        "listener = Listener(Path(sys.argv[1])); assert listener.is_listening; os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(profile)], cwd=ROOT, check=False, timeout=60)
    assert Path(address_of(profile)).exists()
    assert hand_over(profile, Wish()) is None
    listener = claim(profile)
    assert listener is not None
    assert listener.is_listening
    listener.close()


def test_of_starts_at_the_same_moment_one_becomes_the_program(profile: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from desktop.instance import claim; app = QCoreApplication([]);"
        "listener = claim(Path(sys.argv[1])); print('one' if listener else 'other', flush=True);"
        "sys.stdin.readline()"
    )
    command = [sys.executable, "-c", code, str(profile)]
    starts = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = sorted(start.stdout.readline().strip() for start in starts if start.stdout)
    for start in starts:
        start.communicate("\n", timeout=20)
    assert said == ["one", "other", "other"]


def test_a_later_start_loads_nothing_of_qt(profile: Path) -> None:
    code = (
        "import sys; sys.argv = ['deskside', 'quit']; import desktop.__main__ as program;"
        "code = program.main(); sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert say("handover.not_running") in done.stdout
