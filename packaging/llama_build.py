"""Build llama-cpp-python for this machine once, and keep the wheel in the user's cache; standard library only."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

CMAKE_ARGS = "-DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=OFF"
_STEP = re.compile(r"\[(\d+)/(\d+)\]")
_SECONDS_BETWEEN_LINES = 15.0


class BuildFailed(Exception):
    """The build did not come through; the text says where its log is."""


def choose_device(wanted: str) -> str:
    """Return `cuda` or `cpu`. Auto takes CUDA where both a driver and the compiler are there."""
    if wanted != "auto":
        return wanted
    return "cuda" if _has_driver() and shutil.which("nvcc") else "cpu"


def ensure_wheel(python: Path, lock: Path, device: str, say: Callable[[str], None]) -> Path:
    """Return the wheel for this machine, building it if it is not in the cache. Raises BuildFailed."""
    version = _locked_version(lock)
    folder = _cache_folder() / f"llama-cpp-python-{version}-{device}-{_machine_id()}"
    built = sorted(folder.glob("llama_cpp_python-*.whl"))
    if built:
        say(f"llama.cpp was built here before ({built[0].name})")
        return built[0]
    say(f"Building llama.cpp {version} for {device}: seven to nine minutes on two cores, once")
    draft = folder.with_name(folder.name + ".building")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    _build(python, _requirement(lock), device, draft, say)
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    return next(folder.glob("llama_cpp_python-*.whl"))


def _build(python: Path, requirement: str, device: str, target: Path, say: Callable[[str], None]) -> None:
    wanted = target / "requirement.txt"
    wanted.write_text(requirement, encoding="utf-8")
    # --require-hashes checks the source package; pip's own cache of built wheels does not know for which device
    # one was built, so it is left out; building without isolation uses the pinned build tools.
    command = [str(python), "-m", "pip", "wheel", "-v", "--no-deps", "--no-build-isolation", "--no-cache-dir"]
    command += ["--require-hashes", "--no-binary", "llama-cpp-python", "-w", str(target), "-r", str(wanted)]
    cuda = " -DGGML_CUDA=on" if device == "cuda" else ""
    environment = {
        **os.environ,
        "CMAKE_ARGS": CMAKE_ARGS + cuda,
        "CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 2),
        "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    log = target / "build.log"
    with (
        log.open("w", encoding="utf-8", errors="replace") as output,
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        ) as process,
    ):
        assert process.stdout is not None
        progress = _Progress(say)
        for line in process.stdout:
            output.write(line)
            progress.see(line)
    if process.returncode != 0:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])
        raise BuildFailed(
            f"{tail}\n\nThe llama.cpp build failed; the whole log is in {log}.\n"
            "It needs a C++17 compiler (Debian, Ubuntu: gcc g++ make; Windows: Visual Studio Build Tools; "
            "macOS: xcode-select --install). With CUDA, try `--device cpu` to see whether the rest is well."
        )


class _Progress:
    """Turns ninja's `[12/190]` into a line with the time left, now and then."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._started = self._said = time.monotonic()

    def see(self, line: str) -> None:
        step = _STEP.search(line)
        now = time.monotonic()
        if not step or now - self._said < _SECONDS_BETWEEN_LINES:
            return
        self._said = now
        done, total = int(step[1]), int(step[2])
        left = (now - self._started) / max(done, 1) * (total - done)
        self._say(f"  llama.cpp: {done} of {total} files, about {left / 60:.1f} minutes left")


def _has_driver() -> bool:
    program = shutil.which("nvidia-smi")
    return bool(program) and subprocess.run([str(program), "-L"], capture_output=True, check=False).returncode == 0


def _requirement(lock: Path) -> str:
    """Return the lock's entry for llama-cpp-python with its hashes."""
    text = lock.read_text(encoding="utf-8")
    found = re.search(r"^llama-cpp-python==(?:.*\\\n)*.*$", text, re.MULTILINE)
    if found is None:
        raise BuildFailed(f"{lock} does not name llama-cpp-python.")
    return found[0] + "\n"


def _locked_version(lock: Path) -> str:
    return _requirement(lock).split("==")[1].split()[0]


def _machine_id() -> str:
    """Tell machines apart for which the build differs: it is tuned to this processor's instructions."""
    flags = platform.processor() + platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
        flags += "".join(sorted({line for line in lines if line.startswith(("flags", "Features"))}))
    return hashlib.sha256((flags + CMAKE_ARGS).encode()).hexdigest()[:12]


def _cache_folder() -> Path:
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "deskside" / "builds"
