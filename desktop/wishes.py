"""What a start of the program is for, as words on the command line and as one line on the local socket."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)

PROTOCOL = 1
"""Goes up with every change of the two lines that a later start and the running program exchange."""
MOST_BYTES = 64 * 1024
LONGEST_DELAY_S = 60
_MOST_FILES = 256
_MOST_SCREENS = 64
_LONGEST_QUESTION = 16_000


class Verb(StrEnum):
    """What the running program is to do."""

    SHOW = "show"
    CAPTURE = "capture"
    QUIT = "quit"


class CaptureKind(StrEnum):
    """Which part of the screen is wanted."""

    REGION = "region"
    SCREEN = "screen"
    ALL = "all"
    WINDOW = "window"
    LAST = "last"


class NotAWish(ValueError):
    """A line that no start of this program writes: any program of this user can write to the socket."""


class OtherVersion(NotAWish):
    """The line was written by another version of the program."""


@dataclass(frozen=True, slots=True)
class CaptureOrder:
    """One capture: of what, when, and what is asked about it once the picture is covered."""

    kind: CaptureKind = CaptureKind.REGION
    delay_s: int = 0
    screen: int = 0
    """From 1; 0 is the one with the pointer."""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a start of the program is for: show the window, and perhaps open pictures or grab the screen."""

    verb: Verb = Verb.SHOW
    files: tuple[str, ...] = ()
    order: CaptureOrder = CaptureOrder()

    def as_bytes(self) -> bytes:
        order = self.order
        row = {
            "version": PROTOCOL,
            "verb": self.verb,
            "files": list(self.files),
            "kind": order.kind,
            "delay_s": order.delay_s,
            "screen": order.screen,
            "question": order.question,
        }
        return json.dumps(row).encode() + b"\n"

    @classmethod
    def from_bytes(cls, line: bytes) -> Wish:
        """Read a wish. Raises NotAWish for anything else, OtherVersion for one of another program version."""
        row = _row(line, {"version", "verb", "files", "kind", "delay_s", "screen", "question"})
        files = row["files"]
        if not isinstance(files, list) or len(files) > _MOST_FILES:
            raise NotAWish("files")
        order = CaptureOrder(
            _choice(CaptureKind, row["kind"]),
            _number(row["delay_s"], LONGEST_DELAY_S),
            _number(row["screen"], _MOST_SCREENS),
            _text(row["question"], _LONGEST_QUESTION),
        )
        return cls(_choice(Verb, row["verb"]), tuple(_text(file, 4096) for file in files), order)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wish: the exit code of the start that had it, and what that start prints."""

    code: int = 0
    text: str = ""

    def as_bytes(self) -> bytes:
        return json.dumps({"version": PROTOCOL, "code": self.code, "text": self.text}).encode() + b"\n"

    @classmethod
    def from_bytes(cls, line: bytes) -> Outcome:
        """Read an outcome. Raises NotAWish for anything else."""
        row = _row(line, {"version", "code", "text"})
        return cls(_number(row["code"], 255), _text(row["text"], MOST_BYTES))


NOT_UNDERSTOOD = Outcome(2)
"""The answer to what is no wish."""


def _row(line: bytes, keys: set[str]) -> dict[str, Any]:
    try:
        row = json.loads(line.decode())
    except (ValueError, RecursionError) as error:
        raise NotAWish("no JSON") from error
    if not isinstance(row, dict):
        raise NotAWish("no object")
    if row.get("version") != PROTOCOL:
        raise OtherVersion(str(row.get("version"))[:20])
    if set(row) != keys:
        raise NotAWish("keys")
    return row


def _choice(choices: type[Choice], value: object) -> Choice:
    if not isinstance(value, str) or value not in list(choices):
        raise NotAWish(choices.__name__)
    return choices(value)


def _number(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise NotAWish("number")
    return value


def _text(value: object, longest: int) -> str:
    """Return a text that Qt and the file system can take: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise NotAWish("text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise NotAWish("text") from error
    return value


@dataclass(frozen=True, slots=True)
class Start:
    """A whole command line: the wish, and what concerns this start alone."""

    wish: Wish
    is_sample: bool = False
    ends_when_usable: bool = False


def read_command_line(argv: Sequence[str]) -> Start:
    """Read what was typed after the program's name. Ends the process with code 2 where it makes no sense."""
    verb = argv[0] if argv else ""
    if verb == Verb.CAPTURE:
        return Start(Wish(Verb.CAPTURE, order=_read_order(argv[1:])))
    if verb in (Verb.SHOW, Verb.QUIT):
        argparse.ArgumentParser(prog=f"deskside {verb}").parse_args(argv[1:])
        return Start(Wish(Verb(verb)))
    options = _parser().parse_args(argv)
    wish = Wish(
        Verb.CAPTURE if options.capture else Verb.SHOW,
        tuple(str(file.absolute()) for file in options.files),
    )
    return Start(wish, options.sample, options.exit_when_usable)


def _read_order(argv: Sequence[str]) -> CaptureOrder:
    parser = argparse.ArgumentParser(
        prog="deskside capture",
        description="Grab the screen with the program that is running, or start it. "
        "Exit codes: 0 taken, 1 failed, 2 usage, 3 cancelled.",
    )
    parser.add_argument("kind", nargs="?", choices=[kind.value for kind in CaptureKind], default="region")
    parser.add_argument(
        "--delay", type=_bounded(0, LONGEST_DELAY_S), default=0, metavar="SECONDS", help="count down first"
    )
    parser.add_argument(
        "--screen", type=_bounded(1, _MOST_SCREENS), default=0, metavar="N", help="from 1; else where the pointer is"
    )
    parser.add_argument(
        "--ask", default="", metavar="TEXT", help="what to ask; it waits until you have checked and covered the picture"
    )
    options = parser.parse_args(argv)
    if len(options.ask) > _LONGEST_QUESTION:
        parser.error(f"the question is longer than {_LONGEST_QUESTION} characters")
    return CaptureOrder(CaptureKind(options.kind), options.delay, options.screen, options.ask)


def _bounded(least: int, most: int) -> Any:
    """Return a converter for argparse: a whole number within limits."""

    def number(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{least} to {most}")
        return value

    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deskside",
        description="Show a problem, cover what is sensitive, ask.",
        epilog="Commands: capture [region|screen|all|window|last], show, quit, bench. "
        "`deskside capture --help` says more.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="PICTURE", help="pictures to open")
    parser.add_argument("--sample", action="store_true", help="open a sample screenshot")
    parser.add_argument("--capture", action="store_true", help="the same as `capture region`")
    parser.add_argument("--headless", metavar="FOLDER", help="do the sample case without a display, leave pictures")
    parser.add_argument("--exit-when-usable", action="store_true", help=argparse.SUPPRESS)
    return parser


def say_outcome(outcome: Outcome) -> int:
    """Print what became of a wish, and return the exit code."""
    if outcome.text:
        print(outcome.text, file=sys.stderr if outcome.code else sys.stdout)
    return outcome.code
