"""The system libraries and programs that Deskside needs on Debian and Ubuntu; standard library only."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

# What Qt loads at start (found with ldd on a bare Debian 12), by the file that shows it is there.
_RUN_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libgomp.so.1": "libgomp1",
}
_RUN_FILES = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf": "fonts-dejavu-core",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc": "fonts-wqy-microhei",
}
_TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox", "dbus-daemon": "dbus"}
_TEST_LIBRARIES = {"libXrandr.so.2": "libxrandr2"}
_COMPILER_PROGRAMS = {"gcc": "gcc", "g++": "g++", "make": "make"}


class PackagesMissing(Exception):
    """System packages are missing and cannot be installed from here; the text holds the one command."""

    exit_code = 3


def ensure(*, for_tests: bool, needs_compiler: bool, say: Callable[[str], None]) -> None:
    """Install what is missing, or raise PackagesMissing with the command that would."""
    missing = missing_packages(for_tests=for_tests, needs_compiler=needs_compiler)
    if not missing:
        return
    if shutil.which("apt-get") is None:
        if sys.platform == "linux":
            say(f"Not a Debian or Ubuntu system: please make sure that these are there: {' '.join(missing)}")
        return
    say(f"Missing system packages: {' '.join(missing)}")
    prefix = _root_prefix()
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if prefix is None:
        raise PackagesMissing(
            "These need an administrator. Please run this once, then start again:\n\n"
            f"    sudo apt-get update && sudo {' '.join(command)}\n"
        )
    say("Installing them with apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    log = Path(os.environ.get("TMPDIR", "/tmp")) / f"deskside-apt-{os.getuid()}.log"
    with log.open("wb") as output:
        subprocess.run([*prefix, "apt-get", "update"], check=False, env=environment, stdout=output, stderr=output)
        done = subprocess.run([*prefix, *command], check=False, env=environment, stdout=output, stderr=output)
    if done.returncode != 0:
        print(log.read_text(encoding="utf-8", errors="replace")[-3000:], file=sys.stderr)
        raise PackagesMissing(
            f"apt-get could not install them (log above, and in {log}). Command:\n\n    {' '.join(command)}"
        )
    log.unlink()


def missing_packages(*, for_tests: bool, needs_compiler: bool) -> list[str]:
    """Name the Debian packages that are not there yet; an empty list on other systems."""
    if sys.platform != "linux":
        return []
    known = _loader_cache()
    libraries = _RUN_LIBRARIES | (_TEST_LIBRARIES if for_tests else {})
    missing = [package for library, package in libraries.items() if library not in known]
    missing += [package for file, package in _RUN_FILES.items() if not Path(file).exists()]
    programs = (_TEST_PROGRAMS if for_tests else {}) | (_COMPILER_PROGRAMS if needs_compiler else {})
    missing += [package for program, package in programs.items() if shutil.which(program) is None]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    return missing


def _loader_cache() -> str:
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    return subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout


def _root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root, or None where that needs a person."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None
