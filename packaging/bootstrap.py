#!/usr/bin/env python3
"""Set Deskside up on a fresh machine, then run it or test it. Needs Python 3.11 and nothing else.

    python3 packaging/bootstrap.py run     set up, then open the window on a sample case
    python3 packaging/bootstrap.py test    set up, then run every check and the whole test suite
    python3 packaging/bootstrap.py setup   set up only

Everything goes into `.venv` and, for the llama.cpp build, into this user's cache folder. What is already there is
not done again. Exit codes: 0 done, 1 failed, 2 usage, 3 something must be installed by an administrator first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import llama_build
import system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "packaging"
IS_WINDOWS = sys.platform == "win32"
MINIMUM_PYTHON = (3, 11)
SECONDS_BETWEEN_LINES = 10.0


class SetupFailed(Exception):
    """Set-up cannot go on; the text says why and what would mend it."""

    def __init__(self, text: str, exit_code: int = 1) -> None:
        super().__init__(text)
        self.exit_code = exit_code


def say(text: str) -> None:
    """Tell what is being done, on stderr: stdout is for what the started program has to say."""
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")


def main(argv: list[str]) -> int:
    options, rest = parse(argv)
    try:
        set_up(options)
        if options.command == "setup":
            say("Ready.")
            return 0
        return run(rest) if options.command == "run" else test(rest)
    except (SetupFailed, system_packages.PackagesMissing, llama_build.BuildFailed) as error:
        print(f"\n{error}", file=sys.stderr)
        return getattr(error, "exit_code", 1)
    except KeyboardInterrupt:
        print("\nStopped. The next start goes on from here.", file=sys.stderr)
        return 130


def parse(argv: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=["run", "test", "setup"])
    parser.add_argument(
        "--device",
        choices=["auto", "cpu", "cuda"],
        default="auto",
        help="what llama.cpp is built for; auto takes CUDA where a driver and nvcc are found",
    )
    parser.add_argument("--no-system", action="store_true", help="leave the system's packages alone")
    return parser.parse_known_args(argv)


def set_up(options: argparse.Namespace) -> None:
    if sys.version_info < MINIMUM_PYTHON:
        raise SetupFailed(f"Deskside needs Python 3.11 or later; this is {platform.python_version()}.")
    device = llama_build.choose_device(options.device)
    lock = LOCKS / ("requirements.lock" if options.command == "run" else "requirements-dev.lock")
    if not options.no_system:
        system_packages.ensure(for_tests=options.command == "test", needs_compiler=not is_ready(lock, device), say=say)
    if is_ready(lock, device):
        say("Set up already: nothing to do.")
        return
    make_venv()
    say("Step 1 of 3: Python packages (about 350 MB the first time, each checked by its hash)")
    pip("install", "--require-hashes", "--no-deps", "-r", str(without_llama(lock)))
    say(f"Step 2 of 3: llama.cpp for {device}")
    pip("install", "--require-hashes", "--no-deps", "-r", str(LOCKS / "requirements-build.lock"))
    wheel = llama_build.ensure_wheel(venv_python(), LOCKS / "requirements.lock", device, say)
    pip("install", "--no-deps", "--force-reinstall", str(wheel))
    say("Step 3 of 3: a first look at the parts")
    probe = "import PySide6.QtWidgets, cv2, onnxruntime, sqlcipher3, llama_cpp; print('all parts load')"
    if subprocess.run([venv_python(), "-c", probe], check=False, cwd=ROOT).returncode != 0:
        raise SetupFailed("A part does not load (see above). Remove .venv and start again.")
    remember(lock, device)


def make_venv() -> None:
    if venv_python().exists() and works(venv_python()):
        return
    say(f"Making {VENV.name} with Python {platform.python_version()}")
    if VENV.is_symlink():
        raise SetupFailed(f"{VENV} is a link; remove it and start again.")
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode != 0:
        raise SetupFailed("The virtual environment could not be made (see above). Is the python3-venv package there?")


def works(python: Path) -> bool:
    """Tell whether a virtual environment still runs: its Python may have been removed or upgraded away."""
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def pip(*arguments: str) -> None:
    """Run pip and tell every few seconds how far it is; what it says itself is shown when it fails."""
    command = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", *arguments, "--progress-bar", "off"]
    said: list[str] = []
    count, told_at = 0, time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            count += line.startswith(("Collecting ", "Processing "))
            if time.monotonic() - told_at > SECONDS_BETWEEN_LINES:
                told_at = time.monotonic()
                say(f"  {count} packages so far")
    if process.returncode != 0:
        print("".join(said[-30:]), file=sys.stderr)
        raise SetupFailed(
            "Installing Python packages failed (see above).\n"
            "Check the connection to the package index or mirror (`pip config list`), then start again."
        )


def without_llama(lock: Path) -> Path:
    """Write the lock less llama-cpp-python, which is built by us, and return where."""
    kept: list[str] = []
    is_skipped = False
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            is_skipped = line.startswith("llama-cpp-python==")
        if not is_skipped:
            kept.append(line)
    target = VENV / "deskside-requirements.txt"
    target.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return target


def setup_id(lock: Path, device: str) -> str:
    """Return what the set-up depends on: the locks, the device, this Python."""
    hasher = hashlib.sha256()
    for path in (lock, LOCKS / "requirements-build.lock"):
        hasher.update(path.read_bytes())
    hasher.update(f"{device} {sys.version} {llama_build.CMAKE_ARGS}".encode())
    return hasher.hexdigest()


def marker() -> Path:
    return VENV / "deskside-setup.json"


def is_ready(lock: Path, device: str) -> bool:
    """Tell whether `.venv` holds what `lock` asks for. A set-up for tests serves for running too."""
    try:
        done = json.loads(marker().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return setup_id(lock, device) in done and works(venv_python())


def remember(lock: Path, device: str) -> None:
    done = [setup_id(lock, device)]
    if lock.name == "requirements-dev.lock":
        done.append(setup_id(LOCKS / "requirements.lock", device))
    marker().write_text(json.dumps(done), encoding="utf-8")


def run(rest: list[str]) -> int:
    """Open the window on the sample case; without a display do the same job head-less and leave pictures."""
    has_display = IS_WINDOWS or sys.platform == "darwin" or can_show_windows()
    arguments = ["--sample"] if has_display else ["--sample", "--headless", str(ROOT / "out")]
    if not has_display:
        say("No display here: doing the sample case head-less; the pictures go to out/")
    return subprocess.run([venv_python(), "-m", "desktop", *arguments, *rest], check=False, cwd=ROOT).returncode


def can_show_windows() -> bool:
    """Tell whether there is a display that lets us in: under sudo or ssh, DISPLAY may name one that does not."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    return subprocess.run([venv_python(), "-c", probe], capture_output=True, check=False).returncode == 0


def test(rest: list[str]) -> int:
    """Run every check and the suite; the real window is shown on a virtual display where there is one."""
    return subprocess.run([venv_python(), "packaging/checks.py", *rest], check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
