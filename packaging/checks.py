"""Every check that the project has, in one command: style, types, layers, and the suite on a virtual display."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BIN = Path(sys.executable).parent
_CHECKS = (
    ("style", [str(_BIN / "ruff"), "check", "."]),
    ("format", [str(_BIN / "ruff"), "format", "--check", "."]),
    ("layers", [str(_BIN / "lint-imports"), "--no-cache"]),
    ("types", [str(_BIN / "mypy")]),
)


def main(arguments: list[str]) -> int:
    """Run all checks even when one fails. Arguments go to pytest and then skip the other checks."""
    failed = [] if arguments else [name for name, command in _CHECKS if not _passes(name, command)]
    with ExitStack() as stack:
        environment = dict(os.environ)
        if shutil.which("Xvfb"):
            environment["DISPLAY"] = stack.enter_context(_virtual_display())
            environment.pop("WAYLAND_DISPLAY", None)
        if shutil.which("dbus-daemon"):
            environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_session_bus())
        if not _passes("tests", [sys.executable, "-m", "pytest", *arguments], environment):
            failed.append("tests")
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.", flush=True)
    return 1 if failed else 0


def _passes(name: str, command: list[str], environment: dict[str, str] | None = None) -> bool:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    code = subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode
    print(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return code == 0


@contextmanager
def _virtual_display() -> Iterator[str]:
    """Start Xvfb on a free display, with a window manager. Without -noreset it would reset between clients."""
    read_end, write_end = os.pipe()
    screen = ["-screen", "0", "1600x1000x24", "-noreset", "-nolisten", "tcp"]
    server = _start(["Xvfb", "-displayfd", str(write_end), *screen], dict(os.environ), [write_end])
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        display = f":{answer.readline().strip()}"
    started = [server]
    if shutil.which("openbox"):
        started.insert(0, _start(["openbox"], {**os.environ, "DISPLAY": display}))
    try:
        yield display
    finally:
        for process in started:
            process.terminate()
            process.wait(timeout=10)


def _start(command: list[str], environment: dict[str, str], kept: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, pass_fds=kept, stdout=quiet, stderr=quiet)


@contextmanager
def _session_bus() -> Iterator[str]:
    """Start a session bus of our own: with a display and none, libdbus would leave a stray one behind."""
    with tempfile.TemporaryDirectory(prefix="deskside-bus-") as folder:
        address = f"unix:path={folder}/bus"
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={address}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert bus.stdout is not None
        try:
            yield bus.stdout.readline().strip()
        finally:
            bus.terminate()
            bus.wait(timeout=10)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
