"""The command line and the two lines on the local socket."""

import json
from typing import Any

import pytest

from desktop.wishes import (
    CaptureKind,
    CaptureOrder,
    NotAWish,
    OtherVersion,
    Outcome,
    Verb,
    Wish,
    read_command_line,
    say_outcome,
)

ORDER = CaptureOrder(CaptureKind.WINDOW, 3, 2, "What is 0x80070643? 怎么办？")


def test_a_capture_is_read_with_everything_that_belongs_to_it() -> None:
    start = read_command_line(["capture", "window", "--delay", "3", "--screen", "2", "--ask", ORDER.question])
    assert start.wish == Wish(Verb.CAPTURE, order=ORDER)


def test_a_bare_capture_is_one_of_a_region_on_the_screen_with_the_pointer() -> None:
    assert read_command_line(["capture"]).wish == Wish(Verb.CAPTURE)
    assert read_command_line(["--capture"]).wish == Wish(Verb.CAPTURE)


@pytest.mark.parametrize("verb", [Verb.SHOW, Verb.QUIT])
def test_a_verb_alone_is_a_command(verb: Verb) -> None:
    assert read_command_line([verb]).wish == Wish(verb)


def test_pictures_are_named_by_their_whole_path(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_command_line(["a b.png"]).wish == Wish(Verb.SHOW, (str(tmp_path / "a b.png"),))


@pytest.mark.parametrize(
    "line",
    [
        ["capture", "moon"],
        ["capture", "--delay", "61"],
        ["capture", "--delay", "-1"],
        ["capture", "--screen", "0"],
        ["capture", "--screen", "two"],
        ["capture", "--ask", "a" * 16_001],
        ["quit", "now"],
    ],
)
def test_what_makes_no_sense_is_wrong_usage(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_command_line(line)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("wish", [Wish(), Wish(Verb.QUIT), Wish(Verb.CAPTURE, ("/tmp/a b.png",), ORDER)])
def test_a_wish_crosses_the_socket_in_one_line(wish: Wish) -> None:
    assert wish.as_bytes().count(b"\n") == 1
    assert Wish.from_bytes(wish.as_bytes()) == wish


def test_an_outcome_crosses_the_socket_in_one_line() -> None:
    outcome = Outcome(3, "two\nlines 截屏")
    assert outcome.as_bytes().count(b"\n") == 1
    assert Outcome.from_bytes(outcome.as_bytes()) == outcome


def changed(**values: object) -> bytes:
    return json.dumps({**json.loads(Wish().as_bytes()), **values}).encode()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"version": 1' + b"0" * 5000 + b"}",
        changed(verb="run"),
        changed(verb=["show"]),
        changed(files="/etc/passwd"),
        changed(files=["a"] * 257),
        changed(files=["a\0b"]),
        changed(files=["\ud800"]),
        changed(files=[7]),
        changed(kind="moon"),
        changed(delay_s=-1),
        changed(delay_s=1e9),
        changed(delay_s=True),
        changed(screen="1"),
        changed(question="a" * 16_001),
        changed(extra=1),
    ],
)
def test_anything_else_is_no_wish(line: bytes) -> None:
    with pytest.raises(NotAWish):
        Wish.from_bytes(line)


def test_another_version_is_told_apart() -> None:
    with pytest.raises(OtherVersion):
        Wish.from_bytes(changed(version=2))


@pytest.mark.parametrize(
    ("outcome", "out", "err"), [(Outcome(0, "done"), "done\n", ""), (Outcome(3, "no"), "", "no\n")]
)
def test_results_go_to_stdout_and_faults_to_stderr(
    outcome: Outcome, out: str, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say_outcome(outcome) == outcome.code
    assert tuple(capsys.readouterr()) == (out, err)
